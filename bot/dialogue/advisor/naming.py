"""Naming a campaign: a new one, or one that has a name already."""

import re
import unicodedata

from bot.dialogue.advisor.campaigns import campaign_of, campaign_page, campaigns
from bot.dialogue.advisor.desk import no_advisor_view, page_code
from bot.dialogue.advisor.papers import invitations, qr_picture
from bot.dialogue.core.context import Turn
from bot.dialogue.core.drawable import not_drawn_notes
from bot.dialogue.core.queries import Advises
from bot.dialogue.core.screen import At, Hears, Screen
from bot.dialogue.core.session import Desk, NamingCampaign, Session
from bot.dialogue.core.view import View, control
from bot.lib.text import one_line
from bot.library.parsing.markup import Html
from bot.records.groups import LONGEST_CAMPAIGN_NAME, MOST_CAMPAIGNS, Organisation
from bot.records.writes import MakeCampaign, RenameCampaign

_CODE = re.compile(r"[A-Za-z0-9_-]{22}")
_VISIBLE = "LNPS"
"""The kinds of characters that can be seen: letters, digits, punctuation, and symbols such as emoji."""


class NamingCampaignScreen(Screen[NamingCampaign]):
    """A campaign's name is being asked."""

    place = NamingCampaign

    def show(self, at: At[NamingCampaign]) -> View:
        if at.context.facts.ask(Advises()) is None:
            return no_advisor_view(at)
        said, number = at.messages.desk, at.place.campaign
        campaign = campaign_of(at.context, str(number)) if number is not None else None
        back = page_code(at.session, "link", campaign.code) if campaign else page_code(at.session, "links")
        ask = said.naming.ask_again.fill(name=campaign.name) if campaign else said.naming.ask.fill()
        return View(ask, ((control(said.controls.cancel, back),),))

    def hears(self, place: NamingCampaign) -> Hears:  # noqa: ARG002
        return Hears.ANYTHING

    def take(self, turn: Turn, place: NamingCampaign, text: str) -> Session:
        """Take a text as a campaign's name: one line of at most 60 characters."""
        organisation = turn.context.facts.ask(Advises())
        if organisation is None:
            return turn.session.at(Desk())
        if place.campaign is None:
            return make_campaign(turn, organisation, text)
        return _rename(turn, place, place.campaign, text)


def make_campaign(turn: Turn, organisation: Organisation, text: str) -> Session:
    """Make a campaign, and give its link at once: all that is said of it follows from its code."""
    name = one_line(text)
    full, problem = refuse_when_full(turn), _problem(turn, name)
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
    notes = not_drawn_notes(turn.messages, organisation.name, name)
    return turn.session.at(Desk(page=f"link/{turn.nonce}"), turn.messages.desk.link.made.fill(), *notes)


def refuse_when_full(turn: Turn) -> Session | None:
    """Say that there is no room for another campaign; None where there is."""
    if len(campaigns(turn.context)) < MOST_CAMPAIGNS:
        return None
    return turn.session.at(Desk(), turn.messages.desk.naming.full.fill(most=MOST_CAMPAIGNS))


def _rename(turn: Turn, place: NamingCampaign, number: int, text: str) -> Session:
    campaign = campaign_of(turn.context, str(number))
    if campaign is None:
        return turn.session.at(Desk(), turn.messages.general.stale.fill())
    name = one_line(text)
    problem = _problem(turn, name)
    if problem:
        return turn.session.at(place, problem)
    turn.write(RenameCampaign(campaign.id, name))
    renamed, notes = turn.messages.desk.link.renamed.fill(), not_drawn_notes(turn.messages, name)
    return turn.session.at(campaign_page(campaign), renamed, *notes)


def _problem(turn: Turn, name: str) -> Html | None:
    """Say why a name cannot be taken; None where it can."""
    said = turn.messages.desk.naming
    if not any(unicodedata.category(character)[0] in _VISIBLE for character in name):
        return said.empty.fill()
    return said.long.fill(most=LONGEST_CAMPAIGN_NAME) if len(name) > LONGEST_CAMPAIGN_NAME else None
