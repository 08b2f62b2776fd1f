-- Items are found by the names of the files their recordings came in.
CREATE TRIGGER recording_is_searched AFTER INSERT ON recording BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.item_id * 8);
END;
INSERT OR IGNORE INTO changed_text SELECT DISTINCT item_id * 8 FROM recording;
