"""One turn of the conversation: session and event in, session and replies out."""

import dataclasses
from dataclasses import dataclass

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
    Edited,
    Event,
    Membership,
    Noticed,
    Overtaken,
    Photo,
    Tap,
    Text,
    Unreadable,
)
from bot.dialogue.core.queries import NONE, Facts, ThreadOf
from bot.dialogue.core.replies import Edit, Menu, Message, Reply, Retire, Toast
from bot.dialogue.core.session import Album, Asking, Session
from bot.dialogue.shop.counting import campaign_writes, steps_to_compare
from bot.dialogue.shop.my_data import forget
from bot.dialogue.shop.plan.due import digest_due, postpone, ring
from bot.dialogue.shop.plan.plan import with_cards
from bot.dialogue.shop.relay.notices import notice_replies
from bot.dialogue.shop.relay.screen import answer_thread, end_thread
from bot.dialogue.shop.result.files import share_picture
from bot.dialogue.shop.result.finish import rescore
from bot.dialogue.shop.result.picture import is_result_new, picture_above, show_result
from bot.dialogue.shop.sharing.offer import number_key_end
from bot.dialogue.turn import commands
from bot.dialogue.turn.beside import beside
from bot.dialogue.turn.edits import handle_edit, recipient, remember
from bot.dialogue.turn.menu import app_language, menu_after
from bot.dialogue.turn.not_text import handle_not_text, handle_swiped
from bot.dialogue.turn.screen import settle, view, with_notes
from bot.dialogue.turn.taps import act, is_of_earlier_screen
from bot.dialogue.turn.typed import Typed, handle_text
from bot.records.writes import Write
from scoring.peers import Steps

FORGET = forget.way.name
SHARE = share_picture.way.name
KEEPING = (answer_thread.way.name, end_thread.way.name)
"""Buttons under what another person wrote: that stays, and the screen comes below it."""


Said = Command | Text | Photo | Document | Contact | Unreadable | Edited


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
    asking = dataclasses.replace(context, now=event.now, facts=facts, also=also)
    outcome = _handle_event(session, event, asking)
    writes = (*outcome.writes, *also.writes)
    after, menu = outcome.session, tuple[Reply, ...]()
    if not outcome.forget:
        if isinstance(event, Command | Text | Photo | Document):
            after = remember(after, event, recipient(session, asking))
        after, menu = menu_after(session, after, event, asking, writes)
    elif session.menu:
        menu = (Menu(),)
    if after is outcome.session and not also.replies and not writes and not menu:
        return outcome
    replies = (*outcome.replies, *also.replies, *menu)
    return dataclasses.replace(outcome, session=after, replies=replies, writes=writes)


def _handle_event(session: Session, event: Event, context: Context) -> Outcome:
    if isinstance(event, Addressed):
        return _answer_group(session, event, context)
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
    typed = _handle_message(session, event, context)
    return Outcome(session) if typed is None else _anew(session, typed, event, context)


def _handle_message(session: Session, event: Said, context: Context) -> Typed | None:
    """Take what somebody wrote, sent or edited; None where nothing is to be answered.

    A reply to another person's words goes to that person.
    """
    if isinstance(event, Text | Photo | Document) and event.replied is not None:
        thread = context.facts.ask(ThreadOf(event.replied))
        swiped = handle_swiped(session, event, context, thread) if thread else None
        if swiped:
            return Typed(swiped)
    if isinstance(event, Command):
        return _run_command(session, event, context)
    if isinstance(event, Text):
        return handle_text(session, event, context)
    after = (
        handle_edit(session, event, context)
        if isinstance(event, Edited)
        else handle_not_text(session, event, context)
    )
    return None if after is None else Typed(after)


def _answer_group(session: Session, event: Addressed, context: Context) -> Outcome:
    """Say in a group where the bot can be talked with, of an album once."""
    if event.album and session.album and session.album.id == event.album:
        return Outcome(session)
    line = context.texts(session).messages.general.group.fill(link=context.bot_link)
    noted = session.model_copy(update={"album": Album(id=event.album)}) if event.album else session
    return Outcome(noted, (Message(html=line, topic=event.topic),))


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
    session = with_cards(session, context.texts(session).cards)
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
    if event.message_id == session.picture:
        # A picture by now, or soon: the screen stands below it.
        return ()
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
    after, replies = _screen_after_tap(session, rescore(after, context, event.now), event, context, verb)
    return _outcome(session, after, verb, (Toast(callback_id=event.callback_id), *replies), context)


def _screen_after_tap(
    before: Session, after: Session, tap: Tap, context: Context, verb: str
) -> tuple[Session, tuple[Reply, ...]]:
    """Show the screen where the tap was, or below what is to stay there.

    `verb` is of what the tap did; it is empty where it did nothing.
    """
    action = parse(tap.code)
    if verb == SHARE or (tap.message_id == before.picture and after == before):
        return after, ()
    shown = with_notes(after, view(after, context))
    if action.verb in KEEPING or tap.message_id == before.picture:
        message = Message(html=shown.html, keyboard=shown.keyboard, screen=True)
        return after, (Retire(html=view(before, context).html), message)
    if is_result_new(before, after):
        return show_result(before, after, tap.message_id, (view(before, context), shown), context)
    edit = Edit(
        message_id=tap.message_id,
        html=shown.html,
        keyboard=shown.keyboard,
        alone=not verb or is_of_earlier_screen(before, action),
    )
    return after, (edit,)


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


def _anew(before: Session, typed: Typed, event: Event, context: Context) -> Outcome:
    """Show the screen as a new message below what was typed; the one before only loses its buttons."""
    general = context.texts(before).messages.general
    if typed.stopped:
        return Outcome(before, (Message(html=general.stopped.fill()),))
    after = rescore(typed.session, context, event.now)
    # As it stood, whatever this step writes.
    retire = Retire(html=view(before, dataclasses.replace(context, also=Also())).html)
    if typed.verb == FORGET:
        return Outcome(after, (Message(html=_forgotten_text(after, context)),), forget=True)
    after, pictures = picture_above(before, after, context)
    shown = with_notes(after, view(after, context))
    message = Message(html=shown.html, keyboard=shown.keyboard, screen=True)
    return _outcome(before, after, typed.verb, (retire, *pictures, message), context)


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
