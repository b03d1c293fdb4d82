"""What is kept to compare participants: a table that stays until enough of them have changed."""

from sqlite_utils import Database, Migrations


def add_peers(migrations: Migrations) -> None:
    """Add the step that makes the table."""
    migrations(name="0014_peer_tables")(_peer_tables)


def _peer_tables(db: Database) -> None:
    # They counted the others for each look, of which two told what one shop scored.
    for event in ("insert", "delete", "update"):
        db.execute(f"DROP TRIGGER IF EXISTS assessments_{event}")
    db.execute("DROP TABLE assessment_totals")
    # With which steps a shop counts in the table that is published.
    db.execute("ALTER TABLE assessments ADD COLUMN tabled TEXT")
    db.execute(
        """
        CREATE TABLE peer_tables (
            bot_id INTEGER PRIMARY KEY,
            shops INTEGER NOT NULL,
            lower TEXT NOT NULL,
            yardstick TEXT NOT NULL,
            made_at INTEGER NOT NULL
        ) STRICT
        """
    )
