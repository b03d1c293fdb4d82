-- Pictures that Telegram holds already.

-- The key is a digest of the drawing: it tells nothing about whose it is.
CREATE TABLE pictures (
    bot_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    file_id TEXT NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (bot_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX pictures_used ON pictures (used_at);
