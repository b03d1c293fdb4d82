"""The tables are the same in both engines, and in PostgreSQL those of the releases before."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlite_utils import Database

from bot.storage.chats.records import StorageFault
from bot.storage.engines.interface import Sql
from bot.storage.engines.postgres import Postgres
from bot.storage.engines.sqlite import faults, open_database
from bot.storage.schema.steps import STEPS
from tests.support.paths import ROOT
from tests.support.storage import catalogues
from tests.support.storage.stored import own_schema

FROZEN = Path(__file__).with_name("postgres_18.txt")
"""What the code wrote that still put SQLite's steps into PostgreSQL's words while it ran."""

A_WEEK = 604_800

# Every trigger does something here.
CHANGES = (
    "INSERT INTO organisations (bot_id, name) VALUES (7, 'Centrum'), (7, 'Rand')",
    "INSERT INTO campaigns (bot_id, organisation, code, name, created_at) VALUES (7, 1, 'c', 'Lente', 0)",
    # What is counted.
    *(
        f"INSERT INTO chats (bot_id, chat_id, session, version, visited_at, begun, ended, demo) "  # noqa: S608
        f"VALUES (7, {chat}, '{{}}', 1, {A_WEEK * chat}, {begun}, {ended}, {demo})"
        for chat, begun, ended, demo in (
            (1, 0, 0, 0),
            (2, 1, 0, 0),
            (3, 1, 1, 0),
            (4, 1, 1, 1),
            (5, 0, 0, 0),
            (6, 0, 0, 0),
            (9, 0, 0, 0),
        )
    ),
    "UPDATE chats SET begun = 1 WHERE chat_id = 1",
    "UPDATE chats SET begun = 1 WHERE chat_id = 1",
    "UPDATE chats SET ended = ended + 1 WHERE chat_id IN (1, 2, 4)",
    "INSERT INTO participants (bot_id, chat_id, campaign, opened_at) VALUES (7, 1, 1, 1), (7, 5, 1, 1)",
    "INSERT INTO participants (bot_id, chat_id, campaign, opened_at, started_at, finished_at) "
    "VALUES (7, 2, 1, 1, 2, 3), (7, 6, 1, 1, 2, NULL), (7, 9, 1, 1, 2, 3)",
    "UPDATE participants SET started_at = 5 WHERE chat_id = 1",
    "UPDATE participants SET finished_at = 6 WHERE chat_id IN (1, 2)",
    "DELETE FROM participants WHERE chat_id = 1",
    # What each shop has.
    "INSERT INTO waves (bot_id, organisation, campaign, number) VALUES (7, 1, 1, 1)",
    "INSERT INTO batches (wave_id, size) VALUES (1, 5), (1, 5)",
    "INSERT INTO batches (wave_id, size, state) VALUES (1, 5, 'gone')",
    *(
        "INSERT INTO contributions (bot_id, organisation, wave_id, chat_id, run, assisted, known, "  # noqa: S608
        "finished_at, categories, batch, asked) "
        f"VALUES (7, 1, 1, {chat}, {run}, {assisted}, 0, 9, '{{}}', {batch}, 4)"
        for run, (chat, assisted, batch) in enumerate(
            ((1, 0, 1), (2, 0, 3), (3, 0, "NULL"), (5, 0, 2), (5, 1, 2), (6, 0, 1), (9, 0, 1), (2, 1, 1))
        )
    ),
    "INSERT INTO receipts (bot_id, digest, contribution, at) VALUES (7, 'a', 1, 0), (7, 'b', 5, 0)",
    *(
        statement.format(chat=chat)
        for chat in (1, 2, 3, 5, 6, 9)
        for statement in (
            "INSERT INTO shares (bot_id, chat_id, organisation, result, answers, who, since, until) "
            "VALUES (7, {chat}, 1, 1, 1, 'w', 0, 9)",
            "INSERT INTO looks (share, at) SELECT id, 3 FROM shares WHERE chat_id = {chat}",
            "INSERT INTO threads (bot_id, chat_id, organisation, who) VALUES (7, {chat}, 1, 'w')",
            "INSERT INTO notices (bot_id, chat_id, sender, thread, body, at) "
            "SELECT 7, 50, {chat}, id, 'x', 0 FROM threads WHERE chat_id = {chat}",
            "INSERT INTO notices (bot_id, chat_id, sender, body, at) VALUES (7, {chat}, 50, 'y', 0), "
            "(7, 51, {chat}, 'z', 0)",
            "INSERT INTO relayed_messages (bot_id, chat_id, message_id, thread) "
            "SELECT 7, 50, {chat}, id FROM threads WHERE chat_id = {chat}",
            "INSERT INTO relayed_messages (bot_id, chat_id, message_id, thread) VALUES (7, {chat}, 1, 99)",
            "INSERT INTO assessments (bot_id, chat_id, steps, finished_at) VALUES (7, {chat}, '1', 0)",
            "INSERT INTO replies (bot_id, chat_id, body) VALUES (7, {chat}, 'hi')",
            "INSERT INTO console_waiting (bot_id, code, token, browser, place, expires_at, chat_id) "
            "VALUES (7, 'c{chat}', 't{chat}', 'b', 'p', 9, {chat})",
            "INSERT INTO console_sessions (bot_id, token, chat_id, browser, place, begun_at, used_at) "
            "VALUES (7, 't{chat}', {chat}, 'b', 'p', 0, 0)",
        )
    ),
    # What goes with what.
    "DELETE FROM shares WHERE chat_id = 1",
    "DELETE FROM threads WHERE chat_id = 1",
    "DELETE FROM contributions WHERE chat_id = 1",
    "DELETE FROM contributions WHERE chat_id = 2 AND assisted = 0",
    "UPDATE waves SET due_at = NULL",
    "DELETE FROM contributions WHERE chat_id = 3",
    "DELETE FROM chats WHERE chat_id = 2",
    # Who gets a role, and loses it.
    "INSERT INTO advisors (bot_id, chat_id, organisation, label, since) VALUES (7, 5, 1, 'A', 0)",
    "INSERT INTO notices (bot_id, chat_id, sender, body, at) VALUES (7, 5, 50, 'y', 0)",
    "DELETE FROM advisors WHERE chat_id = 5",
    "INSERT INTO admins (bot_id, chat_id, label, since) VALUES (7, 6, 'B', 0)",
    "UPDATE chats SET begun = begun + 1, ended = ended + 1 WHERE chat_id = 6",
    "DELETE FROM admins WHERE chat_id = 6",
    "INSERT INTO admin_ids (bot_id, chat_id) VALUES (7, 9)",
    "UPDATE chats SET begun = begun + 1, ended = ended + 1 WHERE chat_id = 9",
    "DELETE FROM admin_ids WHERE chat_id = 9",
    # What is refused.
    "INSERT INTO content_versions (number, files, digest, who, why, created) VALUES (1, ?, 'd', 'w', 'y', 0)",
    "UPDATE content_versions SET why = 'z'",
    "DELETE FROM content_versions",
    "INSERT INTO batches (wave_id, size, state) VALUES (1, 5, 'odd')",
    "UPDATE threads SET ended_by = 'nobody'",
    "INSERT INTO content_state (id, token, conflicts) VALUES (2, 1, '[]')",
    "INSERT INTO organisations (bot_id, name) VALUES (7, 'Rand')",
    "INSERT INTO organisations (bot_id, name) VALUES (7, NULL)",
)


def is_refused(db: Sql, change: str) -> bool:
    """Make a change, or see it refused."""
    try:
        with faults():
            db.execute(change, (b"a file",) * change.count("?"))
    except StorageFault:
        return True
    return False


def contents(db: Sql, like: Database) -> dict[str, list[str]]:
    """Give the rows of all tables that a database of SQLite has."""
    found: dict[str, list[str]] = {}
    for table in like.table_names():
        if table not in catalogues.OWN | {"schema_state"}:
            columns = ", ".join(like.table(table).columns_dict)
            rows = db.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608
            found[table] = sorted(map(repr, rows))
    return found


@pytest.fixture
def server(postgres_url: str) -> Iterator[tuple[str, Postgres]]:
    """Give a PostgreSQL database on which the steps of today were taken, by its URL."""
    with own_schema(postgres_url, "catalogues") as url, closing(Postgres.open(url)) as db:
        yield url, db


@pytest.fixture
def file() -> Iterator[Database]:
    with closing(open_database(":memory:")) as db:
        yield db


def test_each_step_is_written_down_for_both_engines() -> None:
    files = sorted(path.name for path in (ROOT / "bot/storage/schema/sql").iterdir())
    assert len(STEPS) >= 18
    assert files == sorted(f"{step.name}.{engine}.sql" for step in STEPS for engine in ("sqlite", "postgres"))


def test_both_engines_have_the_same_tables(server: tuple[str, Postgres], file: Database) -> None:
    here, there = catalogues.of_sqlite(file), catalogues.of_postgres(server[1].execute)
    assert len(here.tables) > 30
    assert sum(len(table.triggers) for table in here.tables.values()) > 20
    assert {table: here.tables[table] for table in sorted(here.tables)} == {
        table: there.tables[table] for table in sorted(there.tables)
    }
    assert here.views == there.views
    assert list(here.views) == ["all_admins"]


def test_their_triggers_and_rules_do_the_same(server: tuple[str, Postgres], file: Database) -> None:
    for change in CHANGES:
        assert is_refused(file, change) == is_refused(server[1], change), change
        assert contents(file, file) == contents(server[1], file), change


def test_each_trigger_is_among_what_was_compared() -> None:
    with closing(open_database(":memory:")) as db:
        whole = [is_refused(db, change) for change in CHANGES], contents(db, db)
        triggers = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    assert len(triggers) > 20
    for trigger in triggers:
        with closing(open_database(":memory:")) as db:
            db.execute(f"DROP TRIGGER {trigger}")
            assert ([is_refused(db, change) for change in CHANGES], contents(db, db)) != whole, trigger


def test_a_server_has_the_tables_that_the_releases_before_made(postgres_url: str) -> None:
    with own_schema(postgres_url, "frozen_steps") as url, psycopg.connect(url) as server:
        server.execute("CREATE TABLE steps_taken (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
        for step in STEPS:
            if step.name < "0019":
                server.execute(step.script("postgres"))
        assert catalogues.in_full(server).splitlines() == FROZEN.read_text(encoding="utf-8").splitlines()
