-- What is kept so that figures about others can be released: see scoring/disclosure.py.

-- In which week it was looked last whether a figure is to be made anew: once a week, so that nobody can have
-- it made just before and just after a shop.
CREATE TABLE release_looks (
    bot_id INTEGER NOT NULL,
    figure TEXT NOT NULL,
    week INTEGER NOT NULL,
    PRIMARY KEY (bot_id, figure)
) STRICT, WITHOUT ROWID;

-- Where people stopped, as it is told; who stopped before that moment is in this or an earlier release.
CREATE TABLE stopped_releases (
    bot_id INTEGER PRIMARY KEY,
    until INTEGER NOT NULL,
    counts TEXT NOT NULL
) STRICT;

-- Counting live told a single shop's path.
DROP INDEX IF EXISTS chats_asked;
CREATE INDEX chats_stopped ON chats (bot_id, visited_at) WHERE finished = 0 AND question IS NOT NULL;

-- The data set of a quarter, as it was given out: a second could be subtracted from it.
CREATE TABLE research_releases (
    quarter TEXT PRIMARY KEY,
    shops INTEGER NOT NULL,
    left_out INTEGER,
    data BLOB NOT NULL,
    codebook BLOB NOT NULL
) STRICT;

-- Who advised or administered once: what such a chat tried out is no shop's, after its role too.
ALTER TABLE chats ADD COLUMN had_role INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER admins_had_role AFTER DELETE ON admins BEGIN
    UPDATE chats SET had_role = 1 WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;

CREATE TRIGGER admin_ids_had_role AFTER DELETE ON admin_ids BEGIN
    UPDATE chats SET had_role = 1 WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;

CREATE TRIGGER advisors_had_role AFTER DELETE ON advisors BEGIN
    UPDATE chats SET had_role = 1 WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;

-- Who stands in the settings now may have been a shop before.
CREATE TRIGGER admin_ids_insert AFTER INSERT ON admin_ids BEGIN
    DELETE FROM participants WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM contributions WHERE bot_id = new.bot_id AND chat_id = new.chat_id AND assisted = 0;
    DELETE FROM assessments WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
END;
