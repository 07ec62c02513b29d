UPDATE notice_channels SET channel = 'site' WHERE channel = 'digest';
DROP TABLE digest_items;
DROP TABLE digests;
DROP TABLE notice_themes_left_out;
DROP TABLE digest_themes_left_out;
DROP TABLE digest_settings;
