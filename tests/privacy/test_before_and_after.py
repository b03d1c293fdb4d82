"""Two worlds that differ in what one shop answers look the same, before and after each thing that it does."""

import pytest

from tests.privacy.shop import life
from tests.privacy.world import World, does

FIGURES = ("positions", "admin stats", "console numbers")
"""What says nothing about whether a shop took part either, while a week runs."""


def differing(one: object, other: object) -> list[str]:
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    assert one.keys() == other.keys()
    assert len(one) > 40
    return [name for name in one if one[name] != other[name]]


@pytest.fixture(scope="module")
def told() -> dict[str, list[str]]:
    """Let a shop of low and one of high answers do the same; give what differs after each deed."""
    low, high, without = World(), World(), World()
    assert low.asked() == high.asked() == without.asked()
    # What there is to be asked for is there.
    first = low.asked()
    assert sum("van de 100 winkels" in first[f"positions of {one.id}"] for one in low.accounts) == 3
    assert "10 winkels tellen mee" in first["groep"]
    assert "10 geopend, 10 begonnen, 10 klaar" in first["groep"]
    assert "begonnen" in first["admin stats"]
    high.asked(), without.asked()
    found: dict[str, list[str]] = {}
    for (name, of_low), (_, of_high) in zip(life(high=False), life(high=True), strict=True):
        seen, logged = does(of_low, low)
        seen_high, logged_high = does(of_high, high)
        nothing, _ = does(lambda _: None, without)
        found[name] = differing(seen, seen_high) + (["the log"] if logged != logged_high else [])
        found[name] += [
            f"{one}, whether it took part" for one in differing(seen, nothing) if one.startswith(FIGURES)
        ]
    places = {world.shop.session.run for world in (low, high)}
    assert places == {0}, "both went all the way, to having erased everything"
    return found


DEEDS = [name for name, _ in life(high=True)]


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_that_can_be_asked_for_tells_what_a_shop_answered(
    told: dict[str, list[str]], deed: str
) -> None:
    assert told[deed] == []
