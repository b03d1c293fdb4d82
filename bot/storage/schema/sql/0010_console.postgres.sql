-- The console: browsers that wait to be let in, and those that were.
-- Why each is there is said in the file for SQLite.

CREATE TABLE console_waiting (
    bot_id BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    token TEXT COLLATE "C" NOT NULL,
    browser TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL,
    chat_id BIGINT,
    PRIMARY KEY (bot_id, code),
    UNIQUE (bot_id, token)
);

CREATE TABLE console_sessions (
    bot_id BIGINT NOT NULL,
    token TEXT COLLATE "C" NOT NULL,
    chat_id BIGINT NOT NULL,
    browser TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    begun_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (bot_id, token)
);
CREATE INDEX console_sessions_chat ON console_sessions (bot_id, chat_id);

CREATE FUNCTION chats_leave_console() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM console_waiting WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM console_sessions WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER chats_leave_console AFTER DELETE ON chats
FOR EACH ROW EXECUTE FUNCTION chats_leave_console();
