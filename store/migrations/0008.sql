-- What each relay gave, by the hour: besides what was missing, what was worthless.
ALTER TABLE relay_hour ADD COLUMN errors INTEGER NOT NULL DEFAULT 0;
ALTER TABLE relay_hour ADD COLUMN silent_s REAL NOT NULL DEFAULT 0.0;
ALTER TABLE relay_hour ADD COLUMN stuck_s REAL NOT NULL DEFAULT 0.0;
