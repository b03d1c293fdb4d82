"""The long poll: updates in, and acknowledged when they are done."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram.error import Conflict, TelegramError

from bot.engine.incoming import Handle, LeftAlone, Update
from bot.lib.backoff import BackOff
from bot.telegram.api.failures import classify, describe

log = structlog.get_logger(__name__)

Poll = Callable[[int | None], Awaitable[Sequence[Update]]]

_LEFT_S = 2.0
"""How long it is until what was left is asked for again."""

_CONFLICT = (
    "another process polls with this token, or a webhook was set: run one bot process for each token; "
    "this one keeps trying"
)


class Intake:
    """Polls for updates and has them handled, batch by batch.

    The offset, by which Telegram forgets updates, moves only past a batch that was handled as a whole, or
    up to the first update in it that was left.
    """

    def __init__(self, poll: Poll, handle: Handle) -> None:
        self._poll = poll
        self._handle = handle
        self._offset: int | None = None
        self._waits = BackOff()
        self._unnumbered = BackOff()
        self._failing = False
        self._in_hand_since: float | None = None

    def longest_wait(self) -> float:
        """Give the seconds that the batch in hand has been in hand; 0 with none."""
        return 0.0 if self._in_hand_since is None else time.monotonic() - self._in_hand_since

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates in until told to stop, then finish the batch in hand."""
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                updates = await self._next(stopping)
                if updates is not None:
                    self._in_hand_since = time.monotonic() if updates else None
                    await self._take(updates)
                    self._in_hand_since = None
        finally:
            stopping.cancel()

    async def _next(self, stopping: asyncio.Task[Any]) -> Sequence[Update] | None:
        polling = asyncio.create_task(self._updates())
        try:
            await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return polling.result() if polling.done() else None
        finally:
            # Telegram keeps what a poll given up would have brought.
            polling.cancel()
            await asyncio.wait({polling})

    async def _updates(self) -> Sequence[Update]:
        while True:
            try:
                updates = await self._poll(self._offset)
            except TelegramError as error:
                await self._wait_after_failure(error)
            else:
                self._note_success()
                return updates

    async def _take(self, updates: Sequence[Update]) -> None:
        if not updates:
            # All is confirmed. Telegram starts anew with lower ids after a quiet week: an old offset would
            # then hide the new updates.
            self._offset = None
            return
        try:
            await self._handle(updates)
        except LeftAlone as left:
            # All before the first of them is done; they come again, with what came after.
            self._offset = min(left.update_ids, default=self._offset)
            await asyncio.sleep(_LEFT_S)
            return
        ids = [update.id for update in updates if update.id is not None]
        if ids:
            self._offset = max(ids) + 1
            self._unnumbered.reset()
        else:
            # Nothing to confirm them by: they come again.
            log.error("updates_without_ids", count=len(updates))
            await asyncio.sleep(self._unnumbered.next())

    async def _wait_after_failure(self, error: TelegramError) -> None:
        wait = classify(error).wait or self._waits.next()
        self._failing = True
        if isinstance(error, Conflict):
            log.error("poll_conflict", meaning=_CONFLICT, again_in_s=round(wait, 1))
        else:
            log.warning("poll_failed", error=describe(error), again_in_s=round(wait, 1))
        await asyncio.sleep(wait)

    def _note_success(self) -> None:
        self._waits.reset()
        if self._failing:
            self._failing = False
            log.info("poll_works_again")
