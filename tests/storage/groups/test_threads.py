"""Messages between a shop and the advisors, and what chats are to be told."""

from datetime import datetime

import pytest

from bot.records.notices import Ended, Question, Relayed, Reply
from bot.records.writes import Answer, Ask, EndThread, Open
from bot.storage.chats.records import Change, VersionConflict
from bot.storage.groups import notices as sql_notices
from tests.support.storage.grouped import ADVISOR, COLLEAGUE, ELDERS, HART, STRANGER, Town
from tests.support.storage.stored import BOT, NOW, OTHER_BOT, empty_store, holding, rows

SHOP = 501
HELLO, ANSWER = Relayed(text="Hoe begin ik?"), Relayed(photo="file-1")


def asked(town: Town, at: datetime = NOW) -> tuple[int, int]:
    """Let a shop ask something; returns organisation and thread."""
    hart, markt = town.set_out()
    town.advisor(COLLEAGUE)
    town.advisor(STRANGER, ELDERS)
    town.does(SHOP, Open(markt), Ask(hart, "Bij Joke", HELLO), at=at)
    (thread,) = town.groups.threads(BOT, SHOP)
    return hart, thread.id


def test_a_question_goes_to_each_advisor_and_an_answer_to_the_shop() -> None:
    with empty_store() as store:
        town = Town(store)
        _, thread = asked(town)
        question = Question(thread=thread, who="Bij Joke", said=HELLO)
        for chat, told in ((ADVISOR, [question]), (COLLEAGUE, [question]), (STRANGER, []), (SHOP, [])):
            assert town.told(chat) == told
        town.does(COLLEAGUE, Answer(thread, ANSWER))
        assert town.told(SHOP) == [Reply(thread=thread, organisation=HART, said=ANSWER)]


def test_a_thread_is_known_to_those_in_it() -> None:
    with empty_store() as store:
        town = Town(store)
        _, thread = asked(town)
        mine = town.groups.thread(BOT, SHOP, thread)
        assert mine
        assert (mine.of_shop, mine.who, mine.ended, mine.organisation.name) == (True, "Bij Joke", False, HART)
        for chat in (ADVISOR, COLLEAGUE):
            theirs = town.groups.thread(BOT, chat, thread)
            assert theirs
            assert not theirs.of_shop
        for chat in (STRANGER, SHOP + 1):
            assert town.groups.thread(BOT, chat, thread) is None
        assert town.groups.thread(OTHER_BOT, SHOP, thread) is None
        assert town.groups.thread(BOT, SHOP, thread + 1) is None
        assert town.groups.threads(BOT, ADVISOR) == ()


def test_others_say_nothing_in_it() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, thread = asked(town)
        for chat in (STRANGER, SHOP + 1):
            town.does(chat, Answer(thread, ANSWER), EndThread(thread), Ask(hart, "x", HELLO))
        town.does(SHOP, Answer(thread, ANSWER), Ask(hart + 1, "x", HELLO))
        town.does(ADVISOR, Answer(thread + 1, ANSWER), EndThread(thread + 1))
        assert town.told(SHOP) == []
        assert len(town.told(ADVISOR)) == 1
        assert [thread.ended for thread in town.groups.threads(BOT, SHOP)] == [False]


def test_the_shop_can_end_it_and_ask_again() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, thread = asked(town)
        town.does(SHOP, EndThread(thread), EndThread(thread))
        for advisor in (ADVISOR, COLLEAGUE):
            assert (town.told(advisor))[1:] == [Ended(thread=thread, who="Bij Joke", by_shop=True)]
        town.does(ADVISOR, Answer(thread, ANSWER), EndThread(thread))
        assert town.told(SHOP) == []
        (mine,) = town.groups.threads(BOT, SHOP)
        assert (mine.ended, mine.barred) == (True, False)
        town.does(SHOP, Ask(hart, "Joke's", HELLO))
        (mine,) = town.groups.threads(BOT, SHOP)
        assert (mine.id, mine.who, mine.ended) == (thread, "Joke's", False)
        assert len(town.told(ADVISOR)) == 3


def test_what_an_advisor_ended_the_shop_does_not_open_again() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, thread = asked(town)
        town.does(ADVISOR, EndThread(thread))
        assert town.told(SHOP) == [Ended(thread=thread, who=HART, by_shop=False)]
        town.does(SHOP, Ask(hart, "Bij Joke", HELLO), EndThread(thread))
        (mine,) = town.groups.threads(BOT, SHOP)
        assert (mine.ended, mine.barred) == (True, True)
        assert len(town.told(ADVISOR)) == len(town.told(COLLEAGUE)) == 1


def test_a_notice_is_told_once() -> None:
    with empty_store() as store:
        town = Town(store)
        asked(town)
        first, second = town.groups.notices(BOT, 10)
        assert (first.chat_id, second.chat_id) == (ADVISOR, COLLEAGUE)
        assert town.groups.notices(BOT, 1) == (first,)
        assert town.groups.notices(OTHER_BOT, 10) == ()
        before = town.version(ADVISOR)
        town.does(ADVISOR, told=(first.id,))
        for chat, notice in ((ADVISOR, first.id), (ADVISOR, second.id), (SHOP, second.id)):
            with pytest.raises(VersionConflict):
                town.does(chat, told=(notice,))
        assert town.version(ADVISOR) == before + 1
        assert town.groups.notices(BOT, 10) == (second,)


def test_what_is_for_a_chat_without_a_row_can_be_taken_off_the_list() -> None:
    with empty_store() as store:
        town = Town(store)
        asked(town)
        store.db.execute("DELETE FROM notices")
        store.db.execute(
            "INSERT INTO notices (bot_id, chat_id, sender, body, at) VALUES (?, 77, 1, 'x', 0)", (BOT,)
        )
        (notice,) = town.groups.notices(BOT, 10)
        change = Change(chat_id=77, version=0, session=None, notices=(notice.id,))
        store.commit(BOT, [], [change], NOW)
        assert town.groups.notices(BOT, 10) == ()
        with pytest.raises(VersionConflict):
            store.commit(BOT, [], [change], NOW)


def test_chats_that_blocked_the_bot_are_told_later() -> None:
    with empty_store() as store:
        town = Town(store)
        asked(town)
        store.drop_pending(BOT, ADVISOR)
        assert [notice.chat_id for notice in town.groups.notices(BOT, 10)] == [COLLEAGUE]


def test_only_so_much_waits_for_one_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    with empty_store() as store:
        monkeypatch.setattr(sql_notices, "MOST_WAITING", 2)
        town = Town(store)
        hart, _ = asked(town)
        (first, *_) = town.groups.notices(BOT, 10)
        town.does(SHOP, *[Ask(hart, "Bij Joke", HELLO)] * 3)
        assert len(town.told(ADVISOR)) == 2
        town.does(ADVISOR, told=(first.id,))
        town.does(SHOP, Ask(hart, "Bij Joke", HELLO))
        assert len(town.told(ADVISOR)) == len(town.told(COLLEAGUE)) == 2


def test_a_withdrawn_advisor_is_told_nothing_any_more() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, thread = asked(town)
        town.withdraw(ADVISOR)
        assert town.told(ADVISOR) == []
        assert town.groups.thread(BOT, ADVISOR, thread) is None
        town.does(ADVISOR, Answer(thread, ANSWER), EndThread(thread))
        town.does(SHOP, Ask(hart, "Bij Joke", HELLO))
        assert town.told(ADVISOR) == []
        assert town.told(SHOP) == []
        assert len(town.told(COLLEAGUE)) == 2


def test_what_was_told_is_not_kept() -> None:
    with empty_store() as store:
        town = Town(store)
        asked(town)
        for notice in town.groups.notices(BOT, 10):
            town.does(notice.chat_id, told=(notice.id,))
        assert holding(store, HELLO.text) == []
        assert rows(store, "SELECT count(*) FROM threads") == [(1,)]
