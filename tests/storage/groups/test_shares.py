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


def held(town: Town, shop: int) -> bool:
    (share,) = town.groups.shares(BOT, shop, LATER)
    return share.held


def seen(town: Town, organisation: int) -> dict[str, Layers]:
    """Give what an advisor sees, by the shop's session."""
    return {shared.session: shared.layers for shared in town.groups.shared_sessions(BOT, organisation, LATER)}


def test_a_share_is_seen_from_both_sides() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.finishes(SHOP, markt, values(1))
        town.shares(SHOP, hart, ALL)
        (share,) = town.groups.shares(BOT, SHOP, NOW)
        assert (share.organisation.name, share.layers, share.held, share.looks) == (HART, ALL, False, ())
        assert (share.since, share.until) == (NOW, NOW + SHARE_LASTS)
        (shared,) = town.groups.shared_sessions(BOT, hart, NOW)
        assert (shared.layers, shared.since, shared.session) == (ALL, NOW, f'{{"of":{SHOP}}}')
        assert town.groups.shared_sessions(OTHER_BOT, hart, NOW) == ()
        assert town.groups.shared_sessions(BOT, hart + 1, NOW) == ()
        assert town.groups.shares(BOT, SHOP + 1, NOW) == ()
        assert town.told(ADVISOR) == [Shared(who=f"Winkel {SHOP}")]


def test_answers_include_the_result() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.does(SHOP, Open(markt))
        town.shares(SHOP, hart, Layers(answers=True))
        assert list((seen(town, hart)).values()) == [Layers(result=True, answers=True)]


def test_it_lasts_365_days_or_until_it_is_ended() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.does(SHOP, Open(markt))
        town.shares(SHOP, hart)
        for moment, running in ((NOW + SHARE_LASTS - SECOND, 1), (NOW + SHARE_LASTS, 0)):
            assert len(town.groups.shared_sessions(BOT, hart, moment)) == running
            assert len(town.groups.shares(BOT, SHOP, moment)) == running
        town.shares(SHOP, hart, at=NOW + SHARE_LASTS)
        assert len(town.groups.shares(BOT, SHOP, NOW + SHARE_LASTS)) == 1
        assert len(town.told(ADVISOR)) == 2
        town.shares(SHOP, hart, NOTHING)
        assert town.groups.shares(BOT, SHOP, NOW) == ()
        assert rows(store, "SELECT * FROM shares") == []


def test_advisors_are_told_of_what_is_new_only() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.advisor(COLLEAGUE)
        town.advisor(STRANGER, ELDERS)
        town.does(SHOP, Open(markt))
        for layers, told in ((CONTACT, 1), (CONTACT, 1), (ALL, 2), (RESULT, 2), (ALL, 3), (NOTHING, 3)):
            town.shares(SHOP, hart, layers)
            for advisor in (ADVISOR, COLLEAGUE):
                assert len(town.told(advisor)) == told
        assert town.told(STRANGER) == []


def test_who_never_came_by_a_link_shares_nothing() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        elders = town.advisor(STRANGER, ELDERS)
        town.does(SHOP, Open(markt), SetShare(elders, ALL, "x"))
        town.does(ADVISOR, Open(markt), SetShare(hart, ALL, "x"))
        assert rows(store, "SELECT * FROM shares") == []


def test_the_last_twenty_looks_are_told_to_the_shop() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.advisor(STRANGER, ELDERS)
        town.does(SHOP, Open(markt))
        town.shares(SHOP, hart)
        (shared,) = town.groups.shared_sessions(BOT, hart, NOW)
        for chat in (STRANGER, SHOP):
            town.does(chat, Look((shared.id,)))
        assert rows(store, "SELECT * FROM looks") == []
        for minute in range(25):
            town.does(ADVISOR, Look((shared.id, shared.id, 99)), at=NOW + minute * MINUTE)
        (share,) = town.groups.shares(BOT, SHOP, NOW)
        assert share.looks == tuple(NOW + minute * MINUTE for minute in range(24, 4, -1))
        town.shares(SHOP, hart, NOTHING)
        assert rows(store, "SELECT * FROM looks") == []


def test_who_shares_while_waiting_is_known_and_stays_so() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.finishes(SHOP, markt, values(2))
        town.shares(SHOP, hart)
        town.shares(SHOP, hart, NOTHING)
        town.does(SHOP + 1, Open(markt))
        town.shares(SHOP + 1, hart, CONTACT)
        town.finishes(SHOP + 1, markt, values(2))
        town.does(SHOP + 2, Open(markt))
        town.shares(SHOP + 2, hart)
        town.finishes(SHOP + 2, markt, values(2))
        known = rows(store, "SELECT chat_id, known FROM contributions ORDER BY chat_id")
        assert known == [(SHOP, 1), (SHOP + 1, 0), (SHOP + 2, 1)]


def test_who_is_in_the_totals_is_held_until_nobody_is_given_away() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        town.totals(hart, LATER)
        for shop in (1, 2, 3):
            town.shares(shop, hart, ANSWERS, LATER)
        town.shares(4, hart, ALL, LATER)
        assert [held(town, shop) for shop in (1, 2, 3, 4)] == [True] * 4
        # Of a shop that is held only the contact is there, and of others nothing.
        assert seen(town, hart) == {'{"of":4}': CONTACT}
        assert town.told(ADVISOR) == [Shared(who="Winkel 4")]
        town.shares(5, hart, ANSWERS, LATER)
        assert [held(town, shop) for shop in (1, 2, 3, 4, 5)] == [False] * 5
        assert (seen(town, hart))['{"of":4}'] == ALL
        assert len(seen(town, hart)) == 5
        # Each is told, also those that had to wait.
        told = [f"Winkel {shop}" for shop in (4, 1, 2, 3, 4, 5)]
        assert town.told(ADVISOR) == [Shared(who=who) for who in told]
        total = (town.totals(hart, LATER))[markt, 1].totals["topic:email"]
        assert total == Tally(unknown=(0, 0, 0, 0, 0), known=(1, 1, 1, 1, 1))
        for shop in range(1, 6):
            town.shares(shop, hart, NOTHING, LATER)
        assert (town.totals(hart, LATER))[markt, 1].totals["topic:email"] == total


def test_who_ends_sharing_asks_no_more() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        town.totals(hart, LATER)
        town.shares(1, hart, ANSWERS, LATER)
        town.shares(1, hart, NOTHING, LATER)
        town.shares(2, hart, ANSWERS, LATER)
        town.shares(2, hart, CONTACT, LATER)
        for shop in (3, 4, 5):
            town.shares(shop, hart, ANSWERS, LATER)
        assert rows(store, "SELECT count(*) FROM contributions WHERE known = 1") == [(0,)]
        for shop in (1, 2):
            town.shares(shop, hart, ANSWERS, LATER)
        assert rows(store, "SELECT count(*) FROM contributions WHERE known = 1") == [(5,)]


def test_a_share_that_expired_asks_no_more() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        town.totals(hart, LATER)
        town.shares(1, hart, ANSWERS, LATER)
        over = LATER + SHARE_LASTS
        for shop in (2, 3, 4, 5):
            town.shares(shop, hart, ANSWERS, over)
        assert rows(store, "SELECT count(*) FROM contributions WHERE known = 1") == [(0,)]
        town.shares(1, hart, ANSWERS, over)
        assert rows(store, "SELECT count(*) FROM contributions WHERE known = 1") == [(5,)]


def test_the_next_assessment_is_not_held() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        town.totals(hart, LATER)
        town.shares(1, hart, ANSWERS, LATER)
        assert seen(town, hart) == {}
        town.finishes(1, markt, values(4), run=2)
        assert seen(town, hart) == {'{"of":1}': ANSWERS}
        assert not held(town, 1)


def test_where_a_batch_went_the_others_stay_held() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        town.totals(hart, LATER)
        town.forget(1)
        for shop in (2, 3):
            town.shares(shop, hart, ANSWERS, LATER)
        town.totals(hart, LATER)
        for shop in (4, 5):
            town.shares(shop, hart, ANSWERS, LATER)
        town.totals(hart, LATER)
        assert [held(town, shop) for shop in (2, 3, 4, 5)] == [True] * 4


def test_an_assisted_assessment_is_nobodys_share() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.does(ADVISOR, Contribute(markt, 1, values(1), NOW, assisted=True))
        assert town.groups.shares(BOT, ADVISOR, NOW) == ()
        assert town.groups.shared_sessions(BOT, hart, NOW) == ()


def test_who_shares_only_its_score_is_left_out_of_the_totals() -> None:
    """Beside the totals of five, four shops' answers and the fifth's score could tell the fifth's answers."""

    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        for shop in range(1, 6):
            town.finishes(shop, markt, MIXED[shop - 1])
        for shop in range(1, 5):
            town.shares(shop, hart, ANSWERS, LATER)
        town.shares(5, hart, RESULT, LATER)
        assert seen(town, hart) == {f'{{"of":{n}}}': ANSWERS for n in range(1, 5)} | {'{"of":5}': RESULT}
        (wave,) = (town.totals(hart, LATER)).values()
        assert wave.totals == {}
        assert (wave.waiting, wave.needed) == (4, 5)
        town.shares(5, hart, ANSWERS, LATER)
        (wave,) = (town.totals(hart, LATER)).values()
        assert wave.shops == 5


def test_a_score_alone_is_held_once_the_shop_is_in_the_totals() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        for shop in range(1, 6):
            town.finishes(shop, markt, MIXED[shop - 1])
            town.does(shop, Decide(markt))
        assert (town.totals(hart, LATER))[markt, 1].shops == 5
        for shop in range(1, 6):
            town.shares(shop, hart, RESULT, LATER)
        assert seen(town, hart) == {}
        (share,) = town.groups.shares(BOT, 1, LATER)
        assert share.held
