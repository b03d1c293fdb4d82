-- The content in versions.

CREATE TABLE content_versions (
    number INTEGER PRIMARY KEY,
    files BLOB NOT NULL,
    digest TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE TRIGGER content_versions_update BEFORE UPDATE ON content_versions BEGIN
    SELECT RAISE(ABORT, 'a version of the content never changes');
END;

CREATE TRIGGER content_versions_delete BEFORE DELETE ON content_versions BEGIN
    SELECT RAISE(ABORT, 'a version of the content never changes');
END;

-- One row: the state that a change must name, the draft if there is one, and what a release brought last.
CREATE TABLE content_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    token INTEGER NOT NULL,
    base INTEGER,
    conflicts TEXT NOT NULL,
    shipped BLOB
) STRICT;

INSERT INTO content_state (id, token, conflicts) VALUES (1, 1, '[]');

-- AUTOINCREMENT, because an export names the last edit that was in it.
CREATE TABLE content_edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    text TEXT,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE content_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    version INTEGER,
    paths TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT;
