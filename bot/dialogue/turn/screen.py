"""What a session shows: each place has its view."""

from collections.abc import Callable
from typing import Any

from bot.dialogue.admin.pages import managing_view
from bot.dialogue.core.context import Context
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import (
    Aside,
    Asking,
    Finished,
    Found,
    Home,
    Invited,
    Managing,
    MyData,
    Naming,
    NamingTrade,
    Overview,
    Reading,
    Receipt,
    Session,
    WhatIf,
)
from bot.dialogue.core.view import View, blocks, lines
from bot.dialogue.shop.home import aside_view, home_view
from bot.dialogue.shop.interview.rounds import invited_view
from bot.dialogue.shop.interview.view import overview_view, question_view
from bot.dialogue.shop.my_data import my_data_view
from bot.dialogue.shop.receipts import receipt_view
from bot.dialogue.shop.result.advice import card_view, group_view, groups_view
from bot.dialogue.shop.result.search import found_view, naming_view
from bot.dialogue.shop.result.sources import positions_view, sources_view
from bot.dialogue.shop.result.steps import steps_view
from bot.dialogue.shop.result.topics import topic_view, topics_view
from bot.dialogue.shop.result.view import result_view
from bot.dialogue.shop.result.what_if import what_if_view
from bot.dialogue.shop.trade import naming_trade_view
from bot.dialogue.turn.screens import BY_PLACE

_PAGES: dict[str, Callable[[Session, Context, Finished], View]] = {
    "result": result_view,
    "topics": topics_view,
    "steps": steps_view,
    "positions": positions_view,
    "advice": lambda session, context, _: groups_view(session, context),
    "sources": lambda session, context, _: sources_view(session, context),
}


def view(session: Session, context: Context) -> View:
    """Show where the session is, without notes."""
    place = session.place
    if isinstance(place, Reading):
        shown = _page(session, context, place.page) or _page(session, context, "result")
    elif isinstance(place, WhatIf):
        shown = what_if_view(session, context, session.finished, place) if session.finished else None
    elif screen := BY_PLACE.get(type(place)):
        shown = screen.show(At(session, context, place))
    else:
        shown = _VIEWS[type(place)](session, context, place)
    return shown or home_view(session, context)


_VIEWS: dict[type, Callable[[Session, Context, Any], View | None]] = {
    Home: lambda session, context, _: home_view(session, context),
    Aside: aside_view,
    Asking: question_view,
    Overview: lambda session, context, _: overview_view(session, context),
    Naming: naming_view,
    NamingTrade: naming_trade_view,
    Found: found_view,
    MyData: my_data_view,
    Invited: lambda session, context, _: invited_view(session, context),
    Receipt: receipt_view,
    Managing: managing_view,
}


def known_page(session: Session, context: Context, page: str) -> bool:
    """Tell whether a page exists for this session."""
    return _page(session, context, page) is not None


def _page(session: Session, context: Context, page: str) -> View | None:
    kind, _, name = page.partition("/")
    if kind == "card":
        card = context.content.card(name)
        return card_view(session, context, card) if card else None
    finished = session.finished
    if finished is None:
        return None
    if page in _PAGES:
        return _PAGES[page](session, context, finished)
    if kind == "topic":
        topic = next((topic for topic in finished.result.topics if topic == name), None)
        return topic_view(session, context, finished, topic) if topic else None
    groups = context.texts(session).messages.advice.groups
    group = next((group for group in groups if kind == "group" and group == name), None)
    return group_view(session, context, finished, group) if group else None


def with_notes(session: Session, shown: View) -> View:
    """Put the session's notes above a view."""
    return View(blocks(lines(*session.notes), shown.html), shown.rows)
