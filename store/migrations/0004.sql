-- The day's work: columns, guidance, duty, formats and programmes made from them, royalties, exchange, search. Dates are
-- local "YYYY-MM-DD", the last one included; times are UTC microseconds; money is whole đồng.

CREATE TABLE broadcast_column (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL CHECK (name <> ''),
    folded          TEXT NOT NULL UNIQUE,
    field_id        INTEGER REFERENCES field (id),
    quota           INTEGER NOT NULL CHECK (quota BETWEEN 0 AND 1000),
    quota_period    TEXT NOT NULL,
    from_date       TEXT,
    until_date      TEXT,
    added_at        INTEGER NOT NULL
) STRICT;

CREATE TABLE item_column (
    item_id         INTEGER PRIMARY KEY REFERENCES item (id),
    column_id       INTEGER NOT NULL REFERENCES broadcast_column (id)
) STRICT;
CREATE INDEX item_column_of ON item_column (column_id);

CREATE TABLE guidance (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    kind            TEXT NOT NULL,
    number          TEXT NOT NULL,
    title           TEXT NOT NULL CHECK (title <> ''),
    issued_by       TEXT NOT NULL,
    from_date       TEXT NOT NULL,
    until_date      TEXT NOT NULL CHECK (until_date >= from_date),
    added_by        INTEGER NOT NULL REFERENCES person (id),
    added_at        INTEGER NOT NULL
) STRICT;

CREATE TABLE guidance_topic (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    guidance_id     INTEGER NOT NULL REFERENCES guidance (id) ON DELETE CASCADE,
    title           TEXT NOT NULL CHECK (title <> ''),
    field_id        INTEGER REFERENCES field (id),
    owner_id        INTEGER REFERENCES person (id),
    due_date        TEXT
) STRICT;
CREATE INDEX guidance_topic_of ON guidance_topic (guidance_id);

CREATE TABLE item_guidance (
    item_id         INTEGER NOT NULL REFERENCES item (id),
    topic_id        INTEGER NOT NULL REFERENCES guidance_topic (id) ON DELETE CASCADE,
    PRIMARY KEY (item_id, topic_id)
) STRICT;
CREATE INDEX item_guidance_of ON item_guidance (topic_id);

CREATE TABLE duty (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    date            TEXT NOT NULL,
    slot_id         INTEGER NOT NULL DEFAULT 0,
    person_id       INTEGER NOT NULL REFERENCES person (id),
    note            TEXT NOT NULL DEFAULT '',
    added_at        INTEGER NOT NULL,
    UNIQUE (date, slot_id)
) STRICT;

CREATE TABLE format (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL CHECK (name <> ''),
    folded          TEXT NOT NULL UNIQUE,
    series          TEXT NOT NULL,
    length_s        INTEGER NOT NULL CHECK (length_s BETWEEN 1 AND 86400),
    stinger_id      INTEGER REFERENCES item (id),
    no_repeat_days  INTEGER NOT NULL CHECK (no_repeat_days BETWEEN 0 AND 3660),
    freeze_before_s INTEGER NOT NULL CHECK (freeze_before_s BETWEEN 60 AND 604800)
) STRICT;

CREATE TABLE format_frame (
    format_id       INTEGER NOT NULL REFERENCES format (id) ON DELETE CASCADE,
    part            TEXT NOT NULL CHECK (part IN ('opening', 'closing')),
    position        INTEGER NOT NULL CHECK (position > 0),
    item_id         INTEGER NOT NULL REFERENCES item (id),
    PRIMARY KEY (format_id, part, position)
) STRICT;

CREATE TABLE format_place (
    format_id       INTEGER NOT NULL REFERENCES format (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL CHECK (position > 0),
    kinds           TEXT NOT NULL CHECK (kinds <> ''),
    column_id       INTEGER REFERENCES broadcast_column (id),
    field_id        INTEGER REFERENCES field (id),
    least           INTEGER NOT NULL CHECK (least >= 0),
    most            INTEGER NOT NULL CHECK (most BETWEEN 1 AND 40 AND most >= least),
    PRIMARY KEY (format_id, position)
) STRICT;

CREATE TABLE programme_build (
    programme_id    INTEGER PRIMARY KEY REFERENCES programme (id) ON DELETE CASCADE,
    format_id       INTEGER REFERENCES format (id) ON DELETE SET NULL,
    length_s        INTEGER NOT NULL CHECK (length_s > 0),
    starts_at       INTEGER,
    freezes_at      INTEGER,
    built_by        INTEGER NOT NULL REFERENCES person (id),
    built_at        INTEGER NOT NULL,
    frozen_by       INTEGER REFERENCES person (id),
    frozen_at       INTEGER
) STRICT;

CREATE TABLE royalty_rate (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    from_date       TEXT NOT NULL UNIQUE,
    until_date      TEXT CHECK (until_date >= from_date),
    base_salary     INTEGER NOT NULL CHECK (base_salary BETWEEN 1 AND 1000000000),
    unit_permille   INTEGER NOT NULL CHECK (unit_permille BETWEEN 1 AND 1000),
    repeat_percent  INTEGER NOT NULL CHECK (repeat_percent BETWEEN 0 AND 100),
    round_to        INTEGER NOT NULL CHECK (round_to BETWEEN 1 AND 100000),
    decision        TEXT NOT NULL,
    added_by        INTEGER NOT NULL REFERENCES person (id),
    added_at        INTEGER NOT NULL
) STRICT;

CREATE TABLE royalty_coefficient (
    rate_id         INTEGER NOT NULL REFERENCES royalty_rate (id) ON DELETE CASCADE,
    kind            TEXT NOT NULL,
    hundredths      INTEGER NOT NULL CHECK (hundredths BETWEEN 0 AND 100000),
    PRIMARY KEY (rate_id, kind)
) STRICT;

CREATE TABLE item_coefficient (
    item_id         INTEGER PRIMARY KEY REFERENCES item (id),
    hundredths      INTEGER NOT NULL CHECK (hundredths BETWEEN 0 AND 100000),
    set_by          INTEGER NOT NULL REFERENCES person (id),
    set_at          INTEGER NOT NULL
) STRICT;

CREATE TABLE imported_item (
    source          TEXT NOT NULL,
    external_id     TEXT NOT NULL CHECK (external_id <> ''),
    item_id         INTEGER NOT NULL REFERENCES item (id),
    file_name       TEXT NOT NULL,
    imported_by     INTEGER NOT NULL REFERENCES person (id),
    imported_at     INTEGER NOT NULL,
    PRIMARY KEY (source, external_id)
) STRICT;

CREATE TABLE submission (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id         INTEGER NOT NULL REFERENCES item (id),
    receiver        TEXT NOT NULL CHECK (receiver <> ''),
    sent_by         INTEGER NOT NULL REFERENCES person (id),
    sent_at         INTEGER NOT NULL,
    state           TEXT NOT NULL,
    state_at        INTEGER NOT NULL,
    note            TEXT NOT NULL DEFAULT '',
    UNIQUE (item_id, receiver)
) STRICT;

CREATE TABLE bundle_key (
    public_key      TEXT PRIMARY KEY CHECK (length(public_key) = 64),
    name            TEXT NOT NULL CHECK (name <> ''),
    added_by        INTEGER NOT NULL REFERENCES person (id),
    added_at        INTEGER NOT NULL,
    revoked_at      INTEGER
) STRICT;

CREATE TABLE bundle_sound (
    item_id         INTEGER PRIMARY KEY REFERENCES item (id),
    file_sha256     TEXT NOT NULL CHECK (length(file_sha256) = 64),
    public_key      TEXT NOT NULL REFERENCES bundle_key (public_key),
    bundle          TEXT NOT NULL CHECK (length(bundle) = 64)
) STRICT;

-- Full text without marks. A row's number is its thing's number × 8 + 0 item, 1 programme, 2 guidance, 3 topic, 4 column,
-- 5 person. Triggers, whoever writes, note what has changed; the station brings the index up to it (store/search.h). A
-- Vietnamese syllable has up to seven letters: beginnings of each length but the whole are kept, else a common one is slow.
CREATE VIRTUAL TABLE search USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4 5 6');
CREATE TABLE changed_text (
    thing           INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER item_text_added AFTER INSERT ON item BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8);
END;
CREATE TRIGGER item_text_changed AFTER UPDATE OF title, text, portal_link ON item BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8);
END;
CREATE TRIGGER programme_text_added AFTER INSERT ON programme BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8 + 1);
END;
CREATE TRIGGER programme_text_changed AFTER UPDATE OF name, series ON programme BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8 + 1);
END;
CREATE TRIGGER programme_text_removed AFTER DELETE ON programme BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (OLD.id * 8 + 1);
END;
CREATE TRIGGER guidance_text_added AFTER INSERT ON guidance BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8 + 2);
END;
CREATE TRIGGER guidance_text_changed AFTER UPDATE OF number, title, issued_by ON guidance BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8 + 2);
END;
CREATE TRIGGER guidance_text_removed AFTER DELETE ON guidance BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (OLD.id * 8 + 2);
END;
CREATE TRIGGER guidance_topic_text_added AFTER INSERT ON guidance_topic BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8 + 3);
END;
CREATE TRIGGER guidance_topic_text_changed AFTER UPDATE OF title ON guidance_topic BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8 + 3);
END;
CREATE TRIGGER guidance_topic_text_removed AFTER DELETE ON guidance_topic BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (OLD.id * 8 + 3);
END;
CREATE TRIGGER broadcast_column_text_added AFTER INSERT ON broadcast_column BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8 + 4);
END;
CREATE TRIGGER broadcast_column_text_changed AFTER UPDATE OF name ON broadcast_column BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8 + 4);
END;
CREATE TRIGGER broadcast_column_text_removed AFTER DELETE ON broadcast_column BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (OLD.id * 8 + 4);
END;
CREATE TRIGGER person_text_added AFTER INSERT ON person BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8 + 5);
END;
CREATE TRIGGER person_text_changed AFTER UPDATE OF name ON person BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (NEW.id * 8 + 5);
END;
CREATE TRIGGER person_text_removed AFTER DELETE ON person BEGIN
    INSERT OR IGNORE INTO changed_text VALUES (OLD.id * 8 + 5);
END;
INSERT INTO changed_text SELECT id * 8 FROM item UNION ALL SELECT id * 8 + 1 FROM programme
    UNION ALL SELECT id * 8 + 5 FROM person;
