-- Answers that were withdrawn or hidden: numbers never go back, so the count of those that stand needs it.
ALTER TABLE threads ADD COLUMN answers_gone INTEGER NOT NULL DEFAULT 0;

-- What experts and animators decided: append-only, what undoes another decision names it.
CREATE TABLE decisions (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    thread_id BIGINT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    post_id BIGINT REFERENCES posts (id) ON DELETE CASCADE,
    revision_id BIGINT REFERENCES post_revisions (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('hide', 'show', 'leave', 'revert', 'hide-version', 'show-version', 'close', 'reopen', 'move', 'pin', 'unpin')),
    member_id BIGINT REFERENCES members (id),
    actor_id BIGINT NOT NULL REFERENCES members (id),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    undoes_id BIGINT REFERENCES decisions (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX decisions_about ON decisions (member_id, id);
CREATE INDEX decisions_by_theme ON decisions (theme_id, id);
CREATE INDEX decisions_by_thread ON decisions (thread_id, id);
CREATE INDEX decisions_by_post ON decisions (post_id, id);

-- A member once a post; no outcome yet: it is open.
CREATE TABLE flags (
    id BIGINT PRIMARY KEY,
    post_id BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    reason TEXT NOT NULL CHECK (reason IN ('patient', 'off-topic', 'unkind', 'commercial', 'wrong', 'other')),
    line TEXT NOT NULL CHECK (length(line) <= 300),
    created_at TIMESTAMP NOT NULL,
    outcome TEXT CHECK (outcome IN ('hidden', 'left')),
    decision_id BIGINT REFERENCES decisions (id),
    UNIQUE (post_id, member_id)
);
CREATE INDEX flags_open ON flags (post_id) WHERE outcome IS NULL;
CREATE INDEX flags_by_member ON flags (member_id, id);

CREATE TABLE hidden_revisions (
    revision_id BIGINT PRIMARY KEY REFERENCES post_revisions (id) ON DELETE CASCADE,
    hidden_by BIGINT NOT NULL REFERENCES members (id),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    hidden_at TIMESTAMP NOT NULL
);

CREATE TABLE closures (
    thread_id BIGINT PRIMARY KEY REFERENCES threads (id) ON DELETE CASCADE,
    closed_by BIGINT NOT NULL REFERENCES members (id),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    closed_at TIMESTAMP NOT NULL
);

-- Three places a theme.
CREATE TABLE pins (
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    place INTEGER NOT NULL CHECK (place BETWEEN 1 AND 3),
    thread_id BIGINT NOT NULL UNIQUE REFERENCES threads (id) ON DELETE CASCADE,
    pinned_at TIMESTAMP NOT NULL,
    until TIMESTAMP,
    PRIMARY KEY (theme_id, place)
);
