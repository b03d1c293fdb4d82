-- Which pending replies hold up the others of their chat, where several processes share a database.

-- An answer to a tap is sent at once by whoever committed it: no other reply depends on it.
ALTER TABLE replies ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;
