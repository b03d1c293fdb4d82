"""How a person is reached instead of the bot."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Session
from bot.dialogue.core.view import lines
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.dialogue.turn import commands
from bot.library.parsing.markup import Html


def reaching(session: Session, context: Context) -> Html:
    """Say how to reach the organisation, and its advisor where the shop came by a link."""
    general = context.texts(session).messages.general
    way = general.person.fill(organisation=context.organisation, contact=context.privacy_contact)
    advisor = (
        general.person_ask.fill(command=commands.word("ask", session.language))
        if own_campaign(session)
        else None
    )
    return lines(way, advisor)
