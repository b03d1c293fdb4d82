"""What the bot says first: chats that are due → one commit, then the replies."""

from datetime import datetime, timedelta
from typing import Literal

import structlog

from bot.dialogue.core.events import Due
from bot.dialogue.core.session import NewerSession, UnreadableSession, load
from bot.engine.commits import Commits, Hand
from bot.engine.step_runner import Conversations, run_step
from bot.lib.bell import Bell
from bot.storage.chats.records import Change, StorageFault, StoredChat, VersionConflict

log = structlog.get_logger(__name__)

_EVERY_S = 30.0

# Telegram, for one, takes about thirty messages a second. These go out slower, so that people who are talking
# with the bot now are answered in between.
_BATCH = 50
_BATCH_S = 2.5

_POSTPONED = timedelta(days=1)
"""How long a chat is left alone whose step failed, or left it due."""


class Alarm:
    """Lets the bot speak first, in each chat once for each time that it is due.

    That a chat was spoken in and when it is due next is one commit, which names the version of the chat that
    was loaded. So whoever comes second, another process or this one after a crash, finds it not due.
    """

    def __init__(self, conversations: Conversations, hand: Hand) -> None:
        self._conversations = conversations
        self._storage = conversations.storage
        self._bot_id = conversations.bot_id
        self._commits = Commits(self._storage, self._bot_id, hand)
        self._bell = Bell()

    def wake(self) -> None:
        """Look at once, because the time is another."""
        self._bell.ring()

    async def run(self) -> None:
        """Look for chats that are due, now and from time to time, until cancelled."""
        while True:
            rung = 0
            try:
                rung = await self.ring()
            except StorageFault as fault:
                log.warning("due_not_loaded", fault=str(fault))
            except Exception:
                # Whatever it is, the next look may work; nobody would notice that there is none.
                log.exception("alarm_failed")
            await self._bell.wait(_BATCH_S if rung == _BATCH else _EVERY_S)

    async def ring(self) -> int:
        """Speak in a batch of the chats that are due; returns how many they are. Raises StorageFault."""
        while True:
            try:
                return await self._ring(self._conversations.clock())
            except VersionConflict as conflict:
                log.info("conflict", cause=str(conflict))

    async def _ring(self, now: datetime) -> int:
        chat_ids = await self._storage.run(lambda unit: unit.chats.due(self._bot_id, now, _BATCH))
        loaded = await self._storage.run(lambda unit: unit.chats.load(self._bot_id, chat_ids, ()))
        changes: list[Change] = []
        for chat_id, stored in loaded.chats.items():
            change = await self._change(chat_id, stored, now)
            if change:
                changes.append(change)
            elif change is None:
                await self._postpone(chat_id, stored.version, now + _POSTPONED)
        if changes:
            await self._commits.make((), changes, now)
        return len(chat_ids)

    async def _postpone(self, chat_id: int, version: int, until: datetime) -> None:
        await self._storage.run(lambda unit: unit.chats.postpone(self._bot_id, chat_id, version, until))

    async def _change(
        self, chat_id: int, stored: StoredChat, now: datetime
    ) -> Change | Literal[False] | None:
        """Step a chat that is due; None where that fails. Nobody waits for an answer, so nobody is told.

        False where a newer release stored it: one that can read it finds it due as well.
        """
        try:
            done = await run_step(chat_id, load(stored.session), Due(now=now), self._conversations)
        except StorageFault:
            raise
        except NewerSession:
            return False
        except UnreadableSession:
            log.error("session_unreadable", chat_id=chat_id)  # noqa: TRY400 -- the traceback would quote it
            return None
        except Exception:
            log.exception("step_failed", chat_id=chat_id, on="due")
            return None
        due = done.due
        if due and due <= now:
            log.error("still_due", chat_id=chat_id)
            due = now + _POSTPONED
        return Change(
            chat_id=chat_id,
            version=stored.version,
            session=done.written,
            due=due,
            finished=done.is_finished,
            progress=done.progress,
            writes=done.writes,
            replies=done.replies,
        )
