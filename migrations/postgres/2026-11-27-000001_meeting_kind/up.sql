-- Meetings: a kind of threads, and its notices.
ALTER TABLE threads DROP CONSTRAINT threads_kind_check;
ALTER TABLE threads ADD CONSTRAINT threads_kind_check CHECK (kind IN ('discussion', 'question', 'rex', 'announcement', 'point_dur', 'sheet', 'meeting'));
ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (kind IN ('mention', 'circle_call', 'quote', 'conversation', 'reply', 'watched', 'opened', 'announcement', 'solution', 'reaction', 'invitation', 'decision', 'reminder', 'point_dur', 'assignment', 'sheet', 'meeting'));
