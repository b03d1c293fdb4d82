"""Nothing is deleted by a clock that may be wrong, nor much at once before somebody has looked."""

from datetime import datetime, timedelta

import pytest
import structlog.testing

from bot.app.retention import Cleaning
from bot.lib import metrics
from bot.storage.chats.chats import Store
from bot.storage.chats.expiry import Ends, Retention, Share
from bot.storage.chats.records import Change
from bot.storage.cleaning import delete_due
from tests.support.storage.stored import BOT, NOW, empty_store, new, rows, storage_of

DEFAULT = Retention.after(unfinished_days=90, months=24)
DAY = timedelta(days=1)


def visited(store: Store, chats: range, days_ago: int) -> None:
    """Store chats that were visited so long ago, as one update each."""
    changes: list[Change] = [new(chat_id) for chat_id in chats]
    store.commit(BOT, list(chats), changes, NOW - days_ago * DAY)


async def right() -> datetime:
    return NOW


async def unknown() -> None:
    return None


def held() -> dict[str, float]:
    return {
        sample.labels["table"]: sample.value
        for family in metrics.REGISTRY.collect()
        for sample in family.samples
        if sample.name == "winkelpeil_purge_held_rows"
    }


async def test_nothing_goes_while_the_time_is_not_known() -> None:
    with empty_store() as store:
        visited(store, range(3), 900)
        with structlog.testing.capture_logs() as logged:
            await Cleaning(storage_of(store), DEFAULT, unknown, lambda: "who knows").clean()
        assert [(entry["event"], entry["fault"]) for entry in logged] == [("not_cleaned", "who knows")]
        assert len(rows(store, "SELECT 1 FROM chats")) == len(rows(store, "SELECT 1 FROM seen")) == 3
        assert metrics.REGISTRY.get_sample_value("winkelpeil_clock_trusted") == 0


@pytest.mark.parametrize(
    ("going", "rows_", "many"),
    [(20, 20, False), (21, 21, True), (21, 400, True), (21, 420, False), (50, 1000, False), (51, 1000, True)],
)
def test_much_is_more_than_twenty_and_than_five_of_a_hundred(going: int, rows_: int, many: bool) -> None:
    assert Share(going, rows_).many == many


async def test_much_at_once_waits_and_takes_nothing_along() -> None:
    with empty_store() as store:
        visited(store, range(21), 100)
        visited(store, range(21, 100), 1)
        store.db.execute(
            "INSERT INTO notices (bot_id, chat_id, sender, body, at) VALUES (?, 50, 51, '{}', 0)", (BOT,)
        )
        cleaning = Cleaning(storage_of(store), DEFAULT, right)
        for _ in range(2):
            with structlog.testing.capture_logs() as logged:
                await cleaning.clean()
            assert [(entry["event"], entry.get("would_go")) for entry in logged] == [
                ("purge_held", {"chats": "21 of 100"})
            ]
        assert len(rows(store, "SELECT 1 FROM chats")) == 100
        assert len(rows(store, "SELECT 1 FROM notices")) == 1
        assert held() == {"chats": 21}
        assert len(rows(store, "SELECT 1 FROM seen")) == 79, "what comes and goes in days anyway goes"
        assert await delete_due(storage_of(store), Ends(NOW, DEFAULT)) == 21
        await cleaning.clean()
        assert held() == {}
        assert len(rows(store, "SELECT 1 FROM chats")) == 79
        assert rows(store, "SELECT 1 FROM notices") == []


async def test_a_little_at_once_goes_by_itself() -> None:
    with empty_store() as store:
        visited(store, range(20), 100)
        await Cleaning(storage_of(store), DEFAULT, right).clean()
        assert rows(store, "SELECT 1 FROM chats") == []


async def test_moments_that_cannot_be_are_brought_back() -> None:
    with empty_store() as store:
        visited(store, range(1), -740)
        visited(store, range(1, 2), -0)
        await Cleaning(storage_of(store), DEFAULT, right).clean()
        at = int(NOW.timestamp())
        assert rows(store, "SELECT DISTINCT visited_at FROM chats") == [(at,)]
        assert rows(store, "SELECT DISTINCT at FROM seen") == [(at,)]
