"""Places where the next text is taken as it stands, rather than as a choice."""

from collections.abc import Callable

from bot.dialogue.admin.taps import take_admin_text
from bot.dialogue.core.context import Turn
from bot.dialogue.core.screen import Hears
from bot.dialogue.core.session import (
    Managing,
    Naming,
    NamingTrade,
    Place,
    Reading,
    Session,
)
from bot.dialogue.shop.trade import take_trade
from bot.dialogue.turn.screens import BY_PLACE
from bot.lib.text import one_line
from bot.library.parsing.blanks import LONGEST_NAME

Take = Callable[[Turn, str], Session]


def taker(place: Place) -> Take | None:
    """Tell what is done with a text here; None where it is a choice or a search."""
    screen = BY_PLACE.get(type(place))
    if screen:
        hears = screen.hears(place) is not Hears.CHOICES
        return (lambda turn, text: screen.take(turn, place, text)) if hears else None
    if isinstance(place, Naming):
        return _take_name
    if isinstance(place, NamingTrade):
        return take_trade
    if isinstance(place, Managing):
        return take_admin_text
    return None


def _take_name(turn: Turn, text: str) -> Session:
    """Take a text as the shop's name: one line of at most 60 characters."""
    session, place = turn.session, turn.session.place
    name = one_line(text)[:LONGEST_NAME].rstrip()
    if not name or not isinstance(place, Naming):
        return session.at(place, turn.messages.general.not_understood.fill())
    named = session.model_copy(update={"shop_name": name})
    return named.at(Reading(page=place.page), turn.messages.followup.name.saved.fill(name=name))
