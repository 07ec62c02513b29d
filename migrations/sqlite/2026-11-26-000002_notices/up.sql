-- How closely a member follows a thread, a sub-topic or a theme; without a line, normally.
CREATE TABLE watches (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    place TEXT NOT NULL CHECK (place IN ('thread', 'subtopic', 'theme')),
    place_id BIGINT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('watch', 'follow', 'first', 'normal', 'mute')),
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, place, place_id)
);
CREATE INDEX watches_place ON watches (place_id);
-- Whom a post calls: people and circles it mentions, people it quotes.
CREATE TABLE post_calls (
    post_id BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('mention', 'quote', 'community', 'peer', 'expert', 'animators')),
    member_id BIGINT NOT NULL,
    PRIMARY KEY (post_id, kind, member_id)
);
-- What was written or solved and is still to be told: a job makes notices of it.
CREATE TABLE posts_to_tell (
    post_id BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    what TEXT NOT NULL CHECK (what IN ('written', 'corrected', 'solved')),
    actor_id BIGINT NOT NULL REFERENCES members (id),
    PRIMARY KEY (post_id, what)
);
-- One line a member and thing; a post has one line a member, of the strongest kind.
CREATE TABLE notices (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('mention', 'circle_call', 'quote', 'reply', 'watched', 'opened', 'announcement', 'solution', 'reaction', 'invitation', 'decision', 'reminder')),
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
CREATE INDEX notices_of ON notices (member_id, id);
CREATE INDEX notices_unread ON notices (member_id, thread_id) WHERE read_at IS NULL;
CREATE INDEX notices_due ON notices (member_id, id) WHERE mail = 'due';
-- How a member wants to be told of each kind; without a line, the kind's own way.
CREATE TABLE notice_channels (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('site', 'mail', 'none')),
    PRIMARY KEY (member_id, kind)
);
-- How many times a member took the addresses of their feeds back; without a line, never.
CREATE TABLE feed_generations (
    member_id BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    generation INTEGER NOT NULL
);
