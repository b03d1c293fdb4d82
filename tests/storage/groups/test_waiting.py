"""What waits too long with a variable is left out, and the variable begins anew."""

import pytest

from bot.records.writes import Decide
from scoring import group_disclosure as release
from tests.support.storage.grouped import MIXED, Town, values
from tests.support.storage.stored import empty_store, rows


def batch(town: Town, campaign: int, first: int, given: list[dict[str, int]]) -> None:
    for number, one in enumerate(given):
        town.finishes(first + number, campaign, one)
        town.does(first + number, Decide(campaign))


def test_a_topic_on_which_all_are_alike_for_long_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "MOST_WAITING", 3)

    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        alike = [values(0)] * 5
        for number, waiting in enumerate((1, 2, 0)):
            batch(town, markt, 10 * number + 1, alike)
            town.totals(hart)
            units = rows(store, "SELECT count(*) FROM places WHERE variable = 'topic:sms' AND block IS NULL")
            assert units == [(waiting,)]
        batch(town, markt, 101, list(MIXED))
        (wave,) = (town.totals(hart)).values()
        assert sum(wave.totals["topic:sms"].unknown) == 5
