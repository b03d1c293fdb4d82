"""The links of an organisation, and one of them."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.dialogue.advisor.papers import campaign_link, demo_link
from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.queries import Advises, Campaigns
from bot.dialogue.core.session import NamingCampaign, Session
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows, shorten
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import LANGUAGES
from bot.records.groups import Campaign, Organisation
from bot.records.writes import CloseCampaign, MakeCampaign, RenameCampaign, Write

ON_A_PAGE = 10

_NOT_YET = 0
"""Stands for the id of a campaign that this very step makes."""
_UNKNOWN = datetime(1, 1, 1, tzinfo=UTC)


def campaigns(context: Context) -> tuple[Campaign, ...]:
    """List the advisor's campaigns as they are once this step is done, the newest first."""
    known = context.facts.ask(Campaigns())
    for write in context.also.writes:
        known = _after(known, write)
    return known


def _after(known: tuple[Campaign, ...], write: Write) -> tuple[Campaign, ...]:
    """Tell what a write makes of the campaigns; they were read before it."""
    if isinstance(write, MakeCampaign):
        made = Campaign(
            _NOT_YET, write.code, write.name, _UNKNOWN, closed=False, opened=0, started=0, finished=0
        )
        return (made, *known)
    if isinstance(write, RenameCampaign):
        return tuple(replace(one, name=write.name) if one.id == write.campaign else one for one in known)
    if isinstance(write, CloseCampaign):
        return tuple(replace(one, closed=write.closed) if one.id == write.campaign else one for one in known)
    return known


def campaign_of(context: Context, reference: str) -> Campaign | None:
    """Find one of the advisor's own campaigns, by its id or by the code in its link."""
    return next((one for one in campaigns(context) if reference in (one.code, str(one.id))), None)


def desk_choice(session: Session, context: Context, name: str, page: str) -> Choice:
    """Offer a page of the desk."""
    controls = context.texts(session).messages.desk.controls
    return control(getattr(controls, name), code("desk", session.run, page))


def no_advisor_view(session: Session, context: Context) -> View:
    """Say that this is for advisors only."""
    messages = context.texts(session).messages
    home = control(messages.controls.home, code("home", session.run))
    return View(messages.desk.no_advisor.fill(), ((home,),))


def campaigns_view(
    session: Session, context: Context, organisation: Organisation, page: tuple[str, ...]
) -> View:
    """List the campaigns, ten at a time, with what an advisor can type."""
    said = context.texts(session).messages.desk
    known = campaigns(context)
    pages = max(1, -(-len(known) // ON_A_PAGE))
    # Typed numbers have two digits at most, so each page counts from 1.
    number = min(_page_number(page), pages)
    shown = known[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    listing, choices = [], []
    for place, campaign in enumerate(shown, 1):
        line = said.links.closed if campaign.closed else said.links.line
        listing.append(line.fill(number=place, name=campaign.name, **_counts(campaign)))
        made = code("desk", session.run, f"link/{campaign.code}")
        choices.append(Choice(shorten(campaign.name), made, (campaign.name,), place))
    html = blocks(
        (said.links.intro if known else said.links.empty).fill(organisation=organisation.name),
        lines(*listing),
        said.links.page.fill(page=number, pages=pages) if pages > 1 else None,
        said.links.commands.fill(),
    )
    return View(html, (*rows(choices), *_ways(session, context, number, pages)))


def _page_number(page: tuple[str, ...]) -> int:
    typed = page[0] if page else ""
    return int(typed) if typed.isascii() and typed.isdigit() and int(typed) > 0 else 1


def _ways(session: Session, context: Context, number: int, pages: int) -> Rows:
    turning = []
    if number > 1:
        turning.append(desk_choice(session, context, "newer", f"links/{number - 1}"))
    if number < pages:
        turning.append(desk_choice(session, context, "older", f"links/{number + 1}"))
    new = control(context.texts(session).messages.desk.controls.new, code("link_new", session.run))
    return (*rows(turning, 2), (new, desk_choice(session, context, "totals", "group")))


def _counts(campaign: Campaign) -> dict[str, int]:
    return {"opened": campaign.opened, "started": campaign.started, "finished": campaign.finished}


def campaign_view(
    session: Session, context: Context, _organisation: Organisation, page: tuple[str, ...]
) -> View | None:
    """Show one campaign: its link, and what can be done with it."""
    campaign = campaign_of(context, page[0]) if page else None
    if campaign is None:
        return None
    said = context.texts(session).messages.desk.link
    name = said.name.fill(name=campaign.name, **_counts(campaign))
    if campaign.closed:
        return View(blocks(name, said.closed.fill()), _rows(session, context, campaign))
    address = Html(f"<code>{as_html(campaign_link(context, campaign.code))}</code>")
    html = blocks(
        name,
        said.address.fill(link=address),
        said.demo.fill(link=demo_link(context, campaign.code)),
    )
    return View(html, _rows(session, context, campaign))


def _rows(session: Session, context: Context, campaign: Campaign) -> Rows:
    controls = context.texts(session).messages.desk.controls

    def made(name: str, verb: str, *args: str) -> Choice:
        return control(getattr(controls, name), code(verb, session.run, campaign.code, *args))

    # A campaign that was made just now has no totals, and its id is not known yet.
    totals = [desk_choice(session, context, "totals", f"group/{campaign.id}")] if campaign.id else []
    last = (*rows([*totals, desk_choice(session, context, "to_links", "links")], 2),)
    rename = made("rename", "link_rename")
    if campaign.closed:
        return ((made("reopen", "link_close", "0"), rename), *last)
    posters = tuple(
        control(controls.posters[language], code("poster", session.run, campaign.code, language))
        for language in LANGUAGES
    )
    return (
        (made("invite", "invite"), made("qr", "qr")),
        posters,
        (made("sheet", "sheet"), made("assist", "assist")),
        (rename, made("close", "link_close", "1")),
        *last,
    )


def naming_campaign_view(session: Session, context: Context, place: NamingCampaign) -> View:
    """Ask for a campaign's name."""
    if context.facts.ask(Advises()) is None:
        return no_advisor_view(session, context)
    said = context.texts(session).messages.desk.naming
    campaign = campaign_of(context, str(place.campaign)) if place.campaign is not None else None
    back = f"link/{campaign.code}" if campaign else "links"
    cancel = desk_choice(session, context, "cancel", back)
    asked = said.ask_again.fill(name=campaign.name) if campaign else said.ask.fill()
    return View(asked, ((cancel,),))
