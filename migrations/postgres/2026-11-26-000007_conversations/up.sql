-- Private conversations: an audience that no circle reaches, and their notices.
ALTER TABLE threads DROP CONSTRAINT threads_audience_check;
ALTER TABLE threads ADD CONSTRAINT threads_audience_check CHECK (audience IN ('public', 'community', 'peer', 'expert', 'named'));
ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (kind IN ('mention', 'circle_call', 'quote', 'conversation', 'reply', 'watched', 'opened', 'announcement', 'solution', 'reaction', 'invitation', 'decision', 'reminder'));

-- Who takes no private conversation, save with the animators of their themes.
CREATE TABLE conversation_refusals (
    member_id BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL
);

-- From whom a member takes none.
CREATE TABLE conversation_blocks (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    blocked_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, blocked_id)
);
CREATE INDEX conversation_blocks_of ON conversation_blocks (blocked_id);
