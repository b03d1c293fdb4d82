"""What is asked about one organisation looks at no other's rows, and a database of before gets the tables."""

import re
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.records.groups import RIPENS, Layers
from bot.records.notices import Relayed
from bot.records.writes import Answer, Ask, Contribute, EndThread, Look, RenameCampaign
from bot.storage.chats.upkeep import Upkeep
from bot.storage.schema.steps import migrations
from tests.support.storage.grouped import ADVISOR, ANSWERS, COLLEAGUE, DAY, Town, values
from tests.support.storage.stored import BOT, NOW, empty_store, plan, rows, store_at, version

pytestmark = pytest.mark.sqlite_only

# A row that is made up, or that a query of one row inside this one gave: no table is scanned.
_NO_TABLE = re.compile(r"SCAN (CONSTANT ROW|c$)")


def everything(town: Town) -> None:
    """Do all that can be done, with what comes of it."""
    hart, markt = town.set_out()
    town.advisor(COLLEAGUE)
    town.five(markt)
    town.finishes(6, markt, values(2), decides=False)
    town.does(ADVISOR, RenameCampaign(markt, "x"), Contribute(markt, 1, values(2), NOW, assisted=True))
    town.totals(hart, NOW + RIPENS)
    for shop in range(1, 6):
        town.shares(shop, hart, ANSWERS, NOW + RIPENS)
    town.shares(6, hart, Layers(contact="x"))
    town.does(6, Contribute(markt, 1, values(3), NOW), Ask(hart, "x", Relayed(text="x")))
    (thread,) = town.groups.threads(BOT, 6)
    (*_, shared) = town.groups.shared_sessions(BOT, hart, NOW)
    town.does(ADVISOR, Answer(thread.id, Relayed(text="x")), EndThread(thread.id), Look((shared.id,)))
    for notice in town.groups.notices(BOT, 10):
        town.does(notice.chat_id, told=(notice.id,))
    town.groups.shares(BOT, 1, NOW)
    town.groups.thread(BOT, ADVISOR, thread.id)
    for code in ("c-markt", "d-markt", "a-x"):
        town.groups.link(BOT, code, NOW)
    town.groups.campaigns(BOT, hart)
    town.forget(1)
    town.totals(hart, NOW + RIPENS)
    town.withdraw(COLLEAGUE)
    town.forget(ADVISOR)


def test_nothing_scans_a_table() -> None:
    with empty_store() as store:
        asked: set[str] = set()
        store.db.conn.set_trace_callback(asked.add)
        everything(Town(store))
        upkeep = Upkeep(store.db)
        for prune in (
            upkeep.prune_invitations,
            upkeep.prune_shares,
            upkeep.prune_contributions,
            upkeep.prune_notices,
        ):
            prune(NOW + 900 * DAY)
        store.db.conn.set_trace_callback(None)
        planned = 0
        for sql in asked:
            # What triggers do is traced as a comment, and planned with the statement that sets them off.
            if sql.startswith(("--", "BEGIN", "COMMIT", "ROLLBACK")):
                continue
            steps = plan(store, sql).splitlines()
            planned += bool(steps)
            scans = [step for step in steps if step.startswith("SCAN") and not _NO_TABLE.match(step)]
            assert not scans, (sql, scans)
        assert planned > 50


@pytest.mark.parametrize(
    "table", ["participants", "contributions", "shares", "threads", "notices", "advisors", "assessments"]
)
def test_what_goes_with_a_chat_is_found_by_its_number(table: str) -> None:
    with empty_store() as store:
        # As the triggers do it.
        for whose in ("chat_id", "sender") if table == "notices" else ("chat_id",):
            steps = plan(store, f"DELETE FROM {table} WHERE bot_id = 1 AND {whose} = 2")  # noqa: S608
            assert f"(bot_id=? AND {whose}=?" in steps


def test_a_database_of_before_gets_the_tables_and_keeps_what_it_held(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    connection = sqlite3.connect(path)
    db = Database(connection, execute_plugins=False)
    migrations.apply(db, stop_before="0006_groups")
    db.execute("INSERT INTO chats (bot_id, chat_id, session, version) VALUES (?, 1, '{}', 3)", (BOT,))
    db.execute("INSERT INTO assessments VALUES (?, 1, '000000', 0)", (BOT,))
    connection.commit()
    connection.close()

    with store_at(path) as store:
        assert version(store, 1) == 3
        town = Town(store)
        hart, markt = town.set_out()
        town.finishes(1, markt, values(1))
        assert (town.totals(hart))[markt, 1].waiting == 1
        town.forget(1)
        assert rows(store, "SELECT chat_id FROM assessments UNION ALL SELECT 1 FROM contributions") == []
    with store_at(path) as store:
        assert not migrations.pending(store.db)
