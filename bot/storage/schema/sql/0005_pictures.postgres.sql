-- Pictures that Telegram holds already.
-- Why each is there is said in the file for SQLite.

CREATE TABLE pictures (
    bot_id BIGINT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    file_id TEXT COLLATE "C" NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (bot_id, key)
);
CREATE INDEX pictures_used ON pictures (used_at);
