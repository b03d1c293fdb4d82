"""Which chats the bot is to speak first in."""

from datetime import timedelta

import pytest

from bot.storage.chats.records import Change, Receipt
from tests.support.storage.stored import BOT, NOW, OTHER_BOT, empty_store, new, plan, rows, version

HOUR = timedelta(hours=1)


def test_chats_are_due_in_order_and_in_parts() -> None:
    with empty_store() as store:
        changes = [
            new(1, due=NOW),
            new(2, due=NOW - HOUR),
            new(3, due=NOW + HOUR),
            new(4),
            new(5, due=NOW - HOUR),
        ]
        store.commit(BOT, [1], changes, NOW)
        assert store.due(BOT, NOW, 10) == (2, 5, 1)
        assert store.due(BOT, NOW, 2) == (2, 5)
        assert store.due(BOT, NOW + HOUR, 10) == (2, 5, 1, 3)
        assert store.due(OTHER_BOT, NOW + HOUR, 10) == ()


def test_each_session_sets_it_anew_and_replies_alone_leave_it() -> None:
    with empty_store() as store:
        store.commit(BOT, [1], [new(1, due=NOW)], NOW)
        said = Change(chat_id=1, version=version(store, 1), session=None, replies=("a",))
        store.commit(BOT, [2], [said], NOW)
        assert store.due(BOT, NOW, 10) == (1,)
        changed = Change(chat_id=1, version=version(store, 1), session="{}")
        store.commit(BOT, [3], [changed], NOW)
        assert store.due(BOT, NOW, 10) == ()


def test_a_part_of_a_second_is_never_found_due_too_early() -> None:
    with empty_store() as store:
        due = NOW + timedelta(milliseconds=500)
        store.commit(BOT, [1], [new(1, due=due)], NOW)
        assert store.due(BOT, NOW + timedelta(milliseconds=400), 10) == ()
        assert store.due(BOT, NOW + timedelta(seconds=1), 10) == (1,)


def test_a_chat_that_blocked_the_bot_is_not_due_until_a_message_arrives() -> None:
    with empty_store() as store:
        store.commit(BOT, [1], [new(1, due=NOW)], NOW)
        store.drop_pending(BOT, 1)
        assert store.due(BOT, NOW, 10) == ()
        said = Change(chat_id=1, version=version(store, 1), session=None, replies=("a",))
        ((reply,),) = store.commit(BOT, [], [said], NOW).values()
        store.record_sent(BOT, [Receipt(1, reply.id, screen=5)])
        assert store.due(BOT, NOW, 10) == (1,)


@pytest.mark.parametrize("wrong", [0, 1])
def test_postponing_is_for_the_version_that_was_loaded(wrong: int) -> None:
    with empty_store() as store:
        store.commit(BOT, [1], [new(1, due=NOW)], NOW)
        store.postpone(BOT, 1, version(store, 1) + wrong, NOW + HOUR)
        assert store.due(BOT, NOW, 10) == ((1,) if wrong else ())
        assert store.due(BOT, NOW + HOUR, 10) == (1,)


@pytest.mark.sqlite_only
def test_finding_them_reads_no_others() -> None:
    with empty_store() as store:
        asked: list[str] = []
        store.db.conn.set_trace_callback(asked.append)
        store.due(BOT, NOW, 10)
        store.db.conn.set_trace_callback(None)
        (sql,) = asked
        steps = plan(store, sql)
        # Of a covering index not even the chats themselves are read; SQLite says so in words of each version.
        assert "INDEX chats_due (bot_id=? AND due_at<?)" in steps
        assert "TEMP B-TREE" not in steps


def test_a_visit_is_noted_with_updates_only() -> None:
    with empty_store() as store:

        def visited() -> int:
            ((at,),) = rows(store, "SELECT visited_at FROM chats")
            return int(at - NOW.timestamp())

        store.commit(BOT, [1], [new(1)], NOW)
        assert visited() == 0
        spoken = Change(chat_id=1, version=version(store, 1), session="{}")
        store.commit(BOT, [], [spoken], NOW + HOUR)
        assert visited() == 0
        for update_id, session in ((2, "{}"), (3, None)):
            came = Change(chat_id=1, version=version(store, 1), session=session)
            store.commit(BOT, [update_id], [came], NOW + update_id * HOUR)
            assert visited() == update_id * 3600
