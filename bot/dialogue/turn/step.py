"""One turn of the conversation: session and event in, session and replies out."""

import dataclasses
from dataclasses import dataclass

from bot.dialogue.admin.screen import take_document, takes_document
from bot.dialogue.advisor.digest import weekly_overview
from bot.dialogue.advisor.shops import look_writes
from bot.dialogue.core.actions import Repeated, Stale
from bot.dialogue.core.callbacks import parse
from bot.dialogue.core.context import Also, Context, Turn
from bot.dialogue.core.events import (
    Addressed,
    Command,
    Contact,
    Document,
    Due,
    Event,
    Membership,
    Noticed,
    Overtaken,
    Photo,
    Tap,
    Text,
    Unreadable,
    What,
)
from bot.dialogue.core.queries import NONE, Facts, ThreadOf
from bot.dialogue.core.replies import Edit, Menu, Message, Reply, Retire, Toast
from bot.dialogue.core.session import Asking, Session, Sharing, Writing
from bot.dialogue.shop.counting import campaign_writes, steps_to_compare
from bot.dialogue.shop.my_data import forget
from bot.dialogue.shop.plan.due import digest_due, postpone, ring
from bot.dialogue.shop.relay.notices import notice_replies
from bot.dialogue.shop.relay.relay import pass_photo, pass_reply
from bot.dialogue.shop.relay.screen import answer_thread, end_thread
from bot.dialogue.shop.result.finish import up_to_date
from bot.dialogue.shop.sharing.offer import number_key_end
from bot.dialogue.shop.sharing.screen import take_number
from bot.dialogue.turn import commands
from bot.dialogue.turn.beside import beside
from bot.dialogue.turn.menu import app_language, menu_after
from bot.dialogue.turn.screen import settle, view, with_notes
from bot.dialogue.turn.taps import act
from bot.dialogue.turn.typed import Typed, handle_text
from bot.lib.links import bot_link
from bot.records.writes import Write
from scoring.peers import Steps

FORGET = forget.way.name
KEEPING = (answer_thread.way.name, end_thread.way.name)
"""Buttons under what another person wrote: that stays, and the screen comes below it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    session: Session
    replies: tuple[Reply, ...] = ()
    assessed: Steps | None = None
    """The steps of an assessment just finished (or changed), where it answered all six topics."""
    forget: bool = False
    """Everything kept of this chat is to be deleted; the replies are still to be sent."""
    writes: tuple[Write, ...] = ()
    """What else is to be changed with the session, all or nothing."""


def step(session: Session, event: Event, context: Context, facts: Facts = NONE) -> Outcome:
    """Take one event; the same arguments, and the same answers, always give the same outcome."""
    also = Also()
    asking = dataclasses.replace(context, facts=facts, also=also)
    outcome = _handle_event(session, event, asking)
    writes = (*outcome.writes, *also.writes)
    after, menu = outcome.session, tuple[Reply, ...]()
    if not outcome.forget:
        after, menu = menu_after(session, after, event, asking, writes)
    elif session.menu:
        menu = (Menu(),)
    if not also.replies and not writes and not menu:
        return outcome
    replies = (*outcome.replies, *also.replies, *menu)
    return dataclasses.replace(outcome, session=after, replies=replies, writes=writes)


def _handle_event(session: Session, event: Event, context: Context) -> Outcome:
    if isinstance(event, Addressed):
        group = context.texts(session).messages.general.group
        line = group.fill(link=bot_link(context.bot_username))
        return Outcome(session, (Message(html=line, topic=event.topic),))
    if isinstance(event, Membership):
        return Outcome(session.model_copy(update={"blocked": event.blocked}))
    if isinstance(event, Due):
        return _due(settle(session, context), event, context)
    if isinstance(event, Noticed):
        return Outcome(session, notice_replies(session, event.notice, context))
    if isinstance(event, Overtaken):
        return Outcome(session, _again(session, event, context))
    session = settle(_present(session, event), context)
    if isinstance(event, Tap):
        return _handle_tap(session, event, context)
    return _anew(session, _handle_message(session, event, context), event, context)


def _handle_message(
    session: Session, event: Command | Text | Photo | Document | Contact | Unreadable, context: Context
) -> Typed:
    """Take what somebody wrote or sent; a reply to another person's words goes to that person."""
    if isinstance(event, Text | Photo) and event.replied is not None:
        thread = context.facts.ask(ThreadOf(event.replied))
        if thread:
            return Typed(pass_reply(session, event, context, thread))
    if isinstance(event, Command):
        return _run_command(session, event, context)
    if isinstance(event, Text):
        return handle_text(session, event, context)
    return Typed(_handle_non_text(session, event, context))


def apology(session: Session, context: Context) -> tuple[Reply, ...]:
    """Say that something went wrong on our side."""
    return (Message(html=context.texts(session).messages.general.apology.fill()),)


def too_fast(session: Session, context: Context) -> tuple[Reply, ...]:
    """Say that more came in a minute than is handled."""
    return (Message(html=context.texts(session).messages.general.too_fast.fill()),)


def _present(session: Session, event: Event) -> Session:
    """Note that the person is here, and at the first contact the app's language: English, or else Dutch."""
    update: dict[str, object] = {}
    if session.blocked:
        update["blocked"] = False
    if session.contact:
        update["contact"] = None
    if session.reminders and session.reminders.unanswered:
        update["reminders"] = session.reminders.model_copy(update={"unanswered": 0})
    if not session.language_set:
        update |= {"language": app_language(event.language_code), "language_set": True}
    return session.model_copy(update=update) if update else session


def _due(session: Session, event: Due, context: Context) -> Outcome:
    """Speak first, where something is due and it may be said now."""
    if digest_due(session, event.now):
        return Outcome(*weekly_overview(session, event.now, context))
    rung = ring(session, event.now)
    if rung is None:
        return Outcome(postpone(session, event.now))
    shown = view(rung, context)
    if isinstance(session.place, Asking):
        # A question in hand stays the screen: its buttons go on working.
        kept = rung.at(session.place, *session.notes)
        return Outcome(kept, (Message(html=shown.html, keyboard=shown.keyboard),))
    return Outcome(rung, (Message(html=shown.html, keyboard=shown.keyboard, screen=True),))


def _again(session: Session, event: Overtaken, context: Context) -> tuple[Reply, ...]:
    """Show in a message what is to be seen now; where that stands in another, it loses its buttons."""
    if event.erased:
        return (Edit(message_id=event.message_id, html=_forgotten_text(session, context)),)
    session = settle(session, context)
    shown = with_notes(session, view(session, context))
    edit = Edit(message_id=event.message_id, html=shown.html, keyboard=shown.keyboard)
    return (Retire(html=view(session, context).html), edit)


def _handle_tap(session: Session, event: Tap, context: Context) -> Outcome:
    """Answer a tap in the message that was tapped, so that it is where the person looks."""
    action = parse(event.code)
    verb = action.verb
    if verb == FORGET and _knows_nothing(session):
        return _erasure_outcome(event, Session(language=session.language), context)
    try:
        after = act(Turn(session, context, event.now, action, event.nonce))
    except Repeated:
        after, verb = session, ""
    except Stale:
        context.also.clear()
        after = session.at(session.place, context.texts(session).messages.general.stale.fill())
        verb = ""
    if verb == FORGET:
        return _erasure_outcome(event, after, context)
    after = up_to_date(after, context, event.now)
    shown = with_notes(after, view(after, context))
    toast = Toast(callback_id=event.callback_id)
    if action.verb in KEEPING:
        retire = Retire(html=view(session, context).html)
        message = Message(html=shown.html, keyboard=shown.keyboard, screen=True)
        return _outcome(session, after, verb, (toast, retire, message), context)
    edit = Edit(message_id=event.message_id, html=shown.html, keyboard=shown.keyboard)
    return _outcome(session, after, verb, (toast, edit), context)


def _knows_nothing(session: Session) -> bool:
    """Tell whether this is a chat of which nothing is kept, as just after erasing it."""
    told = session.shop_name or session.trade or session.campaign
    return session.run == 0 and not session.plan and told is None


def _run_command(session: Session, event: Command, context: Context) -> Typed:
    command = commands.command_by_name(event.name)
    if command is None:
        note = context.texts(session).messages.general.unknown_command.fill()
        return Typed(session.at(session.place, note))
    turn = Turn(session, context, event.now, nonce=event.nonce, argument=event.argument)
    return Typed(command.run(turn), command.names["en"])


def _handle_non_text(
    session: Session, event: Photo | Document | Contact | Unreadable, context: Context
) -> Session:
    """Take what is no text, where it is asked for; else say that it cannot be used."""
    place = session.place
    if isinstance(event, Contact) and isinstance(place, Sharing) and place.giving_contact:
        return take_number(Turn(session, context, event.now), place, event)
    if isinstance(event, Photo) and isinstance(session.place, Writing):
        return pass_photo(session, event, context)
    if isinstance(event, Document) and takes_document(session, context):
        return take_document(Turn(session, context, event.now), event)
    return _unreadable(session, _what(event), context)


def _what(event: Photo | Document | Contact | Unreadable) -> What:
    if isinstance(event, Unreadable):
        return event.what
    kinds: dict[type, What] = {Photo: "picture", Document: "document"}
    return kinds.get(type(event), "other")


def _unreadable(session: Session, what: What, context: Context) -> Session:
    general = context.texts(session).messages.general
    said = {
        "voice": general.voice,
        "picture": general.picture,
        "sticker": general.sticker,
        "document": general.document,
        "edited": general.edited,
        "other": general.other,
    }
    return session.at(session.place, said[what].fill())


def _anew(before: Session, typed: Typed, event: Event, context: Context) -> Outcome:
    """Show the screen as a new message below what was typed; the one before only loses its buttons."""
    general = context.texts(before).messages.general
    if typed.stopped:
        return Outcome(before, (Message(html=general.stopped.fill()),))
    after = up_to_date(typed.session, context, event.now)
    # As it stood, whatever this step writes.
    retire = Retire(html=view(before, dataclasses.replace(context, also=Also())).html)
    if typed.verb == FORGET:
        return Outcome(after, (Message(html=_forgotten_text(after, context)),), forget=True)
    shown = with_notes(after, view(after, context))
    message = Message(html=shown.html, keyboard=shown.keyboard, screen=True)
    return _outcome(before, after, typed.verb, (retire, message), context)


def _outcome(
    before: Session, after: Session, verb: str, replies: tuple[Reply, ...], context: Context
) -> Outcome:
    return Outcome(
        after,
        (*number_key_end(before, after, context), *replies, *beside(before, after, verb, context)),
        assessed=steps_to_compare(before, after),
        writes=(*campaign_writes(before, after, context), *look_writes(after, context)),
    )


def _erasure_outcome(event: Tap, after: Session, context: Context) -> Outcome:
    edit = Edit(message_id=event.message_id, html=_forgotten_text(after, context))
    return Outcome(after, (Toast(callback_id=event.callback_id), edit), forget=True)


def _forgotten_text(session: Session, context: Context) -> str:
    said = context.texts(session).messages.followup.my_data
    return said.forgotten.fill(backups=context.backup_days)
