"""Totals are released in the background, soon after a shop came and when it ripened."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.app import group_totals
from bot.app.group_totals import Releasing
from bot.records.groups import RIPENS, WaveTotals
from bot.records.writes import Contribute, Open
from bot.storage.chats.records import StorageFault
from bot.storage.groups.reads import GroupStore
from scoring.model import Questionnaire
from tests.support.builders import questionnaire
from tests.support.storage.grouped import MIXED, Town
from tests.support.storage.stored import BOT, NOW, empty_store, storage_of


class Faulty(GroupStore):
    """Fails the first time, as where the database is away."""

    faults = 1

    def release(self, bot_id: int, questionnaire: Questionnaire, now: datetime) -> bool:
        if self.faults:
            self.faults -= 1
            raise StorageFault("away")
        return super().release(bot_id, questionnaire, now)


def shops_told(town: Town, organisation: int) -> int:
    waves: tuple[WaveTotals, ...] = town.groups.totals(BOT, organisation)
    return sum(wave.shops for wave in waves)


async def soon(town: Town, organisation: int, shops: int) -> None:
    async with asyncio.timeout(5):
        while shops_told(town, organisation) != shops:
            await asyncio.sleep(0.01)


async def test_what_is_due_is_released_when_woken_and_after_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_totals, "_PAUSE_S", 0.01)
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        faulty = storage_of(store)
        faulty.unit = replace(faulty.unit, groups=Faulty(store.db))
        releasing = Releasing(faulty, BOT, questionnaire, lambda: NOW)
        with capture_logs() as logs:
            task = asyncio.create_task(releasing.run())
            town.five(markt)
            releasing.wake()
            await soon(town, hart, 5)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert [line["event"] for line in logs] == ["totals_not_released"]


async def test_who_does_not_decide_counts_when_that_took_half_an_hour() -> None:
    with empty_store() as store:
        town, now = Town(store), [NOW]
        hart, markt = town.set_out()
        for shop in range(1, 6):
            town.does(shop, Open(markt), Contribute(markt, 1, MIXED[shop - 1], NOW))
        releasing = Releasing(storage_of(store), BOT, questionnaire, lambda: now[0])
        for moment, shops in ((NOW + RIPENS - timedelta(seconds=1), 0), (NOW + RIPENS, 5)):
            now[0] = moment
            await releasing.release()
            assert shops_told(town, hart) == shops
