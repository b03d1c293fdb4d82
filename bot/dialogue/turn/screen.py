"""What a session shows: each place has its view."""

from collections.abc import Callable
from typing import Any

from bot.dialogue.admin.pages import managing_view
from bot.dialogue.core.context import Context
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Home, Managing, Session
from bot.dialogue.core.view import View, blocks, lines
from bot.dialogue.shop.home import HomeScreen
from bot.dialogue.turn.screens import BY_PLACE


def view(session: Session, context: Context) -> View:
    """Show where the session is, without notes."""
    place = session.place
    if screen := BY_PLACE.get(type(place)):
        shown = screen.show(At(session, context, place))
    else:
        shown = _VIEWS[type(place)](session, context, place)
    return shown or HomeScreen().show(At(session, context, Home()))


_VIEWS: dict[type, Callable[[Session, Context, Any], View | None]] = {
    Managing: managing_view,
}


def with_notes(session: Session, shown: View) -> View:
    """Put the session's notes above a view."""
    return View(blocks(lines(*session.notes), shown.html), shown.rows)
