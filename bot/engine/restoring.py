"""Screens that are shown again, because what was sent too late may stand over them."""

import asyncio

import structlog

from bot.dialogue.core.events import Overtaken
from bot.dialogue.core.session import Session, UnreadableSession, load
from bot.engine.commits import Commits, Hand
from bot.engine.step_runner import Conversations, run_step
from bot.lib import metrics
from bot.lib.backoff import BackOff
from bot.storage.chats.records import Change, StorageFault, VersionConflict

log = structlog.get_logger(__name__)


class Restoring:
    """Shows in a message what its chat shows now.

    A call lasts, and the channel may apply it although its answer never came. Where another process sent to
    the chat before such a call ended, what it showed may be older than what is to be seen.
    """

    def __init__(self, conversations: Conversations, hand: Hand) -> None:
        self._conversations = conversations
        self._commits = Commits(conversations.storage, conversations.bot_id, hand)
        self._waiting: asyncio.Queue[tuple[int, int]] = asyncio.Queue()

    def put(self, chat_id: int, message_id: int) -> None:
        """Take note of a message that may show something older."""
        metrics.SCREENS_RESTORED.inc()
        log.warning("screen_restored", chat_id=chat_id)
        self._waiting.put_nowait((chat_id, message_id))

    async def run(self) -> None:
        """Show again what is noted, until cancelled."""
        waits = BackOff()
        while True:
            chat_id, message_id = await self._waiting.get()
            try:
                await self.restore(chat_id, message_id)
                waits.reset()
            except (StorageFault, VersionConflict) as fault:
                log.warning("screen_not_restored", fault=str(fault))
                self._waiting.put_nowait((chat_id, message_id))
                await asyncio.sleep(waits.next())
            except UnreadableSession:
                log.error("session_unreadable", chat_id=chat_id)  # noqa: TRY400 -- the traceback would quote it
            except Exception:
                log.exception("restoring_failed", chat_id=chat_id)

    async def restore(self, chat_id: int, message_id: int) -> None:
        """Show the present screen in a message.

        Raises StorageFault, VersionConflict and UnreadableSession.
        """
        storage, bot_id = self._conversations.storage, self._conversations.bot_id
        now = self._conversations.clock()
        loaded = await storage.run(lambda unit: unit.chats.load(bot_id, (chat_id,), ()))
        stored = loaded.chats.get(chat_id)
        session = load(stored.session) if stored else Session()
        event = Overtaken(now=now, message_id=message_id, erased=stored is None)
        done = await run_step(chat_id, session, event, self._conversations)
        version = stored.version if stored else 0
        change = Change(chat_id=chat_id, version=version, session=None, replies=done.replies)
        await self._commits.make((), (change,), now)
