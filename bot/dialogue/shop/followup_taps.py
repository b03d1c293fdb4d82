"""What the buttons of what-if, a new round and the shop's name do."""

from datetime import timedelta

from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Naming, Overview, Reading, Session, WhatIf
from bot.dialogue.core.speaking_hours import moment
from bot.dialogue.core.verbs import Repeated, Stale, Verbs, flag
from bot.dialogue.shop.plan.due import QUARTER
from bot.dialogue.shop.result.what_if import countable

DOUBLE_TAP = timedelta(seconds=10)


def _what_if(turn: Turn) -> Session:
    if turn.session.finished is None:
        raise Stale
    return turn.session.at(WhatIf())


def _tick(turn: Turn) -> Session:
    place, finished = turn.session.place, turn.session.finished
    if not isinstance(place, WhatIf) or finished is None:
        raise Stale
    cards = [card.id for card in countable(turn.context, finished)]
    wanted = set(place.picked) | {turn.action.question}
    if not flag(turn):
        wanted.discard(turn.action.question)
    return turn.session.at(WhatIf(picked=tuple(card for card in cards if card in wanted)))


def _stay(turn: Turn) -> Session:
    """Stay where one is: what the button asks for is sent as a message of its own, once for a double tap."""
    verb, place, asked = turn.action.verb, turn.session.place, turn.session.asked
    if turn.session.finished is None:
        raise Stale
    if verb == "what_if_picture" and not (isinstance(place, WhatIf) and place.picked):
        raise Stale
    if asked and asked[0] == verb and turn.now - asked[1] < DOUBLE_TAP:
        raise Repeated
    # Changed answers are left with it, so that what is sent follows from them.
    stays = Reading() if isinstance(place, Overview) else place
    return turn.session.model_copy(update={"asked": (verb, turn.now)}).at(stays)


def _again_later(turn: Turn) -> Session:
    if turn.session.finished is None:
        raise Stale
    agreed = turn.session.model_copy(update={"again": turn.session.again or moment(turn.now, QUARTER)})
    return agreed.at(turn.session.place, turn.messages.followup.again.agreed.fill())


def _again_off(turn: Turn) -> Session:
    declined = turn.session.model_copy(update={"again": None})
    return declined.at(turn.session.place, turn.messages.followup.again.off.fill())


def _name(turn: Turn) -> Session:
    if turn.context.content.card(turn.action.question) is None:
        raise Stale
    return turn.session.at(Naming(page=f"card/{turn.action.question}"))


def _name_off(turn: Turn) -> Session:
    if not isinstance(turn.session.place, Naming):
        raise Stale
    unnamed = turn.session.model_copy(update={"shop_name": None})
    return unnamed.at(Reading(page=turn.session.place.page), turn.messages.followup.name.removed.fill())


VERBS: Verbs = {
    "what_if": _what_if,
    "what_if_tick": _tick,
    "what_if_picture": _stay,
    "picture": _stay,
    "report": _stay,
    "again_later": _again_later,
    "again_off": _again_off,
    "name": _name,
    "name_off": _name_off,
}
