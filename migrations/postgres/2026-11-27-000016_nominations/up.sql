-- Somebody of a theme is proposed for the circle inward: who proposes and why, what the person answers, what was noted of
-- their director's agreement, what became of it. One is open at a time for a person and a theme.
CREATE TABLE nominations (
    id BIGINT PRIMARY KEY,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    circle TEXT NOT NULL CHECK (circle IN ('peer', 'expert')),
    nominated_by BIGINT NOT NULL REFERENCES members (id),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'declined', 'placed', 'withdrawn')),
    created_at TIMESTAMP NOT NULL,
    answered_at TIMESTAMP,
    answer TEXT NOT NULL CHECK (length(answer) <= 2000),
    director_note TEXT NOT NULL CHECK (length(director_note) <= 2000),
    director_noted_by BIGINT REFERENCES members (id),
    settled_by BIGINT REFERENCES members (id),
    settled_at TIMESTAMP
);
CREATE UNIQUE INDEX nominations_open ON nominations (theme_id, member_id) WHERE state IN ('proposed', 'agreed');
CREATE INDEX nominations_by_theme ON nominations (theme_id, id);
CREATE INDEX nominations_by_member ON nominations (member_id, id);
