-- Who advises and who administers, whatever becomes of the chat.

-- They went with the chat, also where only its time was over: a clock that was wrong took all roles away. Who
-- erases everything loses them in the commit that does so.
DROP TRIGGER IF EXISTS chats_delete_admins;
DROP TRIGGER IF EXISTS chats_delete_groups;

CREATE TRIGGER chats_delete_groups AFTER DELETE ON chats BEGIN
    DELETE FROM participants WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM contributions WHERE bot_id = old.bot_id AND chat_id = old.chat_id AND assisted = 0;
    DELETE FROM shares WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM threads WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM notices WHERE bot_id = old.bot_id AND sender = old.chat_id;
    DELETE FROM notices WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    UPDATE contributions SET chat_id = NULL WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;
