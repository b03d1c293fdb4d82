"""Messages between a shop and the advisors, and what chats are to be told."""

from datetime import datetime

import pytest

from bot.records.notices import Ended, Question, Relayed, Reply
from bot.records.writes import Answer, Ask, EndThread, Open
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change, Receipt, RelayedMessage, VersionConflict
from bot.storage.groups import notices as sql_notices
from tests.support.storage.grouped import ADVISOR, COLLEAGUE, ELDERS, HART, STRANGER, Town
from tests.support.storage.stored import BOT, NOW, OTHER_BOT, empty_store, holding, rows

SHOP = 501
HELLO, ANSWER = Relayed(text="Hoe begin ik?"), Relayed(photo="file-1")


async def asked(town: Town, at: datetime = NOW) -> tuple[int, int]:
    """Let a shop ask something; returns organisation and thread."""
    hart, markt = await town.set_out()
    await town.advisor(COLLEAGUE)
    await town.advisor(STRANGER, ELDERS)
    await town.does(SHOP, Open(markt), Ask(hart, "Bij Joke", HELLO), at=at)
    (thread,) = await town.groups.threads(BOT, SHOP)
    return hart, thread.id


async def test_a_question_goes_to_each_advisor_and_an_answer_to_the_shop() -> None:
    async with empty_store() as store:
        town = Town(store)
        _, thread = await asked(town)
        question = Question(thread=thread, who="Bij Joke", said=HELLO)
        for chat, told in ((ADVISOR, [question]), (COLLEAGUE, [question]), (STRANGER, []), (SHOP, [])):
            assert await town.told(chat) == told
        await town.does(COLLEAGUE, Answer(thread, ANSWER))
        assert await town.told(SHOP) == [Reply(thread=thread, organisation=HART, said=ANSWER)]


async def test_a_thread_is_known_to_those_in_it() -> None:
    async with empty_store() as store:
        town = Town(store)
        _, thread = await asked(town)
        mine = await town.groups.thread(BOT, SHOP, thread)
        assert mine
        assert (mine.of_shop, mine.who, mine.ended, mine.organisation.name) == (True, "Bij Joke", False, HART)
        for chat in (ADVISOR, COLLEAGUE):
            theirs = await town.groups.thread(BOT, chat, thread)
            assert theirs
            assert not theirs.of_shop
        for chat in (STRANGER, SHOP + 1):
            assert await town.groups.thread(BOT, chat, thread) is None
        assert await town.groups.thread(OTHER_BOT, SHOP, thread) is None
        assert await town.groups.thread(BOT, SHOP, thread + 1) is None
        assert await town.groups.threads(BOT, ADVISOR) == ()


async def reads(store: Store, chat: int, message: int, thread: int) -> None:
    """Note that a chat reads another's words of a thread in a message."""
    receipt = Receipt(chat, 0, relayed=RelayedMessage(message, thread))
    for _ in range(2):
        await store.record_sent(BOT, [receipt])


async def test_a_message_tells_its_thread_to_those_who_are_in_it() -> None:
    async with empty_store() as store:
        town = Town(store)
        _, thread = await asked(town)
        await reads(store, ADVISOR, 41, thread)
        await reads(store, SHOP, 41, thread)
        await reads(store, STRANGER, 41, thread)
        for chat in (ADVISOR, SHOP):
            found = await town.groups.thread_of(BOT, chat, 41)
            assert found
            assert (found.id, found.of_shop) == (thread, chat == SHOP)
        for bot, chat, message in (
            (BOT, STRANGER, 41),
            (BOT, COLLEAGUE, 41),
            (BOT, SHOP, 42),
            (OTHER_BOT, SHOP, 41),
        ):
            assert await town.groups.thread_of(bot, chat, message) is None


async def test_what_tells_a_thread_goes_with_it_and_with_whom_it_tells() -> None:
    async with empty_store() as store:
        town = Town(store)
        _, thread = await asked(town)
        for chat in (ADVISOR, COLLEAGUE, SHOP):
            await reads(store, chat, 41, thread)
        kept = "SELECT chat_id FROM relayed_messages ORDER BY chat_id"
        assert rows(store, kept) == [(SHOP,), (ADVISOR,), (COLLEAGUE,)]
        await town.withdraw(COLLEAGUE)
        assert rows(store, kept) == [(SHOP,), (ADVISOR,)]
        await town.forget(ADVISOR)
        assert rows(store, kept) == [(SHOP,)]
        await reads(store, ADVISOR, 42, thread)
        await reads(store, SHOP, 42, thread + 1)
        assert rows(store, kept) == [(SHOP,)]
        await reads(store, COLLEAGUE, 43, thread)
        await town.forget(SHOP)
        assert rows(store, kept) == []


async def test_others_say_nothing_in_it() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, thread = await asked(town)
        for chat in (STRANGER, SHOP + 1):
            await town.does(chat, Answer(thread, ANSWER), EndThread(thread), Ask(hart, "x", HELLO))
        await town.does(SHOP, Answer(thread, ANSWER), Ask(hart + 1, "x", HELLO))
        await town.does(ADVISOR, Answer(thread + 1, ANSWER), EndThread(thread + 1))
        assert await town.told(SHOP) == []
        assert len(await town.told(ADVISOR)) == 1
        assert [thread.ended for thread in await town.groups.threads(BOT, SHOP)] == [False]


async def test_the_shop_can_end_it_and_ask_again() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, thread = await asked(town)
        await town.does(SHOP, EndThread(thread), EndThread(thread))
        for advisor in (ADVISOR, COLLEAGUE):
            assert (await town.told(advisor))[1:] == [Ended(thread=thread, who="Bij Joke", by_shop=True)]
        await town.does(ADVISOR, Answer(thread, ANSWER), EndThread(thread))
        assert await town.told(SHOP) == []
        (mine,) = await town.groups.threads(BOT, SHOP)
        assert (mine.ended, mine.barred) == (True, False)
        await town.does(SHOP, Ask(hart, "Joke's", HELLO))
        (mine,) = await town.groups.threads(BOT, SHOP)
        assert (mine.id, mine.who, mine.ended) == (thread, "Joke's", False)
        assert len(await town.told(ADVISOR)) == 3


async def test_what_an_advisor_ended_the_shop_does_not_open_again() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, thread = await asked(town)
        await town.does(ADVISOR, EndThread(thread))
        assert await town.told(SHOP) == [Ended(thread=thread, who=HART, by_shop=False)]
        await town.does(SHOP, Ask(hart, "Bij Joke", HELLO), EndThread(thread))
        (mine,) = await town.groups.threads(BOT, SHOP)
        assert (mine.ended, mine.barred) == (True, True)
        assert len(await town.told(ADVISOR)) == len(await town.told(COLLEAGUE)) == 1


async def test_a_notice_is_told_once() -> None:
    async with empty_store() as store:
        town = Town(store)
        await asked(town)
        first, second = await town.groups.notices(BOT, 10)
        assert (first.chat_id, second.chat_id) == (ADVISOR, COLLEAGUE)
        assert await town.groups.notices(BOT, 1) == (first,)
        assert await town.groups.notices(OTHER_BOT, 10) == ()
        before = await town.version(ADVISOR)
        await town.does(ADVISOR, told=(first.id,))
        for chat, notice in ((ADVISOR, first.id), (ADVISOR, second.id), (SHOP, second.id)):
            with pytest.raises(VersionConflict):
                await town.does(chat, told=(notice,))
        assert await town.version(ADVISOR) == before + 1
        assert await town.groups.notices(BOT, 10) == (second,)


async def test_what_is_for_a_chat_without_a_row_can_be_taken_off_the_list() -> None:
    async with empty_store() as store:
        town = Town(store)
        await asked(town)
        store.db.execute("DELETE FROM notices")
        store.db.execute(
            "INSERT INTO notices (bot_id, chat_id, sender, body, at) VALUES (?, 77, 1, 'x', 0)", (BOT,)
        )
        (notice,) = await town.groups.notices(BOT, 10)
        change = Change(chat_id=77, version=0, session=None, notices=(notice.id,))
        await store.commit(BOT, [], [change], NOW)
        assert await town.groups.notices(BOT, 10) == ()
        with pytest.raises(VersionConflict):
            await store.commit(BOT, [], [change], NOW)


async def test_chats_that_blocked_the_bot_are_told_later() -> None:
    async with empty_store() as store:
        town = Town(store)
        await asked(town)
        await store.drop_pending(BOT, ADVISOR)
        assert [notice.chat_id for notice in await town.groups.notices(BOT, 10)] == [COLLEAGUE]


async def test_only_so_much_waits_for_one_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    async with empty_store() as store:
        monkeypatch.setattr(sql_notices, "MOST_WAITING", 2)
        town = Town(store)
        hart, _ = await asked(town)
        (first, *_) = await town.groups.notices(BOT, 10)
        await town.does(SHOP, *[Ask(hart, "Bij Joke", HELLO)] * 3)
        assert len(await town.told(ADVISOR)) == 2
        await town.does(ADVISOR, told=(first.id,))
        await town.does(SHOP, Ask(hart, "Bij Joke", HELLO))
        assert len(await town.told(ADVISOR)) == len(await town.told(COLLEAGUE)) == 2


async def test_a_withdrawn_advisor_is_told_nothing_any_more() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, thread = await asked(town)
        await town.withdraw(ADVISOR)
        assert await town.told(ADVISOR) == []
        assert await town.groups.thread(BOT, ADVISOR, thread) is None
        await town.does(ADVISOR, Answer(thread, ANSWER), EndThread(thread))
        await town.does(SHOP, Ask(hart, "Bij Joke", HELLO))
        assert await town.told(ADVISOR) == []
        assert await town.told(SHOP) == []
        assert len(await town.told(COLLEAGUE)) == 2


async def test_what_was_told_is_not_kept() -> None:
    async with empty_store() as store:
        town = Town(store)
        await asked(town)
        for notice in await town.groups.notices(BOT, 10):
            await town.does(notice.chat_id, told=(notice.id,))
        assert holding(store, HELLO.text) == []
        assert rows(store, "SELECT count(*) FROM threads") == [(1,)]
