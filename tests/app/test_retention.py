"""Cleaning as time goes by, on a clock that the test moves."""

import asyncio
import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog.testing

from bot.app import retention
from bot.app.retention import Cleaning, Retention
from bot.records.console import Waiting
from bot.records.writes import Admit, Join, MakeCampaign
from bot.storage import cleaning as cleaning_room
from bot.storage.access.admit import admit
from bot.storage.access.console import ConsoleStore
from bot.storage.access.console_records import CODE_LASTS
from bot.storage.chats.pictures import PictureStore
from bot.storage.chats.records import Assessment
from bot.storage.engines.sqlite import seconds, transaction
from bot.storage.groups.actor import Actor
from tests.support.storage.grouped import ADVISOR, Town, values
from tests.support.storage.stored import BOT, empty_store, new, rows, storage_of, store_at

START = datetime(2026, 1, 1, 3, tzinfo=UTC)
DAY = timedelta(days=1)
DEFAULT = Retention.after(unfinished_days=90, months=24)


class Clock:
    def __init__(self) -> None:
        self.now = START

    async def sure(self) -> datetime | None:
        return self.now


def lived_in(town: Town, now: datetime) -> None:
    """Let a shop contribute and share, and an advisor go that was invited with another."""
    hart = (town.invite("Winkelhart", "code", at=now)).id
    town.invite("Winkelhart", "other", at=now)
    town.does(ADVISOR, Join("code"), MakeCampaign(hart, "markt", "Markt"), at=now)
    ((markt,),) = rows(town.store, "SELECT id FROM campaigns")
    town.finishes(3, markt, values(1), at=now)
    town.shares(3, hart, at=now)


def test_months_are_twelfths_of_a_year() -> None:
    assert (DEFAULT.unfinished, DEFAULT.any) == (90 * DAY, 730 * DAY)
    assert Retention.after(unfinished_days=1, months=1).any == 30 * DAY


async def test_everything_goes_in_its_own_time() -> None:
    with empty_store() as store:
        clock = Clock()
        cleaning = Cleaning(storage_of(store), DEFAULT, clock.sure)
        chats = [new(1), new(2, finished=True, assessment=Assessment((0,) * 7, START))]
        store.commit(BOT, [1], chats, START)
        PictureStore(store.db).keep(BOT, "k", "f", START)
        lived_in(Town(store), START)
        console = ConsoleStore(store.db, BOT)
        for token in ("shown", "used"):
            console.wait(f"code {token}", token, Waiting("Firefox", ""), START)
        with transaction(store.db):
            admit(Actor(store.db, BOT, ADVISOR, seconds(START)), Admit("code used"))
        console.redeem("used", "session", START)
        gone: dict[str, int] = {}
        # The days before and after something goes; all of them would take a server long.
        for day in (0, 1, 2, 3, 4, 7, 8, 9, 30, 31, 32, 90, 91, 92, 365, 366, 367, 730, 731, 732):
            clock.now = START + day * DAY
            await cleaning.clean()
            left = {
                "seen": rows(store, "SELECT 1 FROM seen"),
                "picture": rows(store, "SELECT 1 FROM pictures"),
                "assessment": rows(store, "SELECT 1 FROM assessments"),
                "unfinished": rows(store, "SELECT 1 FROM chats WHERE chat_id = 1"),
                "finished": rows(store, "SELECT 1 FROM chats WHERE chat_id = 2"),
                "invitation": rows(store, "SELECT 1 FROM invitations"),
                "share": rows(store, "SELECT 1 FROM shares"),
                "contribution": rows(store, "SELECT 1 FROM contributions"),
                "notice": rows(store, "SELECT 1 FROM notices"),
                "advisor": rows(store, "SELECT 1 FROM advisors"),
                "code": rows(store, "SELECT 1 FROM console_waiting"),
                "session": rows(store, "SELECT 1 FROM console_sessions"),
            }
            for name, found in left.items():
                if not found:
                    gone.setdefault(name, day)
        assert gone == {
            "code": 1,
            "session": 1,
            "seen": 3,
            "invitation": 8,
            "picture": 31,
            "notice": 31,
            "unfinished": 91,
            "share": 366,
            "contribution": 731,
            "assessment": 731,
            "finished": 731,
        }


async def test_codes_and_sessions_go_within_the_hour() -> None:
    with empty_store() as store:
        clock = Clock()
        cleaning = Cleaning(storage_of(store), DEFAULT, clock.sure)
        await cleaning.clean()
        ConsoleStore(store.db, BOT).wait("code", "token", Waiting("Firefox", ""), START)
        clock.now += CODE_LASTS
        await cleaning.clean()
        assert rows(store, "SELECT 1 FROM console_waiting") == []


async def test_chats_are_purged_once_a_day_and_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    with empty_store() as store:
        monkeypatch.setattr(cleaning_room, "_PART", 2)
        clock = Clock()
        cleaning = Cleaning(storage_of(store), DEFAULT, clock.sure)
        await cleaning.clean()
        store.commit(BOT, [1], [new(chat_id) for chat_id in range(5)], START - 100 * DAY)
        clock.now += timedelta(hours=23)
        await cleaning.clean()
        assert len(rows(store, "SELECT 1 FROM chats")) == 5
        clock.now += timedelta(hours=1)
        await cleaning.clean()
        assert rows(store, "SELECT 1 FROM chats") == []


@pytest.mark.sqlite_only
async def test_a_locked_database_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "test.db"

    with store_at(path) as store:
        monkeypatch.setattr(retention, "_EVERY_S", 0.01)
        store.commit(BOT, [1], [new(1)], START - 100 * DAY)
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with structlog.testing.capture_logs() as logged:
            cleaning = asyncio.create_task(Cleaning(storage_of(store), DEFAULT, Clock().sure).run())
            await asyncio.sleep(0.05)
            other.rollback()
            other.close()
            async with asyncio.timeout(5):
                while rows(store, "SELECT 1 FROM chats"):
                    await asyncio.sleep(0.01)
        cleaning.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await cleaning
        assert [entry["event"] for entry in logged if entry["log_level"] == "warning"] == ["not_cleaned"]
