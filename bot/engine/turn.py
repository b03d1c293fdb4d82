"""The updates of one chat in a batch, stepped through in order."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from bot.dialogue.core.events import Tap
from bot.dialogue.core.replies import Toast
from bot.dialogue.core.session import NewerSession, Session, UnreadableSession, load
from bot.engine.flood import Verdict
from bot.engine.incoming import Incoming
from bot.engine.step_runner import Conversations, Encode, Stepped, run_step
from bot.records.writes import Write
from bot.storage.chats.records import Change, Progress, StorageFault, StoredChat

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a batch does to one chat, and what of it is for a commit of its own."""

    change: Change
    left: tuple[Incoming, ...] = ()
    """Updates to be stepped when the change is committed: what they read rests on what it writes."""


async def turn(
    chat_id: int,
    stored: StoredChat | None,
    updates: Sequence[Incoming],
    conversations: Conversations,
) -> Turn:
    """Step a chat through its updates. Raises StorageFault, and NewerSession where a newer release stored it.

    After an update that writes something beside the session, no further one is stepped: they are given as
    `left`. An update whose step raises changes nothing and is not tried again, as the step is pure; the
    person reads one apology. A stored session that cannot be read stays as it is, with an apology too.
    Updates above the limit of a minute are not stepped; the taps among them are answered.
    """
    dialogue = conversations.dialogue
    version = stored.version if stored else 0
    try:
        session = load(stored.session) if stored else Session()
    except NewerSession:
        raise
    except UnreadableSession:
        log.error("session_unreadable", chat_id=chat_id)  # noqa: TRY400 -- the traceback would quote it
        return Turn(
            Change(
                chat_id=chat_id,
                version=version,
                session=None,
                answers=_answers(updates, conversations.encode),
                replies=tuple(_sorry(Session(), conversations)),
            )
        )
    course = _Course(session, has_row=stored is not None)
    failed: list[Incoming] = []
    waiting = deque(update for update in updates if update.verdict is Verdict.HANDLE)
    while waiting and not course.writes:
        update = waiting.popleft()
        try:
            course.take(await run_step(chat_id, course.session, update.event, conversations))
        except (StorageFault, NewerSession):
            raise
        except Exception:
            log.exception("step_failed", update_id=update.update_id, chat_id=chat_id)
            failed.append(update)
    if failed:
        course.answers += _answers(failed, conversations.encode)
        course.said += _sorry(course.session, conversations)
    held = [update for update in updates if update.verdict is not Verdict.HANDLE]
    course.answers += _answers(held, conversations.encode)
    if any(update.verdict is Verdict.SAY_SO for update in held):
        said = dialogue.too_fast(course.session, dialogue.context)
        course.said += [conversations.encode(reply) for reply in said]
    return Turn(course.change(chat_id, version), tuple(waiting))


@dataclass
class _Course:
    """What came of the events that were stepped so far."""

    session: Session
    has_row: bool
    """Whether the chat has a row by now, or will get one."""
    last: Stepped | None = None
    """The last step that is to be stored; None where none is."""
    answers: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    assessed: Stepped | None = None
    forget: bool = False

    def take(self, done: Stepped) -> None:
        if done.forget:
            self._start_over(done)
            return
        # A new chat gets its row with its first reply, and none before: who blocks the bot after being
        # forgotten, or without ever having talked with it, stays unknown.
        telling = done.session != self.session if self.has_row else bool(done.replies)
        if telling:
            self.session, self.last, self.has_row = done.session, done, True
        self.answers += done.answers
        self.said += done.replies
        self.writes += done.writes
        self.assessed = done if done.assessment else self.assessed

    def change(self, chat_id: int, version: int) -> Change:
        return Change(
            chat_id=chat_id,
            version=version,
            session=self.last.written if self.last else None,
            due=self.last.due if self.last else None,
            finished=self.last.is_finished if self.last else False,
            progress=self.last.progress if self.last else Progress(),
            assessment=self.assessed.assessment if self.assessed else None,
            forget=self.forget,
            writes=tuple(self.writes),
            answers=tuple(self.answers),
            replies=tuple(self.said),
        )

    def _start_over(self, done: Stepped) -> None:
        """Drop all that came before: the chat is erased, and only the reply that says so is still sent."""
        self.session, self.has_row, self.last, self.assessed = Session(), False, None, None
        self.answers += done.answers
        self.said, self.writes = list(done.replies), []
        self.forget = True


def _answers(updates: Sequence[Incoming], encode: Encode) -> tuple[str, ...]:
    """Give an empty answer to each tap among updates that are not stepped: without, a button looks busy."""
    taps = [update.event for update in updates if isinstance(update.event, Tap)]
    return tuple(encode(Toast(callback_id=tap.callback_id)) for tap in taps)


def _sorry(session: Session, conversations: Conversations) -> list[str]:
    dialogue = conversations.dialogue
    try:
        return [conversations.encode(reply) for reply in dialogue.apology(session, dialogue.context)]
    except Exception:
        log.exception("apology_failed")
        return []
