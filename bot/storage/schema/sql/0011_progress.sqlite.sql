-- How far each chat is, beside its session, so that it can be counted without reading sessions.

-- At first 0009_statistics had SQLite read the sessions; some files are of then.
DROP TRIGGER IF EXISTS chats_insert_started;
DROP TRIGGER IF EXISTS chats_update_started;
DROP TRIGGER IF EXISTS chats_insert_finished;
DROP TRIGGER IF EXISTS chats_update_finished;
DROP INDEX IF EXISTS chats_asked;

ALTER TABLE chats ADD COLUMN language TEXT NOT NULL DEFAULT 'nl';
ALTER TABLE chats ADD COLUMN question TEXT;
ALTER TABLE chats ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN demo INTEGER NOT NULL DEFAULT 0;

UPDATE chats SET
    language = coalesce(json_extract(session, '$.language'), 'nl'),
    question = json_extract(session, '$.place.question'),
    begun = coalesce(json_extract(session, '$.run'), 0),
    ended = coalesce(json_extract(session, '$.finished.run'), 0),
    demo = coalesce(json_extract(session, '$.campaign.demo'), 0)
WHERE json_valid(session);

-- Where people stand is read from here, without reading all chats.
CREATE INDEX chats_asked ON chats (bot_id, language, question) WHERE finished = 0 AND question IS NOT NULL;

-- Not counted is who only tries it out, and who is an admin. A week begins on Monday: 1970 began on a
-- Thursday, three days (259200 s) after one.
CREATE TRIGGER chats_insert_started AFTER INSERT ON chats
WHEN new.begun > 0 AND new.demo = 0
    AND NOT EXISTS (SELECT 1 FROM all_admins WHERE bot_id = new.bot_id AND chat_id = new.chat_id)
BEGIN
    INSERT INTO weekly_counts (bot_id, week, language, started)
    VALUES (new.bot_id, (new.visited_at + 259200) / 604800, new.language, 1)
    ON CONFLICT (bot_id, week, language) DO UPDATE SET started = weekly_counts.started + 1;
END;

CREATE TRIGGER chats_update_started AFTER UPDATE OF begun ON chats
WHEN new.begun > old.begun AND new.demo = 0
    AND NOT EXISTS (SELECT 1 FROM all_admins WHERE bot_id = new.bot_id AND chat_id = new.chat_id)
BEGIN
    INSERT INTO weekly_counts (bot_id, week, language, started)
    VALUES (new.bot_id, (new.visited_at + 259200) / 604800, new.language, 1)
    ON CONFLICT (bot_id, week, language) DO UPDATE SET started = weekly_counts.started + 1;
END;

CREATE TRIGGER chats_insert_finished AFTER INSERT ON chats
WHEN new.ended > 0 AND new.demo = 0
    AND NOT EXISTS (SELECT 1 FROM all_admins WHERE bot_id = new.bot_id AND chat_id = new.chat_id)
BEGIN
    INSERT INTO weekly_counts (bot_id, week, language, finished)
    VALUES (new.bot_id, (new.visited_at + 259200) / 604800, new.language, 1)
    ON CONFLICT (bot_id, week, language) DO UPDATE SET finished = weekly_counts.finished + 1;
END;

CREATE TRIGGER chats_update_finished AFTER UPDATE OF ended ON chats
WHEN new.ended > old.ended AND new.demo = 0
    AND NOT EXISTS (SELECT 1 FROM all_admins WHERE bot_id = new.bot_id AND chat_id = new.chat_id)
BEGIN
    INSERT INTO weekly_counts (bot_id, week, language, finished)
    VALUES (new.bot_id, (new.visited_at + 259200) / 604800, new.language, 1)
    ON CONFLICT (bot_id, week, language) DO UPDATE SET finished = weekly_counts.finished + 1;
END;
