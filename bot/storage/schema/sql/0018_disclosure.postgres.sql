-- What is kept so that figures about others can be released: see scoring/disclosure.py.
-- Why each is there is said in the file for SQLite.

CREATE TABLE release_looks (
    bot_id BIGINT NOT NULL,
    figure TEXT COLLATE "C" NOT NULL,
    week BIGINT NOT NULL,
    PRIMARY KEY (bot_id, figure)
);

CREATE TABLE stopped_releases (
    bot_id BIGINT PRIMARY KEY,
    until BIGINT NOT NULL,
    counts TEXT COLLATE "C" NOT NULL
);

DROP INDEX IF EXISTS chats_asked;
CREATE INDEX chats_stopped ON chats (bot_id, visited_at) WHERE finished = 0 AND question IS NOT NULL;

CREATE TABLE research_releases (
    quarter TEXT COLLATE "C" PRIMARY KEY,
    shops BIGINT NOT NULL,
    left_out BIGINT,
    data BYTEA NOT NULL,
    codebook BYTEA NOT NULL
);

ALTER TABLE chats ADD COLUMN had_role BIGINT NOT NULL DEFAULT 0;

CREATE FUNCTION admins_had_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE chats SET had_role = 1 WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER admins_had_role AFTER DELETE ON admins
FOR EACH ROW EXECUTE FUNCTION admins_had_role();

CREATE FUNCTION admin_ids_had_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE chats SET had_role = 1 WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER admin_ids_had_role AFTER DELETE ON admin_ids
FOR EACH ROW EXECUTE FUNCTION admin_ids_had_role();

CREATE FUNCTION advisors_had_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE chats SET had_role = 1 WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER advisors_had_role AFTER DELETE ON advisors
FOR EACH ROW EXECUTE FUNCTION advisors_had_role();

CREATE FUNCTION admin_ids_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM participants WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM contributions WHERE bot_id = new.bot_id AND chat_id = new.chat_id AND assisted = 0;
    DELETE FROM assessments WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    RETURN NULL;
END $$;
CREATE TRIGGER admin_ids_insert AFTER INSERT ON admin_ids
FOR EACH ROW EXECUTE FUNCTION admin_ids_insert();
