"""Messages that people edit: what an edit changed, if it changed anything that was read."""

import hashlib

from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.events import Command, Document, Edited, Photo, Text
from bot.dialogue.core.session import Heard, Session, Writing
from bot.dialogue.shop.relay.relay import other_side, pass_change, relayed_of
from bot.records.writes import Answer, Ask

_REMEMBERED = 8
"""Messages of which an edit is noticed."""
_DIGITS = 12


def remember(session: Session, message: Command | Text | Photo | Document, to: Writing | None) -> Session:
    """Remember what a message said, and whom it was passed on to."""
    if not message.message_id:
        return session
    heard = Heard(id=message.message_id, mark=_mark(message), to=to)
    others = [one for one in session.heard if one.id != message.message_id]
    return session.model_copy(update={"heard": (*others, heard)[-_REMEMBERED:]})


def recipient(before: Session, context: Context) -> Writing | None:
    """Give whom what was said in this turn is passed on to, if it is."""
    passed = next((write for write in context.also.writes if isinstance(write, Ask | Answer)), None)
    if passed is None:
        return None
    if isinstance(passed, Answer):
        return Writing(thread=passed.thread)
    place = before.place
    other = other_side(before, context, place) if isinstance(place, Writing) else None
    if isinstance(place, Writing) and other and other.organisation.id == passed.organisation:
        return place
    return Writing(organisation=passed.organisation)


def handle_edit(session: Session, event: Edited, context: Context) -> Session | None:
    """Pass on what was changed in a message that was passed on, or say that it is not read.

    None for an edit that changed nothing, and for one of a message from long ago: Telegram tells of edits
    that nobody made, such as a reaction.
    """
    message = event.message
    heard = next((one for one in session.heard if one.id == message.message_id), None)
    if heard is None or heard.mark == _mark(message):
        return None
    after = remember(session, message, heard.to)
    relayed = relayed_of(message)
    if heard.to is None or relayed is None:
        return after.at(after.place, context.texts(after).messages.general.edited.fill())
    return pass_change(Turn(after, context, event.now, nonce=event.nonce), heard.to, relayed)


def _mark(message: Command | Text | Photo | Document) -> str:
    if isinstance(message, Text):
        said = message.text
    elif isinstance(message, Command):
        said = f"/{message.name} {message.argument}"
    else:
        said = f"{message.unique}\n{message.caption}"
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]
