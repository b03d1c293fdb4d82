"""A database that a newer release wrote: what it can be read by, and what is said where it cannot."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.app import newer_release as newer
from bot.storage.database import CannotOpen, Storage, open_storage
from bot.storage.schema.version import NUMBER, NewerDatabase, Schema, is_newer, this_release, unreadable
from tests.support.storage.stored import Engine, emptied

pytestmark = pytest.mark.both_engines

LINE = (
    f"This database was written by Winkelpeil 3.1.0 or later (schema {NUMBER + 4}); this is {this_release()} "
    f"(reads up to {NUMBER}): install 3.1.0 or later, or restore a backup."
)


class Database:
    """One of this release, to be changed as a newer one would."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "test.db"
        self.url = Engine.url or f"sqlite:///{self.file}"
        if Engine.url:
            emptied(Engine.url).close()
        asyncio.run(self.open().close())

    def open(self) -> Storage:
        return open_storage(self.url)

    def run(self, sql: str) -> list[tuple[object, ...]]:
        if Engine.url:
            with psycopg.connect(Engine.url) as server:
                done = server.execute(sql)
                return done.fetchall() if done.description else []
        with contextlib.closing(sqlite3.connect(self.file)) as file:
            rows = file.execute(sql).fetchall()
            file.commit()
            return rows

    def by_newer(self, read_from: int) -> None:
        self.run(
            f"UPDATE schema_state SET number = {NUMBER + 4}, read_from = {read_from}, "  # noqa: S608
            "release = '3.2.0', read_from_release = '3.1.0'"
        )


@pytest.fixture
def database(tmp_path: Path, engine: None) -> Iterator[Database]:
    made = Database(tmp_path)
    yield made
    # The server's database is there for other tests as well.
    made.run("DELETE FROM schema_state")
    made.run(f"DELETE FROM {'steps_taken' if Engine.url else '_sqlite_migrations'} WHERE name LIKE '9%'")  # noqa: S608


def test_a_database_says_its_number_and_who_can_read_it(database: Database) -> None:
    (row,) = database.run("SELECT number, read_from, release FROM schema_state")
    assert row[0] == NUMBER
    assert row[2] == this_release()


def test_one_that_this_release_cannot_read_is_refused_in_a_line_and_left_alone(database: Database) -> None:
    database.run("DELETE FROM content_state")
    database.by_newer(NUMBER + 1)
    with pytest.raises(NewerDatabase) as refused:
        database.open()
    assert isinstance(refused.value, CannotOpen)
    assert str(refused.value) == LINE
    assert database.run("SELECT number FROM schema_state") == [(NUMBER + 4,)]
    assert database.run("SELECT 1 FROM content_state") == []
    database.run("INSERT INTO content_state (id, token, conflicts) VALUES (1, 1, '[]')")


async def test_one_to_which_a_newer_release_only_added_is_worked_with(database: Database) -> None:
    database.by_newer(NUMBER)
    step = "'9001_more', 'now'" if Engine.url else "'winkelpeil', '9001_more', 'now'"
    columns = "name, at" if Engine.url else "migration_set, name, applied_at"
    table = "steps_taken" if Engine.url else "_sqlite_migrations"
    database.run(f"INSERT INTO {table} ({columns}) VALUES ({step})")  # noqa: S608
    await database.open().close()
    assert database.run("SELECT number, release FROM schema_state") == [(NUMBER + 4, "3.2.0")]


def test_steps_that_nobody_vouches_for_are_refused(database: Database) -> None:
    step = "'9001_more', 'now'" if Engine.url else "'winkelpeil', '9001_more', 'now'"
    columns = "name, at" if Engine.url else "migration_set, name, applied_at"
    table = "steps_taken" if Engine.url else "_sqlite_migrations"
    database.run(f"INSERT INTO {table} ({columns}) VALUES ({step})")  # noqa: S608
    with pytest.raises(NewerDatabase, match=r"a newer release of Winkelpeil \(schema 9001\); this is "):
        database.open()


async def test_a_process_that_runs_ends_when_a_newer_release_takes_over(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newer, "_EVERY_S", 0.01)

    storage = database.open()
    watching = asyncio.create_task(newer.refuse_newer(storage))
    await asyncio.sleep(0.1)
    assert not watching.done()
    await asyncio.to_thread(database.by_newer, NUMBER + 1)
    with pytest.raises(NewerDatabase) as refused:
        await asyncio.wait_for(watching, 5)
    assert str(refused.value) == LINE
    await storage.close()


@pytest.mark.parametrize(
    ("release", "newer_"),
    [("", False), ("0.1.0", False), ("0.0.9", False), ("0.1.1", True), ("0.10.0", True)],
)
@pytest.mark.sqlite_only
def test_releases_are_held_against_each_other(release: str, newer_: bool) -> None:
    assert is_newer(release) == newer_


@pytest.mark.sqlite_only
def test_an_older_database_is_no_newer_one() -> None:
    assert unreadable(Schema(NUMBER - 1, 1, "0.0.1", "0.0.1"), ("a",), ("a", "b")) is None
    assert unreadable(None, (), ("a",)) is None
