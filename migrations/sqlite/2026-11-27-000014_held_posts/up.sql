-- Which decisions were undone.
CREATE INDEX decisions_undone ON decisions (undoes_id) WHERE undoes_id IS NOT NULL;

-- A post removed in an emergency: those who moderate do not read it any more, save who animates the theme.
ALTER TABLE posts ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT FALSE;

-- The title of a thread whose first post is sealed.
CREATE TABLE sealed_titles (
    thread_id BIGINT PRIMARY KEY REFERENCES threads (id) ON DELETE CASCADE,
    title TEXT NOT NULL CHECK (length(title) <= 200)
);

-- What a decision about a person does, and until when; nothing of the theme: the whole account.
CREATE TABLE sanctions (
    decision_id BIGINT PRIMARY KEY REFERENCES decisions (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    theme_id BIGINT REFERENCES themes (id),
    kind TEXT NOT NULL CHECK (kind IN ('warn', 'suspend', 'approval', 'account-close')),
    since TIMESTAMP NOT NULL,
    until TIMESTAMP,
    posts_left INTEGER CHECK (posts_left >= 0),
    ended_at TIMESTAMP
);
CREATE INDEX sanctions_of ON sanctions (member_id, decision_id);

-- The person concerned asks somebody else to look again: once a decision.
CREATE TABLE appeals (
    id BIGINT PRIMARY KEY,
    decision_id BIGINT NOT NULL UNIQUE REFERENCES decisions (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    created_at TIMESTAMP NOT NULL,
    outcome TEXT CHECK (outcome IN ('upheld', 'overturned')),
    reason TEXT CHECK (length(reason) BETWEEN 1 AND 500),
    decided_by BIGINT REFERENCES members (id),
    decided_at TIMESTAMP
);
CREATE INDEX appeals_open ON appeals (id) WHERE outcome IS NULL;

-- Reasons ready to be used; without a theme: those of every theme.
CREATE TABLE decision_templates (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT REFERENCES themes (id),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 80),
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 500),
    written_by BIGINT NOT NULL REFERENCES members (id),
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX decision_templates_of ON decision_templates (theme_id, id);

-- Threads one should have read.
CREATE TABLE thread_references (
    thread_id BIGINT PRIMARY KEY REFERENCES threads (id) ON DELETE CASCADE,
    marked_by BIGINT NOT NULL REFERENCES members (id),
    marked_at TIMESTAMP NOT NULL
);

-- A thread whose posts went into another: its address leads there.
CREATE TABLE merged_threads (
    thread_id BIGINT PRIMARY KEY REFERENCES threads (id) ON DELETE CASCADE,
    into_id BIGINT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    merged_at TIMESTAMP NOT NULL
);
CREATE INDEX merged_threads_into ON merged_threads (into_id);

-- A wider audience that the author of a thread has not agreed to yet.
CREATE TABLE audience_asks (
    thread_id BIGINT PRIMARY KEY REFERENCES threads (id) ON DELETE CASCADE,
    audience TEXT NOT NULL CHECK (audience IN ('public', 'community', 'peer', 'expert')),
    asked_by BIGINT NOT NULL REFERENCES members (id),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    asked_at TIMESTAMP NOT NULL
);

-- What waits before it is published: a theme may hold the first posts of newcomers, links of new members, some words.
CREATE TABLE holding_rules (
    theme_id BIGINT PRIMARY KEY REFERENCES themes (id),
    first_posts INTEGER NOT NULL CHECK (first_posts BETWEEN 0 AND 20),
    links BOOLEAN NOT NULL,
    words TEXT NOT NULL CHECK (length(words) <= 4000)
);

-- A text that its author sent and that nobody else reads yet. It is no post: no list of posts can tell of it.
CREATE TABLE held_posts (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    thread_id BIGINT REFERENCES threads (id) ON DELETE CASCADE,
    author_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    subtopic_id BIGINT REFERENCES subtopics (id),
    kind TEXT CHECK (kind IN ('discussion', 'question', 'rex', 'announcement')),
    audience TEXT CHECK (audience IN ('community', 'peer', 'expert')),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    source TEXT NOT NULL,
    answered_for BOOLEAN NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('newcomer', 'link', 'words', 'approval')),
    created_at TIMESTAMP NOT NULL,
    outcome TEXT CHECK (outcome IN ('published', 'refused', 'withdrawn')),
    decided_by BIGINT REFERENCES members (id),
    decided_at TIMESTAMP,
    decision_id BIGINT REFERENCES decisions (id),
    post_id BIGINT REFERENCES posts (id) ON DELETE SET NULL
);
CREATE INDEX held_posts_open ON held_posts (theme_id, id) WHERE outcome IS NULL;
CREATE INDEX held_posts_of ON held_posts (author_id, id);
CREATE INDEX held_posts_in ON held_posts (thread_id, id) WHERE outcome IS NULL;

CREATE TABLE held_files (
    held_id BIGINT NOT NULL REFERENCES held_posts (id) ON DELETE CASCADE,
    file_id BIGINT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (held_id, file_id)
);
CREATE INDEX held_files_of ON held_files (file_id);
