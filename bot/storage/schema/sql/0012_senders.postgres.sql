-- Who sends what is pending, where several processes share a database.
-- Why each is there is said in the file for SQLite.

ALTER TABLE replies ADD COLUMN sender TEXT COLLATE "C";

CREATE TABLE senders (
    bot_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    alive_until BIGINT NOT NULL,
    PRIMARY KEY (bot_id, name)
);
