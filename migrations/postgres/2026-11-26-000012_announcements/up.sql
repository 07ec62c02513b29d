-- What animators write to a whole theme or circle: kept, tried, then sent by mail and opened as a thread.
CREATE TABLE announcements (
    id BIGINT PRIMARY KEY NOT NULL,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    author_id BIGINT NOT NULL REFERENCES members (id),
    audience TEXT NOT NULL CHECK (audience IN ('community', 'peer', 'expert')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 65536),
    state TEXT NOT NULL CHECK (state IN ('draft', 'tried', 'scheduled', 'sent', 'cancelled')),
    -- Counts the changes of the text: what was tried is what is sent.
    version INTEGER NOT NULL,
    scheduled_at TIMESTAMP,
    thread_id BIGINT REFERENCES threads (id),
    sent_at TIMESTAMP,
    recipients INTEGER NOT NULL DEFAULT 0,
    -- Its letters stand between these two ids of the outbox.
    first_mail BIGINT NOT NULL DEFAULT 0,
    last_mail BIGINT NOT NULL DEFAULT 0,
    updated_at TIMESTAMP NOT NULL,
    CHECK (state <> 'scheduled' OR scheduled_at IS NOT NULL),
    CHECK (state <> 'sent' OR thread_id IS NOT NULL)
);
CREATE INDEX announcements_theme ON announcements (theme_id, id);
CREATE INDEX announcements_due ON announcements (state, scheduled_at);
CREATE INDEX announcements_thread ON announcements (thread_id);
