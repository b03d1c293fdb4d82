"""Messages between a shop and an organisation's advisors."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.events import Command, Document, Photo, Text
from bot.dialogue.core.queries import InThread, ReachesAdvisors, ReachesShop, Threads
from bot.dialogue.core.session import Aside, Home, Place, Reading, Session, Writing
from bot.dialogue.shop.interview.answers import is_under_way, resume
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.library.parsing.markup import Html
from bot.library.schema.sharing import RelayTexts
from bot.records.groups import LONGEST_MESSAGE, Organisation, Thread
from bot.records.notices import Relayed
from bot.records.writes import Answer, Ask

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AN_HOUR, A_DAY = 10, 30
"""So many messages a chat may send."""


@dataclass(frozen=True, slots=True)
class Other:
    """Whom one writes to: an organisation's advisors, or the shop of a thread."""

    organisation: Organisation
    thread: Thread | None
    gone: bool
    """The conversation is over. A shop that ended it itself may ask something new."""

    @property
    def is_shop(self) -> bool:
        return self.thread is not None and not self.thread.of_shop


def other_side(session: Session, context: Context, place: Writing) -> Other | None:
    """Find whom a message is for; None where there is nobody."""
    if place.thread is not None:
        thread = context.facts.ask(InThread(place.thread))
        return Other(thread.organisation, thread, thread.ended) if thread else None
    campaign = own_campaign(session)
    if campaign is None or campaign.organisation != place.organisation:
        return None
    threads = context.facts.ask(Threads())
    mine = next((one for one in threads if one.organisation.id == campaign.organisation), None)
    organisation = Organisation(campaign.organisation, campaign.name)
    return Other(organisation, mine, gone=mine is not None and mine.barred)


def write_to(session: Session, context: Context, place: Writing) -> Session:
    """Ask for a message, and remember where from; say so where the conversation is over."""
    other, said = other_side(session, context, place), context.texts(session).messages.sharing.relay
    if other is None:
        return session.at(session.place, said.not_found.fill())
    if other.gone:
        return session.at(session.place, _over(other, said))
    came_from = session.aside_from if isinstance(session.place, Aside | Writing) else session.place
    kept = None if isinstance(came_from, Writing) else came_from
    return session.model_copy(update={"aside_from": kept}).at(place)


def _over(other: Other, said: RelayTexts) -> Html:
    """Say that a conversation is over."""
    barred = other.thread is not None and other.thread.barred and other.thread.of_shop
    return said.closed.fill(organisation=other.organisation.name) if barred else said.ended_already.fill()


def return_from_writing(session: Session, context: Context, *notes: str) -> Session:
    """Go back to where writing was begun from, or else to what is in hand."""
    came_from, clear = session.aside_from, session.model_copy(update={"aside_from": None})
    if came_from is not None and not isinstance(came_from, Writing):
        return clear.at(came_from, *notes)
    if is_under_way(clear, context):
        return resume(clear, context, *notes)
    place: Place = Reading() if clear.finished else Home()
    return clear.at(place, *notes)


def pass_text(turn: Turn, text: str) -> Session:
    """Pass a text on to the other side."""
    return _pass(turn, Relayed(text=text.strip()))


def pass_picture(turn: Turn, picture: Photo | Document) -> Session:
    """Pass a picture on to the other side."""
    return _pass(turn, _relayed_picture(picture))


def pass_more(turn: Turn, to: Writing, picture: Photo | Document) -> Html | None:
    """Pass another picture of an album on, or say why not; the whole album counts as one message."""
    other, said = other_side(turn.session, turn.context, to), _relayed_picture(picture)
    texts = turn.messages.sharing.relay
    if other is None or other.gone:
        return texts.gone.fill()
    if len(said.text) > LONGEST_MESSAGE:
        return texts.too_long.fill(count=len(said.text), most=LONGEST_MESSAGE)
    _write(turn, other, said.model_copy(update={"more": True}))
    return None


def pass_change(turn: Turn, to: Writing, said: Relayed) -> Session:
    """Pass on a message anew that was changed after it was passed on; the place stays."""
    session, texts = turn.session, turn.messages.sharing.relay
    other = other_side(session, turn.context, to)
    if other is None or other.gone:
        return session.at(session.place, texts.gone.fill())
    refusal = _refusal(turn, said) or failure_note(turn, other)
    if refusal:
        return session.at(session.place, refusal)
    _write(turn, other, said.model_copy(update={"changed": True}))
    return _count_message(turn).at(session.place, texts.sent_change.fill())


def relayed_of(message: Command | Text | Photo | Document) -> Relayed | None:
    """Give what is passed on of a message; None where nothing is."""
    if isinstance(message, Text):
        return Relayed(text=message.text.strip())
    return None if isinstance(message, Command) else _relayed_picture(message)


def _relayed_picture(picture: Photo | Document) -> Relayed:
    is_file = isinstance(picture, Document)
    return Relayed(text=picture.caption.strip(), photo=picture.file_id, is_file=is_file)


def pass_reply(turn: Turn, message: Text | Photo | Document, thread: Thread) -> Session:
    """Pass on what replies to a message of a conversation, wherever this chat stands."""
    said = relayed_of(message) or Relayed()
    return send_to(turn, Other(thread.organisation, thread, thread.ended), said)


def send_to(turn: Turn, other: Other, said: Relayed) -> Session:
    """Pass a message on, wherever this chat stands; it stays there, unless this is what was asked."""
    session, texts = turn.session, turn.messages.sharing.relay
    refusal = _over(other, texts) if other.gone else _refusal(turn, said) or failure_note(turn, other)
    if refusal:
        return session.at(session.place, refusal)
    place, sent = session.place, texts.sent_to_advisors.fill(organisation=other.organisation.name)
    if other.thread and other.is_shop:
        sent = texts.sent_to_shop.fill(thread=other.thread.id)
    was_asked = isinstance(place, Writing) and other_side(session, turn.context, place) == other
    _write(turn, other, said)
    after = _count_message(turn)
    return return_from_writing(after, turn.context, sent) if was_asked else after.at(place, sent)


def _pass(turn: Turn, said: Relayed) -> Session:
    session, place, texts = turn.session, turn.session.place, turn.messages.sharing.relay
    other = other_side(session, turn.context, place) if isinstance(place, Writing) else None
    if other is None or other.gone:
        return return_from_writing(session, turn.context, texts.gone.fill())
    refusal = _refusal(turn, said)
    if refusal:
        return session.at(place, refusal)
    failure = failure_note(turn, other)
    if failure:
        return return_from_writing(session, turn.context, failure)
    _write(turn, other, said)
    return return_from_writing(_count_message(turn), turn.context, texts.sent.fill())


def failure_note(turn: Turn, other: Other) -> Html | None:
    """Say that a message would not reach the other side; None where it would."""
    said, facts = turn.messages.sharing.notices, turn.context.facts
    if other.thread and other.is_shop:
        if facts.ask(ReachesShop(other.thread.id)):
            return None
        return said.not_to_shop.fill(thread=other.thread.id, who=other.thread.who or said.a_shop.fill())
    if facts.ask(ReachesAdvisors(other.organisation.id)):
        return None
    return said.not_to_advisors.fill(organisation=other.organisation.name)


def _write(turn: Turn, other: Other, said: Relayed) -> None:
    if other.thread and other.is_shop:
        turn.write(Answer(other.thread.id, said))
    else:
        turn.write(Ask(other.organisation.id, who=turn.session.shop_name or "", said=said))


def _count_message(turn: Turn) -> Session:
    """Count one more message that was relayed."""
    relayed = (*_of_late(turn.session, turn.now, DAY), turn.now)
    return turn.session.model_copy(update={"relayed": relayed})


def _refusal(turn: Turn, said: Relayed) -> Html | None:
    """Say why a message is not passed on, and what can be done; None where it is."""
    texts = turn.messages.sharing.relay
    if not said.photo and not any(letter.isprintable() and not letter.isspace() for letter in said.text):
        return texts.empty.fill()
    if len(said.text) > LONGEST_MESSAGE:
        return texts.too_long.fill(count=len(said.text), most=LONGEST_MESSAGE)
    if len(_of_late(turn.session, turn.now, DAY)) >= A_DAY:
        return texts.day.fill(most=A_DAY)
    if len(_of_late(turn.session, turn.now, HOUR)) >= AN_HOUR:
        return texts.hour.fill(most=AN_HOUR)
    return None


def _of_late(session: Session, now: datetime, time: timedelta) -> tuple[datetime, ...]:
    return tuple(moment for moment in session.relayed if now - moment < time)
