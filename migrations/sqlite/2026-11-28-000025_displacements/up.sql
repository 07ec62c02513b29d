-- Which posts a decision took from one thread to another, and the number each had there: what undoing it needs.
CREATE TABLE displacements (
    decision_id BIGINT PRIMARY KEY REFERENCES decisions (id) ON DELETE CASCADE,
    from_id BIGINT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    to_id BIGINT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    undone_id BIGINT REFERENCES decisions (id)
);
CREATE INDEX displacements_from ON displacements (from_id);
CREATE INDEX displacements_to ON displacements (to_id);
CREATE TABLE displaced_posts (
    decision_id BIGINT NOT NULL REFERENCES displacements (decision_id) ON DELETE CASCADE,
    post_id BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    PRIMARY KEY (decision_id, post_id)
);
CREATE INDEX displaced_posts_by_post ON displaced_posts (post_id);

-- Each author of what a thread holds is asked before more people read it.
CREATE TABLE audience_voices (
    thread_id BIGINT NOT NULL REFERENCES audience_asks (thread_id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    agreed_at TIMESTAMP,
    PRIMARY KEY (thread_id, member_id)
);
CREATE INDEX audience_voices_by_member ON audience_voices (member_id);
-- Who opened a thread was asked alone so far; the others are as soon as that person agrees.
INSERT INTO audience_voices (thread_id, member_id)
SELECT audience_asks.thread_id, threads.author_id FROM audience_asks INNER JOIN threads ON threads.id = audience_asks.thread_id;
