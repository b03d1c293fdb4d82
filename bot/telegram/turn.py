"""What a batch does to one chat: its events, stepped through in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.dialogue.context import Context
from bot.dialogue.events import Event, Tap
from bot.dialogue.replies import Reply, Toast
from bot.dialogue.session import Session, UnreadableSession
from bot.dialogue.session import dump as dump_session
from bot.dialogue.session import load as load_session
from bot.dialogue.step import Outcome
from bot.storage.store import Change, StoredChat
from bot.telegram import bodies
from bot.telegram.updates import Incoming

log = structlog.get_logger(__name__)

Step = Callable[[Session, Event, Context], Outcome]
Apology = Callable[[Session, Context], tuple[Reply, ...]]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The pure part: what is said next, and what is said when that fails."""

    step: Step
    apology: Apology
    context: Context


def turn(chat_id: int, stored: StoredChat | None, updates: Sequence[Incoming], dialogue: Dialogue) -> Change:
    """Step a chat through its updates.

    An update whose step fails changes nothing and is done with: the step is pure, so it would fail again. The
    person reads one apology. A stored session that cannot be read stays as it is, with an apology too.
    """
    try:
        session = load_session(stored.session) if stored else Session()
    except UnreadableSession:
        log.error("session_unreadable", chat_id=chat_id)  # noqa: TRY400 -- the traceback would quote it
        return _change(chat_id, stored, None, _sorry(Session(), updates, dialogue))
    said: list[str] = []
    failed: list[Incoming] = []
    written: str | None = None
    for update in updates:
        try:
            after, text, replies = _stepped(session, update.event, dialogue)
        except Exception:
            log.exception("step_failed", update_id=update.update_id, chat_id=chat_id)
            failed.append(update)
        else:
            written = text if after != session else written
            session = after
            said += replies
    if failed:
        said += _sorry(session, failed, dialogue)
    if said and not stored:
        # A new chat gets its row with its first reply: the screen is noted there.
        written = dump_session(session)
    return _change(chat_id, stored, written, said)


def _stepped(session: Session, event: Event, dialogue: Dialogue) -> tuple[Session, str, list[str]]:
    outcome = dialogue.step(session, event, dialogue.context)
    # Written here, so that what cannot be written fails as a part of its step and spoils no batch.
    return outcome.session, dump_session(outcome.session), [bodies.dump(reply) for reply in outcome.replies]


def _sorry(session: Session, failed: Sequence[Incoming], dialogue: Dialogue) -> list[str]:
    # Telegram shows a tapped button as busy until the tap is answered.
    toasts = [Toast(callback_id=u.event.callback_id) for u in failed if isinstance(u.event, Tap)]
    try:
        return [bodies.dump(reply) for reply in (*toasts, *dialogue.apology(session, dialogue.context))]
    except Exception:
        log.exception("apology_failed")
        return [bodies.dump(toast) for toast in toasts]


def _change(chat_id: int, stored: StoredChat | None, written: str | None, said: Sequence[str]) -> Change:
    version = stored.version if stored else 0
    return Change(chat_id=chat_id, version=version, session=written, replies=tuple(said))
