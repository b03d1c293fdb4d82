-- What the database says of itself: which release wrote it, and which can read it.

-- One row; see version.py. `looks` counts how often it was tried whether a change can be made.
CREATE TABLE schema_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL,
    read_from INTEGER NOT NULL,
    release TEXT NOT NULL,
    read_from_release TEXT NOT NULL,
    looks INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Who made what: an older release can tell content that it cannot read from content that is broken.
ALTER TABLE content_versions ADD COLUMN release TEXT NOT NULL DEFAULT '';
ALTER TABLE content_state ADD COLUMN shipped_by TEXT NOT NULL DEFAULT '';
