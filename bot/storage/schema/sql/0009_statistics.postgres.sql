-- What is counted of all chats together: how many began and finished, by week and language.
-- Why each is there is said in the file for SQLite.

CREATE TABLE weekly_counts (
    bot_id BIGINT NOT NULL,
    week BIGINT NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    started BIGINT NOT NULL DEFAULT 0,
    finished BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (bot_id, week, language)
);
