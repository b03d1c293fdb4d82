"""What shops share with an organisation, from both sides, and what is held back for others' sake."""

from datetime import timedelta

from bot.records.groups import SHARE_LASTS, Layers
from bot.records.notices import Shared
from bot.records.writes import Contribute, Decide, Look, Open, SetShare
from scoring.group_disclosure import Tally
from tests.support.storage.grouped import (
    ADVISOR,
    ANSWERS,
    COLLEAGUE,
    CONTACT,
    ELDERS,
    HART,
    MINUTE,
    MIXED,
    RESULT,
    STRANGER,
    Town,
    values,
)
from tests.support.storage.stored import BOT, NOW, OTHER_BOT, empty_store, rows

SECOND = timedelta(seconds=1)
LATER = NOW + MINUTE
SHOP = 501
ALL = Layers(result=True, answers=True, contact="Joke, 06 1234")
NOTHING = Layers()


async def held(town: Town, shop: int) -> bool:
    (share,) = await town.groups.shares(BOT, shop, LATER)
    return share.held


async def seen(town: Town, organisation: int) -> dict[str, Layers]:
    """Give what an advisor sees, by the shop's session."""
    return {
        shared.session: shared.layers
        for shared in await town.groups.shared_sessions(BOT, organisation, LATER)
    }


async def test_a_share_is_seen_from_both_sides() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.finishes(SHOP, markt, values(1))
        await town.shares(SHOP, hart, ALL)
        (share,) = await town.groups.shares(BOT, SHOP, NOW)
        assert (share.organisation.name, share.layers, share.held, share.looks) == (HART, ALL, False, ())
        assert (share.since, share.until) == (NOW, NOW + SHARE_LASTS)
        (shared,) = await town.groups.shared_sessions(BOT, hart, NOW)
        assert (shared.layers, shared.since, shared.session) == (ALL, NOW, f'{{"of":{SHOP}}}')
        assert await town.groups.shared_sessions(OTHER_BOT, hart, NOW) == ()
        assert await town.groups.shared_sessions(BOT, hart + 1, NOW) == ()
        assert await town.groups.shares(BOT, SHOP + 1, NOW) == ()
        assert await town.told(ADVISOR) == [Shared(who=f"Winkel {SHOP}")]


async def test_answers_include_the_result() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.does(SHOP, Open(markt))
        await town.shares(SHOP, hart, Layers(answers=True))
        assert list((await seen(town, hart)).values()) == [Layers(result=True, answers=True)]


async def test_it_lasts_365_days_or_until_it_is_ended() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.does(SHOP, Open(markt))
        await town.shares(SHOP, hart)
        for moment, running in ((NOW + SHARE_LASTS - SECOND, 1), (NOW + SHARE_LASTS, 0)):
            assert len(await town.groups.shared_sessions(BOT, hart, moment)) == running
            assert len(await town.groups.shares(BOT, SHOP, moment)) == running
        await town.shares(SHOP, hart, at=NOW + SHARE_LASTS)
        assert len(await town.groups.shares(BOT, SHOP, NOW + SHARE_LASTS)) == 1
        assert len(await town.told(ADVISOR)) == 2
        await town.shares(SHOP, hart, NOTHING)
        assert await town.groups.shares(BOT, SHOP, NOW) == ()
        assert rows(store, "SELECT * FROM shares") == []


async def test_advisors_are_told_of_what_is_new_only() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.advisor(COLLEAGUE)
        await town.advisor(STRANGER, ELDERS)
        await town.does(SHOP, Open(markt))
        for layers, told in ((CONTACT, 1), (CONTACT, 1), (ALL, 2), (RESULT, 2), (ALL, 3), (NOTHING, 3)):
            await town.shares(SHOP, hart, layers)
            for advisor in (ADVISOR, COLLEAGUE):
                assert len(await town.told(advisor)) == told
        assert await town.told(STRANGER) == []


async def test_who_never_came_by_a_link_shares_nothing() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        elders = await town.advisor(STRANGER, ELDERS)
        await town.does(SHOP, Open(markt), SetShare(elders, ALL, "x"))
        await town.does(ADVISOR, Open(markt), SetShare(hart, ALL, "x"))
        assert rows(store, "SELECT * FROM shares") == []


async def test_the_last_twenty_looks_are_told_to_the_shop() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.advisor(STRANGER, ELDERS)
        await town.does(SHOP, Open(markt))
        await town.shares(SHOP, hart)
        (shared,) = await town.groups.shared_sessions(BOT, hart, NOW)
        for chat in (STRANGER, SHOP):
            await town.does(chat, Look((shared.id,)))
        assert rows(store, "SELECT * FROM looks") == []
        for minute in range(25):
            await town.does(ADVISOR, Look((shared.id, shared.id, 99)), at=NOW + minute * MINUTE)
        (share,) = await town.groups.shares(BOT, SHOP, NOW)
        assert share.looks == tuple(NOW + minute * MINUTE for minute in range(24, 4, -1))
        await town.shares(SHOP, hart, NOTHING)
        assert rows(store, "SELECT * FROM looks") == []


async def test_who_shares_while_waiting_is_known_and_stays_so() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.finishes(SHOP, markt, values(2))
        await town.shares(SHOP, hart)
        await town.shares(SHOP, hart, NOTHING)
        await town.does(SHOP + 1, Open(markt))
        await town.shares(SHOP + 1, hart, CONTACT)
        await town.finishes(SHOP + 1, markt, values(2))
        await town.does(SHOP + 2, Open(markt))
        await town.shares(SHOP + 2, hart)
        await town.finishes(SHOP + 2, markt, values(2))
        known = rows(store, "SELECT chat_id, known FROM contributions ORDER BY chat_id")
        assert known == [(SHOP, 1), (SHOP + 1, 0), (SHOP + 2, 1)]


async def test_who_is_in_the_totals_is_held_until_nobody_is_given_away() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.five(markt)
        await town.totals(hart, LATER)
        for shop in (1, 2, 3):
            await town.shares(shop, hart, ANSWERS, LATER)
        await town.shares(4, hart, ALL, LATER)
        assert [await held(town, shop) for shop in (1, 2, 3, 4)] == [True] * 4
        # Of a shop that is held only the contact is there, and of others nothing.
        assert await seen(town, hart) == {'{"of":4}': CONTACT}
        assert await town.told(ADVISOR) == [Shared(who="Winkel 4")]
        await town.shares(5, hart, ANSWERS, LATER)
        assert [await held(town, shop) for shop in (1, 2, 3, 4, 5)] == [False] * 5
        assert (await seen(town, hart))['{"of":4}'] == ALL
        assert len(await seen(town, hart)) == 5
        # Each is told, also those that had to wait.
        told = [f"Winkel {shop}" for shop in (4, 1, 2, 3, 4, 5)]
        assert await town.told(ADVISOR) == [Shared(who=who) for who in told]
        total = (await town.totals(hart, LATER))[markt, 1].totals["topic:email"]
        assert total == Tally(unknown=(0, 0, 0, 0, 0), known=(1, 1, 1, 1, 1))
        for shop in range(1, 6):
            await town.shares(shop, hart, NOTHING, LATER)
        assert (await town.totals(hart, LATER))[markt, 1].totals["topic:email"] == total


async def test_who_ends_sharing_asks_no_more() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.five(markt)
        await town.totals(hart, LATER)
        await town.shares(1, hart, ANSWERS, LATER)
        await town.shares(1, hart, NOTHING, LATER)
        await town.shares(2, hart, ANSWERS, LATER)
        await town.shares(2, hart, CONTACT, LATER)
        for shop in (3, 4, 5):
            await town.shares(shop, hart, ANSWERS, LATER)
        assert rows(store, "SELECT count(*) FROM contributions WHERE known = 1") == [(0,)]
        for shop in (1, 2):
            await town.shares(shop, hart, ANSWERS, LATER)
        assert rows(store, "SELECT count(*) FROM contributions WHERE known = 1") == [(5,)]


async def test_a_share_that_expired_asks_no_more() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.five(markt)
        await town.totals(hart, LATER)
        await town.shares(1, hart, ANSWERS, LATER)
        over = LATER + SHARE_LASTS
        for shop in (2, 3, 4, 5):
            await town.shares(shop, hart, ANSWERS, over)
        assert rows(store, "SELECT count(*) FROM contributions WHERE known = 1") == [(0,)]
        await town.shares(1, hart, ANSWERS, over)
        assert rows(store, "SELECT count(*) FROM contributions WHERE known = 1") == [(5,)]


async def test_the_next_assessment_is_not_held() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.five(markt)
        await town.totals(hart, LATER)
        await town.shares(1, hart, ANSWERS, LATER)
        assert await seen(town, hart) == {}
        await town.finishes(1, markt, values(4), run=2)
        assert await seen(town, hart) == {'{"of":1}': ANSWERS}
        assert not await held(town, 1)


async def test_where_a_batch_went_the_others_stay_held() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.five(markt)
        await town.totals(hart, LATER)
        await town.forget(1)
        for shop in (2, 3):
            await town.shares(shop, hart, ANSWERS, LATER)
        await town.totals(hart, LATER)
        for shop in (4, 5):
            await town.shares(shop, hart, ANSWERS, LATER)
        await town.totals(hart, LATER)
        assert [await held(town, shop) for shop in (2, 3, 4, 5)] == [True] * 4


async def test_an_assisted_assessment_is_nobodys_share() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.does(ADVISOR, Contribute(markt, 1, values(1), NOW, assisted=True))
        assert await town.groups.shares(BOT, ADVISOR, NOW) == ()
        assert await town.groups.shared_sessions(BOT, hart, NOW) == ()


async def test_who_shares_only_its_score_is_left_out_of_the_totals() -> None:
    """Beside the totals of five, four shops' answers and the fifth's score could tell the fifth's answers."""

    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        for shop in range(1, 6):
            await town.finishes(shop, markt, MIXED[shop - 1])
        for shop in range(1, 5):
            await town.shares(shop, hart, ANSWERS, LATER)
        await town.shares(5, hart, RESULT, LATER)
        assert await seen(town, hart) == {f'{{"of":{n}}}': ANSWERS for n in range(1, 5)} | {
            '{"of":5}': RESULT
        }
        (wave,) = (await town.totals(hart, LATER)).values()
        assert wave.totals == {}
        assert (wave.waiting, wave.needed) == (4, 5)
        await town.shares(5, hart, ANSWERS, LATER)
        (wave,) = (await town.totals(hart, LATER)).values()
        assert wave.shops == 5


async def test_a_score_alone_is_held_once_the_shop_is_in_the_totals() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        for shop in range(1, 6):
            await town.finishes(shop, markt, MIXED[shop - 1])
            await town.does(shop, Decide(markt))
        assert (await town.totals(hart, LATER))[markt, 1].shops == 5
        for shop in range(1, 6):
            await town.shares(shop, hart, RESULT, LATER)
        assert await seen(town, hart) == {}
        (share,) = await town.groups.shares(BOT, 1, LATER)
        assert share.held
