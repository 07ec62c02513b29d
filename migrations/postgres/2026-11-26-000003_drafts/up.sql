-- What somebody has not published yet: one text a person and place, 'nouveau' or 'rex' (a thread to open) or 'reponse:<thread>'.
CREATE TABLE drafts (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    place TEXT NOT NULL CHECK (length(place) BETWEEN 3 AND 40),
    thread_id BIGINT REFERENCES threads (id) ON DELETE CASCADE,
    content TEXT NOT NULL CHECK (length(content) BETWEEN 2 AND 200000),
    updated_at TIMESTAMP NOT NULL,
    discarded_at TIMESTAMP,
    UNIQUE (member_id, place)
);
CREATE INDEX drafts_by_age ON drafts (updated_at);
CREATE INDEX drafts_by_thread ON drafts (thread_id);
