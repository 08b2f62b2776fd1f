-- The newsroom: people, rights, blocks, items with their words and their life, approvals by route, the audit. Dates of
-- roles, deputies and validity are local "YYYY-MM-DD", the last one included; times are UTC microseconds.

CREATE TABLE unit (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL CHECK (name <> ''),
    folded          TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL,
    added_at        INTEGER NOT NULL
) STRICT;

ALTER TABLE person ADD COLUMN unit_id INTEGER REFERENCES unit (id);
ALTER TABLE person ADD COLUMN post TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN from_date TEXT;
ALTER TABLE person ADD COLUMN until_date TEXT;
CREATE TRIGGER person_is_never_deleted BEFORE DELETE ON person
BEGIN
    SELECT RAISE (ABORT, 'a person is given a last day, never deleted');
END;

CREATE TABLE account (
    person_id       INTEGER PRIMARY KEY REFERENCES person (id),
    password        TEXT NOT NULL CHECK (password LIKE '$argon2id$%'),
    added_at        INTEGER NOT NULL,
    password_at     INTEGER NOT NULL,
    last_used_at    INTEGER,
    failures        INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    locked_until    INTEGER,
    disabled_by     INTEGER REFERENCES person (id),
    disabled_at     INTEGER
) STRICT;
CREATE TRIGGER account_is_never_deleted BEFORE DELETE ON account
BEGIN
    SELECT RAISE (ABORT, 'an account is disabled, never deleted');
END;

CREATE TABLE block (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    code            TEXT NOT NULL UNIQUE CHECK (code <> ''),
    name            TEXT NOT NULL CHECK (name <> ''),
    office_unit_id  INTEGER REFERENCES unit (id)
) STRICT;
INSERT INTO block (code, name) VALUES
    ('dang', 'Khối Đảng – Hội đồng nhân dân – Mặt trận'),
    ('uy_ban', 'Khối Ủy ban nhân dân');

CREATE TABLE field (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    code            TEXT NOT NULL UNIQUE CHECK (code <> ''),
    name            TEXT NOT NULL CHECK (name <> '')
) STRICT;
INSERT INTO field (code, name) VALUES
    ('economy', 'Kinh tế'),
    ('culture', 'Văn hóa'),
    ('society', 'Xã hội'),
    ('defence_security', 'Quốc phòng – An ninh'),
    ('administrative_reform', 'Cải cách hành chính'),
    ('justice', 'Tư pháp'),
    ('land', 'Đất đai'),
    ('construction', 'Xây dựng'),
    ('urban_environment', 'Đô thị – Môi trường');

CREATE TABLE role_grant (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id       INTEGER NOT NULL REFERENCES person (id),
    role            TEXT NOT NULL,
    block_id        INTEGER REFERENCES block (id),
    from_date       TEXT NOT NULL,
    until_date      TEXT,
    granted_by      INTEGER REFERENCES person (id),
    granted_at      INTEGER NOT NULL,
    CHECK ((role IN ('approver', 'collector')) = (block_id IS NOT NULL))
) STRICT;
CREATE INDEX role_grant_of ON role_grant (person_id);
CREATE TRIGGER role_grant_is_never_deleted BEFORE DELETE ON role_grant
BEGIN
    SELECT RAISE (ABORT, 'a role is given a last day, never deleted');
END;

CREATE TABLE field_deputy (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    block_id        INTEGER NOT NULL REFERENCES block (id),
    field_id        INTEGER NOT NULL REFERENCES field (id),
    person_id       INTEGER NOT NULL REFERENCES person (id),
    from_date       TEXT NOT NULL,
    until_date      TEXT,
    granted_by      INTEGER REFERENCES person (id),
    granted_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX field_deputy_of ON field_deputy (block_id, field_id);

CREATE TABLE stand_in (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    block_id        INTEGER NOT NULL REFERENCES block (id),
    for_person_id   INTEGER NOT NULL REFERENCES person (id),
    person_id       INTEGER NOT NULL REFERENCES person (id) CHECK (person_id <> for_person_id),
    from_date       TEXT NOT NULL,
    until_date      TEXT NOT NULL,
    granted_by      INTEGER REFERENCES person (id),
    granted_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX stand_in_of ON stand_in (block_id, person_id);

ALTER TABLE item ADD COLUMN text TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN block_id INTEGER REFERENCES block (id);
ALTER TABLE item ADD COLUMN field_id INTEGER REFERENCES field (id);
ALTER TABLE item ADD COLUMN language TEXT NOT NULL DEFAULT 'vi';
ALTER TABLE item ADD COLUMN origin TEXT NOT NULL DEFAULT 'own';
ALTER TABLE item ADD COLUMN portal_link TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN photo TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN valid_from TEXT;
ALTER TABLE item ADD COLUMN valid_until TEXT;
ALTER TABLE item ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
ALTER TABLE item ADD COLUMN zones INTEGER NOT NULL DEFAULT 4294967295 CHECK (zones BETWEEN 1 AND 4294967295);
ALTER TABLE item ADD COLUMN state TEXT NOT NULL DEFAULT 'draft';
ALTER TABLE item ADD COLUMN added_by INTEGER REFERENCES person (id);
ALTER TABLE item ADD COLUMN edited_at INTEGER;
CREATE INDEX item_by_state ON item (state);
CREATE INDEX item_by_link ON item (portal_link) WHERE portal_link <> '';
CREATE INDEX as_run_of_item ON as_run (item) WHERE item IS NOT NULL;

CREATE TABLE item_author (
    item_id         INTEGER NOT NULL REFERENCES item (id),
    person_id       INTEGER NOT NULL REFERENCES person (id),
    share           INTEGER NOT NULL CHECK (share BETWEEN 1 AND 100),
    PRIMARY KEY (item_id, person_id)
) STRICT;
CREATE INDEX item_author_of ON item_author (person_id);

CREATE TABLE item_event (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id         INTEGER NOT NULL REFERENCES item (id),
    at              INTEGER NOT NULL,
    step            TEXT NOT NULL,
    person_id       INTEGER REFERENCES person (id),
    reason          TEXT NOT NULL DEFAULT '',
    programme_id    INTEGER
) STRICT;
CREATE INDEX item_event_of ON item_event (item_id, id);
CREATE TRIGGER item_event_is_never_deleted BEFORE DELETE ON item_event
BEGIN
    SELECT RAISE (ABORT, 'the life of an item is only ever added to');
END;
CREATE TRIGGER item_event_is_never_changed BEFORE UPDATE ON item_event
BEGIN
    SELECT RAISE (ABORT, 'the life of an item is only ever added to');
END;

CREATE TABLE audit_entry (
    id              INTEGER PRIMARY KEY,
    at              INTEGER NOT NULL,
    who             TEXT NOT NULL,
    thing           TEXT NOT NULL,
    thing_id        INTEGER NOT NULL,
    change          TEXT NOT NULL,
    args            TEXT NOT NULL,
    before_sha256   TEXT CHECK (length(before_sha256) = 64),
    after_sha256    TEXT CHECK (length(after_sha256) = 64),
    previous_hash   TEXT NOT NULL CHECK (length(previous_hash) = 64),
    hash            TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_entry_of ON audit_entry (thing, thing_id);
CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE TRIGGER audit_entry_is_never_deleted BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE (ABORT, 'the audit is only ever added to');
END;
CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE (ABORT, 'the audit is only ever added to');
END;

CREATE TABLE text_approval (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id         INTEGER NOT NULL REFERENCES item (id),
    item_sha256     TEXT NOT NULL CHECK (length(item_sha256) = 64),
    approved_by     INTEGER NOT NULL REFERENCES person (id),
    on_behalf_of    INTEGER REFERENCES person (id),
    approved_at     INTEGER NOT NULL,
    valid_until     INTEGER,
    document_number TEXT NOT NULL DEFAULT '',
    document_date   TEXT,
    revoked_by      INTEGER REFERENCES person (id),
    revoked_at      INTEGER
) STRICT;
CREATE INDEX text_approval_of ON text_approval (item_id, id);
CREATE TRIGGER text_approval_by_another_person BEFORE INSERT ON text_approval
WHEN EXISTS (SELECT 1 FROM item_author WHERE item_id = NEW.item_id AND person_id = NEW.approved_by)
BEGIN
    SELECT RAISE (ABORT, 'an author does not approve their own item');
END;
CREATE TRIGGER text_approval_is_final BEFORE UPDATE OF id, item_id, item_sha256, approved_by, on_behalf_of, approved_at,
    valid_until, document_number, document_date ON text_approval
BEGIN
    SELECT RAISE (ABORT, 'an approval is revoked or given anew, never changed');
END;
CREATE TRIGGER text_approval_stays_revoked BEFORE UPDATE ON text_approval WHEN OLD.revoked_at IS NOT NULL
BEGIN
    SELECT RAISE (ABORT, 'a revoked approval stays revoked');
END;
CREATE TRIGGER text_approval_is_never_deleted BEFORE DELETE ON text_approval
BEGIN
    SELECT RAISE (ABORT, 'an approval is revoked, never deleted');
END;

-- An approval of sound counts with the words it was given for and with its entry in the audit.
ALTER TABLE approval ADD COLUMN item_sha256 TEXT CHECK (length(item_sha256) = 64);
ALTER TABLE approval ADD COLUMN on_behalf_of INTEGER REFERENCES person (id);
ALTER TABLE approval ADD COLUMN document_number TEXT NOT NULL DEFAULT '';
ALTER TABLE approval ADD COLUMN document_date TEXT;
ALTER TABLE approval ADD COLUMN audit_id INTEGER REFERENCES audit_entry (id);
CREATE TRIGGER approval_by_no_author BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM recording r JOIN item_author a ON a.item_id = r.item_id
             WHERE r.id = NEW.recording_id AND a.person_id = NEW.approved_by)
BEGIN
    SELECT RAISE (ABORT, 'an author does not approve their own item');
END;
CREATE TRIGGER approval_grounds_are_final BEFORE UPDATE OF item_sha256, on_behalf_of, document_number, document_date,
    audit_id ON approval
BEGIN
    SELECT RAISE (ABORT, 'an approval is revoked or given anew, never changed');
END;
CREATE TRIGGER approval_is_never_deleted BEFORE DELETE ON approval
BEGIN
    SELECT RAISE (ABORT, 'an approval is revoked, never deleted');
END;
CREATE TRIGGER recording_is_never_deleted BEFORE DELETE ON recording
BEGIN
    SELECT RAISE (ABORT, 'a recording is replaced by a newer one, never deleted');
END;
CREATE TRIGGER item_is_never_deleted BEFORE DELETE ON item
BEGIN
    SELECT RAISE (ABORT, 'an item is archived, never deleted');
END;

-- Other words, another block or field, or an author who is the approver: what was approved is no longer this. The
-- revocation has no person and the last time the station has seen.
CREATE TRIGGER edit_voids_approvals AFTER UPDATE OF title, kind, text, block_id, field_id ON item
WHEN OLD.title IS NOT NEW.title OR OLD.kind IS NOT NEW.kind OR OLD.text IS NOT NEW.text
    OR OLD.block_id IS NOT NEW.block_id OR OLD.field_id IS NOT NEW.field_id
BEGIN
    UPDATE text_approval
        SET revoked_at = max(approved_at, coalesce(NEW.edited_at, (SELECT last_seen FROM meta), 0))
        WHERE item_id = NEW.id AND revoked_at IS NULL;
    UPDATE approval
        SET revoked_at = max(approved_at, coalesce(NEW.edited_at, (SELECT last_seen FROM meta), 0))
        WHERE recording_id IN (SELECT id FROM recording WHERE item_id = NEW.id) AND revoked_at IS NULL;
    UPDATE item SET state = 'draft' WHERE id = NEW.id AND state = 'approved';
    UPDATE meta SET generation = generation + 1;
END;
CREATE TRIGGER author_voids_own_approval AFTER INSERT ON item_author
BEGIN
    UPDATE text_approval SET revoked_at = max(approved_at, coalesce((SELECT last_seen FROM meta), 0))
        WHERE item_id = NEW.item_id AND approved_by = NEW.person_id AND revoked_at IS NULL;
    UPDATE approval SET revoked_at = max(approved_at, coalesce((SELECT last_seen FROM meta), 0))
        WHERE approved_by = NEW.person_id AND revoked_at IS NULL
            AND recording_id IN (SELECT id FROM recording WHERE item_id = NEW.item_id);
    UPDATE meta SET generation = generation + 1;
END;
