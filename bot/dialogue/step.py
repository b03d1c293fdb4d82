"""One turn of the conversation: session and event in, session and replies out."""

from dataclasses import dataclass

from bot.dialogue import commands
from bot.dialogue.actions import Repeated, Stale, act
from bot.dialogue.codes import parse
from bot.dialogue.context import Context, Turn
from bot.dialogue.events import Addressed, Command, Event, Membership, Tap, Text, Unreadable
from bot.dialogue.interview import settle
from bot.dialogue.replies import Edit, Message, Reply, Retire, Toast
from bot.dialogue.screen import view, with_notes
from bot.dialogue.session import Session
from bot.dialogue.typed import typed


@dataclass(frozen=True, slots=True)
class Outcome:
    session: Session
    replies: tuple[Reply, ...] = ()


def step(session: Session, event: Event, context: Context) -> Outcome:
    """Take one event; the same arguments always give the same outcome."""
    if isinstance(event, Addressed):
        link = f"https://t.me/{context.bot_username}"
        return Outcome(
            session, (Message(html=context.texts(session).messages.general.group.fill(link=link)),)
        )
    if isinstance(event, Membership):
        return Outcome(session.model_copy(update={"blocked": event.blocked}))
    session = settle(_present(session, event), context)
    if isinstance(event, Tap):
        return _tapped(session, event, context)
    if isinstance(event, Command):
        return _anew(session, _commanded(session, event, context), context)
    if isinstance(event, Text):
        return _typed(session, event, context)
    return _anew(session, _unreadable(session, event, context), context)


def apology(session: Session, context: Context) -> tuple[Reply, ...]:
    """Say that something went wrong on our side."""
    return (Message(html=context.texts(session).messages.general.apology.fill()),)


def _present(session: Session, event: Event) -> Session:
    """Note that the person is here, and at the first contact the app's language: English, or else Dutch."""
    if session.blocked:
        session = session.model_copy(update={"blocked": False})
    if session.language_set:
        return session
    english = (event.language_code or "").lower().startswith("en")
    return session.model_copy(update={"language": "en" if english else "nl", "language_set": True})


def _tapped(session: Session, event: Tap, context: Context) -> Outcome:
    """Answer a tap in the message that was tapped, so that it is where the person looks."""
    try:
        after = act(Turn(session, context, event.now, parse(event.code)))
    except Repeated:
        after = session
    except Stale:
        after = session.at(session.place, context.texts(session).messages.general.stale.fill())
    shown = with_notes(after, view(after, context))
    edit = Edit(message_id=event.message_id, html=shown.html, keyboard=shown.keyboard)
    return Outcome(after, (Toast(callback_id=event.callback_id), edit))


def _typed(session: Session, event: Text, context: Context) -> Outcome:
    after = typed(session, event, context)
    if after is None:
        return Outcome(session, (Message(html=context.texts(session).messages.general.stopped.fill()),))
    return _anew(session, after, context)


def _commanded(session: Session, event: Command, context: Context) -> Session:
    command = commands.named(event.name)
    if command is None:
        return session.at(session.place, context.texts(session).messages.general.unknown_command.fill())
    return command.run(Turn(session, context, event.now))


def _unreadable(session: Session, event: Unreadable, context: Context) -> Session:
    general = context.texts(session).messages.general
    said = {
        "voice": general.voice,
        "picture": general.picture,
        "sticker": general.sticker,
        "document": general.document,
        "edited": general.edited,
        "other": general.other,
    }
    return session.at(session.place, said[event.what].fill())


def _anew(before: Session, after: Session, context: Context) -> Outcome:
    """Show the screen as a new message below what was typed; the one before only loses its buttons."""
    shown = with_notes(after, view(after, context))
    message = Message(html=shown.html, keyboard=shown.keyboard, screen=True)
    return Outcome(after, (Retire(html=view(before, context).html), message))
