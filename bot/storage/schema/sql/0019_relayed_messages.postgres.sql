-- In which message a chat reads what somebody else wrote: see the file for SQLite.

CREATE TABLE relayed_messages (
    bot_id BIGINT NOT NULL,
    chat_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    thread BIGINT NOT NULL,
    PRIMARY KEY (bot_id, chat_id, message_id)
);
CREATE INDEX relayed_messages_thread ON relayed_messages (thread);

CREATE FUNCTION threads_delete_relayed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM relayed_messages WHERE thread = old.id;
    RETURN NULL;
END $$;
CREATE TRIGGER threads_delete_relayed AFTER DELETE ON threads
FOR EACH ROW EXECUTE FUNCTION threads_delete_relayed();

CREATE FUNCTION chats_delete_relayed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM relayed_messages WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER chats_delete_relayed AFTER DELETE ON chats
FOR EACH ROW EXECUTE FUNCTION chats_delete_relayed();

CREATE FUNCTION advisors_delete_relayed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM relayed_messages WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER advisors_delete_relayed AFTER DELETE ON advisors
FOR EACH ROW EXECUTE FUNCTION advisors_delete_relayed();
