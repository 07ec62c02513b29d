-- Where a point dur comes from: the region of who reported it, when they did. A list of a region reads one index.
ALTER TABLE points_durs ADD COLUMN region TEXT NOT NULL DEFAULT '';
UPDATE points_durs SET region = (SELECT members.region FROM members WHERE members.id = points_durs.reporter_id);
CREATE INDEX points_durs_by_region ON points_durs (region, id);
