-- How loud an address of a relay was, so that its next transmission begins at the right level.

ALTER TABLE relay_url ADD COLUMN loudness_lufs REAL;
