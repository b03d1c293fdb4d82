"""Writing a message to the other side of a conversation between a shop and an organisation's advisors."""

from bot.dialogue.core.actions import Repeated, Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import InThread, Threads
from bot.dialogue.core.screen import At, Hears, Screen
from bot.dialogue.core.session import Home, Session, Writing
from bot.dialogue.core.view import View, blocks, control
from bot.dialogue.shop.relay.relay import (
    Other,
    other_side,
    pass_text,
    return_from_writing,
    send_to,
    write_to,
)
from bot.dialogue.shop.sharing.sharing import is_addressed, own_campaign
from bot.dialogue.shop.ways import to_advisor
from bot.library.parsing.markup import Html
from bot.records.groups import LONGEST_MESSAGE, Thread
from bot.records.notices import Relayed
from bot.records.writes import EndThread

_LONGEST_NUMBER = 18
"""Digits of a conversation's number."""


def ask_by_command(turn: Turn) -> Session:
    """Ask an advisor something: of the campaign in hand, or else of the one conversation there is."""
    campaign = own_campaign(turn.session)
    if campaign:
        return _write(turn, Writing(organisation=campaign.organisation), turn.argument)
    thread = _only_thread(turn)
    if thread is None:
        return turn.session.at(turn.session.place, turn.messages.sharing.relay.no_advisor.fill())
    return _write(turn, Writing(thread=thread.id), turn.argument)


def reply_by_command(turn: Turn) -> Session:
    """Write in the conversation whose number is typed; a shop with one conversation needs none."""
    number, _, text = turn.argument.strip().partition(" ")
    if number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER:
        return _write(turn, Writing(thread=int(number)), text)
    thread = _only_thread(turn)
    if thread is None:
        return turn.session.at(turn.session.place, turn.messages.sharing.relay.which.fill())
    return _write(turn, Writing(thread=thread.id), turn.argument)


def _write(turn: Turn, place: Writing, text: str) -> Session:
    """Pass on what was typed behind a command; where nothing was, ask for it."""
    other = other_side(turn.session, turn.context, place) if text.strip() else None
    if other is None:
        return write_to(turn.session, turn.context, place)
    return send_to(turn, other, Relayed(text=text.strip()))


@to_advisor.to
def ask_advisor(turn: Turn, organisation: int) -> Session:
    campaign = own_campaign(turn.session)
    if campaign is None or campaign.organisation != organisation:
        raise Stale
    return write_to(turn.session, turn.context, Writing(organisation=organisation))


@action("reply")
def answer_thread(turn: Turn, thread: int) -> Session:
    """Write in a conversation."""
    return write_to(turn.session, turn.context, Writing(thread=find_thread(turn, thread).id))


@action("end_thread")
def end_thread(turn: Turn, thread: int) -> Session:
    """End a conversation for both sides."""
    found, said = find_thread(turn, thread), turn.messages.sharing.relay
    if found.ended:
        note = said.ended_already.fill()
    else:
        turn.write(EndThread(found.id))
        note = said.ended_by_shop.fill() if found.of_shop else said.ended_by_advisor.fill()
    place = turn.session.place
    here = isinstance(place, Writing) and (place.thread or found.id) == found.id
    return return_from_writing(turn.session, turn.context, note) if here else turn.session.at(place, note)


@action("write_back")
def leave(turn: Turn) -> Session:
    """Write nothing, and go back."""
    if not isinstance(turn.session.place, Writing):
        raise Repeated
    return return_from_writing(turn.session, turn.context)


class WritingScreen(Screen[Writing]):
    """A message is being asked."""

    place = Writing
    actions = (ask_advisor, answer_thread, end_thread, leave)

    def settle(self, at: At[Writing]) -> Session:
        return at.session if is_addressed(at.session, at.place) else at.session.at(Home())

    def show(self, at: At[Writing]) -> View:
        other, session = other_side(at.session, at.context, at.place), at.session
        back = control(at.messages.controls.back, leave.code(session))
        if other is None or other.gone:
            return View(at.messages.sharing.relay.gone.fill(), ((back,),))
        ways = [back]
        if other.thread and not other.thread.ended:
            end = end_thread.code(session, other.thread.id)
            ways.append(control(at.messages.sharing.controls.end, end))
        return View(_question(at, other), (tuple(ways),))

    def hears(self, place: Writing) -> Hears:  # noqa: ARG002
        return Hears.ANYTHING

    def take(self, turn: Turn, place: Writing, text: str) -> Session:  # noqa: ARG002
        return pass_text(turn, text)


def find_thread(turn: Turn, thread: int) -> Thread:
    """Find a conversation; raises Stale where this chat is not in it."""
    found = turn.context.facts.ask(InThread(thread))
    if found is None:
        raise Stale
    return found


def _only_thread(turn: Turn) -> Thread | None:
    """Find the one conversation of this shop that goes on."""
    threads = [one for one in turn.context.facts.ask(Threads()) if not one.ended]
    return threads[0] if len(threads) == 1 else None


def _question(at: At[Writing], other: Other) -> Html:
    """Ask for the message, and say what the other side reads of who writes."""
    said, name = at.messages.sharing.relay, other.organisation.name
    if other.thread and other.is_shop:
        who = other.thread.who or at.messages.sharing.notices.a_shop.fill()
        return said.answer.fill(thread=other.thread.id, who=who, organisation=name, most=LONGEST_MESSAGE)
    shop = at.session.shop_name
    signed = said.named.fill(name=shop) if shop else said.nameless.fill()
    return blocks(said.ask.fill(organisation=name, most=LONGEST_MESSAGE), signed)
