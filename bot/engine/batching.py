"""What a channel delivers: many at a time, each acknowledged when it is committed."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from bot.engine.incoming import Handle, LeftAlone, Read

log = structlog.get_logger(__name__)

# Telegram, for one, gives up a delivery after a minute without an answer, and tells nobody; an answer tells
# it when to come again.
PATIENCE_S = 20.0
_BATCH = 100


class NotTaken(Exception):
    """The update was not committed, or not yet: it must be delivered again."""


@dataclass(eq=False, slots=True)
class _Delivery:
    raw: object
    done: asyncio.Future[None]
    since: float = field(default_factory=time.monotonic)


class Deliveries:
    """Handles what is delivered while the batch before is being handled as one batch, in order of arrival.

    So deliveries do not wait for each other's commits, and one chat's updates are applied in the order in
    which they came, in just the way in which polled ones are.
    """

    def __init__(self, patience: float = PATIENCE_S) -> None:
        self._patience = patience
        self._waiting: deque[_Delivery] = deque()
        self._in_hand: Sequence[_Delivery] = ()
        self._some = asyncio.Event()
        self.closed = False
        """Nothing is taken any more."""

    def longest_wait(self) -> float:
        """Give the seconds that the oldest delivery has been waiting; 0 with none waiting."""
        oldest = min((one.since for one in (*self._in_hand, *self._waiting)), default=None)
        return 0.0 if oldest is None else time.monotonic() - oldest

    async def take(self, raw: object) -> None:
        """Have an update handled; returns when it is committed. Raises NotTaken."""
        if self.closed:
            raise NotTaken
        delivery = _Delivery(raw, asyncio.get_running_loop().create_future())
        self._waiting.append(delivery)
        self._some.set()
        try:
            async with asyncio.timeout(self._patience):
                await delivery.done
        except TimeoutError:
            raise NotTaken from None
        finally:
            # Nobody waits any more: it comes again. One that is in hand is finished all the same.
            if delivery in self._waiting:
                self._waiting.remove(delivery)

    async def run(self, read: Read, handle: Handle, stop: asyncio.Event) -> None:
        """Handle what is delivered until told to stop, then finish what came before; may be cancelled."""
        stopping = asyncio.create_task(self._close_on(stop))
        try:
            while not self.closed or self._waiting:
                await self._some.wait()
                self._some.clear()
                while self._waiting:
                    await self._batch(read, handle)
        finally:
            stopping.cancel()
            self.closed = True
            for delivery in (*self._in_hand, *self._waiting):
                _fail(delivery, NotTaken())

    async def _close_on(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.closed = True
        self._some.set()

    async def _batch(self, read: Read, handle: Handle) -> None:
        self._in_hand = [self._waiting.popleft() for _ in range(min(len(self._waiting), _BATCH))]
        if not await self._try_handling(read, handle, self._in_hand) and len(self._in_hand) > 1:
            # One of them may be to blame, which must not take the others along time and again.
            for delivery in self._in_hand:
                await self._try_handling(read, handle, [delivery])
        for delivery in self._in_hand:
            _fail(delivery, NotTaken())
        self._in_hand = ()

    async def _try_handling(self, read: Read, handle: Handle, deliveries: Sequence[_Delivery]) -> bool:
        left: frozenset[int | None] = frozenset()
        ids: list[int | None] = []
        try:
            updates = [read(delivery.raw) for delivery in deliveries]
            ids = [update.id for update in updates]
            await handle(updates)
        except LeftAlone as some:
            left = some.update_ids
        except Exception:
            log.exception("deliveries_failed", count=len(deliveries))
            return False
        for update_id, delivery in zip(ids, deliveries, strict=True):
            if update_id in left:
                _fail(delivery, NotTaken())
            elif not delivery.done.done():
                delivery.done.set_result(None)
        return True


def _fail(delivery: _Delivery, fault: Exception) -> None:
    if not delivery.done.done():
        delivery.done.set_exception(fault)
        # Looked at, so that asyncio does not warn where nobody waits any more.
        delivery.done.exception()
