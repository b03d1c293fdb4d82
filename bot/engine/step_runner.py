"""One event of a chat, stepped once, with what it asks meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event
from bot.dialogue.core.queries import Facts
from bot.dialogue.core.replies import Reply, Toast
from bot.dialogue.core.session import Asking, Session, dump
from bot.dialogue.shop.plan.due import due
from bot.dialogue.turn.step import Outcome
from bot.engine import replies_json
from bot.engine.answers import FactsReader
from bot.engine.asking import answer
from bot.lib import metrics
from bot.lib.clock import utc_now
from bot.records.writes import Contribute, Open, Start, Write
from bot.storage.chats.records import Assessment, Progress
from bot.storage.database import Storage

Step = Callable[[Session, Event, Context, Facts], Outcome]
Encode = Callable[[Reply], str]
Apology = Callable[[Session, Context], tuple[Reply, ...]]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The pure part: what is said next, and what is said when that fails or too much comes."""

    step: Step
    apology: Apology
    contexts: Callable[[], Context]
    """Gives the context as it is now: the content in it may be published anew at any time."""
    too_fast: Apology = lambda _session, _context: ()

    @property
    def context(self) -> Context:
        return self.contexts()


@dataclass(frozen=True, slots=True)
class Conversations:
    """What it takes to go on with the conversations of a bot."""

    storage: Storage
    bot_id: int
    dialogue: Dialogue
    reader: FactsReader
    clock: Callable[[], datetime] = utc_now
    encode: Encode = replies_json.dump
    """Writes a reply as its channel will read it from the storage; what it raises fails the step."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """What an event came to, ready to be stored."""

    session: Session
    written: str
    due: datetime | None
    assessment: Assessment | None
    forget: bool
    answers: tuple[str, ...]
    replies: tuple[str, ...]
    writes: tuple[Write, ...] = ()

    @property
    def is_finished(self) -> bool:
        return self.session.finished is not None

    @property
    def progress(self) -> Progress:
        session = self.session
        return Progress(
            language=session.language,
            question=session.place.question if isinstance(session.place, Asking) else None,
            begun=session.run,
            ended=session.finished.run if session.finished else 0,
            demo=session.campaign is not None and session.campaign.demo,
        )


async def run_step(chat_id: int, session: Session, event: Event, conversations: Conversations) -> Stepped:
    """Take one event. Raises StorageFault; whatever else is raised means that the step failed."""
    reader = conversations.reader
    dialogue, context = conversations.dialogue, conversations.dialogue.context
    outcome = await answer(
        lambda facts: dialogue.step(session, event, context, facts),
        lambda query: reader.read(chat_id, query, event.now),
        metrics.STEP_SECONDS.observe,
    )
    # Asked only where something hangs on it: most steps neither finish an assessment nor write.
    steps = outcome.assessed if outcome.assessed and await reader.counts(chat_id) else None
    writes = outcome.writes
    if writes and await reader.is_admin(chat_id):
        writes = _without_own(writes)
    # Written here, so that what cannot be written fails as a part of its step and spoils no batch.
    return Stepped(
        session=outcome.session,
        written=dump(outcome.session),
        due=due(outcome.session),
        assessment=Assessment(steps, event.now) if steps else None,
        forget=outcome.forget,
        answers=tuple(conversations.encode(reply) for reply in outcome.replies if isinstance(reply, Toast)),
        replies=tuple(
            conversations.encode(reply) for reply in outcome.replies if not isinstance(reply, Toast)
        ),
        writes=writes,
    )


def _without_own(writes: tuple[Write, ...]) -> tuple[Write, ...]:
    """Leave out what would let an administrator count as a shop."""
    return tuple(
        write
        for write in writes
        if not isinstance(write, Open | Start) and not (isinstance(write, Contribute) and not write.assisted)
    )
