-- What the database says of itself: which release wrote it, and which can read it.
-- Why each is there is said in the file for SQLite.

CREATE TABLE schema_state (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL,
    read_from BIGINT NOT NULL,
    release TEXT COLLATE "C" NOT NULL,
    read_from_release TEXT COLLATE "C" NOT NULL,
    looks BIGINT NOT NULL DEFAULT 0
);

ALTER TABLE content_versions ADD COLUMN release TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE content_state ADD COLUMN shipped_by TEXT COLLATE "C" NOT NULL DEFAULT '';
