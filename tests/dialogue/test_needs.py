"""Each screen says what it has to know: with exactly that it is shown."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from bot.dialogue.core.queries import (
    Advises,
    Campaigns,
    Facts,
    FilledIn,
    InThread,
    Peers,
    Query,
    SharedShop,
    SharedShops,
    Shares,
    SignIn,
    Threads,
    Totals,
)
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import (
    Admitting,
    Aside,
    Asking,
    Desk,
    Found,
    Home,
    Invited,
    Joined,
    MyData,
    Naming,
    NamingCampaign,
    NamingTrade,
    Overview,
    Place,
    Planning,
    Reading,
    Receipt,
    Reminded,
    Session,
    Sharing,
    WhatIf,
    Writing,
)
from bot.dialogue.turn.screens import BY_PLACE
from bot.records.console import Waiting
from bot.records.groups import SHARE_LASTS, Filled, Layers, Share, Thread
from tests.support.dialogue.group_chat import AUTUMN, SPRING, TOTALS, shop_session
from tests.support.dialogue.sharing_chat import CITY, UNION
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

PAGES = (
    *("links", "links/2", "links/x", f"link/{SPRING.code}", "link/12", "link/99", "link", "nonsense", ""),
    *(f"assist/{SPRING.code}", "assist/12", "assist/99", "group", "group/all/1", "group/12", "group/99"),
    *("group/all/1/topics", "group/12/1/more", "group/12/2", "group/12/9", "group/links/1", "group/links/x"),
    *("shops", "shops/1", "shops/x", "shop", "shop/41", "shop/99"),
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
    Reading(),
    WhatIf(),
    Found(query="mail", cards=(CARD,)),
    Naming(page=f"card/{CARD}"),
    NamingTrade(page=f"card/{CARD}"),
    Sharing(),
    Sharing(organisation=CITY.id),
    Sharing(organisation=CITY.id, giving_contact=True),
    Sharing(organisation=99),
    Writing(organisation=CITY.id),
    Writing(organisation=UNION.id),
    Writing(thread=12),
    Writing(),
    *(Desk(page=page) for page in PAGES),
    NamingCampaign(),
    NamingCampaign(campaign=12),
    NamingCampaign(campaign=99),
    Admitting(code="K7M2P9QR"),
)

SHARE = Share(
    CITY, Layers(result=True, contact="06"), since=START, until=START + SHARE_LASTS, held=False, looks=()
)
THREAD = Thread(12, CITY, True, "", False)
SHOP = SharedShop(41, Layers(result=True, answers=True), shop_session(1, name="Jansen"))

ANSWERS: Mapping[type[Query[Any]], tuple[object, ...]] = {
    Advises: (None, CITY),
    FilledIn: (None, Filled(CITY, START, {}), Filled(CITY, START, {"topic:email": 3, "level": 1})),
    Peers: (None,),
    Campaigns: ((), (SPRING, AUTUMN)),
    Totals: ((), TOTALS),
    SharedShops: ((), (SHOP,)),
    Shares: ((), (SHARE,), (SHARE, replace(SHARE, organisation=UNION))),
    Threads: ((), (THREAD,)),
    InThread: (None, THREAD, replace(THREAD, of_shop=False), replace(THREAD, ended=True)),
    SignIn: (None, Waiting("Firefox", "")),
}
"""What may be so of a chat, by kind of query."""


def answers(needs: tuple[Query[Any], ...]) -> Iterator[Facts]:
    """Give all combinations of answers to some queries, and no others."""
    for combination in product(*(ANSWERS[type(query)] for query in needs)):
        yield Facts(dict(zip(needs, combination, strict=True)).__getitem__)


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
