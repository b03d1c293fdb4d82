"""What a session shows: each place has its view."""

from collections.abc import Callable

from bot.dialogue.advice_view import card_view, group_view, groups_view
from bot.dialogue.context import Context
from bot.dialogue.home import aside_view, home_view
from bot.dialogue.question_view import overview_view, question_view
from bot.dialogue.result_view import result_view, steps_view, topic_view, topics_view
from bot.dialogue.session import Aside, Asking, Finished, Home, Overview, Session
from bot.dialogue.source_view import positions_view, sources_view
from bot.dialogue.view import View, blocks, lines

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
    if isinstance(place, Home):
        return home_view(session, context)
    if isinstance(place, Aside):
        return aside_view(session, context, place)
    if isinstance(place, Asking):
        return question_view(session, context, place)
    if isinstance(place, Overview):
        return overview_view(session, context)
    if session.finished is None:
        return home_view(session, context)
    return _page(session, context, session.finished, place.page) or result_view(
        session, context, session.finished
    )


def known_page(session: Session, context: Context, page: str) -> bool:
    """Tell whether a page of the result exists for this session."""
    return session.finished is not None and _page(session, context, session.finished, page) is not None


def _page(session: Session, context: Context, finished: Finished, page: str) -> View | None:
    if page in _PAGES:
        return _PAGES[page](session, context, finished)
    kind, _, name = page.partition("/")
    if kind == "topic":
        topic = next((topic for topic in finished.result.topics if topic == name), None)
        return topic_view(session, context, finished, topic) if topic else None
    if kind == "group":
        groups = context.texts(session).messages.advice.groups
        group = next((group for group in groups if group == name), None)
        return group_view(session, context, finished, group) if group else None
    card = context.content.card(name) if kind == "card" else None
    return card_view(session, context, finished, card) if card else None


def with_notes(session: Session, shown: View) -> View:
    """Put the session's notes above a view."""
    return View(blocks(lines(*session.notes), shown.html), shown.rows)
