"""A living installation moves from an SQLite file to PostgreSQL."""

from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.storage.chats.chats import Store
from bot.storage.chats.peers import PeerStore
from bot.storage.engines.copy import CannotMove, move
from bot.storage.engines.postgres import Postgres
from scoring.peers import PeerTable, Published
from tests.support.storage.grouped import Town
from tests.support.storage.lived_in import source
from tests.support.storage.stored import BOT, NOW, emptied, new, rows


@pytest.fixture
def target(postgres_url: str) -> Postgres:
    return emptied(postgres_url)


async def test_all_of_it_arrives_and_goes_on(tmp_path: Path, target: Postgres) -> None:
    def go_on(store: Store) -> None:
        assert [reply.body for reply in store.pending(BOT, 77)] == ["a"]
        peers = PeerStore(store.db).peer_table(BOT)
        assert peers == Published(PeerTable(lower=(40,) * 21), "yardstic")
        assert rows(store, "SELECT steps FROM assessments") == [("1" * 7,)]
        # The id of the reply that is gone never comes again.
        appended = store.commit(BOT, [3], [new(78, "c")], NOW)
        assert appended[78][0].id == 3
        Town(store).forget(2**40)
        assert rows(store, "SELECT steps FROM assessments") == []

    with closing((source(tmp_path)).db) as file, closing(target):
        first = move(file, target)
        assert not first.was_there
        assert first.tables["chats"].rows == 10
        assert first.tables["content_versions"].rows == 1
        empty = {table for table, there in first.tables.items() if not there.rows}
        assert empty <= {
            "invitations",
            "looks",
            "pictures",
            "content_edits",
            "receipts",
            "relayed_messages",
            "senders",
        }
        again = move(file, target)
        assert again.was_there
        assert again.tables == first.tables
        go_on(Store(target))


def test_other_data_is_left_alone(tmp_path: Path, target: Postgres) -> None:
    with closing(source(tmp_path).db) as file, closing(target):
        target.execute("INSERT INTO seen (bot_id, update_id, at) VALUES (1, 2, 3)")
        with pytest.raises(CannotMove, match="other data already, in seen"):
            move(file, target)
        assert target.execute("SELECT count(*) FROM chats").fetchone() == (0,)


async def test_a_change_after_the_copying_is_told(tmp_path: Path, target: Postgres) -> None:
    store = source(tmp_path)
    with closing(store.db), closing(target):
        move(store.db, target)
        before = rows(store, "SELECT count(*) FROM chats")
        store.commit(BOT, [9], [new(80)], NOW)
        with pytest.raises(CannotMove):
            move(store.db, target)
        assert [target.execute("SELECT count(*) FROM chats").fetchone()] == before


def test_the_command_tells_what_it_copied(tmp_path: Path, target: Postgres, postgres_url: str) -> None:
    source(tmp_path).db.close()
    target.close()
    url = f"sqlite:///{tmp_path / 'test.db'}"
    done = CliRunner().invoke(app, ["move", url, postgres_url])
    assert done.exit_code == 0
    assert any(line.startswith("chats\t10\t") for line in done.output.splitlines())
    assert "Copied." in done.output
    # An address with a password need not stand on the command line.
    again = CliRunner().invoke(app, ["move", url], env={"DATABASE_URL": postgres_url})
    assert "copied before" in again.output


@pytest.mark.parametrize(
    ("source", "target", "code", "told"),
    [
        ("sqlite:///none.db", "postgresql://u:secret@127.0.0.1:1/x", 1, "There is no file none.db."),
        ("postgresql://h/x", "sqlite:///x.db", 2, "winkelpeil move"),
        ("sqlite:///x.db", "sqlite:///y.db", 2, "winkelpeil move"),
    ],
)
def test_what_cannot_be_is_one_line(source: str, target: str, code: int, told: str) -> None:
    ended = CliRunner().invoke(app, ["move", source, target])
    assert ended.exit_code == code
    assert told in ended.output
    assert "secret" not in ended.output
