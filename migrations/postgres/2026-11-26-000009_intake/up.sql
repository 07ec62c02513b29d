-- Mail that came in: kept before it is acknowledged, read by a job; its bytes are forgotten once it found its place.
CREATE TABLE incoming_mails (
    id BIGINT PRIMARY KEY,
    once TEXT NOT NULL UNIQUE CHECK (length(once) = 64),
    envelope_from TEXT CHECK (length(envelope_from) <= 320),
    envelope_to TEXT NOT NULL CHECK (length(envelope_to) <= 320),
    size BIGINT NOT NULL,
    raw BYTEA,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'placed', 'refused', 'dropped', 'unplaced')),
    kind TEXT CHECK (kind IN ('reply', 'bounce', 'complaint', 'automatic')),
    reason TEXT CHECK (length(reason) BETWEEN 1 AND 40),
    member_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    sender TEXT NOT NULL CHECK (length(sender) <= 320),
    subject TEXT NOT NULL CHECK (length(subject) <= 300),
    said TEXT CHECK (length(said) <= 70000),
    attempt INTEGER NOT NULL,
    not_before TIMESTAMP NOT NULL,
    received_at TIMESTAMP NOT NULL,
    done_at TIMESTAMP
);
CREATE INDEX incoming_mails_due ON incoming_mails (state, not_before);
CREATE INDEX incoming_mails_by_state ON incoming_mails (state, id);
CREATE INDEX incoming_mails_by_member ON incoming_mails (member_id);

-- A mail comes back once, however often it is reported.
CREATE TABLE mail_bounces (
    mail_id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('hard', 'soft', 'complaint')),
    status TEXT CHECK (length(status) <= 20),
    noted_at TIMESTAMP NOT NULL
);
CREATE INDEX mail_bounces_by_member ON mail_bounces (member_id, noted_at);

-- Members whose mail comes back; while it is stopped, only what they ask for themselves is sent.
CREATE TABLE mail_standings (
    member_id BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    soft INTEGER NOT NULL,
    first_soft_at TIMESTAMP,
    last_soft_at TIMESTAMP,
    stopped_at TIMESTAMP,
    confirmed_at TIMESTAMP,
    cause TEXT CHECK (cause IN ('hard', 'soft', 'complaint'))
);
CREATE INDEX mail_standings_stopped ON mail_standings (stopped_at);
