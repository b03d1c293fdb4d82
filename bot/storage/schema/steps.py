"""The tables, as numbered steps. A released step never changes: the next one does."""

from sqlite_utils import Database, Migrations

from bot.storage.schema.admins import add_admins
from bot.storage.schema.claims import add_claims
from bot.storage.schema.console import add_console
from bot.storage.schema.content import add_content
from bot.storage.schema.disclosure import add_disclosure
from bot.storage.schema.groups import make_group_tables
from bot.storage.schema.peers import add_peers
from bot.storage.schema.receipts import add_receipts
from bot.storage.schema.roles import add_roles
from bot.storage.schema.senders import add_senders
from bot.storage.schema.state import add_schema
from bot.storage.schema.statistics import add_statistics

migrations = Migrations("winkelpeil")


@migrations(name="0001_chats_seen_replies")
def _chats_seen_replies(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE chats (
            bot_id INTEGER NOT NULL,
            chat_id INTEGER NOT NULL,
            session TEXT NOT NULL,
            version INTEGER NOT NULL,
            screen INTEGER,
            blocked INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (bot_id, chat_id)
        ) STRICT
        """
    )
    # No chat id: this table only says that an update needs no more work, and tells nothing about people.
    db.execute(
        """
        CREATE TABLE seen (
            bot_id INTEGER NOT NULL,
            update_id INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (bot_id, update_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX seen_at ON seen (at)")
    # AUTOINCREMENT, because an id used again would let a late receipt remove a reply that was never sent.
    db.execute(
        """
        CREATE TABLE replies (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            bot_id INTEGER NOT NULL,
            chat_id INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX replies_chat ON replies (bot_id, chat_id)")


@migrations(name="0002_due_and_visits")
def _due_and_visits(db: Database) -> None:
    db.execute("ALTER TABLE chats ADD COLUMN due_at INTEGER")
    db.execute("ALTER TABLE chats ADD COLUMN visited_at INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE chats ADD COLUMN finished INTEGER NOT NULL DEFAULT 0")
    # Only SQLite files are so old that there are any.
    if db.execute("SELECT 1 FROM chats LIMIT 1").fetchone():
        # Nobody wrote down when these were visited last, so their time begins now.
        db.execute("UPDATE chats SET visited_at = CAST(strftime('%s', 'now') AS INTEGER)")
        db.execute(
            "UPDATE chats SET finished = CASE WHEN json_valid(session) "
            "THEN coalesce(json_type(session, '$.finished') = 'object', 0) ELSE 0 END"
        )
    db.execute(
        "CREATE INDEX chats_due ON chats (bot_id, due_at, chat_id) WHERE due_at IS NOT NULL AND blocked = 0"
    )
    db.execute("CREATE INDEX chats_visited ON chats (visited_at)")


@migrations(name="0003_assessments")
def _assessments(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE assessments (
            bot_id INTEGER NOT NULL,
            chat_id INTEGER NOT NULL,
            steps TEXT NOT NULL,
            finished_at INTEGER NOT NULL,
            PRIMARY KEY (bot_id, chat_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX assessments_finished ON assessments (bot_id, finished_at, steps)")
    # Totals, because a result is shown more often than one is finished, and reading them takes no longer with
    # more shops. Kept by triggers, so that whatever adds or deletes an assessment keeps them right.
    db.execute(
        """
        CREATE TABLE assessment_totals (
            bot_id INTEGER NOT NULL,
            steps TEXT NOT NULL,
            shops INTEGER NOT NULL,
            PRIMARY KEY (bot_id, steps)
        ) STRICT, WITHOUT ROWID
        """
    )
    for event, changes in (
        ("INSERT", (_ADD,)),
        ("DELETE", (_TAKE,)),
        ("UPDATE OF steps", (_TAKE, _ADD)),
    ):
        name = event.split()[0].lower()
        db.execute(
            f"CREATE TRIGGER assessments_{name} AFTER {event} ON assessments BEGIN {' '.join(changes)} END"
        )


_ADD = (
    "INSERT INTO assessment_totals (bot_id, steps, shops) VALUES (new.bot_id, new.steps, 1) "
    "ON CONFLICT (bot_id, steps) DO UPDATE SET shops = assessment_totals.shops + 1;"
)
_TAKE = (
    "UPDATE assessment_totals SET shops = shops - 1 WHERE bot_id = old.bot_id AND steps = old.steps; "
    "DELETE FROM assessment_totals WHERE bot_id = old.bot_id AND steps = old.steps AND shops = 0;"
)


@migrations(name="0004_chats_go_whole")
def _chats_go_whole(db: Database) -> None:
    db.execute(
        """
        CREATE TRIGGER chats_delete AFTER DELETE ON chats BEGIN
            DELETE FROM replies WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
            DELETE FROM assessments WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
        END
        """
    )


@migrations(name="0005_pictures")
def _pictures(db: Database) -> None:
    # The key is a digest of the drawing: it tells nothing about whose it is.
    db.execute(
        """
        CREATE TABLE pictures (
            bot_id INTEGER NOT NULL,
            key TEXT NOT NULL,
            file_id TEXT NOT NULL,
            used_at INTEGER NOT NULL,
            PRIMARY KEY (bot_id, key)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX pictures_used ON pictures (used_at)")


@migrations(name="0006_groups")
def _groups(db: Database) -> None:
    make_group_tables(db)


add_content(migrations)
add_console(migrations)
add_admins(migrations)
add_statistics(migrations)
add_senders(migrations)
add_receipts(migrations)
add_peers(migrations)
add_claims(migrations)
add_roles(migrations)
add_schema(migrations)
add_disclosure(migrations)


def known() -> frozenset[str]:
    """Name the steps by which this release brings a database up to date."""
    return frozenset(step.name for step in migrations._migrations)
