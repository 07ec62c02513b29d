-- What is counted of each theme by the clock: figures of a month ('2026-11'), of the months before now ('r3', 'r6', 'r12')
-- or of now ('now'), of the whole theme (region '') or of a region; small regions are told together ('others').
CREATE TABLE health_figures (
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    region TEXT NOT NULL,
    period TEXT NOT NULL,
    figure TEXT NOT NULL,
    value BIGINT NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (theme_id, region, period, figure)
);
-- When they were counted last: one row.
CREATE TABLE health_counts (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    counted_at TIMESTAMP NOT NULL
);
-- What people gave in the past year who might go inward, as it was counted with the figures.
CREATE TABLE circle_candidates (
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    solutions BIGINT NOT NULL,
    useful BIGINT NOT NULL,
    points BIGINT NOT NULL,
    meetings BIGINT NOT NULL,
    PRIMARY KEY (theme_id, member_id)
);
-- The first time a member came by a link of a digest.
ALTER TABLE digests ADD COLUMN visited_at TIMESTAMP;
-- Up to where the journal is sealed, kept apart: taking its last rows away shows. One row.
CREATE TABLE journal_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL,
    seal TEXT NOT NULL
);
INSERT INTO journal_head (id, number, seal)
SELECT 1, number, seal FROM journal WHERE number = (SELECT MAX(number) FROM journal);
-- The journal is read by theme, by act, by who acted and by what it is about.
CREATE INDEX journal_by_theme ON journal (theme_id, id);
CREATE INDEX journal_by_act ON journal (act, theme_id, id);
CREATE INDEX journal_by_actor ON journal (actor_id, id);
CREATE INDEX journal_by_subject ON journal (subject_id, id);
