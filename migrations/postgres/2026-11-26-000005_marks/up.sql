-- The state of a question: set aside without an answer, its solution locked.
ALTER TABLE threads ADD COLUMN no_answer_at TIMESTAMP;
ALTER TABLE threads ADD COLUMN no_answer_by BIGINT REFERENCES members (id);
ALTER TABLE threads ADD COLUMN no_answer_reason TEXT CHECK (length(no_answer_reason) <= 200);
ALTER TABLE threads ADD COLUMN solution_locked_at TIMESTAMP;
CREATE INDEX threads_no_answer ON threads (last_post_id) WHERE no_answer_at IS NOT NULL;

-- What people say of a post: a reaction, "me too" of a question, "useful" of an answer. The note says where and with
-- what result it was done again.
CREATE TABLE post_marks (
    post_id BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('merci', 'utile', 'fait-chez-moi', 'moi-aussi', 'reponse-utile')),
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    note TEXT NOT NULL CHECK (length(note) <= 200),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (post_id, kind, member_id)
);
CREATE INDEX post_marks_by_member ON post_marks (member_id, kind, created_at);

-- A member's own: of a thread, or of a post.
CREATE TABLE bookmarks (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    thread_id BIGINT REFERENCES threads (id) ON DELETE CASCADE,
    post_id BIGINT REFERENCES posts (id) ON DELETE CASCADE,
    note TEXT NOT NULL CHECK (length(note) <= 200),
    remind_at TIMESTAMP,
    due_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (member_id, thread_id),
    UNIQUE (member_id, post_id),
    CHECK ((thread_id IS NULL) <> (post_id IS NULL))
);
CREATE INDEX bookmarks_by_member ON bookmarks (member_id, id);
CREATE INDEX bookmarks_waiting ON bookmarks (remind_at) WHERE due_at IS NULL AND remind_at IS NOT NULL;
