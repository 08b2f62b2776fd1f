-- The air-check, which file holds what was heard when; what each relay gave.

CREATE TABLE air_check (
    file            TEXT PRIMARY KEY,
    date            TEXT NOT NULL,
    slot            INTEGER NOT NULL,
    exception       INTEGER NOT NULL,
    slot_name       TEXT NOT NULL,
    epoch           TEXT NOT NULL,
    first           INTEGER NOT NULL,
    frames          INTEGER NOT NULL CHECK (frames > 0),
    started         INTEGER NOT NULL,
    bytes           INTEGER NOT NULL
) STRICT;
CREATE INDEX air_check_started ON air_check (started);

-- What each relay gave, by the hour.
CREATE TABLE relay_hour (
    relay           INTEGER NOT NULL,
    hour            INTEGER NOT NULL,
    open_s          REAL NOT NULL,
    lost_s          REAL NOT NULL,
    drops           INTEGER NOT NULL,
    switches        INTEGER NOT NULL,
    ppm             REAL,
    PRIMARY KEY (relay, hour)
) STRICT;
