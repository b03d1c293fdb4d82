"""How a person is reached instead of the bot."""

from bot.dialogue import commands
from bot.dialogue.context import Context
from bot.dialogue.session import Session
from bot.dialogue.sharing import joined
from bot.dialogue.view import lines
from content.markup import Html


def reaching(session: Session, context: Context) -> Html:
    """Say how to reach the organisation, and its advisor where the shop came by a link."""
    general = context.texts(session).messages.general
    way = general.person.fill(organisation=context.organisation, contact=context.privacy_contact)
    advisor = (
        general.person_ask.fill(command=commands.word("ask", session.language)) if joined(session) else None
    )
    return lines(way, advisor)
