"""A command's word, or a button's from elsewhere, typed at a question: it is told how that is done."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.matching import exact, normal, normals
from bot.dialogue.core.session import Session
from bot.dialogue.shop.interview.answers import may_show_result
from bot.dialogue.shop.privacy import objection_choice
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.dialogue.turn import commands
from bot.library.parsing.markup import Html
from bot.library.schema.messages import Messages

_RESULT, _WITH_ADVISOR, _ERASES = ("result", "advice"), ("share", "ask"), "forget"


def pointer_for_text(session: Session, context: Context, text: str) -> Html | None:
    """Say how to do what a command's word asks for; None where it is no command's, or nothing comes of it."""
    messages = context.texts(session).messages
    listed = (one for one in commands.COMMANDS if one.is_listed)
    command = next((one for one in listed if _means(one, text, messages)), None)
    if exact(text, [objection_choice(session, context)]):
        # The page on which to object is one of those that this command shows.
        command = commands.command_by_name("privacy")
    return pointing(session, context, command) if command else None


def pointing(session: Session, context: Context, command: commands.Command) -> Html | None:
    """Say how to come to a command from a question; None where it does nothing for this chat."""
    messages, name = context.texts(session).messages, command.names["en"]
    said, typed = messages.interview.asked_back, command.names[session.language]
    if name in _RESULT and not (session.finished or may_show_result(session, context)):
        return said.early.fill(command=typed)
    if name in _WITH_ADVISOR and not own_campaign(session):
        return None
    return said.erase.fill(command=typed) if name == _ERASES else said.command.fill(command=typed)


def _means(command: commands.Command, text: str, messages: Messages) -> bool:
    control = command.control(messages) if command.control else None
    # Not their further words: some say yes, or are answers elsewhere.
    labels = (control.label,) if control else ()
    return normal(text) in normals((*command.names.values(), *labels))
