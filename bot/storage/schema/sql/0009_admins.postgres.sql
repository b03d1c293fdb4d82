-- Who administers the bot.
-- Why each is there is said in the file for SQLite.

CREATE TABLE admins (
    bot_id BIGINT NOT NULL,
    chat_id BIGINT NOT NULL,
    label TEXT COLLATE "C" NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (bot_id, chat_id)
);

CREATE TABLE admin_codes (
    bot_id BIGINT NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    label TEXT COLLATE "C" NOT NULL,
    claim BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (bot_id, digest)
);

CREATE TABLE admin_ids (
    bot_id BIGINT NOT NULL,
    chat_id BIGINT NOT NULL,
    PRIMARY KEY (bot_id, chat_id)
);

CREATE VIEW all_admins AS SELECT bot_id, chat_id FROM admins UNION SELECT bot_id, chat_id FROM admin_ids;

CREATE TABLE admin_claims (bot_id BIGINT PRIMARY KEY, made_at BIGINT NOT NULL);

CREATE FUNCTION admins_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM participants WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM contributions WHERE bot_id = new.bot_id AND chat_id = new.chat_id AND assisted = 0;
    DELETE FROM shares WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM threads WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM notices WHERE bot_id = new.bot_id AND sender = new.chat_id;
    DELETE FROM notices WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM assessments WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER admins_insert AFTER INSERT ON admins
FOR EACH ROW EXECUTE FUNCTION admins_insert();

CREATE FUNCTION chats_delete_admins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM admins WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER chats_delete_admins AFTER DELETE ON chats
FOR EACH ROW EXECUTE FUNCTION chats_delete_admins();
