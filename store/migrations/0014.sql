-- Inserts that wait for a pause of the relay they lie over, and returns to its better source that do.

ALTER TABLE rundown_entry ADD COLUMN pause_window_ms INTEGER NOT NULL DEFAULT 0 CHECK (pause_window_ms >= 0);
ALTER TABLE slot ADD COLUMN relay_return TEXT NOT NULL DEFAULT 'at_once'
    CHECK (relay_return IN ('at_once', 'in_pause'));
