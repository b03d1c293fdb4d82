"""Making, naming and closing campaigns."""

import re
import unicodedata
from collections.abc import Callable

from bot.dialogue.advisor.campaigns_view import campaign_of, campaigns
from bot.dialogue.advisor.papers import campaign_link, qr_drawing
from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import Advises
from bot.dialogue.core.replies import Message, Picture
from bot.dialogue.core.session import Desk, NamingCampaign, Session
from bot.dialogue.core.verbs import Do, Stale
from bot.lib.text import one_line
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import LANGUAGES
from bot.records.groups import LONGEST_CAMPAIGN_NAME, MOST_CAMPAIGNS, Campaign, Organisation
from bot.records.writes import CloseCampaign, MakeCampaign, RenameCampaign

_CODE = re.compile(r"[A-Za-z0-9_-]{22}")
_VISIBLE = "LNPS"
"""The kinds of characters that can be seen: letters, digits, punctuation, and symbols such as emoji."""


def advising(do: Callable[[Turn, Organisation], Session]) -> Do:
    """Do something only for an advisor; others are told that it is not for them."""

    def checked(turn: Turn) -> Session:
        organisation = turn.context.facts.ask(Advises())
        return do(turn, organisation) if organisation else turn.session.at(Desk())

    return checked


def for_campaign(do: Callable[[Turn, Organisation, Campaign], Session]) -> Do:
    """Do something with a campaign, of an advisor's own organisation only; raises Stale for any other."""

    def checked(turn: Turn, organisation: Organisation) -> Session:
        campaign = campaign_of(turn.context, turn.action.question)
        if campaign is None:
            raise Stale
        return do(turn, organisation, campaign)

    return advising(checked)


def page_of(campaign: Campaign) -> Desk:
    """Give the page of a campaign; by its code, for the id of a new one is not known yet."""
    return Desk(page=f"link/{campaign.code}")


@advising
def open_links(turn: Turn, organisation: Organisation) -> Session:
    """Show the links; make one where a name stands behind the command, and ask for one where none is."""
    if turn.argument:
        return _make(turn, organisation, turn.argument)
    return turn.session.at(Desk() if campaigns(turn.context) else NamingCampaign())


@advising
def ask_name(turn: Turn, _organisation: Organisation) -> Session:
    """Ask for the name of a new campaign."""
    return _full(turn) or turn.session.at(NamingCampaign())


@for_campaign
def ask_new_name(turn: Turn, _organisation: Organisation, campaign: Campaign) -> Session:
    """Ask for another name of a campaign."""
    return turn.session.at(NamingCampaign(campaign=campaign.id))


@for_campaign
def close(turn: Turn, _organisation: Organisation, campaign: Campaign) -> Session:
    """Close a campaign's link, or open it again."""
    said = turn.messages.desk.link
    closed = {"1": True, "0": False}.get(turn.action.args[-1])
    if closed is None:
        raise Stale
    if closed != campaign.closed:
        turn.write(CloseCampaign(campaign.id, closed=closed))
    return turn.session.at(page_of(campaign), (said.closed_now if closed else said.reopened).fill())


def take_campaign_name(turn: Turn, text: str) -> Session:
    """Take a text as a campaign's name: one line of at most 60 characters."""
    organisation = turn.context.facts.ask(Advises())
    return _take(turn, organisation, text) if organisation else turn.session.at(Desk())


def _take(turn: Turn, organisation: Organisation, text: str) -> Session:
    place = turn.session.place
    if not isinstance(place, NamingCampaign) or place.campaign is None:
        return _make(turn, organisation, text)
    campaign = campaign_of(turn.context, str(place.campaign))
    if campaign is None:
        return turn.session.at(Desk(), turn.messages.general.stale.fill())
    name = one_line(text)
    problem = _problem(turn, name)
    if problem:
        return turn.session.at(place, problem)
    turn.write(RenameCampaign(campaign.id, name))
    return turn.session.at(page_of(campaign), turn.messages.desk.link.renamed.fill())


def _make(turn: Turn, organisation: Organisation, text: str) -> Session:
    """Make a campaign, and give its link at once: all that is told follows from its code."""
    name = one_line(text)
    full, problem = _full(turn), _problem(turn, name)
    if full:
        return full
    if problem:
        return turn.session.at(NamingCampaign(), problem)
    if not _CODE.fullmatch(turn.nonce):
        raise ValueError("the event brings no nonce of 22 characters to make a code of")
    turn.write(MakeCampaign(organisation.id, turn.nonce, name))
    for message in invitations(turn, organisation, turn.nonce):
        turn.say(message)
    turn.say(qr_picture(turn, turn.nonce, name))
    return turn.session.at(Desk(page=f"link/{turn.nonce}"), turn.messages.desk.link.made.fill())


def invitations(turn: Turn, organisation: Organisation, code: str) -> list[Message]:
    """Give what an advisor may pass on to shops, in each language, the advisor's own first.

    Each is a message of its own, so that it can be forwarded as it stands.
    """
    link, language = campaign_link(turn.context, code), turn.session.language
    own_first = sorted(LANGUAGES, key=lambda other: other != language)
    said = [turn.context.content.texts[one].messages.desk.link.message for one in own_first]
    return [Message(html=one.fill(organisation=organisation.name, link=link)) for one in said]


def qr_picture(turn: Turn, code: str, name: str) -> Picture:
    """Give the QR code of a campaign, with its link in words."""
    link = Html(f"<code>{as_html(campaign_link(turn.context, code))}</code>")
    caption = turn.messages.desk.paper.qr.fill(name=name, link=link)
    return Picture(drawing=qr_drawing(turn.context, code), caption=caption)


def _full(turn: Turn) -> Session | None:
    """Say that there is no room for another campaign; None where there is."""
    if len(campaigns(turn.context)) < MOST_CAMPAIGNS:
        return None
    return turn.session.at(Desk(), turn.messages.desk.naming.full.fill(most=MOST_CAMPAIGNS))


def _problem(turn: Turn, name: str) -> Html | None:
    """Say why a name cannot be taken; None where it can."""
    said = turn.messages.desk.naming
    if not any(unicodedata.category(character)[0] in _VISIBLE for character in name):
        return said.empty.fill()
    return said.long.fill(most=LONGEST_CAMPAIGN_NAME) if len(name) > LONGEST_CAMPAIGN_NAME else None
