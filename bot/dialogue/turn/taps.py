"""Buttons pressed: a tap and a typed word come here alike."""

from collections.abc import Iterable

from bot.dialogue.core.actions import Repeated, Stale
from bot.dialogue.core.callbacks import Action, parse
from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Asking, Session
from bot.dialogue.core.view import Choice
from bot.dialogue.shop.interview.question import answer, go_back, keep, skip, take_ticks, tick
from bot.dialogue.turn.screens import ACTIONS

_AT_A_QUESTION = frozenset(one.way.name for one in (answer, tick, take_ticks, skip, keep, go_back))


def act(turn: Turn) -> Session:
    """Do what a button says; raises Stale or Repeated."""
    action = ACTIONS.get(turn.action.verb)
    if action is None:
        raise Stale
    return action.press(turn)


def is_of_earlier_screen(session: Session, action: Action) -> bool:
    """Tell whether a button stands under a question that is not on screen any more."""
    if action.verb not in _AT_A_QUESTION:
        return False
    return not isinstance(session.place, Asking) or action.args[:1] != (session.place.question,)


def press(turn: Turn, choices: Iterable[Choice]) -> tuple[Session, str]:
    """Press buttons one by one; gives the session after them, and the verb of the last that did something."""
    session, verb = turn.session, ""
    for choice in choices:
        action = parse(choice.code)
        try:
            session = act(Turn(session, turn.context, turn.now, action, turn.nonce))
        except (Stale, Repeated):
            continue
        verb = action.verb
    return session, verb
