-- Points durs, practice sheets and meetings have parts of their own.
ALTER TABLE digest_items DROP CONSTRAINT digest_items_section_check;
ALTER TABLE digest_items ADD CONSTRAINT digest_items_section_check CHECK (section IN ('waiting', 'questions', 'points_durs', 'new', 'moved', 'solved', 'sheets', 'meetings', 'joined'));
ALTER TABLE digest_items DROP CONSTRAINT digest_items_reason_check;
ALTER TABLE digest_items ADD CONSTRAINT digest_items_reason_check CHECK (reason IN ('notice', 'expertise', 'awaited', 'followed', 'useful', 'theme', 'circle', 'region'));
