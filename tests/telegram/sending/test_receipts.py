"""What was sent is noted together, and at once only for who waits for it."""

from collections.abc import Sequence

from bot.storage.chats.chats import SqlStore
from bot.storage.chats.records import Noted, Receipt
from bot.telegram.sending.receipts import Receipts

BOT, CHAT, OTHER = 7, 1, 2


class _Counting(SqlStore):
    def __init__(self) -> None:
        super().__init__(SqlStore.open(":memory:").db)
        self.noted: list[Receipt] = []

    async def sent(self, bot_id: int, receipts: Sequence[Receipt]) -> Noted:
        self.noted += receipts
        return await super().sent(bot_id, receipts)


async def test_a_chat_waits_only_for_a_screen_of_its_own() -> None:
    store = _Counting()
    receipts = Receipts(store, BOT)
    receipts.add(Receipt(OTHER, 1, 11))
    receipts.add(Receipt(CHAT, 2))
    await receipts.flush_screen(CHAT)
    assert store.noted == []
    receipts.add(Receipt(CHAT, 3, 12))
    await receipts.flush_screen(CHAT)
    assert [receipt.reply_id for receipt in store.noted] == [1, 2, 3]
    await receipts.flush_screen(CHAT)
    assert len(store.noted) == 3
    await store.close()
