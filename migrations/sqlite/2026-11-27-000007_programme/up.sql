-- Counts what was changed of a session: two people never overwrite each other.
ALTER TABLE meeting_sessions ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
-- The order of sessions that start together.
ALTER TABLE meeting_sessions ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
