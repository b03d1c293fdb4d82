-- A chat takes along what is kept of it.

CREATE TRIGGER chats_delete AFTER DELETE ON chats BEGIN
    DELETE FROM replies WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM assessments WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;
