"""The codes by which shops that an advisor filled in for see and erase what is kept of them."""

from sqlite_utils import Database, Migrations


def add_receipts(migrations: Migrations) -> None:
    """Add the step that makes the table."""
    migrations(name="0013_receipts")(_receipts)


def _receipts(db: Database) -> None:
    # Of a code only a digest. Without a contribution it was erased: what is filled in once more for that shop
    # must not come back.
    db.execute(
        """
        CREATE TABLE receipts (
            bot_id INTEGER NOT NULL,
            digest TEXT NOT NULL,
            contribution INTEGER,
            at INTEGER NOT NULL,
            PRIMARY KEY (bot_id, digest)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX receipts_contribution ON receipts (contribution) WHERE contribution IS NOT NULL")
    db.execute("CREATE INDEX receipts_at ON receipts (at)")
    db.execute(
        """
        CREATE TRIGGER contributions_leave_receipts AFTER DELETE ON contributions BEGIN
            DELETE FROM receipts WHERE contribution = old.id;
        END
        """
    )
