"""What the database says of itself: which release wrote it, and which can read it."""

from sqlite_utils import Database, Migrations


def add_schema(migrations: Migrations) -> None:
    """Add the step that makes the table."""
    migrations(name="0017_schema")(_schema)


def _schema(db: Database) -> None:
    # One row; see `schema`. It counts how often it was tried whether a change can be made.
    db.execute(
        """
        CREATE TABLE schema_state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            number INTEGER NOT NULL,
            read_from INTEGER NOT NULL,
            release TEXT NOT NULL,
            read_from_release TEXT NOT NULL,
            looks INTEGER NOT NULL DEFAULT 0
        ) STRICT
        """
    )
    # Who made what: an older release can tell content that it cannot read from content that is broken.
    db.execute("ALTER TABLE content_versions ADD COLUMN release TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE content_state ADD COLUMN shipped_by TEXT NOT NULL DEFAULT ''")
