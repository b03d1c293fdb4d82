-- In which message a chat reads what somebody else wrote, so that a reply to it goes to that conversation.
-- No word of it: only Telegram's number of the message.

CREATE TABLE relayed_messages (
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    thread INTEGER NOT NULL,
    PRIMARY KEY (bot_id, chat_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relayed_messages_thread ON relayed_messages (thread);

CREATE TRIGGER threads_delete_relayed AFTER DELETE ON threads BEGIN
    DELETE FROM relayed_messages WHERE thread = old.id;
END;

CREATE TRIGGER chats_delete_relayed AFTER DELETE ON chats BEGIN
    DELETE FROM relayed_messages WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;

-- Who advises no more answers nothing there.
CREATE TRIGGER advisors_delete_relayed AFTER DELETE ON advisors BEGIN
    DELETE FROM relayed_messages WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;
