"""Filling in for a shop that is present: an advisor taps what the shopkeeper answers."""

from bot.dialogue.advisor.campaigns import campaign_of, find_campaign
from bot.dialogue.advisor.desk import find_organisation, for_advisors, page_code, page_parts
from bot.dialogue.core.actions import Repeated, Stale, action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.replies import Message
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Desk, Joined, Session
from bot.dialogue.core.view import View, blocks, control
from bot.dialogue.shop.interview import answers as interview
from bot.dialogue.shop.interview.rounds import ask_next_shop, without_shop
from bot.dialogue.shop.receipt_codes import new_code
from bot.dialogue.shop.ways import to_next_shop, wipe_shop
from bot.lib.links import PRIVACY, start_link
from bot.library.parsing.markup import Html
from bot.library.schema.content import LANGUAGES, Language
from bot.records.groups import Campaign, Organisation


@for_advisors
@action("assist")
def open_assist(turn: Turn, campaign: str) -> Session:
    """Ask whether the shopkeeper is present and agrees."""
    return turn.session.at(_assist_page(_find_open_campaign(turn, campaign)))


@for_advisors
@action("assist_inform", once=True)
def inform(turn: Turn, campaign: str) -> Session:
    """Send what a shopkeeper is to know, to be shown or passed on; the advisor's own language comes first."""
    found, organisation = _find_open_campaign(turn, campaign), find_organisation(turn)
    for language in sorted(LANGUAGES, key=lambda one: one != turn.session.language):
        turn.say(Message(html=information(turn.context, language, organisation)))
    return turn.session.at(_assist_page(found), turn.messages.desk.assisting.informed.fill())


@for_advisors
@action("assist_agree")
def begin_for_shop(turn: Turn, campaign: str) -> Session:
    """Begin for a shop whose owner is present and agreed, without anything of whoever was here before."""
    session, found, organisation = turn.session, find_campaign(turn, campaign), find_organisation(turn)
    if session.assisted and turn.action.run + 1 == session.run and not session.given:
        raise Repeated
    is_asked = session.place in [Desk(page=f"assist/{name}") for name in (found.code, found.id)]
    if turn.action.run != session.run or not is_asked or found.closed:
        raise Stale
    joined = Joined(campaign=found.id, organisation=organisation.id, name=organisation.name)
    update = {"campaign": joined, "assisted": True, "receipt": new_code(turn.nonce)}
    fresh = without_shop(session).model_copy(update=update)
    begun = interview.begin(fresh, turn.context, turn.now)
    return begun.at(begun.place, turn.messages.desk.assisting.for_whom.fill(name=found.name))


@to_next_shop.to
def drop_answers_for_next(turn: Turn) -> Session:
    """Drop a shop's answers, and ask whether the next shop agrees."""
    _find_campaign_in_hand(turn)
    return ask_next_shop(turn.session)


@wipe_shop.to
def drop_answers(turn: Turn) -> Session:
    """Drop a shop's answers, and go back to the link."""
    campaign = _find_campaign_in_hand(turn)
    note = turn.messages.desk.assisting.wiped.fill()
    return without_shop(turn.session).at(Desk(page=f"link/{campaign}"), note)


def assist_page(at: At[Desk], organisation: Organisation) -> View | None:
    """Ask whether the shopkeeper is present and agrees, for the campaign that the place names."""
    session, campaign = at.session, campaign_of(at.context, next(iter(page_parts(at)), ""))
    if campaign is None or campaign.closed:
        return None
    said, controls = at.messages.desk.assisting, at.messages.desk.controls
    loses = None
    if session.given or session.finished:
        loses = (said.loses_previous if session.assisted else said.loses_own).fill()
    html = blocks(
        said.ask.fill(name=campaign.name),
        said.read_out.fill(),
        information(at.context, session.language, organisation),
        loses,
    )
    tell = control(controls.inform, inform.code(session, campaign.code))
    agree = control(controls.agree, begin_for_shop.code(session, campaign.code), "primary")
    back = control(controls.disagree, page_code(session, "link", campaign.code))
    return View(html, ((tell,), (agree,), (back,)))


def information(context: Context, language: Language, organisation: Organisation) -> Html:
    """Word what the shopkeeper is to know before the yes, with a link to the whole privacy text."""
    return context.content.texts[language].messages.desk.assisting.information.fill(
        operator=context.organisation,
        organisation=organisation.name,
        link=start_link(context.bot_link, PRIVACY),
    )


def _assist_page(campaign: Campaign) -> Desk:
    return Desk(page=f"assist/{campaign.code}")


def _find_open_campaign(turn: Turn, reference: str) -> Campaign:
    """Find a campaign by which shops can still take part; raises Stale."""
    campaign = find_campaign(turn, reference)
    if campaign.closed:
        raise Stale
    return campaign


def _find_campaign_in_hand(turn: Turn) -> int:
    """Find the campaign of the shop in hand; raises Stale where there is no such shop, or Repeated."""
    session = turn.session
    if not session.assisted and isinstance(session.place, Desk):
        raise Repeated
    if not session.assisted or session.campaign is None:
        raise Stale
    return session.campaign.campaign
