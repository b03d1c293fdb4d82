-- Who advises and who administers, whatever becomes of the chat.
-- Why each is there is said in the file for SQLite.

DROP FUNCTION chats_delete_admins() CASCADE;
DROP FUNCTION chats_delete_groups() CASCADE;

CREATE FUNCTION chats_delete_groups() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM participants WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM contributions WHERE bot_id = old.bot_id AND chat_id = old.chat_id AND assisted = 0;
    DELETE FROM shares WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM threads WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM notices WHERE bot_id = old.bot_id AND sender = old.chat_id;
    DELETE FROM notices WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    UPDATE contributions SET chat_id = NULL WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER chats_delete_groups AFTER DELETE ON chats
FOR EACH ROW EXECUTE FUNCTION chats_delete_groups();
