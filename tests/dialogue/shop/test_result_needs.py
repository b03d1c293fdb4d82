"""What a page of the result needs to know is what it asks to be shown, and no more."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.dialogue.core.queries import Facts, Peers, Query, Unanswered
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Finished, Found, Naming, NamingTrade, Place, Reading, Session, WhatIf
from bot.dialogue.shop.result.screen import PAGES
from bot.dialogue.shop.result.what_if import gaining_steps
from bot.dialogue.turn.screens import BY_PLACE
from scoring.model import Answers
from scoring.overall import yardstick
from scoring.peers import PeerTable, Published
from tests.support.builders import answers, every_topic_on
from tests.support.dialogue.shop_chat import result_of
from tests.support.dialogue.talk import CONTEXT

YARDSTICK = yardstick(CONTEXT.content.questionnaire)
SHOPS: dict[str, Answers] = {
    "all topics": {**every_topic_on(1), "shop_type": "physical"},
    "one topic": answers(email=2),
    "webshop": {**every_topic_on(1), "shop_type": "web"},
}
TABLE = PeerTable(lower=(35,) * 21)
PEERS = (None, Published(TABLE, YARDSTICK), Published(TABLE, "older"))
POSITIONS = Reading(page="positions")


def finished(kind: str) -> Finished:
    return result_of(SHOPS[kind]).model_copy(update={"yardstick": YARDSTICK})


def places(result: Finished) -> Iterator[Place]:
    card = CONTEXT.content.cards[0].id
    groups = CONTEXT.content.texts["nl"].messages.advice.groups
    pages = (*PAGES, *(f"topic/{one}" for one in result.result.topics), *(f"group/{one}" for one in groups))
    yield from (Reading(page=page) for page in (*pages, f"card/{card}", "gone", "card/gone"))
    picked = tuple(one.id for one in gaining_steps(CONTEXT, result)[:1])
    yield from (WhatIf(), WhatIf(picked=picked))
    yield from (
        Found(query="mail", cards=(card,)),
        Naming(page=f"card/{card}"),
        NamingTrade(page=f"card/{card}"),
    )


def needs(session: Session) -> tuple[Query[Any], ...]:
    return BY_PLACE[type(session.place)].needs(At(session, CONTEXT, session.place))


@pytest.mark.parametrize("kind", SHOPS)
@pytest.mark.parametrize("peers", PEERS, ids=["no table", "a table", "another yardstick"])
def test_each_place_is_shown_with_what_it_needs(kind: str, peers: Published | None) -> None:
    result = finished(kind)
    shop = Session(run=1, given=result.given, finished=result)
    for place in places(result):
        for session in (shop.at(place), shop.model_copy(update={"place": place, "finished": None})):
            context = replace(CONTEXT, facts=Facts(dict.fromkeys(needs(session), peers).__getitem__))
            BY_PLACE[type(place)].show(At(session, context, place))


def test_only_a_place_among_the_participants_needs_to_be_asked() -> None:
    needy = {}
    for kind in SHOPS:
        result = finished(kind)
        shop = Session(run=1, given=result.given, finished=result)
        needy[kind] = {place for place in places(result) if needs(shop.at(place))}
    assert needy == {"all topics": {POSITIONS}, "one topic": set(), "webshop": set()}


def test_what_is_needed_is_asked() -> None:
    session = Session(run=1, finished=finished("all topics")).at(POSITIONS)
    assert needs(session) == (Peers(),)
    with pytest.raises(Unanswered):
        BY_PLACE[Reading].show(At(session, CONTEXT, POSITIONS))
