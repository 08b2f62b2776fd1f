-- Reports and readers: when sound was on the line, and the ledger as spreadsheets read it.

-- A report looks here for sound outside the permitted hours.
CREATE INDEX as_run_sound ON as_run (date, slot, exception, started, ended)
    WHERE started IS NOT NULL AND ended IS NOT NULL AND kind NOT IN ('dead_air', 'session');

-- What was begun and what was given back within a period.
CREATE INDEX item_added ON item (added_at);
CREATE INDEX item_event_at ON item_event (at);

-- The closed ledger, a line an entry, lengths in seconds and times as text in UTC. docs/reading-the-ledger.md.
CREATE VIEW heard AS
SELECT number, date, slot_name, programme_name, kind, item_kind, title, relay_level,
       strftime('%Y-%m-%dT%H:%M:%SZ', planned_start / 1000000, 'unixepoch') AS planned_start,
       round(planned_frames / 48000.0, 3) AS planned_s,
       strftime('%Y-%m-%dT%H:%M:%SZ', started / 1000000, 'unixepoch') AS started,
       strftime('%Y-%m-%dT%H:%M:%SZ', ended / 1000000, 'unixepoch') AS ended,
       round((frames - starved - silenced) / 48000.0, 3) AS heard_s,
       outcome, cause, approved_by, slot, exception, position, programme, item, recording, relay, sha256, hash
FROM as_run WHERE number IS NOT NULL;
