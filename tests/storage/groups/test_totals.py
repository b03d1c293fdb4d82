"""What counts in a campaign's totals, when, and what leaves them again."""

from datetime import timedelta

import pytest

from bot.records.groups import RIPENS, WaveTotals
from bot.records.writes import Contribute, Decide
from bot.storage.groups import releases as sql_release
from scoring.disclosure import ENOUGH
from scoring.group_disclosure import WEBSHOP, Tally
from scoring.model import TOPICS
from tests.support.storage.grouped import (
    ADVISOR,
    COLLEAGUE,
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
ONE_EACH = Tally(unknown=(1, 1, 1, 1, 1), known=(0, 0, 0, 0, 0))


def test_five_shops_open_the_totals() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        assert town.totals(hart) == {}
        for shop, given in enumerate(MIXED[:-1], 1):
            town.finishes(shop, markt, given)
        wave = (town.totals(hart))[markt, 1]
        assert (wave.totals, wave.shops, wave.waiting, wave.needed) == ({}, 0, 4, 1)
        town.finishes(5, markt, MIXED[-1])
        wave = (town.totals(hart))[markt, 1]
        assert wave.totals == dict.fromkeys([f"topic:{topic}" for topic in TOPICS], ONE_EACH)
        assert (wave.shops, wave.waiting, wave.needed) == (5, 0, ENOUGH)
        assert town.groups.totals(OTHER_BOT, hart) == ()


def test_a_webshop_that_is_left_out_changes_nothing_that_is_told() -> None:
    """It shares its score alone, so it is in no totals: it must not say how those are compared."""

    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        web = {**values(4), WEBSHOP: 1}
        town.finishes(9, markt, web, decides=False)
        town.shares(9, hart, RESULT)
        assert not (town.totals(hart))[markt, 1].webshop
        for shop, given in enumerate(MIXED[:-1], 10):
            town.finishes(shop, markt, given)
        town.finishes(14, markt, web)
        assert (town.totals(hart))[markt, 1].webshop


def test_who_did_not_decide_counts_when_ripe() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        for shop, given in enumerate(MIXED, 1):
            town.finishes(shop, markt, given, decides=shop > 1)
        for moment, shops in ((NOW, 0), (NOW + RIPENS - SECOND, 0), (NOW + RIPENS, 5)):
            assert (town.totals(hart, moment))[markt, 1].shops == shops


@pytest.mark.sqlite_only
def test_a_look_without_anything_due_only_reads() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        town.finishes(6, markt, values(0), decides=False, at=NOW)
        town.totals(hart)
        asked: list[str] = []
        store.db.conn.set_trace_callback(asked.append)
        town.totals(hart)
        store.db.conn.set_trace_callback(None)
        assert asked
        assert all(sql.startswith("SELECT") for sql in asked)
        assert rows(store, "SELECT due_at FROM waves") == [(int((NOW + RIPENS).timestamp()),)]


def test_a_look_releases_nothing() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        (wave,) = town.groups.totals(BOT, hart)
        assert (wave.shops, wave.waiting, wave.ripening) == (0, 5, True)
        assert town.release()
        assert not town.release()
        (wave,) = town.groups.totals(BOT, hart)
        assert (wave.shops, wave.waiting, wave.ripening) == (5, 0, False)


def test_each_organisation_is_released_by_itself() -> None:
    with empty_store() as store:
        town = Town(store)
        organisations = []
        for advisor, name in ((ADVISOR, HART), (COLLEAGUE, ELDERS)):
            organisation = town.advisor(advisor, name)
            town.five(town.campaign(f"of-{advisor}", advisor), advisor * 10)
            organisations.append(organisation)
        for due in (True, True, False):
            assert town.release() is due
        told = [town.groups.totals(BOT, organisation) for organisation in organisations]
        assert [[wave.shops for wave in waves] for waves in told] == [[5], [5]]


def test_a_backlog_is_released_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    with empty_store() as store:
        monkeypatch.setattr(sql_release, "MOST_AT_ONCE", 2)
        town = Town(store)
        hart, markt = town.set_out()
        for first in range(1, 26, 5):
            town.five(markt, first, NOW + first * SECOND)
        told: list[WaveTotals] = []
        for _ in range(4):
            town.release()
            told += town.groups.totals(BOT, hart)
        assert [(wave.shops, wave.waiting) for wave in told] == [(10, 15), (20, 5), (25, 0), (25, 0)]


def test_the_same_run_again_replaces_what_waits_and_leaves_what_is_in() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        avond = town.campaign("avond")
        town.finishes(1, markt, values(3))
        town.does(1, Contribute(avond, 1, values(0), NOW))
        town.five(markt, 2)
        told = town.totals(hart)
        assert set(told) == {(markt, 1)}
        # The first waits no more either: with the four next it made a batch, and the last of the five waits.
        assert told[markt, 1].totals["topic:sms"].unknown == (2, 1, 1, 1, 0)
        town.does(1, Contribute(markt, 1, values(4), NOW))
        assert (town.totals(hart))[markt, 1].totals["topic:sms"].unknown == (2, 1, 1, 1, 0)
        assert rows(store, "SELECT count(*) FROM contributions") == [(6,)]


def test_a_later_run_is_the_next_wave_of_the_organisation() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        avond = town.campaign("avond")
        town.advisor(STRANGER, ELDERS)
        elders = town.campaign("elders", STRANGER)
        town.finishes(1, markt, values(1), run=3)
        town.finishes(1, avond, values(2), run=4)
        town.finishes(1, markt, values(2), run=6)
        town.finishes(1, elders, values(2), run=6)
        town.finishes(2, markt, values(2), run=1)
        told = town.totals(hart)
        assert {key: wave.waiting for key, wave in told.items()} == {
            (markt, 1): 2,
            (markt, 3): 1,
            (avond, 2): 1,
        }
        # Deleted because it is old, the first does not make the next one count twice in a wave.
        store.db.execute("DELETE FROM contributions WHERE run = 3")
        town.finishes(1, avond, values(2), run=7)
        assert (avond, 4) in town.totals(hart)


def test_what_an_advisor_fills_in_is_known_and_each_is_another_shop() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        for run, given in enumerate(MIXED, 1):
            town.does(ADVISOR, Contribute(markt, run, given, NOW, assisted=True))
        wave = (town.totals(hart))[markt, 1]
        assert wave.totals["topic:data"] == Tally(unknown=(0, 0, 0, 0, 0), known=(1, 1, 1, 1, 1))
        (campaign,) = town.groups.campaigns(BOT, hart)
        assert campaign.finished == 0


def test_only_an_advisor_of_the_organisation_fills_in_for_a_shop() -> None:
    with empty_store() as store:
        town = Town(store)
        _, markt = town.set_out()
        town.advisor(STRANGER, ELDERS)
        for chat in (1, STRANGER):
            town.does(chat, Contribute(markt, 1, values(1), NOW, assisted=True))
        town.does(1, Contribute(markt + 1, 1, values(1), NOW))
        assert rows(store, "SELECT * FROM contributions") == []


def test_who_goes_takes_the_batch_along() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        town.totals(hart)
        town.five(markt, 6, NOW + MINUTE)
        assert (town.totals(hart, NOW + 2 * MINUTE))[markt, 1].shops == 10
        town.forget(3)
        wave = (town.totals(hart, NOW + 2 * MINUTE))[markt, 1]
        assert (wave.shops, wave.waiting, wave.totals["topic:blog"]) == (5, 0, ONE_EACH)
        # What the other four answered is not kept, and their assessments do not count again.
        assert rows(store, "SELECT DISTINCT categories FROM contributions WHERE chat_id < 6") == [("{}",)]
        town.does(1, Contribute(markt, 1, values(2), NOW), Decide(markt))
        assert (town.totals(hart, NOW + 2 * MINUTE))[markt, 1] == wave
        town.finishes(1, markt, values(2), run=2)
        assert (town.totals(hart, NOW + 2 * MINUTE))[markt, 2].waiting == 1
        for shop in (1, 2, 4, 5):
            town.forget(shop)
        assert rows(store, "SELECT count(*) FROM batches") == [(1,)]


def test_who_goes_before_a_release_was_never_there() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        town.forget(2)
        wave = (town.totals(hart))[markt, 1]
        assert (wave.shops, wave.waiting, wave.needed) == (0, 4, 1)


def test_what_no_longer_fits_the_content_is_left_out() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        for shop, given in enumerate(MIXED, 1):
            town.finishes(shop, markt, {**given, "level": 99})
        assert (town.totals(hart))[markt, 1].shops == 5
        assert "99" not in str(rows(store, "SELECT categories FROM contributions"))


def test_organisations_do_not_meet() -> None:
    with empty_store() as store:
        town, other = Town(store), Town(store, OTHER_BOT)
        hart, markt = town.set_out()
        elders = town.advisor(STRANGER, ELDERS)
        theirs = town.campaign("elders", STRANGER)
        far, far_markt = other.set_out()
        town.advisor(COLLEAGUE)
        for place, campaign in ((town, markt), (town, theirs), (other, far_markt)):
            place.five(campaign)
        for place, organisation, campaign in (
            (town, hart, markt),
            (town, elders, theirs),
            (other, far, far_markt),
        ):
            assert [(key, wave.shops) for key, wave in (place.totals(organisation)).items()] == [
                ((campaign, 1), 5)
            ]
