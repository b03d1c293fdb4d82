-- Chats with their sessions, the updates that were applied, and the replies still to be sent.

CREATE TABLE chats (
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    session TEXT NOT NULL,
    version INTEGER NOT NULL,
    screen INTEGER,
    blocked INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (bot_id, chat_id)
) STRICT;

-- No chat id: this table only says that an update needs no more work, and tells nothing about people.
CREATE TABLE seen (
    bot_id INTEGER NOT NULL,
    update_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (bot_id, update_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_at ON seen (at);

-- AUTOINCREMENT, because an id used again would let a late receipt remove a reply that was never sent.
CREATE TABLE replies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX replies_chat ON replies (bot_id, chat_id);
