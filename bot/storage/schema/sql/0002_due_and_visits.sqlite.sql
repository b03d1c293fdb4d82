-- When a chat is due to be spoken to, when it was visited last, and whether it finished.

ALTER TABLE chats ADD COLUMN due_at INTEGER;
ALTER TABLE chats ADD COLUMN visited_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN finished INTEGER NOT NULL DEFAULT 0;

-- Nobody wrote down when these were visited last, so their time begins now.
UPDATE chats SET visited_at = CAST(strftime('%s', 'now') AS INTEGER);
UPDATE chats SET finished = CASE
    WHEN json_valid(session) THEN coalesce(json_type(session, '$.finished') = 'object', 0)
    ELSE 0
END;
CREATE INDEX chats_due ON chats (bot_id, due_at, chat_id) WHERE due_at IS NOT NULL AND blocked = 0;
CREATE INDEX chats_visited ON chats (visited_at);
