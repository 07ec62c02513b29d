-- When a mail of a referral was refused: of its present link, and the last one of its body, until its address changes
-- or it is heard of.
ALTER TABLE referrals ADD COLUMN refused_at TIMESTAMP;
ALTER TABLE bodies ADD COLUMN refused_at TIMESTAMP;
