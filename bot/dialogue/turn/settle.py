"""Bringing a stored session to today's content: what holds there stays, what does not is asked again."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Session
from bot.dialogue.shop.settle import settle_answers
from bot.dialogue.turn.screens import BY_PLACE


def settle(session: Session, context: Context) -> Session:
    """Settle the answers, the place, and the place that a page beside the assessment was opened from."""
    settled = _at_its_place(settle_answers(session, context), context)
    if settled.aside_from is None:
        return settled
    came_from = _at_its_place(settled.at(settled.aside_from), context).place
    return (
        settled if came_from is settled.aside_from else settled.model_copy(update={"aside_from": came_from})
    )


def _at_its_place(session: Session, context: Context) -> Session:
    """Leave a place that today's content no longer has."""
    screen = BY_PLACE.get(type(session.place))
    return screen.settle(At(session, context, session.place)) if screen else session
