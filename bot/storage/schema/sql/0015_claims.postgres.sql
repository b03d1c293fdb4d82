-- Which pending replies hold up the others of their chat, where several processes share a database.
-- Why each is there is said in the file for SQLite.

ALTER TABLE replies ADD COLUMN aside BIGINT NOT NULL DEFAULT 0;
