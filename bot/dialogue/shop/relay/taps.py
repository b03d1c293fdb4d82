"""What the buttons of a conversation between a shop and the advisors do, and its commands."""

from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import InThread, Threads
from bot.dialogue.core.session import Session, Writing
from bot.dialogue.core.verbs import Repeated, Stale, Verbs
from bot.dialogue.shop.relay.relay import back, write_to
from bot.dialogue.shop.sharing.sharing import joined
from bot.dialogue.shop.sharing.taps import number
from bot.records.groups import Thread
from bot.records.writes import EndThread


def ask(turn: Turn) -> Session:
    """Ask an advisor something: of the campaign in hand, or else of the one conversation there is."""
    campaign = joined(turn.session)
    if campaign:
        return write_to(turn.session, turn.context, Writing(organisation=campaign.organisation))
    found = _only(turn)
    if found is None:
        return turn.session.at(turn.session.place, turn.messages.sharing.relay.no_advisor.fill())
    return write_to(turn.session, turn.context, Writing(thread=found.id))


def reply(turn: Turn) -> Session:
    """Write in the conversation whose number is typed; a shop with one conversation needs none."""
    said, typed = turn.messages.sharing.relay, turn.argument.strip()
    if not typed:
        found = _only(turn)
        if found is None:
            return turn.session.at(turn.session.place, said.which.fill())
        return write_to(turn.session, turn.context, Writing(thread=found.id))
    try:
        return write_to(turn.session, turn.context, Writing(thread=number(typed)))
    except Stale:
        return turn.session.at(turn.session.place, said.which.fill())


def _only(turn: Turn) -> Thread | None:
    """Find the one conversation of this shop that goes on."""
    threads = [one for one in turn.context.facts.ask(Threads()) if not one.ended]
    return threads[0] if len(threads) == 1 else None


def _ask(turn: Turn) -> Session:
    campaign = joined(turn.session)
    if campaign is None or campaign.organisation != number(turn.action.question):
        raise Stale
    return write_to(turn.session, turn.context, Writing(organisation=campaign.organisation))


def _thread(turn: Turn) -> Thread:
    """Find the conversation that a button is about; raises Stale where this chat is not in it."""
    thread = turn.context.facts.ask(InThread(number(turn.action.question)))
    if thread is None:
        raise Stale
    return thread


def _reply(turn: Turn) -> Session:
    return write_to(turn.session, turn.context, Writing(thread=_thread(turn).id))


def _end(turn: Turn) -> Session:
    """End a conversation for both sides."""
    thread, said = _thread(turn), turn.messages.sharing.relay
    if thread.ended:
        note = said.ended_already.fill()
    else:
        turn.write(EndThread(thread.id))
        note = said.ended_by_shop.fill() if thread.of_shop else said.ended_by_advisor.fill()
    place = turn.session.place
    here = isinstance(place, Writing) and (place.thread or thread.id) == thread.id
    return back(turn.session, turn.context, note) if here else turn.session.at(place, note)


def _back(turn: Turn) -> Session:
    if not isinstance(turn.session.place, Writing):
        raise Repeated
    return back(turn.session, turn.context)


VERBS: Verbs = {"ask": _ask, "reply": _reply, "end_thread": _end, "write_back": _back}
