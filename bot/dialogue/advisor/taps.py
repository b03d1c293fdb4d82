"""What the buttons of an advisor's desk do."""

from bot.dialogue.advisor.assisting import information
from bot.dialogue.advisor.campaigns import (
    advising,
    ask_name,
    ask_new_name,
    close,
    for_campaign,
    invitations,
    page_of,
    qr_picture,
)
from bot.dialogue.advisor.campaigns_view import campaign_of
from bot.dialogue.advisor.pages import PAGES
from bot.dialogue.advisor.papers import poster_drawing, sheet_drawing
from bot.dialogue.core.context import Turn
from bot.dialogue.core.replies import Message, Reply, Report
from bot.dialogue.core.session import Desk, Joined, Session
from bot.dialogue.core.verbs import Repeated, Stale, Verbs, same_run
from bot.dialogue.shop.interview import answers as interview
from bot.dialogue.shop.interview.rounds import ask_next_shop, without_shop
from bot.dialogue.shop.receipt_codes import new_code
from bot.dialogue.shop.result.files import DOUBLE_TAP
from bot.library.schema.content import LANGUAGES, Language
from bot.records.groups import Campaign, Organisation


@advising
def _open(turn: Turn, _organisation: Organisation) -> Session:
    kind, _, name = turn.action.question.partition("/")
    if kind not in PAGES:
        raise Stale
    if kind not in ("link", "assist"):
        return turn.session.at(Desk(page=turn.action.question))
    campaign = campaign_of(turn.context, name)
    if campaign is None:
        raise Stale
    return turn.session.at(Desk(page=f"{kind}/{campaign.code}"))


def _send(turn: Turn, campaign: Campaign, *replies: Reply, at: Desk | None = None) -> Session:
    """Send what a button asks for in messages of its own, once for a double tap."""
    what, asked = ":".join((turn.action.verb, *turn.action.args)), turn.session.asked
    if asked and asked[0] == what and turn.now - asked[1] < DOUBLE_TAP:
        raise Repeated
    for reply in replies:
        turn.say(reply)
    return turn.session.model_copy(update={"asked": (what, turn.now)}).at(at or page_of(campaign))


@for_campaign
def _invite(turn: Turn, organisation: Organisation, campaign: Campaign) -> Session:
    return _send(turn, campaign, *invitations(turn, organisation, campaign.code))


@for_campaign
def _qr(turn: Turn, _organisation: Organisation, campaign: Campaign) -> Session:
    return _send(turn, campaign, qr_picture(turn, campaign.code, campaign.name))


@for_campaign
def _poster(turn: Turn, organisation: Organisation, campaign: Campaign) -> Session:
    language = next((one for one in LANGUAGES if one == turn.action.args[-1]), None)
    if language is None:
        raise Stale
    poster = Report(
        drawing=poster_drawing(turn.context, language, organisation, campaign),
        name=f"winkelpeil-poster-{language}.pdf",
        caption=turn.messages.desk.paper.poster.fill(name=campaign.name),
    )
    return _send(turn, campaign, poster)


@for_campaign
def _sheet(turn: Turn, organisation: Organisation, campaign: Campaign) -> Session:
    language = turn.session.language
    sheet = Report(
        drawing=sheet_drawing(turn.context, language, organisation),
        name=f"winkelpeil-{_SHEET[language]}.pdf",
        caption=turn.messages.desk.paper.sheet.fill(),
    )
    return _send(turn, campaign, sheet)


_SHEET: dict[Language, str] = {"nl": "vragen", "en": "questions"}


@for_campaign
def _assist(turn: Turn, _organisation: Organisation, campaign: Campaign) -> Session:
    if campaign.closed:
        raise Stale
    return turn.session.at(Desk(page=f"assist/{campaign.code}"))


@for_campaign
def _inform(turn: Turn, organisation: Organisation, campaign: Campaign) -> Session:
    """Send what a shopkeeper is to know, to be shown or passed on; the advisor's own language comes first."""
    if campaign.closed:
        raise Stale
    languages = sorted(LANGUAGES, key=lambda one: one != turn.session.language)
    said = [Message(html=information(turn.context, one, organisation)) for one in languages]
    here = Desk(page=f"assist/{campaign.code}")
    return _send(turn, campaign, *said, at=here).at(here, turn.messages.desk.assisting.informed.fill())


@for_campaign
def _agree(turn: Turn, organisation: Organisation, campaign: Campaign) -> Session:
    """Begin for a shop whose owner is present and agreed, without anything of whoever was here before."""
    session = turn.session
    if session.assisted and turn.action.run + 1 == session.run and not session.given:
        raise Repeated
    asked = session.place in [Desk(page=f"assist/{name}") for name in (campaign.code, campaign.id)]
    if turn.action.run != session.run or not asked or campaign.closed:
        raise Stale
    joined = Joined(campaign=campaign.id, organisation=organisation.id, name=organisation.name)
    update = {"campaign": joined, "assisted": True, "receipt": new_code(turn.nonce)}
    fresh = without_shop(session).model_copy(update=update)
    begun = interview.begin(fresh, turn.context, turn.now)
    return begun.at(begun.place, turn.messages.desk.assisting.for_whom.fill(name=campaign.name))


def _next_shop(turn: Turn) -> Session:
    _filled_in_for(turn)
    return ask_next_shop(turn.session)


def _wipe(turn: Turn) -> Session:
    campaign = _filled_in_for(turn)
    return without_shop(turn.session).at(
        Desk(page=f"link/{campaign}"), turn.messages.desk.assisting.wiped.fill()
    )


def _filled_in_for(turn: Turn) -> int:
    """Give the campaign of the shop in hand; raises Stale where there is no such shop."""
    session = turn.session
    if turn.action.run == session.run and not session.assisted and isinstance(session.place, Desk):
        raise Repeated
    same_run(turn)
    if not session.assisted or session.campaign is None:
        raise Stale
    return session.campaign.campaign


VERBS: Verbs = {
    "desk": _open,
    "link_new": ask_name,
    "link_rename": ask_new_name,
    "link_close": close,
    "invite": _invite,
    "qr": _qr,
    "poster": _poster,
    "sheet": _sheet,
    "assist": _assist,
    "assist_inform": _inform,
    "assist_agree": _agree,
    "assist_next": _next_shop,
    "assist_wipe": _wipe,
}
