-- Points durs, practice sheets and meetings have parts of their own. SQLite cannot change a CHECK: the table, which
-- nothing refers to, is made again.
CREATE TABLE digest_items_rebuilt (
    digest_id BIGINT NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
    section TEXT NOT NULL CHECK (section IN ('waiting', 'questions', 'points_durs', 'new', 'moved', 'solved', 'sheets', 'meetings', 'joined')),
    place INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('notice', 'expertise', 'awaited', 'followed', 'useful', 'theme', 'circle', 'region')),
    theme_id BIGINT REFERENCES themes (id),
    thread_id BIGINT REFERENCES threads (id) ON DELETE CASCADE,
    subject_id BIGINT NOT NULL,
    last_post_id BIGINT NOT NULL,
    PRIMARY KEY (digest_id, section, place),
    UNIQUE (digest_id, thread_id)
);
INSERT INTO digest_items_rebuilt (
    digest_id, section, place, reason, theme_id, thread_id, subject_id, last_post_id
) SELECT digest_id, section, place, reason, theme_id, thread_id, subject_id, last_post_id FROM digest_items;
DROP TABLE digest_items;
ALTER TABLE digest_items_rebuilt RENAME TO digest_items;
