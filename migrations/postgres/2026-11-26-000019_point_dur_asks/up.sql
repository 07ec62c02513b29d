-- When whoever reported a point dur last asked where it stands: once a week.
CREATE TABLE point_dur_asks (
    point_dur_id BIGINT PRIMARY KEY NOT NULL REFERENCES points_durs (id) ON DELETE CASCADE,
    asked_at TIMESTAMP NOT NULL
);
