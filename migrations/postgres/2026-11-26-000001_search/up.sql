-- What was written, as tokens. The index answers which posts hold a token; the documents are scored.
CREATE TABLE search_documents (
    post_id BIGINT PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    words TEXT NOT NULL,
    counted BOOLEAN NOT NULL
);
CREATE INDEX search_documents_uncounted ON search_documents (post_id) WHERE NOT counted;

CREATE TABLE search_titles (
    thread_id BIGINT PRIMARY KEY REFERENCES threads (id) ON DELETE CASCADE,
    words TEXT NOT NULL
);

-- How many posts of an audience hold a token; the row of the empty token is how many posts there are.
CREATE TABLE search_terms (
    term TEXT COLLATE "C" NOT NULL,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    audience TEXT NOT NULL,
    posts BIGINT NOT NULL,
    form TEXT NOT NULL,
    PRIMARY KEY (term, theme_id, audience)
);

CREATE TABLE search_state (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    done_up_to BIGINT NOT NULL,
    complete BOOLEAN NOT NULL
);
INSERT INTO search_state (id, version, done_up_to, complete) VALUES (1, 0, 0, FALSE);

CREATE TABLE search_index (
    rowid BIGINT PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX search_index_words ON search_index USING gin (words);
