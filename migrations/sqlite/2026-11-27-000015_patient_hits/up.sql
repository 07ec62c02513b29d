-- What may identify a patient in a post or in a file of it: where and of which kind, never what.
CREATE TABLE patient_hits (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    post_id BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    file_id BIGINT NOT NULL DEFAULT 0,
    kind TEXT NOT NULL CHECK (kind IN ('nir', 'nir-without-key', 'record-number', 'birth')),
    created_at TIMESTAMP NOT NULL,
    outcome TEXT CHECK (outcome IN ('fine', 'asked', 'hidden')),
    decision_id BIGINT REFERENCES decisions (id),
    decided_by BIGINT REFERENCES members (id),
    decided_at TIMESTAMP,
    UNIQUE (post_id, file_id, kind)
);
CREATE INDEX patient_hits_open ON patient_hits (theme_id, id) WHERE outcome IS NULL;

-- Files whose text was read for it, once each.
CREATE TABLE examined_files (
    file_id BIGINT PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
    examined_at TIMESTAMP NOT NULL,
    readable BOOLEAN NOT NULL
);
