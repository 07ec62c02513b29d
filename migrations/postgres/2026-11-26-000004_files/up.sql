-- What members attach: a row here, the bytes in the object store under a random name.
CREATE TABLE files (
    id BIGINT PRIMARY KEY,
    object TEXT NOT NULL UNIQUE CHECK (length(object) = 32),
    uploader_id BIGINT NOT NULL REFERENCES members (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    kind TEXT NOT NULL CHECK (kind IN ('png', 'jpeg', 'webp', 'pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'txt', 'csv', 'ics')),
    size BIGINT NOT NULL CHECK (size BETWEEN 0 AND 20971520),
    width INTEGER CHECK (width BETWEEN 1 AND 4096),
    height INTEGER CHECK (height BETWEEN 1 AND 4096),
    created_at TIMESTAMP NOT NULL,
    attached_at TIMESTAMP,
    unused_since TIMESTAMP
);
CREATE INDEX files_by_uploader ON files (uploader_id, id);
CREATE INDEX files_unused ON files (unused_since, id) WHERE unused_since IS NOT NULL;

CREATE TABLE post_files (
    post_id BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    file_id BIGINT NOT NULL REFERENCES files (id),
    place INTEGER NOT NULL,
    PRIMARY KEY (post_id, file_id)
);
CREATE INDEX post_files_by_file ON post_files (file_id, post_id);
