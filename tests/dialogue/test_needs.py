"""Each screen says what it has to know: with exactly that it is shown."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from bot.dialogue.core.queries import Advises, Facts, FilledIn, Query, Shares, Threads
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import (
    Aside,
    Asking,
    Home,
    Invited,
    Joined,
    MyData,
    Overview,
    Place,
    Planning,
    Receipt,
    Reminded,
    Session,
)
from bot.dialogue.turn.screens import BY_PLACE
from bot.records.groups import SHARE_LASTS, Filled, Layers, Share, Thread
from tests.support.dialogue.sharing_chat import CITY
from tests.support.dialogue.shop_talk import begun, finished, planned
from tests.support.dialogue.talk import CONTEXT, START

CARD = "email_first_mail"
CAMPAIGN = Joined(campaign=3, organisation=CITY.id, name=CITY.name)

SESSIONS = (
    Session(),
    begun("Winkel", "Kleding").session,
    finished().session,
    finished().session.model_copy(update={"campaign": CAMPAIGN}),
    planned().session,
)

PLACES: tuple[Place, ...] = (
    Home(),
    Aside(page="language"),
    Aside(page="privacy"),
    Aside(page="privacy", subject="who"),
    Aside(page="privacy", subject="objection"),
    Asking(question="branch"),
    Asking(question="today", picked=("website",), helping=True),
    Overview(),
    Invited(),
    MyData(),
    MyData(forgetting=True),
    Receipt(code="K7M2P9QRT4WX"),
    Receipt(code="K7M2P9QRT4WX", erasing=True),
    Planning(),
    Planning(card=CARD),
    Reminded(card=CARD),
)

SHARE = Share(
    CITY, Layers(result=True, contact="06"), since=START, until=START + SHARE_LASTS, held=False, looks=()
)

ANSWERS: Mapping[type[Query[Any]], tuple[object, ...]] = {
    Advises: (None, CITY),
    FilledIn: (None, Filled(CITY, START, {}), Filled(CITY, START, {"topic:email": 3, "level": 1})),
    Shares: ((), (SHARE,)),
    Threads: ((), (Thread(12, CITY, True, "", False),)),
}
"""What may be so of a chat, by kind of query."""


def answers(needs: tuple[Query[Any], ...]) -> Iterator[Facts]:
    """Give all combinations of answers to some queries, and no others."""
    for combination in product(*(ANSWERS[type(query)] for query in needs)):
        yield Facts(dict(zip(needs, combination, strict=True)))


@pytest.mark.parametrize("place", PLACES, ids=repr)
def test_a_screen_is_shown_with_what_it_says_it_has_to_know(place: Place) -> None:
    screen, seen = BY_PLACE[type(place)], 0
    for session in SESSIONS:
        at = At(session.at(place), CONTEXT, place)
        for facts in answers(screen.needs(at)):
            shown = screen.show(replace(at, context=replace(CONTEXT, facts=facts)))
            seen += 1
            assert shown is None or shown.html
    assert seen >= len(SESSIONS)


def test_each_screen_is_tried() -> None:
    assert {type(place) for place in PLACES} == set(BY_PLACE)
