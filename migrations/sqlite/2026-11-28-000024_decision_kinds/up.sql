-- A joining and a splitting of threads can be undone.
-- The table of decisions is made again, for SQLite cannot change a CHECK (sqlite.org/lang_altertable.html, section 7). Keys
-- are off outside the transaction, for a dropped table takes what refers to it with it; run again after a kill, this
-- changes nothing more.
PRAGMA foreign_keys = OFF;
PRAGMA legacy_alter_table = ON;
BEGIN IMMEDIATE;

CREATE TABLE decisions_rebuilt (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT REFERENCES themes (id),
    thread_id BIGINT REFERENCES threads (id) ON DELETE CASCADE,
    post_id BIGINT REFERENCES posts (id) ON DELETE CASCADE,
    revision_id BIGINT REFERENCES post_revisions (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('hide', 'show', 'leave', 'revert', 'hide-version', 'show-version', 'close', 'reopen', 'move', 'pin', 'unpin', 'edit', 'remove', 'warn', 'unwarn', 'suspend', 'unsuspend', 'approval', 'approval-end', 'account-close', 'account-reopen', 'refuse', 'accept', 'ask-edit', 'split', 'merge', 'reference', 'unreference', 'kind', 'audience', 'delete', 'restore', 'unmerge', 'unsplit')),
    member_id BIGINT REFERENCES members (id),
    actor_id BIGINT NOT NULL REFERENCES members (id),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    undoes_id BIGINT REFERENCES decisions (id),
    created_at TIMESTAMP NOT NULL
);
INSERT INTO decisions_rebuilt (
    id, theme_id, thread_id, post_id, revision_id, kind, member_id, actor_id, reason, undoes_id, created_at
) SELECT id, theme_id, thread_id, post_id, revision_id, kind, member_id, actor_id, reason, undoes_id, created_at
FROM decisions ORDER BY id;
DROP TABLE decisions;
ALTER TABLE decisions_rebuilt RENAME TO decisions;
CREATE INDEX decisions_about ON decisions (member_id, id);
CREATE INDEX decisions_by_theme ON decisions (theme_id, id);
CREATE INDEX decisions_by_thread ON decisions (thread_id, id);
CREATE INDEX decisions_by_post ON decisions (post_id, id);
CREATE INDEX decisions_undone ON decisions (undoes_id) WHERE undoes_id IS NOT NULL;

-- A key that leads nowhere stops the migration, and nothing of it stays.
CREATE TEMP TABLE broken_keys (number INTEGER NOT NULL CHECK (number = 0));
INSERT INTO broken_keys SELECT count(*) FROM pragma_foreign_key_check;
DROP TABLE broken_keys;

COMMIT;
PRAGMA legacy_alter_table = OFF;
PRAGMA foreign_keys = ON;
