-- What was solved in a year, counted by theme and audience from the steps and counted again from time to time: what a
-- reader is told is the sum of what they see. A row says how many were solved in a month, or after so many days.
CREATE TABLE solved_counts (
    year INTEGER NOT NULL,
    theme_id BIGINT NOT NULL REFERENCES themes (id) ON DELETE CASCADE,
    audience TEXT NOT NULL CHECK (audience IN ('public', 'community', 'peer', 'expert')),
    figure TEXT NOT NULL CHECK (figure IN ('month', 'days')),
    place INTEGER NOT NULL,
    solved INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    PRIMARY KEY (year, theme_id, audience, figure, place)
);
-- When each year was counted last.
CREATE TABLE solved_years (
    year INTEGER PRIMARY KEY,
    counted_at TIMESTAMP NOT NULL
);
