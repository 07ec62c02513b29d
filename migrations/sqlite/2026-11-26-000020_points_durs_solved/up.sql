-- The steps that solve a point dur, alone: the year's figures read them and no other.
CREATE INDEX point_dur_steps_solved ON point_dur_steps (id) WHERE edge IN ('confirm', 'settle');
