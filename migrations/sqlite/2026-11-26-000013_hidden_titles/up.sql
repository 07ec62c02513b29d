-- The title of a thread whose first post was hidden by a decision stands here, and is empty where everybody reads.
ALTER TABLE threads ADD COLUMN hidden_title TEXT CHECK (length(hidden_title) <= 200);
UPDATE threads SET hidden_title = title, title = ''
WHERE EXISTS (
    SELECT 1 FROM posts WHERE posts.thread_id = threads.id AND posts.number = 1 AND posts.removed_at IS NOT NULL
);
UPDATE search_titles SET words = ''
WHERE EXISTS (SELECT 1 FROM threads WHERE threads.id = search_titles.thread_id AND threads.hidden_title IS NOT NULL);
