"""A batch of updates → one commit, then the replies."""

import asyncio
import dataclasses
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.dialogue.core.events import Membership
from bot.dialogue.core.session import NewerSession
from bot.engine.commits import Commits, Hand
from bot.engine.flood import Limiter, Verdict
from bot.engine.incoming import Incoming, LeftAlone, Update
from bot.engine.step_runner import Conversations
from bot.engine.turn import turn
from bot.lib.backoff import BackOff
from bot.storage.chats.records import Change, Loaded, StorageFault, VersionConflict

log = structlog.get_logger(__name__)


def new_nonce() -> str:
    """Make a code that nobody can guess: 22 characters, 128 bits."""
    return secrets.token_urlsafe(16)


class Worker:
    """Applies each update once.

    Done means committed: the sessions, the replies and the ids of the updates, in one transaction.
    `hand` then takes the replies over for sending.
    """

    def __init__(
        self,
        conversations: Conversations,
        hand: Hand,
        announce: Callable[[], None] = lambda: None,
        nonce: Callable[[], str] = new_nonce,
        meet_newer: Callable[[Collection[int]], None] = lambda _: None,
    ) -> None:
        self._conversations = conversations
        self._commits = Commits(conversations.storage, conversations.bot_id, hand, announce)
        self._nonce = nonce
        self._meet_newer = meet_newer
        self._limiter = Limiter()

    async def handle(self, updates: Sequence[Update]) -> None:
        """Apply a batch; returns when it is committed. Tries again while the storage fails, however long.

        Raises LeftAlone, when all else is committed, where sessions are for a newer release.
        """
        now = self._conversations.clock()
        wanted, malformed = self._sort_updates(updates, now)
        if wanted or malformed:
            left = await self._until_applied(wanted, malformed, now)
            if left:
                self._meet_newer({update.chat_id for update in left})
                raise LeftAlone({update.update_id for update in left})

    async def _until_applied(
        self, updates: Sequence[Incoming], malformed: Collection[int], now: datetime
    ) -> list[Incoming]:
        """Apply a batch, but for the updates that it returns."""
        waits = BackOff()
        left: list[Incoming] = []
        while updates or malformed:
            try:
                applied = await self._apply(updates, malformed, now)
                left += applied.left
                updates, malformed = applied.next, ()
            except VersionConflict as conflict:
                log.info("conflict", cause=str(conflict))
                if len(updates) > 1:
                    break
            except StorageFault as fault:
                wait = waits.next()
                log.warning("storage_failed", fault=str(fault), again_in_s=round(wait, 1))
                await asyncio.sleep(wait)
        else:
            return left
        # Two of them may want the same thing: alone, the second finds what the first left.
        for update in updates:
            left += await self._until_applied([update], (), now)
        if malformed:
            left += await self._until_applied((), malformed, now)
        return left

    def _sort_updates(self, updates: Sequence[Update], now: datetime) -> tuple[list[Incoming], set[int]]:
        """Give what is to be stepped, each once and dated, and the ids of what nobody can read."""
        wanted: dict[int, Incoming] = {}
        malformed: set[int] = set()
        for update in updates:
            if update.malformed:
                log.error("update_malformed", what=f"update {update.id}: {update.malformed}")
                malformed.update(() if update.id is None else (update.id,))
            elif (found := update.incoming) and found.update_id not in wanted:
                event = dataclasses.replace(found.event, now=now, nonce=self._nonce())
                wanted[found.update_id] = dataclasses.replace(
                    found, event=event, verdict=self._verdict(found, now)
                )
        return list(wanted.values()), malformed - wanted.keys()

    def _verdict(self, update: Incoming, now: datetime) -> Verdict:
        # That a chat blocked the bot, or let it in again, is nothing that a person does many times.
        if isinstance(update.event, Membership):
            return Verdict.HANDLE
        return self._limiter.verdict(update.chat_id, now)

    async def _apply(
        self, updates: Sequence[Incoming], malformed: Collection[int], now: datetime
    ) -> "_Applied":
        ids = {update.update_id for update in updates} | set(malformed)
        bot_id, chat_ids = self._conversations.bot_id, {update.chat_id for update in updates}
        loaded = await self._conversations.storage.run(lambda unit: unit.chats.load(bot_id, chat_ids, ids))
        if not ids - loaded.seen:
            return _Applied()
        fresh = [update for update in updates if update.update_id not in loaded.seen]
        changes, applied = await self._changes(fresh, loaded)
        done = ids - loaded.seen - {update.update_id for update in (*applied.next, *applied.left)}
        if done:
            await self._commits.make(sorted(done), changes, now)
        return applied

    async def _changes(self, updates: Sequence[Incoming], loaded: Loaded) -> "tuple[list[Change], _Applied]":
        """Step the chats; returns what came of that, and which updates were not stepped."""
        by_chat: dict[int, list[Incoming]] = {}
        for update in updates:
            by_chat.setdefault(update.chat_id, []).append(update)
        changes: list[Change] = []
        later: list[Incoming] = []
        left: list[Incoming] = []
        for chat_id, batch in by_chat.items():
            try:
                done = await turn(chat_id, loaded.chats.get(chat_id), batch, self._conversations)
            except NewerSession:
                left += batch
            else:
                changes.append(done.change)
                later += done.left
        return changes, _Applied(later, left)


@dataclass(frozen=True, slots=True)
class _Applied:
    """The updates of a batch that were not applied with it."""

    next: Sequence[Incoming] = ()
    """For the next commit: their chat wrote in this one."""
    left: Sequence[Incoming] = ()
    """Of chats that a newer release stored."""
