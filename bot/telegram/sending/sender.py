"""Pending replies → Telegram: those of a chat in order, chats side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from contextlib import suppress
from functools import partial

import structlog
from telegram import Bot

from bot.dialogue.core.replies import Edit, Reply, Toast
from bot.engine import replies_json as bodies
from bot.lib.backoff import BackOff
from bot.storage.chats.records import Noted, Pending, Receipt, StorageFault
from bot.storage.database import Storage
from bot.telegram.api.calls import Calls
from bot.telegram.sending.backlog import Backlog
from bot.telegram.sending.delivery import Blocked, Delivery
from bot.telegram.sending.drawing import Studio
from bot.telegram.sending.known import Known
from bot.telegram.sending.media import Media
from bot.telegram.sending.queue import Queue
from bot.telegram.sending.rate import A_SECOND, Budget
from bot.telegram.sending.receipts import Receipts
from bot.telegram.sending.screens import Newest, is_void

log = structlog.get_logger(__name__)


class Sender:
    """Sends replies in the background, each at least once.

    A chat has a task only while it has something to send. Answers to taps are sent at once, beside the rest:
    Telegram expects them within seconds, and no other reply depends on them. Of the rest, those to chats in
    which somebody waits for an answer go before those with which the bot speaks first.

    Where others serve the bot as well, one at a time sends to a chat: what they append meanwhile is found by
    the receipts, and before a call is tried again. What was taken over from this process, or deleted with its
    chat, is dropped. Made inside a running event loop.
    """

    def __init__(
        self,
        bot: Bot,
        bot_id: int,
        storage: Storage,
        studio: Studio,
        a_second: int = A_SECOND,
    ) -> None:
        """Take the storage, the renderer, and how many new messages may go out a second."""
        self._bot_id = bot_id
        self._storage = storage
        self._receipts = Receipts(storage, bot_id, self._reconcile)
        self._budget = Budget(a_second)
        calls = Calls(bot, self._budget)
        self._media = Media(calls, storage, bot_id, studio)
        self._delivery = Delivery(calls, self._media, storage, bot_id, self._receipts, self._may_send)
        self._backlog = Backlog()
        self._queues: dict[int, Queue] = {}
        self._trying: dict[int, int] = {}
        """By chat the reply on its way, the one out of the queue, while it is still to be tried."""
        self._known = Known()
        self._newest = Newest()
        self.allowed: Callable[[], Awaitable[None]] | None = None
        """Waits until this process may send; without it, it always may."""
        self.overtaken: Callable[[int, int], None] = lambda _chat_id, _message_id: None
        """Told of a message that may show what came too late: another process sent to its chat by then."""
        self._tasks: set[asyncio.Task[None]] = set()
        self.noting = asyncio.create_task(self._receipts.run())
        """Notes what was sent, until the sender is closed."""
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Raises where sending to a chat ended for no reason that is known here."""

    @property
    def busy(self) -> int:
        """The number of chats and taps with something on its way."""
        return len(self._tasks)

    def oldest(self) -> float:
        """Give the seconds that the oldest unsent reply has been waiting here; 0 with none waiting."""
        return self._backlog.oldest()

    def hand(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        """Take over replies that are stored as pending, after all that were taken of this chat before.

        With `alone` they come instead of those: what was not sent yet is dropped, and no longer tried.
        """
        self._budget.hurry(chat_id)
        self._hand(chat_id, replies, alone=alone)

    def hand_first(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        """Take over replies with which the bot speaks first: answers to others go before them."""
        if chat_id not in self._queues:
            self._budget.hold_back(chat_id)
        self._hand(chat_id, replies, alone=alone)

    def _hand(self, chat_id: int, replies: Sequence[Pending], *, alone: bool) -> None:
        if alone:
            self._let_go(chat_id)
        for pending in replies:
            if pending.id in self._known:
                continue
            try:
                reply = bodies.load(pending.body)
            except ValueError:
                # Written by a release that knew other replies. Waiting for that one would hold up the chat.
                log.error("reply_unreadable", chat_id=chat_id, reply_id=pending.id)  # noqa: TRY400 -- no text
                self._receipts.add(Receipt(chat_id, pending.id))
            else:
                self._take(chat_id, pending.id, reply)
        if chat_id not in self._queues:
            self._budget.hurry(chat_id)

    def forsake(self) -> None:
        """Let go of all that was not sent yet: other processes send it."""
        for chat_id in self._queues:
            self._clear(chat_id)
        self._trying.clear()

    def find_missed(self, stored: Collection[int]) -> Collection[int]:
        """Tell which of the replies that are stored for this process it never heard of.

        The answer to a commit can get lost with the server that made it.
        """
        return self._known.find_missed(stored)

    def settle(self, chat_id: int, reply_id: int) -> None:
        """Note that a reply reached Telegram in another way."""
        self._receipts.add(Receipt(chat_id, reply_id))

    async def close(self, grace: float) -> None:
        """Send for at most `grace` seconds more, then stop; what is left stays stored as pending."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        ending = (*self._tasks, self.noting)
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        try:
            await self._receipts.flush()
        except StorageFault as fault:
            log.warning("receipts_not_stored", fault=str(fault))

    async def _may_send(self) -> None:
        if self.allowed:
            await self.allowed()

    def _reconcile(self, receipts: Sequence[Receipt], noted: Noted) -> None:
        """Take up what others appended, and let go of what they took over or deleted."""
        lost = [one for one in receipts if one.reply_id in noted.lost and one.reply_id in self._known]
        self._known.let_go(noted.lost)
        self._known.settle([one.reply_id for one in receipts if one.reply_id not in noted.lost])
        for receipt in lost:
            # At once, since the next of them may be about to be sent.
            self._clear(receipt.chat_id)
        for chat_id, pending in noted.mine.items():
            self._hand(chat_id, pending, alone=False)
        for receipt in lost:
            self._start(self._look_again(receipt.chat_id))
            # What is sent after it shows what is to be seen.
            if receipt.screen is not None and receipt.chat_id not in noted.mine:
                self.overtaken(receipt.chat_id, receipt.screen)

    async def _look_again(self, chat_id: int) -> None:
        """Send what is stored for a chat: what was committed just now may have been let go of."""
        waits = BackOff()
        while True:
            try:
                pending = await self._storage.run(lambda unit: unit.chats.mine(self._bot_id, chat_id))
            except StorageFault as fault:
                log.warning("chat_not_loaded", fault=str(fault))
                await asyncio.sleep(waits.next())
            else:
                return self._hand(chat_id, pending, alone=False)

    def _let_go(self, chat_id: int) -> None:
        self._known.let_go([self._trying.pop(chat_id, 0)])
        self._clear(chat_id)

    def _clear(self, chat_id: int) -> None:
        if queue := self._queues.get(chat_id):
            ids = [reply_id for reply_id, _ in queue]
            self._backlog.remove(*ids)
            self._known.let_go(ids)
            queue.clear()

    def _take(self, chat_id: int, reply_id: int, reply: Reply) -> None:
        self._backlog.add(reply_id)
        self._known.add(reply_id)
        if isinstance(reply, Toast):
            self._start(self._toast(chat_id, reply_id, reply))
        elif chat_id in self._queues:
            self._queues[chat_id].add(reply_id, reply)
        else:
            queue = self._queues[chat_id] = Queue(partial(self._media.draw, chat_id))
            queue.add(reply_id, reply)
            self._start(self._chat(chat_id, queue))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._note_end)

    def _note_end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        fault = None if task.cancelled() else task.exception()
        if fault and not self.failed.done():
            self.failed.set_exception(fault)

    async def _toast(self, chat_id: int, reply_id: int, toast: Toast) -> None:
        with suppress(Blocked):
            await self._send(chat_id, reply_id, toast, _always)

    async def _chat(self, chat_id: int, queue: Queue) -> None:
        try:
            while taken := await queue.take():
                reply_id, reply = taken
                self._trying[chat_id] = reply_id
                try:
                    await self._send(chat_id, reply_id, reply, partial(self._is_wanted, chat_id, reply))
                except Blocked:
                    await self._drop(chat_id)
                if queue and self._storage.is_shared:
                    # Another process may have erased the chat, and with it what waits here.
                    await self._flush_receipts()
        finally:
            # There is no await between here and the empty queue, so nothing was put in unseen.
            del self._queues[chat_id]
            queue.end()
            self._trying.pop(chat_id, None)
            self._newest.forget(chat_id)
            self._budget.hurry(chat_id)

    async def _is_wanted(self, chat_id: int, reply: Reply, tried: bool) -> bool:
        """Tell whether a reply is still to be tried: not an edit that a newer screen follows."""
        if tried and self._storage.is_shared:
            mine = await self._storage.run(lambda unit: unit.chats.mine(self._bot_id, chat_id))
            self._hand(chat_id, mine, alone=False)
        later = [one for _, one in self._queues.get(chat_id, ())]
        return chat_id in self._trying and not is_void(reply, later)

    async def _flush_receipts(self) -> None:
        waits = BackOff()
        while True:
            try:
                return await self._receipts.flush()
            except StorageFault as fault:
                log.warning("receipts_not_stored", fault=str(fault))
                await asyncio.sleep(waits.next())

    async def _send(
        self, chat_id: int, reply_id: int, reply: Reply, wanted: Callable[[bool], Awaitable[bool]]
    ) -> None:
        screen: int | None = None
        try:
            screen = await self._delivery.deliver(chat_id, reply, wanted)
        except Blocked:
            raise
        except Exception:
            # A fault of ours in this one reply: the chat goes on without it.
            log.exception("reply_failed", chat_id=chat_id, reply_id=reply_id, kind=reply.kind)
        finally:
            self._backlog.remove(reply_id)
        if screen is None and isinstance(reply, Edit) and chat_id in self._trying:
            # What follows it takes this message for the screen.
            screen = reply.message_id
        self._receipts.add(Receipt(chat_id, reply_id, screen))
        if below := self._newest.below(chat_id, reply, screen):
            self.overtaken(chat_id, below)

    async def _drop(self, chat_id: int) -> None:
        log.info("chat_blocked", chat_id=chat_id)
        # Emptied first: what is handed over meanwhile stays, and is at worst refused once more.
        self._clear(chat_id)
        waits = BackOff()
        while True:
            try:
                # Before the mark, because a receipt of an arrived message takes it away.
                await self._receipts.flush()
                await self._storage.run(lambda unit: unit.chats.drop_pending(self._bot_id, chat_id))
            except StorageFault as fault:
                log.warning("chat_not_dropped", chat_id=chat_id, fault=str(fault))
                await asyncio.sleep(waits.next())
            else:
                return


async def _always(_tried: bool) -> bool:
    return True
