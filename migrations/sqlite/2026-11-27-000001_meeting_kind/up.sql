-- Meetings: a kind of threads, and its notices. SQLite cannot change a CHECK: both
-- tables are made again (sqlite.org/lang_altertable.html, section 7). Keys are off outside the transaction, for a
-- dropped table takes what refers to it with it; run again after a kill, this changes nothing more.
PRAGMA foreign_keys = OFF;
PRAGMA legacy_alter_table = ON;
BEGIN IMMEDIATE;

CREATE TABLE threads_rebuilt (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    subtopic_id BIGINT REFERENCES subtopics (id),
    kind TEXT NOT NULL CHECK (kind IN ('discussion', 'question', 'rex', 'announcement', 'point_dur', 'sheet', 'meeting')),
    audience TEXT NOT NULL CHECK (audience IN ('public', 'community', 'peer', 'expert', 'named')),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    author_id BIGINT NOT NULL REFERENCES members (id),
    created_at TIMESTAMP NOT NULL,
    posts_count INTEGER NOT NULL,
    last_post_id BIGINT NOT NULL,
    last_post_at TIMESTAMP NOT NULL,
    last_author_id BIGINT NOT NULL REFERENCES members (id),
    solution_id BIGINT,
    removed_at TIMESTAMP,
    removed_by BIGINT REFERENCES members (id),
    removed_reason TEXT CHECK (length(removed_reason) <= 500),
    no_answer_at TIMESTAMP,
    no_answer_by BIGINT REFERENCES members (id),
    no_answer_reason TEXT CHECK (length(no_answer_reason) <= 200),
    solution_locked_at TIMESTAMP,
    answers_gone INTEGER NOT NULL DEFAULT 0,
    hidden_title TEXT CHECK (length(hidden_title) <= 200)
);
INSERT INTO threads_rebuilt (
    id, theme_id, subtopic_id, kind, audience, title, author_id, created_at, posts_count, last_post_id, last_post_at,
    last_author_id, solution_id, removed_at, removed_by, removed_reason, no_answer_at, no_answer_by, no_answer_reason,
    solution_locked_at, answers_gone, hidden_title
) SELECT
    id, theme_id, subtopic_id, kind, audience, title, author_id, created_at, posts_count, last_post_id, last_post_at,
    last_author_id, solution_id, removed_at, removed_by, removed_reason, no_answer_at, no_answer_by, no_answer_reason,
    solution_locked_at, answers_gone, hidden_title
FROM threads ORDER BY id;
DROP TABLE threads;
ALTER TABLE threads_rebuilt RENAME TO threads;
CREATE INDEX threads_latest ON threads (last_post_id);
CREATE INDEX threads_latest_in_theme ON threads (theme_id, last_post_id);
CREATE INDEX threads_by_author ON threads (author_id, last_post_id);
CREATE INDEX threads_no_answer ON threads (last_post_id) WHERE no_answer_at IS NOT NULL;

CREATE TABLE notices_rebuilt (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('mention', 'circle_call', 'quote', 'conversation', 'reply', 'watched', 'opened', 'announcement', 'solution', 'reaction', 'invitation', 'decision', 'reminder', 'point_dur', 'assignment', 'sheet', 'meeting')),
    about TEXT NOT NULL CHECK (length(about) <= 40),
    subject_id BIGINT NOT NULL,
    theme_id BIGINT REFERENCES themes (id),
    thread_id BIGINT REFERENCES threads (id) ON DELETE CASCADE,
    post_id BIGINT REFERENCES posts (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    actor_id BIGINT REFERENCES members (id),
    mail TEXT NOT NULL CHECK (mail IN ('no', 'due', 'posted')),
    created_at TIMESTAMP NOT NULL,
    read_at TIMESTAMP,
    UNIQUE (member_id, kind, about, subject_id)
);
INSERT INTO notices_rebuilt (
    id, member_id, kind, about, subject_id, theme_id, thread_id, post_id, number, actor_id, mail, created_at, read_at
) SELECT
    id, member_id, kind, about, subject_id, theme_id, thread_id, post_id, number, actor_id, mail, created_at, read_at
FROM notices ORDER BY id;
DROP TABLE notices;
ALTER TABLE notices_rebuilt RENAME TO notices;
CREATE INDEX notices_of ON notices (member_id, id);
CREATE INDEX notices_unread ON notices (member_id, thread_id) WHERE read_at IS NULL;
CREATE INDEX notices_due ON notices (member_id, id) WHERE mail = 'due';

-- A key that leads nowhere stops the migration, and nothing of it stays.
CREATE TEMP TABLE broken_keys (number INTEGER NOT NULL CHECK (number = 0));
INSERT INTO broken_keys SELECT count(*) FROM pragma_foreign_key_check;
DROP TABLE broken_keys;

COMMIT;
PRAGMA legacy_alter_table = OFF;
PRAGMA foreign_keys = ON;
