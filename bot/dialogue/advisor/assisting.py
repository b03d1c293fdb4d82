"""Filling in for a shop that is present: an advisor taps what the shopkeeper answers."""

from bot.dialogue.advisor.campaigns_view import campaign_of, desk_choice
from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Session
from bot.dialogue.core.view import View, blocks, control
from bot.lib.links import PRIVACY, start_link
from bot.library.parsing.markup import Html
from bot.library.schema.content import Language
from bot.records.groups import Organisation


def assist_page(
    session: Session, context: Context, organisation: Organisation, page: tuple[str, ...]
) -> View | None:
    """Ask whether the shopkeeper is present and agrees; `page` holds the campaign."""
    campaign = campaign_of(context, page[0]) if page else None
    if campaign is None or campaign.closed:
        return None
    desk = context.texts(session).messages.desk
    loses = None
    if session.given or session.finished:
        said = desk.assisting
        loses = (said.loses_previous if session.assisted else said.loses_own).fill()
    agree = control(desk.controls.agree, code("assist_agree", session.run, campaign.code))
    inform = control(desk.controls.inform, code("assist_inform", session.run, campaign.code))
    back = desk_choice(session, context, "disagree", f"link/{campaign.code}")
    html = blocks(
        desk.assisting.ask.fill(name=campaign.name),
        desk.assisting.read_out.fill(),
        information(context, session.language, organisation),
        loses,
    )
    return View(html, ((inform,), (agree,), (back,)))


def information(context: Context, language: Language, organisation: Organisation) -> Html:
    """Word what the shopkeeper is to know before the yes, with a link to the whole privacy text."""
    return context.content.texts[language].messages.desk.assisting.information.fill(
        operator=context.organisation,
        organisation=organisation.name,
        link=start_link(context.bot_username, PRIVACY),
    )
