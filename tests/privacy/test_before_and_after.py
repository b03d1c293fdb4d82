"""Two worlds that differ in what one shop answers look the same, before and after each thing that it does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from tests.support.privacy.shop import life, sharing_life, stopping_life
from tests.support.privacy.world import Deed, Seen, World, does

LIVES: dict[str, Callable[..., Iterator[tuple[str, Deed]]]] = {
    "whole": life,
    "sharing": sharing_life,
    "stopping": stopping_life,
}
SHARED = ("shops", "group_xlsx")
"""What tells what a shop shares with the advisor, which is what it shares it for."""
FIGURES = ("positions", "admin stats", "console numbers")
"""What says nothing about whether a shop took part either, while a week runs."""
DEEDS = [(lives, name) for lives, made in LIVES.items() for name, _ in made(high=True)]


@dataclass(frozen=True)
class Told:
    """What differs after a deed: between two worlds with other answers, and with a world without the shop."""

    answers: list[str]
    presence: list[str]


def differing(one: Seen, other: Seen, but: tuple[str, ...] = ()) -> list[str]:
    assert one.keys() == other.keys()
    assert len(one) > 40
    return [name for name in one if one[name] != other[name] and not name.startswith(but or ("-",))]


def in_three_worlds(lives: str) -> Iterator[tuple[str, Told]]:
    low, high, without = World(), World(), World()
    # What there is to be asked for is there.
    first = low.asked()
    assert sum("van de 100 winkels" in first[f"positions of {one.id}"] for one in low.accounts) == 3
    assert "10 winkels tellen mee" in first["groep"]
    assert "10 geopend, 10 begonnen, 10 klaar" in first["groep"]
    assert "begonnen" in first["admin stats"]
    assert first == high.asked() == without.asked()
    made = LIVES[lives]
    for (name, of_low), (_, of_high) in zip(made(high=False), made(high=True), strict=True):
        seen, logged = does(of_low, low)
        seen_high, logged_high = does(of_high, high)
        nothing, _ = does(lambda _: None, without)
        answers = differing(seen, seen_high, SHARED if lives == "sharing" else ())
        answers += ["the log"] if logged != logged_high else []
        yield name, Told(answers, [one for one in differing(seen, nothing) if one.startswith(FIGURES)])
    assert {world.shop.session.run for world in (low, high)} == {0}, "both came to be gone"


@cache
def told(lives: str) -> dict[str, Told]:
    return dict(in_three_worlds(lives))


@pytest.mark.parametrize(("lives", "deed"), DEEDS)
def test_nothing_that_can_be_asked_for_tells_what_a_shop_answered(lives: str, deed: str) -> None:
    assert told(lives)[deed].answers == []


@pytest.mark.parametrize(("lives", "deed"), DEEDS)
def test_figures_about_all_do_not_tell_that_a_shop_took_part(lives: str, deed: str) -> None:
    assert told(lives)[deed].presence == []
