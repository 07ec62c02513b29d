-- Who is on a case of the console; a case itself is computed from what it is about.
CREATE TABLE console_claims (
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    subject BIGINT NOT NULL,
    place BIGINT NOT NULL,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (subject, kind, place)
);
CREATE INDEX console_claims_by_age ON console_claims (since);
CREATE INDEX console_claims_by_member ON console_claims (member_id);

-- What somebody did of one case or of several at once, and what became of each.
CREATE TABLE console_rounds (
    id BIGINT PRIMARY KEY NOT NULL,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    gesture TEXT NOT NULL CHECK (length(gesture) BETWEEN 1 AND 40),
    reason TEXT NOT NULL CHECK (length(reason) <= 500),
    done_at TIMESTAMP NOT NULL,
    undone_at TIMESTAMP
);
CREATE INDEX console_rounds_by_member ON console_rounds (member_id, id);
CREATE TABLE console_round_cases (
    round_id BIGINT NOT NULL REFERENCES console_rounds (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    subject BIGINT NOT NULL,
    place BIGINT NOT NULL,
    -- The key of the sentence that says why it was not done.
    refused TEXT CHECK (length(refused) BETWEEN 1 AND 80),
    PRIMARY KEY (round_id, position)
);

-- Who looks after a theme's cases in a week, which is named by its Monday (YYYY-MM-DD).
CREATE TABLE console_duties (
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    week TEXT NOT NULL CHECK (length(week) = 10),
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    named_by BIGINT NOT NULL REFERENCES members (id),
    PRIMARY KEY (theme_id, week, member_id)
);
CREATE INDEX console_duties_by_member ON console_duties (member_id, week);
CREATE INDEX console_duties_named_by ON console_duties (named_by);

-- What waits, the oldest first.
CREATE INDEX flags_waiting ON flags (id) WHERE outcome IS NULL;
CREATE INDEX flags_waiting_by_reason ON flags (reason, id) WHERE outcome IS NULL;
CREATE INDEX memberships_ending ON memberships (until, member_id, theme_id) WHERE until IS NOT NULL;
