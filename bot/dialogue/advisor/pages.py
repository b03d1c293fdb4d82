"""An advisor's desk: the pages, each for the organisation whose advisor this chat is."""

from collections.abc import Callable

from bot.dialogue.advisor.assisting import assist_page
from bot.dialogue.advisor.campaigns_view import campaign_view, campaigns_view, no_advisor_view
from bot.dialogue.advisor.group.pages import group_page
from bot.dialogue.advisor.shops import shop_page, shops_page
from bot.dialogue.core.context import Context
from bot.dialogue.core.queries import Advises
from bot.dialogue.core.session import Desk, Session
from bot.dialogue.core.view import View
from bot.records.groups import Organisation

Page = Callable[[Session, Context, Organisation, tuple[str, ...]], View | None]

PAGES: dict[str, Page] = {
    "links": campaigns_view,
    "link": campaign_view,
    "assist": assist_page,
    "group": group_page,
    "shops": shops_page,
    "shop": shop_page,
}
"""By the first part of the page's name; the other parts are handed over. None for what is not there."""


def desk_view(session: Session, context: Context, place: Desk) -> View:
    """Show a page of the desk; to others than advisors, that it is not for them."""
    organisation = context.facts.ask(Advises())
    if organisation is None:
        return no_advisor_view(session, context)
    kind, *rest = place.page.split("/")
    page = PAGES.get(kind, campaigns_view)
    return page(session, context, organisation, tuple(rest)) or campaigns_view(
        session, context, organisation, ()
    )
