-- The console: browsers that wait to be let in, and those that were.

-- Of codes and tokens only digests: who reads the file is let in nowhere.
CREATE TABLE console_waiting (
    bot_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    token TEXT NOT NULL,
    browser TEXT NOT NULL,
    place TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    chat_id INTEGER,
    PRIMARY KEY (bot_id, code),
    UNIQUE (bot_id, token)
) STRICT;

CREATE TABLE console_sessions (
    bot_id INTEGER NOT NULL,
    token TEXT NOT NULL,
    chat_id INTEGER NOT NULL,
    browser TEXT NOT NULL,
    place TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (bot_id, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX console_sessions_chat ON console_sessions (bot_id, chat_id);

CREATE TRIGGER chats_leave_console AFTER DELETE ON chats BEGIN
    DELETE FROM console_waiting WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM console_sessions WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;
