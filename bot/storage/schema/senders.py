"""Who sends what is pending, where several processes share a database."""

from sqlite_utils import Database, Migrations


def add_senders(migrations: Migrations) -> None:
    """Add the step that makes the table."""
    migrations(name="0012_senders")(_senders)


def _senders(db: Database) -> None:
    # The process that committed a reply sends it, for as long as it is alive.
    db.execute("ALTER TABLE replies ADD COLUMN sender TEXT")
    db.execute(
        """
        CREATE TABLE senders (
            bot_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            alive_until INTEGER NOT NULL,
            PRIMARY KEY (bot_id, name)
        ) STRICT, WITHOUT ROWID
        """
    )
