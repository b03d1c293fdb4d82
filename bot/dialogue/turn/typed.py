"""Typed text: the choices on screen first, then the commands' words. Typing does all that tapping does."""

import dataclasses
from dataclasses import dataclass

from bot.dialogue.core.callbacks import UNKNOWN
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.events import Text
from bot.dialogue.core.matching import close, exact, normal, normals
from bot.dialogue.core.replies import Message
from bot.dialogue.core.screen import Hears
from bot.dialogue.core.session import Asking, Found, Managing, Overview, Session
from bot.dialogue.core.understanding.understand import asks_for_person, stops
from bot.dialogue.core.view import Choice, control
from bot.dialogue.core.wording import enumeration
from bot.dialogue.shop.interview.answers import is_under_way
from bot.dialogue.shop.plan.screen import set_reminders
from bot.dialogue.shop.privacy import objection_choice
from bot.dialogue.shop.receipt import open_receipt
from bot.dialogue.shop.receipt_codes import code_in_text
from bot.dialogue.shop.result.card_words import search_for
from bot.dialogue.shop.result.more import ways_on
from bot.dialogue.shop.sharing.offer import advisor_choice, decline_choice
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.dialogue.shop.ways import to_begin, to_next_question
from bot.dialogue.turn import commands
from bot.dialogue.turn.arrival import arrive
from bot.dialogue.turn.arrival import code_in_text as start_in_text
from bot.dialogue.turn.commands import reaching
from bot.dialogue.turn.screen import view
from bot.dialogue.turn.screens import BY_PLACE
from bot.dialogue.turn.taps import press
from bot.dialogue.turn.typed_answers import LONGEST, said_at_question
from bot.library.parsing.markup import as_html
from bot.library.schema.content import Texts

STOP = "stop"
# A question about something holds a word of its own.
SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """What a text came to: the session after it, and the verb of the button that it stood for."""

    session: Session
    verb: str = ""
    stopped: bool = False


def handle_text(session: Session, event: Text, context: Context) -> Typed:
    """Do what a text says: very words on screen or anywhere first, then what comes close, then a search."""
    place = session.place
    screen = BY_PLACE[type(place)]
    hears = screen.hears(place)
    start = start_in_text(event.marked or event.text, context.bot_username)
    if start and hears is not Hears.ANYTHING:
        return Typed(arrive(dataclasses.replace(_turn(session, event, context), argument=start)))
    if len(event.text) > LONGEST and hears is Hears.CHOICES and not isinstance(place, Asking):
        return _not_understood(session, context)
    choices = tuple(view(session, context).choices)
    if hears is Hears.ANYTHING:
        # What is meant for another person is not read as one of our words, unless it is a button on screen.
        meant = exact(event.text, choices)
        if not meant:
            # Content is written in Markdown; for all else the words count.
            written = (isinstance(place, Managing) and event.marked) or event.text
            return Typed(screen.take(_turn(session, event, context), place, written))
        return _do_choice(session, meant[0], event, context)
    receipt = code_in_text(event.text)
    if receipt:
        return Typed(open_receipt(_turn(session, event, context), receipt))
    if isinstance(place, Asking):
        return _handle_at_question(session, place, choices, event, context)
    return _anywhere(session, choices, event, context)


def _anywhere(session: Session, choices: tuple[Choice, ...], event: Text, context: Context) -> Typed:
    """Do what a text says where no question is asked."""
    place, ways = session.place, everywhere(session, context)
    screen = BY_PLACE[type(place)]
    general = context.texts(session).messages.general
    if normal(event.text) in normals((*general.greetings, *general.agreeing)):
        return Typed(session.at(session.place))
    found = exact(event.text, choices) or exact(event.text, ways)
    if not found:
        understood = screen.understand(_turn(session, event, context), place, event.text)
        if understood is not None:
            return Typed(understood)
        if screen.hears(place) is Hears.A_NAME and "?" not in event.text:
            return Typed(screen.take(_turn(session, event, context), place, event.text))
        if asks_for_person(event.text, session.language):
            return Typed(session.at(session.place, reaching(session, context)))
    found = (
        found or close(event.text, choices) or close(event.text, [way for way in ways if way.code != STOP])
    )
    if len(found) > 1:
        return _which(session, found, context)
    return _do_choice(session, found[0], event, context) if found else _search_advice(session, event, context)


def _turn(session: Session, event: Text, context: Context) -> Turn:
    return Turn(session, context, event.now, UNKNOWN, event.nonce)


def _do_choice(session: Session, choice: Choice, event: Text, context: Context) -> Typed:
    """Do what one choice, on screen or from anywhere, says."""
    if choice.code == STOP:
        return Typed(session, stopped=True)
    if choice.copied:
        # Tapped, the app copies it; typed, it comes by itself, to be copied whole.
        context.also.replies.append(Message(html=f"<code>{as_html(choice.copied)}</code>"))
        return Typed(session.at(session.place))
    command = commands.command_by_name(choice.code)
    if command is None:
        return Typed(*press(_turn(session, event, context), (choice,)))
    return Typed(command.run(_turn(session, event, context)), command.names["en"])


def _handle_at_question(
    session: Session, place: Asking, choices: tuple[Choice, ...], event: Text, context: Context
) -> Typed:
    """Take a text at a question: its answers and what is on screen, and stopping; nothing else leaves it."""
    controls = context.texts(session).messages.controls
    words = normals((controls.stop.label, *controls.stop.words))
    said = normal(event.text) in words or stops(event.text, session.language)
    if said and not exact(event.text, choices):
        return Typed(session, stopped=True)
    if normal(event.text) in normals(context.texts(session).messages.general.greetings):
        return Typed(session.at(place))
    return Typed(*said_at_question(_turn(session, event, context), place, choices, event.text))


def _which(session: Session, found: tuple[Choice, ...], context: Context) -> Typed:
    general = context.texts(session).messages.general
    options = enumeration([f"‘{choice.name}’" for choice in found], general.either)
    return Typed(session.at(session.place, general.which.fill(options=options)))


def everywhere(session: Session, context: Context) -> tuple[Choice, ...]:
    """List what can be typed on every screen: the commands, the ways on from a result, and stopping."""
    messages = context.texts(session).messages
    named = [
        Choice(
            command.control(messages).label,
            command.names["en"],
            (*command.control(messages).words, *command.names.values()),
        )
        for command in commands.COMMANDS
        if command.control
    ]
    stop = Choice(messages.controls.stop.label, STOP, messages.controls.stop.words)
    labels = {choice.label for choice in named}
    ways = [choice for choice in _ways_on(session, context) if choice.label not in labels]
    return (*ways, *named, stop)


def _ways_on(session: Session, context: Context) -> list[Choice]:
    texts = context.texts(session)
    ways = ways_on(session, context) if session.finished else []
    if session.run:
        ways.append(control(texts.messages.controls.go_on, to_next_question.code(session)))
    if session.finished and not is_under_way(session, context):
        ways.append(control(texts.messages.controls.again, to_begin.code(session)))
    ways += [*_to_advisor(session, texts), objection_choice(session, context)]
    if session.reminders:
        off = texts.messages.followup.plan_controls.remind_off
        words = tuple(word for word in off.words if " " in word)
        ways.append(Choice(off.label, set_reminders.code(session, False), words))
    return ways


def _to_advisor(session: Session, texts: Texts) -> list[Choice]:
    """List what can be typed where there is an advisor: asking, and saying no to sharing."""
    campaign, no = own_campaign(session), decline_choice(session, texts)
    ask = [advisor_choice(session, texts, campaign.organisation)] if campaign else []
    return [*ask, no] if no else ask


def _search_advice(session: Session, event: Text, context: Context) -> Typed:
    """Look for advice on a text that is no answer; not while a question is asked."""
    words = [word for word in normal(event.text).split() if len(word) >= SHORTEST_WORD and not word.isdigit()]
    if isinstance(session.place, Overview) or not words:
        return _not_understood(session, context)
    search = search_for(session, event.text)
    cards = context.facts.ask(search)
    if cards:
        return Typed(session.at(Found(query=search.query, cards=cards)))
    note = context.texts(session).messages.followup.search.nothing.fill(query=search.query)
    return Typed(session.at(session.place, note))


def _not_understood(session: Session, context: Context) -> Typed:
    note = context.texts(session).messages.general.not_understood.fill()
    return Typed(session.at(session.place, note))
