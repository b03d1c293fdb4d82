"""What is counted of all chats together: how many began and finished, by week and language."""

from sqlite_utils import Database, Migrations

# A session that cannot be read counts nowhere, and must not keep its chat from being written.
_READ = "CASE WHEN json_valid({row}.session) THEN json_extract({row}.session, '$.{name}') END"
_MONDAY = 3 * 86_400
"""1970 began on a Thursday."""


def add_statistics(migrations: Migrations) -> None:
    """Add the step that makes the counters."""
    migrations(name="0009_statistics")(_statistics)


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
    for what, name in (("started", "run"), ("finished", "finished.run")):
        new, old = _READ.format(row="new", name=name), _READ.format(row="old", name=name)
        _count(db, f"INSERT ON chats WHEN coalesce({new}, 0) > 0", what)
        _count(db, f"UPDATE OF session ON chats WHEN coalesce({new}, 0) > coalesce({old}, 0)", what)
    # Where people stand is read from here, without reading all sessions.
    asked = "CASE WHEN json_valid(session) THEN json_extract(session, '$.place.question') END"
    language = "CASE WHEN json_valid(session) THEN json_extract(session, '$.language') END"
    db.execute(f"CREATE INDEX chats_asked ON chats (bot_id, {language}, {asked}) WHERE finished = 0")


def _count(db: Database, event: str, what: str) -> None:
    """Count up on an event; not of who only tries it out, and not of admins."""
    language, demo = _READ.format(row="new", name="language"), _READ.format(row="new", name="campaign.demo")
    name = f"chats_{event.split()[0].lower()}_{what}"
    values = f"(new.bot_id, (new.visited_at + {_MONDAY}) / 604800, coalesce({language}, 'nl'), 1)"
    count = (
        f"INSERT INTO weekly_counts (bot_id, week, language, {what}) VALUES {values} "  # noqa: S608
        f"ON CONFLICT DO UPDATE SET {what} = {what} + 1;"
    )
    counts = "NOT EXISTS (SELECT 1 FROM all_admins WHERE bot_id = new.bot_id AND chat_id = new.chat_id)"
    when = f"{event} AND coalesce({demo}, 0) = 0 AND {counts}"
    db.execute(f"CREATE TRIGGER {name} AFTER {when} BEGIN {count} END")
