-- Who administers the bot.

CREATE TABLE admins (
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (bot_id, chat_id)
) STRICT, WITHOUT ROWID;

-- Of a code only a digest: who reads the file cannot become an admin with it.
CREATE TABLE admin_codes (
    bot_id INTEGER NOT NULL,
    digest TEXT NOT NULL,
    label TEXT NOT NULL,
    claim INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (bot_id, digest)
) STRICT, WITHOUT ROWID;

-- Those of the settings, as the last start had them: they become nothing by this, but they count nowhere.
CREATE TABLE admin_ids (
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    PRIMARY KEY (bot_id, chat_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW all_admins AS SELECT bot_id, chat_id FROM admins UNION SELECT bot_id, chat_id FROM admin_ids;

-- That a first start made a claim link once: no later start makes another by itself.
CREATE TABLE admin_claims (bot_id INTEGER PRIMARY KEY, made_at INTEGER NOT NULL) STRICT;

-- Admins never count, whatever way one is made.
CREATE TRIGGER admins_insert AFTER INSERT ON admins BEGIN
    DELETE FROM participants WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM contributions WHERE bot_id = new.bot_id AND chat_id = new.chat_id AND assisted = 0;
    DELETE FROM shares WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM threads WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM notices WHERE bot_id = new.bot_id AND sender = new.chat_id;
    DELETE FROM notices WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM assessments WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
END;

CREATE TRIGGER chats_delete_admins AFTER DELETE ON chats BEGIN
    DELETE FROM admins WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;
