"""An advisor's links: making, naming and closing them as the chat does, and what is made of each."""

import dataclasses
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from bot.dialogue.advisor.campaigns import campaign_of, campaigns
from bot.dialogue.advisor.link import set_closed
from bot.dialogue.advisor.naming import NamingCampaignScreen
from bot.dialogue.advisor.papers import campaign_link, demo_link, invitations, qr_drawing
from bot.dialogue.core.actions import Stale
from bot.dialogue.core.context import Also, Context, Turn
from bot.dialogue.core.session import Desk, NamingCampaign, Place, Session
from bot.library.parsing.markup import plain
from bot.records.groups import LONGEST_CAMPAIGN_NAME, Campaign
from bot.records.writes import Write
from bot.web.console.forms import visible_line
from bot.web.console.visit import Visit, organisation_of

_CLOSED = {"close": True, "reopen": False}
"""Whether the link is closed after what is asked for."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an action of the chat: what it says of it, and what it has written."""

    said: tuple[Markup, ...]
    place: Place
    writes: tuple[Write, ...]

    @property
    def is_refused(self) -> bool:
        return not (isinstance(self.place, Desk) and self.place.page.startswith("link/"))


async def show(visit: Visit) -> Response:
    """List the links."""
    return await _list(visit)


async def _list(visit: Visit, said: tuple[Markup, ...] = (), status: int = 200) -> Response:
    known = await visit.office.ask_dialogue(visit.chat_id, campaigns)
    return visit.page(
        "links.html", status, links=known, said=said, longest=LONGEST_CAMPAIGN_NAME, typed=_name(visit)
    )


async def make(visit: Visit) -> Response:
    """Make a link of a name, and go to it."""
    nonce = secrets.token_urlsafe(16)
    came = await _did(visit, _name_campaign(visit, NamingCampaign()), nonce=nonce)
    if came.is_refused:
        return await _list(visit, came.said, 422)
    made = await visit.office.ask_dialogue(visit.chat_id, lambda context: campaign_of(context, nonce))
    return visit.to(f"/links/{made.id}?nieuw=1" if made else "/links")


async def show_one(visit: Visit) -> Response:
    """Show a link with what can be done with it."""
    return await _one(visit)


async def _one(visit: Visit, said: tuple[Markup, ...] = (), status: int = 200) -> Response:
    def tell(context: Context) -> dict[str, object] | None:
        campaign = _campaign(visit, context)
        return _link_details(visit, context, campaign) if campaign else None

    told = await visit.office.ask_dialogue(visit.chat_id, tell)
    if told is None:
        return visit.page("refused.html", 404, title="not_there", why="not_there_why")
    new = bool(visit.query("nieuw"))
    return visit.page(
        "link.html", status, **told, said=said, bad=status != 200, new=new, longest=LONGEST_CAMPAIGN_NAME
    )


def _link_details(visit: Visit, context: Context, campaign: Campaign) -> dict[str, object]:
    turn = Turn(Session(language=visit.language), context, visit.office.clock())
    messages = invitations(turn, organisation_of(visit), campaign.code)
    return {
        "link": campaign,
        "address": campaign_link(context, campaign.code),
        "demo": demo_link(context, campaign.code),
        "messages": [plain(one.html) for one in messages],
        "controls": turn.messages.desk.controls,
    }


async def change(visit: Visit) -> Response:
    """Name a link anew, close it, or open it again."""
    does, number = visit.form.get("do", ""), int(visit.request.path_params["number"])
    if does in _CLOSED:
        closed = _CLOSED[does]
        came = await _did(visit, lambda turn: set_closed(turn, str(number), closed))
    else:
        came = await _did(visit, _name_campaign(visit, NamingCampaign(campaign=number)))
    return await _one(visit, came.said, 422 if came.is_refused else 200)


async def qr(visit: Visit) -> Response:
    """Give the QR code of a link as a picture in its page."""
    campaign = await visit.office.ask_dialogue(visit.chat_id, lambda context: _campaign(visit, context))
    if campaign is None:
        return visit.page("refused.html", 404, title="not_there", why="not_there_why")
    made = await visit.office.draw(qr_drawing(visit.office.context(), campaign.code))
    if made is None:
        return visit.page("refused.html", 404, title="not_drawn", why="not_drawn_why")
    return Response(made, media_type="image/png")


async def _did(visit: Visit, do: Callable[[Turn], Session], nonce: str = "") -> Came:
    """Do what the chat does with a link, in this person's name."""
    session, now = Session(language=visit.language), visit.office.clock()

    def tell(context: Context) -> Came:
        own = dataclasses.replace(context, also=Also())
        try:
            after = do(Turn(session, own, now, nonce=nonce))
        except Stale:
            return Came((), Desk(), ())
        # Made by the dialogue, which escapes what people typed.
        said = tuple(Markup(note) for note in after.notes)  # noqa: S704
        return Came(said, after.place, tuple(own.also.writes))

    came = await visit.office.ask_dialogue(visit.chat_id, tell)
    await visit.office.commit(visit.chat_id, *came.writes)
    return came


def _name_campaign(visit: Visit, place: NamingCampaign) -> Callable[[Turn], Session]:
    return lambda turn: NamingCampaignScreen().take(turn, place, _name(visit))


def _name(visit: Visit) -> str:
    return visible_line(visit.form.get("name", ""))


def _campaign(visit: Visit, context: Context) -> Campaign | None:
    return campaign_of(context, str(visit.request.path_params["number"]))
