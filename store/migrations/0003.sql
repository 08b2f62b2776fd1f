-- Reports: the ledger's figures quickly, closed periods, targets.

-- Every column the figures need, in the order in which they are grouped, so that a quarter is one scan of this index.
CREATE INDEX as_run_airtime ON as_run (date, slot, exception, kind, relay_level, item_kind, outcome, cause, number,
    programme, item, planned_frames, frames, starved, silenced) WHERE outcome IS NOT NULL;
-- The first day an item or a programme was ever heard.
CREATE INDEX as_run_item_heard ON as_run (item, date, number)
    WHERE kind IN ('item', 'insert') AND outcome IS NOT NULL AND frames > starved + silenced;
CREATE INDEX as_run_programme_heard ON as_run (programme, date, number)
    WHERE kind IN ('item', 'insert') AND outcome IS NOT NULL AND frames > starved + silenced;

CREATE TABLE period_close (
    id              INTEGER PRIMARY KEY,
    period          TEXT NOT NULL,
    first_day       INTEGER NOT NULL CHECK (first_day BETWEEN 1 AND 28),
    entries         INTEGER NOT NULL,
    head            TEXT NOT NULL CHECK (length(head) = 64),
    figures         TEXT NOT NULL,
    closed_by       INTEGER NOT NULL REFERENCES person (id),
    closed_at       INTEGER NOT NULL,
    UNIQUE (period, first_day)
) STRICT;
CREATE TRIGGER period_close_is_final BEFORE UPDATE ON period_close
BEGIN
    SELECT RAISE (ABORT, 'a closed period is never changed; correct it by a row of its own');
END;
CREATE TRIGGER period_close_is_never_deleted BEFORE DELETE ON period_close
BEGIN
    SELECT RAISE (ABORT, 'a closed period is never deleted');
END;

CREATE TABLE period_correction (
    id              INTEGER PRIMARY KEY,
    close_id        INTEGER NOT NULL REFERENCES period_close (id),
    figure          TEXT NOT NULL,
    change          INTEGER NOT NULL,
    reason          TEXT NOT NULL CHECK (reason <> ''),
    made_by         INTEGER NOT NULL REFERENCES person (id),
    made_at         INTEGER NOT NULL
) STRICT;
CREATE TRIGGER period_correction_is_final BEFORE UPDATE ON period_correction
BEGIN
    SELECT RAISE (ABORT, 'a correction is never changed');
END;
CREATE TRIGGER period_correction_is_never_deleted BEFORE DELETE ON period_correction
BEGIN
    SELECT RAISE (ABORT, 'a correction is never deleted');
END;

CREATE TABLE target (
    period          TEXT NOT NULL,
    first_day       INTEGER NOT NULL CHECK (first_day BETWEEN 1 AND 28),
    figure          TEXT NOT NULL,
    value           INTEGER NOT NULL CHECK (value >= 0),
    set_by          INTEGER NOT NULL REFERENCES person (id),
    set_at          INTEGER NOT NULL,
    PRIMARY KEY (period, first_day, figure)
) STRICT;
