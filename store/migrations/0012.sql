-- What sound leaves the house through, who inspected it, what broke, and which entries of the ledger that hurt. Dates are
-- local "YYYY-MM-DD", the last one included; times are UTC microseconds.

CREATE TABLE equipment (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    kind            TEXT NOT NULL,
    name            TEXT NOT NULL CHECK (name <> ''),
    folded          TEXT NOT NULL UNIQUE,
    place           TEXT NOT NULL,
    zone            INTEGER NOT NULL CHECK (zone BETWEEN 0 AND 32),
    speakers        INTEGER NOT NULL CHECK (speakers BETWEEN 0 AND 1000),
    watts           INTEGER NOT NULL CHECK (watts BETWEEN 0 AND 100000),
    serial          TEXT NOT NULL,
    note            TEXT NOT NULL,
    from_date       TEXT NOT NULL,
    until_date      TEXT CHECK (until_date >= from_date),
    added_by        INTEGER NOT NULL REFERENCES person (id),
    added_at        INTEGER NOT NULL
) STRICT;

CREATE TABLE inspection (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    date            TEXT NOT NULL,
    inspector_id    INTEGER NOT NULL REFERENCES person (id),
    note            TEXT NOT NULL,
    added_by        INTEGER NOT NULL REFERENCES person (id),
    added_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX inspection_on ON inspection (date);

CREATE TABLE inspection_finding (
    inspection_id   INTEGER NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    equipment_id    INTEGER NOT NULL REFERENCES equipment (id),
    is_good         INTEGER NOT NULL CHECK (is_good IN (0, 1)),
    note            TEXT NOT NULL,
    PRIMARY KEY (inspection_id, equipment_id)
) STRICT;
CREATE INDEX inspection_finding_of ON inspection_finding (equipment_id);

CREATE TABLE fault_ticket (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    part            TEXT NOT NULL,
    equipment_id    INTEGER REFERENCES equipment (id),
    inspection_id   INTEGER REFERENCES inspection (id) ON DELETE SET NULL,
    symptom         TEXT NOT NULL CHECK (symptom <> ''),
    opened_at       INTEGER NOT NULL,
    opened_by       INTEGER NOT NULL REFERENCES person (id),
    cause           TEXT NOT NULL DEFAULT '',
    remedy          TEXT NOT NULL DEFAULT '',
    closed_at       INTEGER CHECK (closed_at >= opened_at),
    closed_by       INTEGER REFERENCES person (id),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
    CHECK (closed_at IS NULL OR cause <> '')
) STRICT;
CREATE INDEX fault_ticket_open ON fault_ticket (equipment_id) WHERE closed_at IS NULL;
CREATE TRIGGER fault_ticket_is_final BEFORE UPDATE OF part, equipment_id, symptom, opened_at, opened_by, cause, remedy,
    closed_at, closed_by ON fault_ticket WHEN OLD.closed_at IS NOT NULL
BEGIN
    SELECT RAISE (ABORT, 'a closed ticket is never changed; open another one');
END;
CREATE TRIGGER fault_ticket_is_never_deleted BEFORE DELETE ON fault_ticket
BEGIN
    SELECT RAISE (ABORT, 'a ticket is never deleted');
END;

-- An entry's loss has one explanation.
CREATE TABLE fault_entry (
    entry_id        INTEGER PRIMARY KEY REFERENCES as_run (id),
    ticket_id       INTEGER NOT NULL REFERENCES fault_ticket (id)
) STRICT;
CREATE INDEX fault_entry_of ON fault_entry (ticket_id);
