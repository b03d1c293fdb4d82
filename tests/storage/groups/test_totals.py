"""What counts in a campaign's totals, when, and what leaves them again."""

from datetime import timedelta

import pytest

from bot.records.groups import RIPENS
from bot.records.writes import Contribute, Decide
from bot.storage.groups import disclosure as sql_release
from bot.storage.groups.reads import SqlGroups
from scoring.group_disclosure import WEBSHOP
from scoring.group_figures import ENOUGH, Tally
from scoring.model import TOPICS
from tests.support.storage.grouped import (
    ADVISOR,
    COLLEAGUE,
    ELDERS,
    MINUTE,
    MIXED,
    RESULT,
    STRANGER,
    Town,
    values,
)
from tests.support.storage.stored import BOT, NOW, OTHER_BOT, empty_store, rows

SECOND = timedelta(seconds=1)
ONE_EACH = Tally(unknown=(1, 1, 1, 1, 1), known=(0, 0, 0, 0, 0))


async def test_five_shops_open_the_totals() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        assert await town.totals(hart) == {}
        for shop, given in enumerate(MIXED[:-1], 1):
            await town.finishes(shop, markt, given)
        wave = (await town.totals(hart))[markt, 1]
        assert (wave.totals, wave.shops, wave.waiting, wave.needed) == ({}, 0, 4, 1)
        await town.finishes(5, markt, MIXED[-1])
        wave = (await town.totals(hart))[markt, 1]
        assert wave.totals == dict.fromkeys([f"topic:{topic}" for topic in TOPICS], ONE_EACH)
        assert (wave.shops, wave.waiting, wave.needed) == (5, 0, ENOUGH)
        assert await town.groups.totals(OTHER_BOT, hart, NOW) == ()


async def test_a_webshop_that_is_left_out_changes_nothing_that_is_told() -> None:
    """It shares its score alone, so it is in no totals: it must not say how those are compared."""

    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.five(markt)
        web = {**values(4), WEBSHOP: 1}
        await town.finishes(9, markt, web, decides=False)
        await town.shares(9, hart, RESULT)
        assert not (await town.totals(hart))[markt, 1].webshop
        for shop, given in enumerate(MIXED[:-1], 10):
            await town.finishes(shop, markt, given)
        await town.finishes(14, markt, web)
        assert (await town.totals(hart))[markt, 1].webshop


async def test_who_did_not_decide_counts_when_ripe() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        for shop, given in enumerate(MIXED, 1):
            await town.finishes(shop, markt, given, decides=shop > 1)
        for moment, shops in ((NOW, 0), (NOW + RIPENS - SECOND, 0), (NOW + RIPENS, 5)):
            assert (await town.totals(hart, moment))[markt, 1].shops == shops


@pytest.mark.sqlite_only
async def test_a_look_without_anything_due_only_reads() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.five(markt)
        await town.finishes(6, markt, values(0), decides=False, at=NOW)
        await town.totals(hart)
        asked: list[str] = []
        store.db.conn.set_trace_callback(asked.append)
        await town.totals(hart)
        store.db.conn.set_trace_callback(None)
        assert asked
        assert all(sql.startswith("SELECT") for sql in asked)
        assert rows(store, "SELECT due_at FROM waves") == [(int((NOW + RIPENS).timestamp()),)]


async def test_a_release_needs_the_questionnaire() -> None:
    async with empty_store() as store:
        with pytest.raises(RuntimeError, match="questionnaire"):
            await SqlGroups(store.db).totals(BOT, 1, NOW)


async def test_a_backlog_is_released_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    async with empty_store() as store:
        monkeypatch.setattr(sql_release, "MOST_AT_ONCE", 2)
        town = Town(store)
        hart, markt = await town.set_out()
        for first in range(1, 26, 5):
            await town.five(markt, first, NOW + first * SECOND)
        told = [(await town.totals(hart))[markt, 1] for _ in range(4)]
        assert [(wave.shops, wave.waiting) for wave in told] == [(10, 15), (20, 5), (25, 0), (25, 0)]


async def test_the_same_run_again_replaces_what_waits_and_leaves_what_is_in() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        avond = await town.campaign("avond")
        await town.finishes(1, markt, values(3))
        await town.does(1, Contribute(avond, 1, values(0), NOW))
        await town.five(markt, 2)
        told = await town.totals(hart)
        assert set(told) == {(markt, 1)}
        # The first waits no more either: with the four next it made a batch, and the last of the five waits.
        assert told[markt, 1].totals["topic:sms"].unknown == (2, 1, 1, 1, 0)
        await town.does(1, Contribute(markt, 1, values(4), NOW))
        assert (await town.totals(hart))[markt, 1].totals["topic:sms"].unknown == (2, 1, 1, 1, 0)
        assert rows(store, "SELECT count(*) FROM contributions") == [(6,)]


async def test_a_later_run_is_the_next_wave_of_the_organisation() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        avond = await town.campaign("avond")
        await town.advisor(STRANGER, ELDERS)
        elders = await town.campaign("elders", STRANGER)
        await town.finishes(1, markt, values(1), run=3)
        await town.finishes(1, avond, values(2), run=4)
        await town.finishes(1, markt, values(2), run=6)
        await town.finishes(1, elders, values(2), run=6)
        await town.finishes(2, markt, values(2), run=1)
        told = await town.totals(hart)
        assert {key: wave.waiting for key, wave in told.items()} == {
            (markt, 1): 2,
            (markt, 3): 1,
            (avond, 2): 1,
        }
        # Deleted because it is old, the first does not make the next one count twice in a wave.
        store.db.execute("DELETE FROM contributions WHERE run = 3")
        await town.finishes(1, avond, values(2), run=7)
        assert (avond, 4) in await town.totals(hart)


async def test_what_an_advisor_fills_in_is_known_and_each_is_another_shop() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        for run, given in enumerate(MIXED, 1):
            await town.does(ADVISOR, Contribute(markt, run, given, NOW, assisted=True))
        wave = (await town.totals(hart))[markt, 1]
        assert wave.totals["topic:data"] == Tally(unknown=(0, 0, 0, 0, 0), known=(1, 1, 1, 1, 1))
        (campaign,) = await town.groups.campaigns(BOT, hart)
        assert campaign.finished == 0


async def test_only_an_advisor_of_the_organisation_fills_in_for_a_shop() -> None:
    async with empty_store() as store:
        town = Town(store)
        _, markt = await town.set_out()
        await town.advisor(STRANGER, ELDERS)
        for chat in (1, STRANGER):
            await town.does(chat, Contribute(markt, 1, values(1), NOW, assisted=True))
        await town.does(1, Contribute(markt + 1, 1, values(1), NOW))
        assert rows(store, "SELECT * FROM contributions") == []


async def test_who_goes_takes_the_batch_along() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.five(markt)
        await town.totals(hart)
        await town.five(markt, 6, NOW + MINUTE)
        assert (await town.totals(hart, NOW + 2 * MINUTE))[markt, 1].shops == 10
        await town.forget(3)
        wave = (await town.totals(hart, NOW + 2 * MINUTE))[markt, 1]
        assert (wave.shops, wave.waiting, wave.totals["topic:blog"]) == (5, 0, ONE_EACH)
        # What the other four answered is not kept, and their assessments do not count again.
        assert rows(store, "SELECT DISTINCT categories FROM contributions WHERE chat_id < 6") == [("{}",)]
        await town.does(1, Contribute(markt, 1, values(2), NOW), Decide(markt))
        assert (await town.totals(hart, NOW + 2 * MINUTE))[markt, 1] == wave
        await town.finishes(1, markt, values(2), run=2)
        assert (await town.totals(hart, NOW + 2 * MINUTE))[markt, 2].waiting == 1
        for shop in (1, 2, 4, 5):
            await town.forget(shop)
        assert rows(store, "SELECT count(*) FROM batches") == [(1,)]


async def test_who_goes_before_a_release_was_never_there() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.five(markt)
        await town.forget(2)
        wave = (await town.totals(hart))[markt, 1]
        assert (wave.shops, wave.waiting, wave.needed) == (0, 4, 1)


async def test_what_no_longer_fits_the_content_is_left_out() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        for shop, given in enumerate(MIXED, 1):
            await town.finishes(shop, markt, {**given, "level": 99})
        assert (await town.totals(hart))[markt, 1].shops == 5
        assert "99" not in str(rows(store, "SELECT categories FROM contributions"))


async def test_organisations_do_not_meet() -> None:
    async with empty_store() as store:
        town, other = Town(store), Town(store, OTHER_BOT)
        hart, markt = await town.set_out()
        elders = await town.advisor(STRANGER, ELDERS)
        theirs = await town.campaign("elders", STRANGER)
        far, far_markt = await other.set_out()
        await town.advisor(COLLEAGUE)
        for place, campaign in ((town, markt), (town, theirs), (other, far_markt)):
            await place.five(campaign)
        for place, organisation, campaign in (
            (town, hart, markt),
            (town, elders, theirs),
            (other, far, far_markt),
        ):
            assert [(key, wave.shops) for key, wave in (await place.totals(organisation)).items()] == [
                ((campaign, 1), 5)
            ]
