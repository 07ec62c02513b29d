-- A rhythm is so many times a year, or once every so many months or weeks; `per_year` says about how often that is.
ALTER TABLE meeting_rhythms ADD COLUMN unit TEXT NOT NULL DEFAULT 'year' CHECK (unit IN ('year', 'month', 'week'));
ALTER TABLE meeting_rhythms ADD COLUMN number INTEGER NOT NULL DEFAULT 1 CHECK (number BETWEEN 0 AND 52);
UPDATE meeting_rhythms SET number = per_year;

-- What who animates a theme was told of a circle's rhythm: once for each stretch of time without a meeting.
CREATE TABLE meeting_rhythm_warnings (
    id BIGINT PRIMARY KEY NOT NULL,
    theme_id BIGINT NOT NULL REFERENCES themes (id),
    circle TEXT NOT NULL CHECK (circle IN ('community', 'peer', 'expert')),
    kind TEXT NOT NULL CHECK (kind IN ('soon', 'late')),
    -- The last day of the stretch: YYYY-MM-DD.
    last_day TEXT NOT NULL CHECK (length(last_day) = 10),
    told_at TIMESTAMP NOT NULL,
    UNIQUE (theme_id, circle, kind, last_day)
);

-- How long a meeting lasts whose date is asked about.
ALTER TABLE meeting_slots ADD COLUMN minutes INTEGER NOT NULL DEFAULT 60 CHECK (minutes BETWEEN 5 AND 10080);
