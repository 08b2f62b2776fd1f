-- A password that was handed out is good once: whoever comes in with it sets one of their own. What waits is found fast.

ALTER TABLE account ADD COLUMN is_code INTEGER NOT NULL DEFAULT 0 CHECK (is_code IN (0, 1));

CREATE INDEX approval_in_force ON approval (recording_id) WHERE revoked_at IS NULL;
