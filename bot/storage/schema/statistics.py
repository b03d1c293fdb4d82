"""What is counted of all chats together: how many began and finished, by week and language."""

from sqlite_utils import Database, Migrations

_MONDAY = 3 * 86_400
"""1970 began on a Thursday."""

_COUNTED = (("started", "begun"), ("finished", "ended"))
"""What is counted, and the column that goes up with it."""


def add_statistics(migrations: Migrations) -> None:
    """Add the steps that make the counters."""
    migrations(name="0009_statistics")(_statistics)
    migrations(name="0011_progress")(_progress)


def _statistics(db: Database) -> None:
    # Counters, because a session shows only the last assessment, and goes with its chat. They tell of nobody.
    db.execute(
        """
        CREATE TABLE weekly_counts (
            bot_id INTEGER NOT NULL,
            week INTEGER NOT NULL,
            language TEXT NOT NULL,
            started INTEGER NOT NULL DEFAULT 0,
            finished INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (bot_id, week, language)
        ) STRICT, WITHOUT ROWID
        """
    )


def _progress(db: Database) -> None:
    # At first the step before this one had SQLite read the sessions; some files are of then.
    for what, _ in _COUNTED:
        for event in ("insert", "update"):
            db.execute(f"DROP TRIGGER IF EXISTS chats_{event}_{what}")
    db.execute("DROP INDEX IF EXISTS chats_asked")
    db.execute("ALTER TABLE chats ADD COLUMN language TEXT NOT NULL DEFAULT 'nl'")
    db.execute("ALTER TABLE chats ADD COLUMN question TEXT")
    for number in ("begun", "ended", "demo"):
        db.execute(f"ALTER TABLE chats ADD COLUMN {number} INTEGER NOT NULL DEFAULT 0")
    # Only SQLite files are so old that there are any.
    if db.execute("SELECT 1 FROM chats LIMIT 1").fetchone():
        db.execute(
            "UPDATE chats SET language = coalesce(json_extract(session, '$.language'), 'nl'), "
            "question = json_extract(session, '$.place.question'), "
            "begun = coalesce(json_extract(session, '$.run'), 0), "
            "ended = coalesce(json_extract(session, '$.finished.run'), 0), "
            "demo = coalesce(json_extract(session, '$.campaign.demo'), 0) WHERE json_valid(session)"
        )
    # Where people stand is read from here, without reading all chats.
    db.execute(
        "CREATE INDEX chats_asked ON chats (bot_id, language, question) "
        "WHERE finished = 0 AND question IS NOT NULL"
    )
    for what, number in _COUNTED:
        _count(db, "insert", f"INSERT ON chats WHEN new.{number} > 0", what)
        _count(db, "update", f"UPDATE OF {number} ON chats WHEN new.{number} > old.{number}", what)


def _count(db: Database, name: str, event: str, what: str) -> None:
    """Count up on an event; not of who only tries it out, and not of admins."""
    values = f"(new.bot_id, (new.visited_at + {_MONDAY}) / 604800, new.language, 1)"
    count = (
        f"INSERT INTO weekly_counts (bot_id, week, language, {what}) VALUES {values} "  # noqa: S608
        f"ON CONFLICT (bot_id, week, language) DO UPDATE SET {what} = weekly_counts.{what} + 1;"
    )
    counts = "NOT EXISTS (SELECT 1 FROM all_admins WHERE bot_id = new.bot_id AND chat_id = new.chat_id)"
    db.execute(
        f"CREATE TRIGGER chats_{name}_{what} AFTER {event} AND new.demo = 0 AND {counts} BEGIN {count} END"
    )
