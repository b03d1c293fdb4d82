"""What was sent is noted together, and at once only for who waits for it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.storage.chats.chats import Store
from bot.storage.chats.records import Noted, Receipt
from bot.storage.database import Storage
from bot.storage.unit import Unit
from bot.telegram.sending.receipts import Receipts
from tests.support.storage.stored import storage_of

T = TypeVar("T")

BOT, CHAT, OTHER = 7, 1, 2


class _Counting(Store):
    def __init__(self) -> None:
        super().__init__(Store.open(":memory:").db)
        self.noted: list[Receipt] = []

    def record_sent(self, bot_id: int, receipts: Sequence[Receipt]) -> Noted:
        self.noted += receipts
        return super().record_sent(bot_id, receipts)


async def test_a_chat_waits_only_for_a_screen_of_its_own() -> None:
    store = _Counting()
    receipts = Receipts(storage_of(store), BOT)
    receipts.add(Receipt(OTHER, 1, 11))
    receipts.add(Receipt(CHAT, 2))
    await receipts.flush_screen(CHAT)
    assert store.noted == []
    receipts.add(Receipt(CHAT, 3, 12))
    await receipts.flush_screen(CHAT)
    assert [receipt.reply_id for receipt in store.noted] == [1, 2, 3]
    await receipts.flush_screen(CHAT)
    assert len(store.noted) == 3
    store.close()


async def test_a_commit_under_way_is_made_once_though_it_is_cancelled() -> None:
    class Slow(Storage):
        async def run(self, call: Callable[[Unit], T]) -> T:
            result = await super().run(call)
            begun.set()
            await asyncio.sleep(0.01)
            return result

    begun, told = asyncio.Event(), list[Sequence[Receipt]]()

    store = _Counting()
    receipts = Receipts(Slow(store), BOT, lambda group, _: told.append(group))
    receipts.add(Receipt(CHAT, 1, 11))
    flushing = asyncio.create_task(receipts.flush())
    await begun.wait()
    flushing.cancel()
    assert isinstance((await asyncio.gather(flushing, return_exceptions=True))[0], asyncio.CancelledError)
    await receipts.flush()
    assert [receipt.reply_id for receipt in store.noted] == [1]
    assert told == [(Receipt(CHAT, 1, 11),)]
    store.close()
