"""Which pending replies hold up the others of their chat, where several processes share a database."""

from sqlite_utils import Database, Migrations


def add_claims(migrations: Migrations) -> None:
    """Add the step that makes the column."""
    migrations(name="0015_claims")(_claims)


def _claims(db: Database) -> None:
    # An answer to a tap is sent at once by whoever committed it: no other reply depends on it.
    db.execute("ALTER TABLE replies ADD COLUMN aside INTEGER NOT NULL DEFAULT 0")
