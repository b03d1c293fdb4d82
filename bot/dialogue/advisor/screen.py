"""An advisor's desk: its pages, each for the organisation whose advisor this chat is."""

from collections.abc import Callable

from bot.dialogue.advisor.assist import (
    assist_page,
    begin_for_shop,
    drop_answers,
    drop_answers_for_next,
    inform,
    open_assist,
)
from bot.dialogue.advisor.campaigns import find_campaign
from bot.dialogue.advisor.desk import for_advisors, no_advisor_view, to_desk
from bot.dialogue.advisor.digest import set_digest
from bot.dialogue.advisor.group.files import send_csv, send_picture, send_workshop, send_xlsx
from bot.dialogue.advisor.group.pages import group_page
from bot.dialogue.advisor.link import (
    ask_new_name,
    link_page,
    send_invitations,
    send_poster,
    send_qr,
    send_sheet,
    set_closed,
)
from bot.dialogue.advisor.links import ask_name, first_links, links_page
from bot.dialogue.advisor.shops import open_shop, shop_page, shops_page
from bot.dialogue.core.actions import Stale
from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import Advises
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Desk, Session
from bot.dialogue.core.view import View
from bot.records.groups import Organisation

PAGES: dict[str, Callable[[At[Desk], Organisation], View | None]] = {
    "links": links_page,
    "link": link_page,
    "assist": assist_page,
    "group": group_page,
    "shops": shops_page,
    "shop": shop_page,
}
"""By the first part of the page's name; None for what is not there, and the links are shown."""


@for_advisors
@to_desk.to
def open_page(turn: Turn, page: str) -> Session:
    kind, _, name = page.partition("/")
    if kind not in PAGES:
        raise Stale
    if kind not in ("link", "assist"):
        return turn.session.at(Desk(page=page))
    return turn.session.at(Desk(page=f"{kind}/{find_campaign(turn, name).code}"))


class DeskScreen(Screen[Desk]):
    """A page of the desk."""

    place = Desk
    actions = (
        open_page,
        ask_name,
        ask_new_name,
        set_closed,
        send_invitations,
        send_qr,
        send_poster,
        send_sheet,
        open_assist,
        inform,
        begin_for_shop,
        drop_answers_for_next,
        drop_answers,
        send_picture,
        send_workshop,
        send_csv,
        send_xlsx,
        open_shop,
        set_digest,
    )

    def show(self, at: At[Desk]) -> View:
        """Show the page; to others than advisors, that it is not for them."""
        organisation = at.context.facts.ask(Advises())
        if organisation is None:
            return no_advisor_view(at)
        page = PAGES.get(_kind(at), links_page)
        return page(at, organisation) or first_links(at, organisation)


def _kind(at: At[Desk]) -> str:
    return at.place.page.partition("/")[0]
