"""A living installation moves from an SQLite file to PostgreSQL."""

import asyncio
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.records.notices import Relayed
from bot.records.writes import Admit, Ask, BecomeAdmin
from bot.storage.access.admins import SqlAdmins
from bot.storage.access.console import SqlConsole
from bot.storage.access.console_records import Waiting
from bot.storage.chats.chats import SqlStore
from bot.storage.chats.peers import SqlPeers
from bot.storage.chats.records import Assessment, Progress, Receipt
from bot.storage.chats.research import Release, SqlResearch
from bot.storage.chats.statistics import SqlStatistics
from bot.storage.content.versions import SqlContent
from bot.storage.engines.copy import CannotMove, move
from bot.storage.engines.postgres import Postgres
from bot.storage.engines.threads import Threads
from scoring.peers import PeerTable, Published
from tests.storage.content.test_versions import publication
from tests.support.storage.grouped import MINUTE, Town
from tests.support.storage.stored import BOT, NOW, emptied, new, rows


async def lived_in(store: SqlStore) -> None:
    """Let people, advisors and editors leave something in every table but few."""
    replies = await store.commit(BOT, [1], [new(77, "a", "b\u00e9\\N\t\n")], NOW)
    await store.sent(BOT, [Receipt(77, replies[77][1].id, screen=5)])
    assessment = Assessment((1,) * 7, NOW)
    await store.commit(BOT, [2], [new(2**40, assessment=assessment, finished=True)], NOW)
    town = Town(store)
    organisation, campaign = await town.set_out()
    await town.five(campaign)
    await town.totals(organisation, NOW + MINUTE)
    await town.shares(1, organisation)
    await town.does(1, Ask(organisation, "Winkel 1", Relayed(text="Een vraag?")))
    content = SqlContent(store.db)
    await content.commit(publication(await content.state(), {"a": "b"}))
    begun = replace(new(79), progress=Progress(question="branch", begun=1))
    await store.commit(BOT, [4], [begun], NOW)
    admins = SqlAdmins(store.db)
    await admins.keep_ids(BOT, [5])
    await admins.claim(BOT, "claim", NOW)
    await admins.appoint(BOT, "Piet", "code", "Willem", NOW)
    await town.does(6, BecomeAdmin("code"))
    console, firefox = SqlConsole(store.db, BOT), Waiting("Firefox", "203.0.113.x")
    await console.wait("AAAA", "first", firefox, NOW)
    await town.does(6, Admit("AAAA"))
    await console.redeem("first", "session", NOW)
    await console.wait("BBBB", "second", firefox, NOW)
    # The bot makes it of fifty shops.
    store.db.execute("INSERT INTO peer_tables VALUES (?, 50, ?, 'yardstic', 0)", (BOT, json.dumps([40] * 21)))
    # And where people stopped, of fifteen.
    await SqlStatistics(store.db).renew_stopped(BOT, NOW)
    store.db.execute('INSERT INTO stopped_releases VALUES (?, 1, \'[["sms", "nl", 15]]\')', (BOT,))
    await SqlResearch(store.db).keep("2026-Q3", Release(5, None, b"data\0", b"codebook"))


def source(path: Path) -> SqlStore:
    store = SqlStore.open(str(path / "test.db"))
    asyncio.run(lived_in(store))
    return store


@pytest.fixture
def target(postgres_url: str) -> Postgres:
    return emptied(postgres_url)


def test_all_of_it_arrives_and_goes_on(tmp_path: Path, target: Postgres) -> None:
    async def go_on(store: SqlStore) -> None:
        assert [reply.body for reply in await store.pending(BOT, 77)] == ["a"]
        peers = await SqlPeers(store.db).peer_table(BOT)
        assert peers == Published(PeerTable(lower=(40,) * 21), "yardstic")
        assert rows(store, "SELECT steps FROM assessments") == [("1" * 7,)]
        # The id of the reply that is gone never comes again.
        appended = await store.commit(BOT, [3], [new(78, "c")], NOW)
        assert appended[78][0].id == 3
        await Town(store).forget(2**40)
        assert rows(store, "SELECT steps FROM assessments") == []

    with closing(source(tmp_path).db) as file, closing(target):
        first = move(file, target)
        assert not first.was_there
        assert first.tables["chats"].rows == 10
        assert first.tables["content_versions"].rows == 1
        empty = {table for table, there in first.tables.items() if not there.rows}
        assert empty <= {"invitations", "looks", "pictures", "content_edits", "receipts", "senders"}
        again = move(file, target)
        assert again.was_there
        assert again.tables == first.tables
        asyncio.run(go_on(Threads(target).calling(SqlStore(target))))


def test_other_data_is_left_alone(tmp_path: Path, target: Postgres) -> None:
    with closing(source(tmp_path).db) as file, closing(target):
        target.execute("INSERT INTO seen (bot_id, update_id, at) VALUES (1, 2, 3)")
        with pytest.raises(CannotMove, match="other data already, in seen"):
            move(file, target)
        assert target.execute("SELECT count(*) FROM chats").fetchone() == (0,)


def test_a_change_after_the_copying_is_told(tmp_path: Path, target: Postgres) -> None:
    store = source(tmp_path)
    with closing(store.db), closing(target):
        move(store.db, target)
        before = rows(store, "SELECT count(*) FROM chats")
        asyncio.run(store.commit(BOT, [9], [new(80)], NOW))
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
