-- A chat takes along what is kept of it.

CREATE FUNCTION chats_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM replies WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM assessments WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER chats_delete AFTER DELETE ON chats
FOR EACH ROW EXECUTE FUNCTION chats_delete();
