-- Ids are drawn by the process (time-ordered, 53 bits); moments are UTC, whole microseconds.
-- Words (audience, circle, kind, state…) are stored as text so that reports read by themselves.

CREATE TABLE instance (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL CHECK (length(name) <= 80),
    contact_email TEXT NOT NULL CHECK (length(contact_email) <= 320),
    legal_source TEXT NOT NULL CHECK (length(legal_source) <= 65536),
    legal_html TEXT NOT NULL,
    accessibility_source TEXT NOT NULL CHECK (length(accessibility_source) <= 65536),
    accessibility_html TEXT NOT NULL,
    demo BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    set_up_at TIMESTAMP
);

CREATE TABLE first_visits (
    token_hash TEXT PRIMARY KEY,
    expires_at TIMESTAMP NOT NULL
);

CREATE TABLE establishments (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) <= 200),
    kind TEXT NOT NULL,
    town TEXT NOT NULL CHECK (length(town) <= 80),
    region TEXT NOT NULL,
    folded TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (name, town, region)
);

CREATE TABLE members (
    id BIGINT PRIMARY KEY,
    email TEXT NOT NULL CHECK (length(email) <= 320),
    email_key TEXT NOT NULL UNIQUE,
    given_name TEXT NOT NULL CHECK (length(given_name) <= 80),
    family_name TEXT NOT NULL CHECK (length(family_name) <= 80),
    folded TEXT NOT NULL,
    establishment_id BIGINT REFERENCES establishments (id),
    profession TEXT NOT NULL CHECK (length(profession) <= 80),
    region TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    language TEXT NOT NULL,
    presentation TEXT NOT NULL CHECK (length(presentation) <= 2000),
    available BOOLEAN NOT NULL,
    available_for TEXT NOT NULL CHECK (length(available_for) <= 500),
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'closed')),
    admin BOOLEAN NOT NULL,
    password_hash TEXT,
    created_at TIMESTAMP NOT NULL,
    joined_at TIMESTAMP
);
CREATE INDEX members_by_name ON members (folded, id);
CREATE INDEX members_by_region ON members (region, folded, id);

CREATE TABLE expertises (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    folded TEXT NOT NULL,
    label TEXT NOT NULL CHECK (length(label) <= 50),
    PRIMARY KEY (member_id, folded)
);
CREATE INDEX expertises_by_label ON expertises (folded, member_id);

CREATE TABLE member_pictures (
    member_id BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    bytes BLOB NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE sessions (
    id BIGINT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    personal BOOLEAN NOT NULL,
    device TEXT NOT NULL CHECK (length(device) <= 200),
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    authenticated_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_by_member ON sessions (member_id);

CREATE TABLE throttles (
    subject TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    since TIMESTAMP NOT NULL,
    last_at TIMESTAMP NOT NULL
);

CREATE TABLE buckets (
    subject TEXT PRIMARY KEY,
    spent INTEGER NOT NULL,
    window_ends_at TIMESTAMP NOT NULL
);

CREATE TABLE password_resets (
    token_hash TEXT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    email_key TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX password_resets_by_member ON password_resets (member_id);

CREATE TABLE email_changes (
    token_hash TEXT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    email TEXT NOT NULL CHECK (length(email) <= 320),
    expires_at TIMESTAMP NOT NULL
);

CREATE TABLE charters (
    id BIGINT PRIMARY KEY,
    version INTEGER NOT NULL UNIQUE,
    source TEXT NOT NULL CHECK (length(source) <= 65536),
    html TEXT NOT NULL,
    published_at TIMESTAMP NOT NULL,
    published_by BIGINT REFERENCES members (id)
);

CREATE TABLE charter_acceptances (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    charter_id BIGINT NOT NULL REFERENCES charters (id),
    accepted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, charter_id)
);

CREATE TABLE themes (
    id BIGINT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE CHECK (length(slug) <= 80),
    name TEXT NOT NULL CHECK (length(name) <= 80),
    presentation TEXT NOT NULL CHECK (length(presentation) <= 2000),
    join_policy TEXT NOT NULL CHECK (join_policy IN ('open', 'request', 'invitation')),
    target_community INTEGER NOT NULL,
    target_peer INTEGER NOT NULL,
    target_expert INTEGER NOT NULL,
    position INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    archived_at TIMESTAMP
);

CREATE TABLE subtopics (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    slug TEXT NOT NULL CHECK (length(slug) <= 80),
    name TEXT NOT NULL CHECK (length(name) <= 80),
    position INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    archived_at TIMESTAMP,
    UNIQUE (theme_id, slug)
);

CREATE TABLE animators (
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (theme_id, member_id)
);
CREATE INDEX animators_by_member ON animators (member_id);

CREATE TABLE animator_decisions (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    named BOOLEAN NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) <= 500),
    decided_by BIGINT NOT NULL REFERENCES members (id),
    decided_at TIMESTAMP NOT NULL
);
CREATE INDEX animator_decisions_by_member ON animator_decisions (member_id, id);

CREATE TABLE memberships (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    circle TEXT NOT NULL CHECK (circle IN ('community', 'peer', 'expert')),
    state TEXT NOT NULL CHECK (state IN ('invited', 'confirmed')),
    since TIMESTAMP NOT NULL,
    until TIMESTAMP,
    suspended_until TIMESTAMP,
    invited_by BIGINT REFERENCES members (id),
    PRIMARY KEY (member_id, theme_id)
);
CREATE INDEX memberships_by_theme ON memberships (theme_id, circle, member_id);

CREATE TABLE circle_moves (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    from_circle TEXT,
    to_circle TEXT,
    reason TEXT NOT NULL CHECK (length(reason) <= 500),
    decided_by BIGINT REFERENCES members (id),
    decided_at TIMESTAMP NOT NULL
);
CREATE INDEX circle_moves_by_member ON circle_moves (member_id, id);
CREATE INDEX circle_moves_by_theme ON circle_moves (theme_id, id);

CREATE TABLE invitations (
    id BIGINT PRIMARY KEY,
    token_hash TEXT UNIQUE,
    email TEXT NOT NULL CHECK (length(email) <= 320),
    email_key TEXT NOT NULL,
    member_id BIGINT REFERENCES members (id) ON DELETE CASCADE,
    theme_id BIGINT REFERENCES themes (id),
    circle TEXT,
    region TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('person', 'import', 'request', 'open')),
    message TEXT NOT NULL CHECK (length(message) <= 500),
    invited_by BIGINT REFERENCES members (id),
    state TEXT NOT NULL CHECK (state IN ('sent', 'accepted', 'withdrawn')),
    created_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    reminded_at TIMESTAMP,
    accepted_at TIMESTAMP
);
CREATE INDEX invitations_by_theme ON invitations (theme_id, id);
CREATE INDEX invitations_by_email ON invitations (email_key, id);
CREATE INDEX invitations_by_member ON invitations (member_id);
CREATE INDEX invitations_waiting ON invitations (state, origin, reminded_at, sent_at);

CREATE TABLE join_requests (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    member_id BIGINT REFERENCES members (id) ON DELETE CASCADE,
    email TEXT NOT NULL CHECK (length(email) <= 320),
    email_key TEXT NOT NULL,
    given_name TEXT NOT NULL CHECK (length(given_name) <= 80),
    family_name TEXT NOT NULL CHECK (length(family_name) <= 80),
    establishment TEXT NOT NULL CHECK (length(establishment) <= 200),
    profession TEXT NOT NULL CHECK (length(profession) <= 80),
    region TEXT NOT NULL,
    motivation TEXT NOT NULL CHECK (length(motivation) <= 2000),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'declined')),
    created_at TIMESTAMP NOT NULL,
    decided_by BIGINT REFERENCES members (id),
    decided_at TIMESTAMP,
    reason TEXT NOT NULL CHECK (length(reason) <= 500)
);
CREATE INDEX join_requests_by_theme ON join_requests (theme_id, state, id);
CREATE INDEX join_requests_by_email ON join_requests (email_key, theme_id, id);
-- One request of a person waits in a theme, however often the form is sent.
CREATE UNIQUE INDEX join_requests_waiting ON join_requests (theme_id, email_key) WHERE state = 'waiting';

CREATE TABLE import_drafts (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL CHECK (length(file_name) <= 200),
    content TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE threads (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    subtopic_id BIGINT REFERENCES subtopics (id),
    kind TEXT NOT NULL CHECK (kind IN ('discussion', 'question', 'rex', 'announcement')),
    audience TEXT NOT NULL CHECK (audience IN ('public', 'community', 'peer', 'expert')),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    author_id BIGINT NOT NULL REFERENCES members (id),
    created_at TIMESTAMP NOT NULL,
    posts_count INTEGER NOT NULL,
    last_post_id BIGINT NOT NULL,
    last_post_at TIMESTAMP NOT NULL,
    last_author_id BIGINT NOT NULL REFERENCES members (id),
    solution_id BIGINT,
    removed_at TIMESTAMP,
    removed_by BIGINT REFERENCES members (id),
    removed_reason TEXT CHECK (length(removed_reason) <= 500)
);
CREATE INDEX threads_latest ON threads (last_post_id);
CREATE INDEX threads_latest_in_theme ON threads (theme_id, last_post_id);
CREATE INDEX threads_by_author ON threads (author_id, last_post_id);

CREATE TABLE thread_parties (
    thread_id BIGINT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (thread_id, member_id)
);
CREATE INDEX thread_parties_by_member ON thread_parties (member_id);

CREATE TABLE posts (
    id BIGINT PRIMARY KEY,
    thread_id BIGINT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    author_id BIGINT NOT NULL REFERENCES members (id),
    source TEXT NOT NULL CHECK (length(source) <= 65536),
    html TEXT NOT NULL,
    renderer INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    edited_at TIMESTAMP,
    removed_at TIMESTAMP,
    removed_by BIGINT REFERENCES members (id),
    removed_reason TEXT CHECK (length(removed_reason) <= 500),
    UNIQUE (thread_id, number)
);
CREATE INDEX posts_by_author ON posts (author_id, id);

CREATE TABLE post_revisions (
    id BIGINT PRIMARY KEY,
    post_id BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    written_by BIGINT NOT NULL REFERENCES members (id),
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX post_revisions_by_post ON post_revisions (post_id, id);

CREATE TABLE readings (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    thread_id BIGINT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    last_number INTEGER NOT NULL,
    read_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, thread_id)
);

CREATE TABLE outbox (
    id BIGINT PRIMARY KEY,
    class TEXT NOT NULL CHECK (class IN ('security', 'invitation', 'notice', 'digest')),
    dedup_key TEXT NOT NULL UNIQUE,
    member_id BIGINT REFERENCES members (id) ON DELETE CASCADE,
    payload TEXT NOT NULL,
    not_before TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'claimed', 'sending', 'sent', 'suppressed', 'dead')),
    attempt INTEGER NOT NULL,
    lease_owner TEXT,
    lease_until TIMESTAMP,
    fence INTEGER NOT NULL,
    smtp_started_at TIMESTAMP,
    smtp_code INTEGER,
    message_id TEXT,
    rendered BLOB,
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    done_at TIMESTAMP
);
CREATE INDEX outbox_due ON outbox (state, class, not_before);

CREATE TABLE form_keys (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    form_key TEXT NOT NULL CHECK (length(form_key) <= 64),
    address TEXT NOT NULL,
    used_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, form_key)
);
CREATE INDEX form_keys_by_age ON form_keys (used_at);

CREATE TABLE journal (
    id BIGINT PRIMARY KEY,
    happened_at TIMESTAMP NOT NULL,
    actor_id BIGINT,
    act TEXT NOT NULL,
    theme_id BIGINT,
    subject TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    detail TEXT NOT NULL,
    number BIGINT UNIQUE,
    seal TEXT
);
CREATE INDEX journal_unsealed ON journal (number, id);

CREATE TABLE job_runs (
    name TEXT PRIMARY KEY,
    due_at TIMESTAMP NOT NULL,
    lease_owner TEXT,
    lease_until TIMESTAMP,
    last_done_at TIMESTAMP,
    last_count BIGINT NOT NULL
);
