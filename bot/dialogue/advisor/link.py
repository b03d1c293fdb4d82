"""One link: how far shops came with it, and what an advisor can do with it."""

from bot.dialogue.advisor.assist import open_assist
from bot.dialogue.advisor.campaigns import campaign_counts, campaign_of, campaign_page, find_campaign
from bot.dialogue.advisor.desk import find_organisation, for_advisors, page_code, page_parts
from bot.dialogue.advisor.papers import (
    campaign_link,
    demo_link,
    invitations,
    poster_drawing,
    qr_picture,
    sheet_drawing,
)
from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.drawable import not_drawn_notes
from bot.dialogue.core.replies import Report
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Desk, NamingCampaign, Session
from bot.dialogue.core.view import Rows, View, blocks, control, copying, rows
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import LANGUAGES, Language
from bot.records.groups import Campaign, Organisation
from bot.records.writes import CloseCampaign

_SHEET: dict[Language, str] = {"nl": "vragen", "en": "questions"}


@for_advisors
@action("link_rename")
def ask_new_name(turn: Turn, campaign: str) -> Session:
    """Ask for another name of a campaign."""
    return turn.session.at(NamingCampaign(campaign=find_campaign(turn, campaign).id))


@for_advisors
@action("link_close")
def set_closed(turn: Turn, campaign: str, closed: bool) -> Session:
    """Close a campaign's link, or open it again."""
    found, said = find_campaign(turn, campaign), turn.messages.desk.link
    if closed != found.closed:
        turn.write(CloseCampaign(found.id, closed=closed))
    return turn.session.at(campaign_page(found), (said.closed_now if closed else said.reopened).fill())


@for_advisors
@action("invite", once=True)
def send_invitations(turn: Turn, campaign: str) -> Session:
    """Send what an advisor may pass on to shops, in each language."""
    found = find_campaign(turn, campaign)
    for message in invitations(turn, find_organisation(turn), found.code):
        turn.say(message)
    return turn.session.at(campaign_page(found))


@for_advisors
@action("qr", once=True)
def send_qr(turn: Turn, campaign: str) -> Session:
    """Send the QR code of a campaign's link."""
    found = find_campaign(turn, campaign)
    turn.say(qr_picture(turn, found.code, found.name))
    return turn.session.at(campaign_page(found))


@for_advisors
@action("poster", once=True)
def send_poster(turn: Turn, campaign: str, language: str) -> Session:
    """Send a poster of a campaign, in a language."""
    found = find_campaign(turn, campaign)
    named: Language | None = next((one for one in LANGUAGES if one == language), None)
    if named is None:
        raise Stale
    organisation = find_organisation(turn)
    turn.say(
        Report(
            drawing=poster_drawing(turn.context, named, organisation, found),
            name=f"winkelpeil-poster-{named}.pdf",
            caption=turn.messages.desk.paper.poster.fill(name=found.name),
        )
    )
    notes = not_drawn_notes(turn.messages, organisation.name, found.name)
    return turn.session.at(campaign_page(found), *notes)


@for_advisors
@action("sheet", once=True)
def send_sheet(turn: Turn, campaign: str) -> Session:
    """Send the questions as a sheet to fill in with a pen."""
    found, language = find_campaign(turn, campaign), turn.session.language
    organisation = find_organisation(turn)
    turn.say(
        Report(
            drawing=sheet_drawing(turn.context, language, organisation),
            name=f"winkelpeil-{_SHEET[language]}.pdf",
            caption=turn.messages.desk.paper.sheet.fill(),
        )
    )
    return turn.session.at(campaign_page(found), *not_drawn_notes(turn.messages, organisation.name))


def link_page(at: At[Desk], _organisation: Organisation) -> View | None:
    """Show the campaign that the place names: its link, and what can be done with it."""
    campaign = campaign_of(at.context, next(iter(page_parts(at)), ""))
    if campaign is None:
        return None
    said = at.messages.desk.link
    name = said.name.fill(name=campaign.name, **campaign_counts(campaign))
    if campaign.closed:
        return View(blocks(name, said.closed.fill()), _rows(at, campaign))
    address = Html(f"<code>{as_html(campaign_link(at.context, campaign.code))}</code>")
    demo = said.demo.fill(link=demo_link(at.context, campaign.code))
    return View(blocks(name, said.address.fill(link=address), demo), _rows(at, campaign))


def _rows(at: At[Desk], campaign: Campaign) -> Rows:
    controls, session, code = at.messages.desk.controls, at.session, campaign.code
    # A campaign that was made just now has no totals, and its id is not known yet.
    totals = [control(controls.totals, page_code(session, "group", campaign.id))] if campaign.id else []
    last = rows([*totals, control(controls.to_links, page_code(session, "links"))], 2)
    rename = control(controls.rename, ask_new_name.code(session, code))
    if campaign.closed:
        return ((control(controls.reopen, set_closed.code(session, code, False)), rename), *last)
    posters = tuple(
        control(controls.posters[language], send_poster.code(session, code, language))
        for language in LANGUAGES
    )
    return (
        *rows(copying(controls.copy_link, campaign_link(at.context, code))),
        (
            control(controls.invite, send_invitations.code(session, code)),
            control(controls.qr, send_qr.code(session, code)),
        ),
        posters,
        (
            control(controls.sheet, send_sheet.code(session, code)),
            control(controls.assist, open_assist.code(session, code)),
        ),
        (rename, control(controls.close, set_closed.code(session, code, True))),
        *last,
    )
