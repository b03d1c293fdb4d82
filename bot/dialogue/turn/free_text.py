"""Places where the next text is taken as it stands, rather than as a choice."""

from collections.abc import Callable

from bot.dialogue.admin.taps import take_admin_text
from bot.dialogue.core.context import Turn
from bot.dialogue.core.screen import Hears
from bot.dialogue.core.session import Managing, Place, Session
from bot.dialogue.turn.screens import BY_PLACE

Take = Callable[[Turn, str], Session]


def hears(place: Place) -> Hears:
    """Give what a text means here."""
    screen = BY_PLACE.get(type(place))
    if screen:
        return screen.hears(place)
    return Hears.ANYTHING if taker(place) else Hears.CHOICES


def taker(place: Place) -> Take | None:
    """Give what takes a text here; None where it is a choice or a search."""
    screen = BY_PLACE.get(type(place))
    if screen and screen.hears(place) is not Hears.CHOICES:
        return lambda turn, text: screen.take(turn, place, text)
    if isinstance(place, Managing):
        return take_admin_text
    return None
