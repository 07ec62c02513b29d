-- The files a draft holds: they are of use as long as it is kept.
CREATE TABLE draft_files (
    draft_id BIGINT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    file_id BIGINT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    PRIMARY KEY (draft_id, file_id)
);
CREATE INDEX draft_files_by_file ON draft_files (file_id);
