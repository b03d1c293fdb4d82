"""The tables of the content in versions."""

from sqlite_utils import Database, Migrations


def add_content(migrations: Migrations) -> None:
    """Add the step that makes the tables."""
    migrations(name="0008_content")(_content)


def _content(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE content_versions (
            number INTEGER PRIMARY KEY,
            files BLOB NOT NULL,
            digest TEXT NOT NULL,
            who TEXT NOT NULL,
            why TEXT NOT NULL,
            created INTEGER NOT NULL
        ) STRICT
        """
    )
    for event in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER content_versions_{event.lower()} BEFORE {event} ON content_versions BEGIN "
            "SELECT RAISE(ABORT, 'a version of the content never changes'); END"
        )
    # One row: the state that a change must name, the draft if there is one, and what a release brought last.
    db.execute(
        """
        CREATE TABLE content_state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            token INTEGER NOT NULL,
            base INTEGER,
            conflicts TEXT NOT NULL,
            shipped BLOB
        ) STRICT
        """
    )
    db.execute("INSERT INTO content_state (id, token, conflicts) VALUES (1, 1, '[]')")
    # AUTOINCREMENT, because an export names the last edit that was in it.
    db.execute(
        """
        CREATE TABLE content_edits (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            path TEXT NOT NULL,
            text TEXT,
            who TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE content_log (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            action TEXT NOT NULL,
            version INTEGER,
            paths TEXT NOT NULL,
            why TEXT NOT NULL
        ) STRICT
        """
    )
