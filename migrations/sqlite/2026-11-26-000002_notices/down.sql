DROP TABLE feed_generations;
DROP TABLE notice_channels;
DROP TABLE notices;
DROP TABLE posts_to_tell;
DROP TABLE post_calls;
DROP TABLE watches;
