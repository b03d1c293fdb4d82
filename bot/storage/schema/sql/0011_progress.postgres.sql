-- How far each chat is, beside its session, so that it can be counted without reading sessions.
-- Why each is there is said in the file for SQLite.
-- No server is so old that it holds chats at this step.

ALTER TABLE chats ADD COLUMN language TEXT COLLATE "C" NOT NULL DEFAULT 'nl';
ALTER TABLE chats ADD COLUMN question TEXT COLLATE "C";
ALTER TABLE chats ADD COLUMN begun BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN ended BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN demo BIGINT NOT NULL DEFAULT 0;

CREATE INDEX chats_asked ON chats (bot_id, language, question) WHERE finished = 0 AND question IS NOT NULL;

CREATE FUNCTION chats_insert_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.begun > 0 AND new.demo = 0
        AND NOT EXISTS (SELECT 1 FROM all_admins WHERE bot_id = new.bot_id AND chat_id = new.chat_id)
    THEN
        INSERT INTO weekly_counts (bot_id, week, language, started)
        VALUES (new.bot_id, (new.visited_at + 259200) / 604800, new.language, 1)
        ON CONFLICT (bot_id, week, language) DO UPDATE SET started = weekly_counts.started + 1;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER chats_insert_started AFTER INSERT ON chats
FOR EACH ROW EXECUTE FUNCTION chats_insert_started();

CREATE FUNCTION chats_update_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.begun > old.begun AND new.demo = 0
        AND NOT EXISTS (SELECT 1 FROM all_admins WHERE bot_id = new.bot_id AND chat_id = new.chat_id)
    THEN
        INSERT INTO weekly_counts (bot_id, week, language, started)
        VALUES (new.bot_id, (new.visited_at + 259200) / 604800, new.language, 1)
        ON CONFLICT (bot_id, week, language) DO UPDATE SET started = weekly_counts.started + 1;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER chats_update_started AFTER UPDATE OF begun ON chats
FOR EACH ROW EXECUTE FUNCTION chats_update_started();

CREATE FUNCTION chats_insert_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.ended > 0 AND new.demo = 0
        AND NOT EXISTS (SELECT 1 FROM all_admins WHERE bot_id = new.bot_id AND chat_id = new.chat_id)
    THEN
        INSERT INTO weekly_counts (bot_id, week, language, finished)
        VALUES (new.bot_id, (new.visited_at + 259200) / 604800, new.language, 1)
        ON CONFLICT (bot_id, week, language) DO UPDATE SET finished = weekly_counts.finished + 1;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER chats_insert_finished AFTER INSERT ON chats
FOR EACH ROW EXECUTE FUNCTION chats_insert_finished();

CREATE FUNCTION chats_update_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.ended > old.ended AND new.demo = 0
        AND NOT EXISTS (SELECT 1 FROM all_admins WHERE bot_id = new.bot_id AND chat_id = new.chat_id)
    THEN
        INSERT INTO weekly_counts (bot_id, week, language, finished)
        VALUES (new.bot_id, (new.visited_at + 259200) / 604800, new.language, 1)
        ON CONFLICT (bot_id, week, language) DO UPDATE SET finished = weekly_counts.finished + 1;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER chats_update_finished AFTER UPDATE OF ended ON chats
FOR EACH ROW EXECUTE FUNCTION chats_update_finished();
