-- A mail whose answer may have been lost is 'unknown'; how often the same bytes went again, and what the trouble was.
CREATE TABLE outbox_new (
    id BIGINT PRIMARY KEY,
    class TEXT NOT NULL CHECK (class IN ('security', 'invitation', 'notice', 'digest')),
    dedup_key TEXT NOT NULL UNIQUE,
    member_id BIGINT REFERENCES members (id) ON DELETE CASCADE,
    payload TEXT NOT NULL,
    not_before TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'claimed', 'sending', 'unknown', 'sent', 'suppressed', 'dead')),
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
    done_at TIMESTAMP,
    copies INTEGER NOT NULL DEFAULT 0,
    trouble TEXT CHECK (trouble IN ('unreachable', 'postponed', 'refused', 'unanswered', 'unwritable'))
);
INSERT INTO outbox_new (id, class, dedup_key, member_id, payload, not_before, state, attempt, lease_owner, lease_until,
    fence, smtp_started_at, smtp_code, message_id, rendered, last_error, created_at, done_at)
SELECT id, class, dedup_key, member_id, payload, not_before, state, attempt, lease_owner, lease_until,
    fence, smtp_started_at, smtp_code, message_id, rendered, last_error, created_at, done_at
FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (state, class, not_before);

-- The relay, as the last tries found it: one row.
CREATE TABLE mail_relay (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    failures INTEGER NOT NULL,
    probe_at TIMESTAMP NOT NULL
);
INSERT INTO mail_relay (id, failures, probe_at) VALUES (1, 0, '2026-01-01 00:00:00');

-- How many mails left for a domain since a moment.
CREATE TABLE mail_pace (
    domain TEXT PRIMARY KEY CHECK (length(domain) <= 255),
    since TIMESTAMP NOT NULL,
    sent BIGINT NOT NULL
);

-- What administrators decided of mails that did not leave.
CREATE TABLE mail_decisions (
    id BIGINT PRIMARY KEY,
    mail_id BIGINT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('again', 'given-up')),
    decided_by BIGINT NOT NULL REFERENCES members (id),
    decided_at TIMESTAMP NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) <= 500)
);
CREATE INDEX mail_decisions_mail ON mail_decisions (mail_id, id);
