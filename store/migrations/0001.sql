-- The first schema. Times are UTC microseconds since 1970 (…_at, last_seen), dates local "YYYY-MM-DD", lengths in the
-- unit their name ends with, sound in frames of 48 kHz. docs/tables/ has a page for every table.

CREATE TABLE meta (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    created_at      INTEGER NOT NULL,
    generation      INTEGER NOT NULL DEFAULT 0,
    last_seen       INTEGER,
    is_rehearsal    INTEGER NOT NULL DEFAULT 0 CHECK (is_rehearsal IN (0, 1)),
    genesis         TEXT NOT NULL CHECK (length(genesis) = 64)
) STRICT;

CREATE TABLE person (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL CHECK (name <> ''),
    folded          TEXT NOT NULL UNIQUE,
    added_at        INTEGER NOT NULL
) STRICT;

CREATE TABLE item (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    title           TEXT NOT NULL CHECK (title <> ''),
    folded          TEXT NOT NULL,
    kind            TEXT NOT NULL,
    added_at        INTEGER NOT NULL
) STRICT;

CREATE TABLE recording (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id         INTEGER NOT NULL REFERENCES item (id),
    sha256          TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    frames          INTEGER NOT NULL CHECK (frames > 0),
    channels        INTEGER NOT NULL CHECK (channels IN (1, 2)),
    loudness_lufs   REAL NOT NULL,
    true_peak_dbtp  REAL NOT NULL,
    head_silence    INTEGER NOT NULL,
    tail_silence    INTEGER NOT NULL,
    source_name     TEXT NOT NULL,
    source_format   TEXT NOT NULL,
    peaks           BLOB,
    added_by        INTEGER NOT NULL REFERENCES person (id),
    added_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX recording_of_item ON recording (item_id, id);
CREATE TRIGGER recording_is_final BEFORE UPDATE ON recording
BEGIN
    SELECT RAISE (ABORT, 'a recording is never changed; take the sound in anew');
END;

CREATE TABLE approval (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    recording_id    INTEGER NOT NULL REFERENCES recording (id),
    sha256          TEXT NOT NULL CHECK (length(sha256) = 64),
    approved_by     INTEGER NOT NULL REFERENCES person (id),
    approved_at     INTEGER NOT NULL,
    valid_until     INTEGER,
    revoked_by      INTEGER REFERENCES person (id),
    revoked_at      INTEGER
) STRICT;
CREATE INDEX approval_of_recording ON approval (recording_id, id);
CREATE TRIGGER approval_by_another_person BEFORE INSERT ON approval
WHEN NEW.approved_by = (SELECT added_by FROM recording WHERE id = NEW.recording_id)
BEGIN
    SELECT RAISE (ABORT, 'the one who added a recording does not approve it');
END;
CREATE TRIGGER approval_is_final BEFORE UPDATE OF id, recording_id, sha256, approved_by, approved_at, valid_until
    ON approval
BEGIN
    SELECT RAISE (ABORT, 'an approval is revoked or given anew, never changed');
END;
CREATE TRIGGER approval_stays_revoked BEFORE UPDATE ON approval WHEN OLD.revoked_at IS NOT NULL
BEGIN
    SELECT RAISE (ABORT, 'a revoked approval stays revoked');
END;

CREATE TABLE programme (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL CHECK (name <> ''),
    series          TEXT NOT NULL DEFAULT '',
    date            TEXT
) STRICT;
CREATE UNIQUE INDEX programme_edition ON programme (series, date) WHERE series <> '' AND date IS NOT NULL;

CREATE TABLE rundown_entry (
    programme_id    INTEGER NOT NULL REFERENCES programme (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL CHECK (position > 0),
    item_id         INTEGER NOT NULL REFERENCES item (id),
    at_ms           INTEGER,
    mix             TEXT NOT NULL,
    fade_ms         INTEGER NOT NULL CHECK (fade_ms >= 0),
    PRIMARY KEY (programme_id, position)
) STRICT;
CREATE INDEX rundown_of_item ON rundown_entry (item_id);

CREATE TABLE relay (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL UNIQUE CHECK (name <> ''),
    level           TEXT NOT NULL,
    allow_private   INTEGER NOT NULL CHECK (allow_private IN (0, 1)),
    open_ahead_s    INTEGER NOT NULL CHECK (open_ahead_s BETWEEN 0 AND 600)
) STRICT;

CREATE TABLE relay_url (
    relay_id        INTEGER NOT NULL REFERENCES relay (id) ON DELETE CASCADE,
    rank            INTEGER NOT NULL CHECK (rank > 0),
    url             TEXT NOT NULL CHECK (url <> ''),
    PRIMARY KEY (relay_id, rank)
) STRICT;

CREATE TABLE calendar_exception (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    date            TEXT NOT NULL,
    kind            TEXT NOT NULL,
    target_slot_id  INTEGER REFERENCES slot (id),
    programme_id    INTEGER REFERENCES programme (id),
    series          TEXT NOT NULL DEFAULT '',
    relay_id        INTEGER REFERENCES relay (id),
    reason          TEXT NOT NULL
) STRICT;
CREATE INDEX calendar_exception_on ON calendar_exception (date);

CREATE TABLE slot (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    exception_id    INTEGER UNIQUE REFERENCES calendar_exception (id) ON DELETE CASCADE,
    name            TEXT NOT NULL CHECK (name <> ''),
    days            INTEGER NOT NULL CHECK (days BETWEEN 0 AND 127),
    start_s         INTEGER NOT NULL CHECK (start_s BETWEEN 0 AND 86399),
    length_s        INTEGER NOT NULL CHECK (length_s BETWEEN 1 AND 86400),
    programme_id    INTEGER REFERENCES programme (id),
    series          TEXT NOT NULL DEFAULT '',
    relay_id        INTEGER REFERENCES relay (id),
    from_date       TEXT,
    until_date      TEXT,
    start_rule      TEXT NOT NULL,
    grace_s         INTEGER NOT NULL CHECK (grace_s >= 0),
    overrun         TEXT NOT NULL,
    finish_within_s INTEGER NOT NULL CHECK (finish_within_s >= 0),
    late            TEXT NOT NULL,
    restart_within_s INTEGER NOT NULL CHECK (restart_within_s >= 0),
    substitute      TEXT NOT NULL,
    sustainer_id    INTEGER REFERENCES item (id),
    duck_db         REAL NOT NULL,
    gain_db         REAL NOT NULL,
    zones           INTEGER NOT NULL CHECK (zones BETWEEN 1 AND 4294967295),
    priority        INTEGER NOT NULL
) STRICT;

CREATE TABLE override (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    from_at         INTEGER NOT NULL,
    until_at        INTEGER NOT NULL CHECK (until_at > from_at),
    reason          TEXT NOT NULL CHECK (reason <> ''),
    requested_by    INTEGER NOT NULL REFERENCES person (id),
    requested_at    INTEGER NOT NULL,
    confirmed_by    INTEGER REFERENCES person (id) CHECK (confirmed_by <> requested_by),
    confirmed_at    INTEGER,
    revoked_by      INTEGER REFERENCES person (id),
    revoked_at      INTEGER
) STRICT;

CREATE TABLE as_run (
    id              INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL,
    date            TEXT NOT NULL,
    slot            INTEGER NOT NULL,
    exception       INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    slot_name       TEXT NOT NULL,
    programme       INTEGER,
    programme_name  TEXT NOT NULL,
    item            INTEGER,
    recording       INTEGER,
    relay           INTEGER,
    relay_level     TEXT,
    title           TEXT NOT NULL,
    item_kind       TEXT,
    sha256          TEXT NOT NULL,
    approved_by     TEXT NOT NULL,
    planned_start   INTEGER NOT NULL,
    planned_frames  INTEGER NOT NULL,
    zones           INTEGER NOT NULL,
    gain_mdb        INTEGER NOT NULL,
    opened_at       INTEGER NOT NULL,
    refreshed_at    INTEGER NOT NULL,
    started         INTEGER,
    ended           INTEGER,
    epoch           TEXT NOT NULL,
    first           INTEGER,
    frames          INTEGER NOT NULL,
    starved         INTEGER NOT NULL,
    silenced        INTEGER NOT NULL,
    is_estimated    INTEGER NOT NULL CHECK (is_estimated IN (0, 1)),
    outcome         TEXT,
    cause           TEXT,
    cause_args      TEXT,
    closed_at       INTEGER,
    number          INTEGER UNIQUE,
    previous_hash   TEXT,
    hash            TEXT,
    CHECK ((number IS NULL) = (outcome IS NULL)),
    CHECK ((number IS NULL) = (closed_at IS NULL)),
    CHECK ((number IS NULL) = (hash IS NULL)),
    CHECK ((number IS NULL) = (previous_hash IS NULL))
) STRICT;
CREATE UNIQUE INDEX as_run_occurrence ON as_run (date, slot, exception, kind, position)
    WHERE kind IN ('item', 'relay', 'insert', 'bed', 'session');
CREATE INDEX as_run_open ON as_run (id) WHERE number IS NULL;
CREATE INDEX as_run_planned ON as_run (planned_start);
CREATE TRIGGER as_run_is_never_deleted BEFORE DELETE ON as_run
BEGIN
    SELECT RAISE (ABORT, 'an as-run entry is never deleted');
END;
CREATE TRIGGER as_run_closed_is_final BEFORE UPDATE ON as_run
WHEN OLD.number IS NOT NULL
BEGIN
    SELECT RAISE (ABORT, 'a closed as-run entry is never changed');
END;
CREATE TRIGGER as_run_intent_is_final BEFORE UPDATE OF id, kind, date, slot, exception, position, slot_name, programme,
    programme_name, item, recording, relay, relay_level, title, item_kind, sha256, approved_by, planned_start,
    planned_frames, zones, gain_mdb, opened_at ON as_run
BEGIN
    SELECT RAISE (ABORT, 'what an as-run entry intended is never changed');
END;

CREATE TABLE station_event (
    id              INTEGER PRIMARY KEY,
    at              INTEGER NOT NULL,
    severity        TEXT NOT NULL,
    message         TEXT NOT NULL,
    args            TEXT NOT NULL
) STRICT;
CREATE INDEX station_event_at ON station_event (at);
CREATE TRIGGER station_event_is_never_deleted BEFORE DELETE ON station_event
BEGIN
    SELECT RAISE (ABORT, 'the diary is only ever added to');
END;
CREATE TRIGGER station_event_is_never_changed BEFORE UPDATE ON station_event
BEGIN
    SELECT RAISE (ABORT, 'the diary is only ever added to');
END;
