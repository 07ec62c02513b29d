-- When a member gets a digest, up to when the last one went, and whether they answered the question about it; the
-- generation of the addresses that unsubscribe them. Without a line, the usual ones.
CREATE TABLE digest_settings (
    member_id BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    frequency TEXT NOT NULL CHECK (frequency IN ('daily', 'weekly', 'monthly', 'none')),
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    title_only BOOLEAN NOT NULL,
    next_due_at TIMESTAMP,
    covered_until TIMESTAMP,
    answered_at TIMESTAMP,
    generation INTEGER NOT NULL
);
CREATE INDEX digest_settings_due ON digest_settings (next_due_at, member_id);
-- Themes a member leaves out of their digest, and of the notices they get by mail.
CREATE TABLE digest_themes_left_out (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, theme_id)
);
CREATE TABLE notice_themes_left_out (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, theme_id)
);
-- A window of news that closed: one a member and period. The rest: threads counted only, by their ids.
CREATE TABLE digests (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    period_start TIMESTAMP NOT NULL,
    closed_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('closed', 'written', 'dropped')),
    rest TEXT NOT NULL CHECK (length(rest) <= 4000),
    UNIQUE (member_id, period_start)
);
CREATE INDEX digests_by_age ON digests (closed_at);
-- What it holds, as it closed: a thread once. The subject: the post quoted, the notice or the person.
CREATE TABLE digest_items (
    digest_id BIGINT NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
    section TEXT NOT NULL CHECK (section IN ('waiting', 'questions', 'new', 'moved', 'solved', 'joined')),
    place INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('notice', 'expertise', 'followed', 'useful', 'theme', 'circle', 'region')),
    theme_id BIGINT REFERENCES themes (id),
    thread_id BIGINT REFERENCES threads (id) ON DELETE CASCADE,
    subject_id BIGINT NOT NULL,
    last_post_id BIGINT NOT NULL,
    PRIMARY KEY (digest_id, section, place),
    UNIQUE (digest_id, thread_id)
);
-- A notice may also be told in the digest.
CREATE TABLE notice_channels_with_digest (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('site', 'mail', 'digest', 'none')),
    PRIMARY KEY (member_id, kind)
);
INSERT INTO notice_channels_with_digest (member_id, kind, channel) SELECT member_id, kind, channel FROM notice_channels;
DROP TABLE notice_channels;
ALTER TABLE notice_channels_with_digest RENAME TO notice_channels;
