-- Who sends what is pending, where several processes share a database.

-- The process that committed a reply sends it, for as long as it is alive.
ALTER TABLE replies ADD COLUMN sender TEXT;

CREATE TABLE senders (
    bot_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    alive_until INTEGER NOT NULL,
    PRIMARY KEY (bot_id, name)
) STRICT, WITHOUT ROWID;
