-- When a chat is due to be spoken to, when it was visited last, and whether it finished.
-- Why each is there is said in the file for SQLite.
-- No server is so old that it holds chats at this step.

ALTER TABLE chats ADD COLUMN due_at BIGINT;
ALTER TABLE chats ADD COLUMN visited_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN finished BIGINT NOT NULL DEFAULT 0;
CREATE INDEX chats_due ON chats (bot_id, due_at, chat_id) WHERE due_at IS NOT NULL AND blocked = 0;
CREATE INDEX chats_visited ON chats (visited_at);
