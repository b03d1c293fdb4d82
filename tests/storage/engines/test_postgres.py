"""What is particular to a PostgreSQL database."""

import threading
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from bot.storage.chats.records import StorageFault
from bot.storage.database import CannotOpen, open_storage
from bot.storage.engines import threads as off_loop
from bot.storage.engines.postgres import Contended, Postgres
from bot.storage.engines.sqlite import can_write
from bot.storage.engines.threads import _persistent
from tests.support.storage.stored import EMPTY, own_schema

WRITE = "INSERT INTO seen (bot_id, update_id, at) VALUES (1, ?, 3)"


@pytest.fixture
def db(postgres_url: str) -> Iterator[Postgres]:
    with closing(Postgres.open(postgres_url)) as opened:
        opened.execute(EMPTY)
        yield opened


def test_bots_that_start_together_make_the_tables_once(postgres_url: str) -> None:
    with own_schema(postgres_url, "together") as url:
        faults: list[Exception] = []

        def start() -> None:
            try:
                Postgres.open(url).close()
            except CannotOpen as fault:
                faults.append(fault)

        starting = [threading.Thread(target=start) for _ in range(4)]
        for thread in starting:
            thread.start()
        for thread in starting:
            thread.join()
        assert not faults
        with psycopg.connect(url) as server:
            taken = server.execute("SELECT count(*), count(DISTINCT name) FROM steps_taken").fetchone()
        assert taken
        assert taken[0] == taken[1] > 5


def test_a_server_that_cannot_be_reached_is_one_line_without_the_password() -> None:
    with pytest.raises(CannotOpen) as told:
        open_storage("postgresql://bot:secret@127.0.0.1:1/bot")
    assert "DATABASE_URL" in str(told.value)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("arrived", [True, False])
def test_whether_a_commit_took_place_is_asked_where_the_connection_broke(
    db: Postgres, monkeypatch: pytest.MonkeyPatch, arrived: bool
) -> None:
    commit = psycopg.Connection.commit

    def broken(connection: psycopg.Connection[object]) -> None:
        if connection.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS:
            if arrived:
                commit(connection)
            connection.close()
            raise psycopg.OperationalError("the server went away")
        commit(connection)

    monkeypatch.setattr(psycopg.Connection, "commit", broken)

    def write() -> None:
        with db.transaction(alone=False):
            db.execute(WRITE, (2,))

    if arrived:
        write()
    else:
        with pytest.raises(StorageFault, match="went away"):
            write()
    assert len(db.execute("SELECT 1 FROM seen").fetchall()) == int(arrived)


def test_who_had_to_yield_goes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def yielding(times: int) -> str:
        tries.append(1)
        if len(tries) <= times:
            raise Contended("deadlock")
        return "done"

    monkeypatch.setattr(off_loop, "_PAUSE_S", 0)
    assert _persistent(lambda: yielding(3)) == "done"
    tries.clear()
    with pytest.raises(Contended):
        _persistent(lambda: yielding(99))


def test_two_that_wait_for_each_other_do_not_wait_for_ever(db: Postgres) -> None:
    db.execute(WRITE, (1,))
    db.execute(WRITE, (2,))
    both, ended = threading.Barrier(2), list[Exception | None]()

    def write(first: int, second: int) -> None:
        try:
            with db.transaction(alone=False):
                db.execute("UPDATE seen SET at = 4 WHERE update_id = ?", (first,))
                both.wait()
                db.execute("UPDATE seen SET at = 4 WHERE update_id = ?", (second,))
            ended.append(None)
        except Contended as fault:
            ended.append(fault)

    threads = [threading.Thread(target=write, args=order) for order in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(end is None for end in ended) == [False, True]


def test_a_server_that_only_reads_is_told(db: Postgres) -> None:
    assert can_write(db)
    db.tidy()
    db.close()
    assert not can_write(db)
