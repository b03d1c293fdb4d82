"""The pages of the result, and the cards of advice, which can be read without one."""

from collections.abc import Callable
from functools import partial

from bot.dialogue.core.actions import Stale
from bot.dialogue.core.context import Turn
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Home, Reading, Session
from bot.dialogue.core.view import View
from bot.dialogue.shop.result.advice import card_page, group_page, groups_page
from bot.dialogue.shop.result.files import send_picture, send_report, share_picture
from bot.dialogue.shop.result.more import agree_to_invitation, decline_invitation, more_page
from bot.dialogue.shop.result.pages import AtResult
from bot.dialogue.shop.result.sources import positions_page, sources_page
from bot.dialogue.shop.result.steps import steps_page
from bot.dialogue.shop.result.summary import summary_page
from bot.dialogue.shop.result.topics import topic_page, topics_page
from bot.dialogue.shop.ways import to_page

PAGES: dict[str, Callable[[AtResult], View]] = {
    "result": summary_page,
    "topics": topics_page,
    "steps": steps_page,
    "positions": positions_page,
    "advice": groups_page,
    "sources": sources_page,
    "more": more_page,
}
CARD = "card/"


@to_page.to
def open_page(turn: Turn, page: str) -> Session:
    there = turn.session.at(Reading(page=page))
    if _page(At(there, turn.context, Reading(page=page))) is None:
        raise Stale
    return there


class ReadingScreen(Screen[Reading]):
    place = Reading
    actions = (
        open_page,
        send_picture,
        send_report,
        share_picture,
        agree_to_invitation,
        decline_invitation,
    )

    def settle(self, at: At[Reading]) -> Session:
        there = at.session.finished or at.place.page.startswith(CARD)
        return at.session if there else at.session.at(Home())

    def show(self, at: At[Reading]) -> View | None:
        """Show the page, or the first one where this page is no more."""
        page, finished = _page(at), at.session.finished
        if page:
            return page()
        return summary_page(AtResult(at.session, at.context, at.place, finished)) if finished else None


def _page(at: At[Reading]) -> Callable[[], View] | None:
    """Find what shows the page at this place; None where there is no such page."""
    page, finished = at.place.page, at.session.finished
    kind, _, name = page.partition("/")
    if kind == "card":
        card = at.context.content.card(name)
        return partial(card_page, at, card) if card else None
    if finished is None:
        return None
    at_result = AtResult(at.session, at.context, at.place, finished)
    if page in PAGES:
        return partial(PAGES[page], at_result)
    if kind == "topic":
        topic = next((topic for topic in finished.result.topics if topic == name), None)
        return partial(topic_page, at_result, topic) if topic else None
    groups = at.messages.advice.groups
    group = next((group for group in groups if kind == "group" and group == name), None)
    return partial(group_page, at_result, group) if group else None
