-- What is counted of all chats together: how many began and finished, by week and language.

-- Counters, because a session shows only the last assessment, and goes with its chat. They tell of nobody.
CREATE TABLE weekly_counts (
    bot_id INTEGER NOT NULL,
    week INTEGER NOT NULL,
    language TEXT NOT NULL,
    started INTEGER NOT NULL DEFAULT 0,
    finished INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (bot_id, week, language)
) STRICT, WITHOUT ROWID;
