"""The contract of a Store, which every implementation keeps."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change, Pending, Receipt, VersionConflict
from tests.support.storage.stored import on_server

BOT, OTHER_BOT = 7, 8
CHAT, OTHER_CHAT = 100, 200
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(params=["file", "memory", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Open a new store of each kind."""
    if request.param == "postgres":
        store = on_server(request.getfixturevalue("postgres_url"))
    else:
        store = Store.open(str(tmp_path / "test.db") if request.param == "file" else ":memory:")
    try:
        yield store
    finally:
        store.close()


def change(session: str | None = '{"n":1}', *replies: str, chat_id: int = CHAT, version: int = 0) -> Change:
    return Change(chat_id=chat_id, version=version, session=session, replies=replies)


def version(store: Store, chat_id: int = CHAT) -> int:
    return store.load(BOT, [chat_id], []).chats[chat_id].version


def sessions(store: Store, *chat_ids: int) -> dict[int, str]:
    loaded = store.load(BOT, chat_ids or (CHAT, OTHER_CHAT), [])
    return {chat_id: chat.session for chat_id, chat in loaded.chats.items()}


def test_what_is_committed_can_be_loaded(store: Store) -> None:
    store.commit(BOT, [1, 2], [change('{"n":1}'), change('{"n":2}', chat_id=OTHER_CHAT)], NOW)
    loaded = store.load(BOT, {CHAT, OTHER_CHAT, 300}, {1, 2, 3})
    assert loaded.seen == {1, 2}
    assert sessions(store) == {CHAT: '{"n":1}', OTHER_CHAT: '{"n":2}'}


def test_only_what_is_asked_for_is_loaded(store: Store) -> None:
    store.commit(BOT, [1, 2], [change(), change(chat_id=OTHER_CHAT)], NOW)
    loaded = store.load(BOT, [OTHER_CHAT], [2])
    assert set(loaded.chats) == {OTHER_CHAT}
    assert loaded.seen == {2}
    assert store.load(BOT, [], []).chats == {}


def test_more_ids_than_a_statement_takes_are_loaded(store: Store) -> None:
    many = range(1, 2001)
    store.commit(BOT, many, [change(chat_id=chat_id) for chat_id in many], NOW)
    loaded = store.load(BOT, many, many)
    assert set(loaded.chats) == set(many)
    assert loaded.seen == set(many)


def test_another_bot_sees_nothing_of_it(store: Store) -> None:
    store.commit(BOT, [1], [change("{}", "a")], NOW)
    loaded = store.load(OTHER_BOT, [CHAT], [1])
    assert loaded.chats == {}
    assert loaded.seen == set()
    assert store.waiting(OTHER_BOT) == ()
    assert store.pending(OTHER_BOT, CHAT) == ()
    store.commit(OTHER_BOT, [1], [change("{}", "b")], NOW)
    store.drop_pending(OTHER_BOT, CHAT)
    assert [reply.body for reply in store.pending(BOT, CHAT)] == ["a"]


def test_each_change_raises_the_version(store: Store) -> None:
    store.commit(BOT, [1], [change()], NOW)
    before = version(store)
    store.commit(BOT, [2], [change('{"n":2}', version=before)], NOW)
    assert version(store) == before + 1
    assert sessions(store) == {CHAT: '{"n":2}'}


@pytest.mark.parametrize("wrong", ["none", "earlier", "later"])
@pytest.mark.parametrize("session", ['{"n":9}', None])
@pytest.mark.parametrize("forget", [False, True])
def test_a_change_of_another_version_changes_nothing(
    store: Store, wrong: str, session: str | None, forget: bool
) -> None:
    store.commit(BOT, [1], [change()], NOW)
    store.commit(BOT, [2], [change('{"n":2}', version=version(store))], NOW)
    present = version(store)
    named = {"none": 0, "earlier": present - 1, "later": present + 1}[wrong]
    good = change("{}", "never", chat_id=OTHER_CHAT)
    bad = dataclasses.replace(change(session, "never", version=named), forget=forget)
    with pytest.raises(VersionConflict):
        store.commit(BOT, [3], [good, bad], NOW)
    assert sessions(store) == {CHAT: '{"n":2}'}
    assert version(store) == present
    assert store.load(BOT, [], [3]).seen == set()
    assert store.waiting(BOT) == ()


def test_a_first_change_of_a_chat_that_is_gone_conflicts(store: Store) -> None:
    with pytest.raises(VersionConflict):
        store.commit(BOT, [1], [change(version=1)], NOW)


def test_an_update_is_applied_once(store: Store) -> None:
    store.commit(BOT, [1], [], NOW)
    with pytest.raises(VersionConflict):
        store.commit(BOT, [2, 1], [change("{}", "never")], NOW)
    loaded = store.load(BOT, [CHAT], [1, 2])
    assert loaded.chats == {}
    assert loaded.seen == {1}
    assert store.waiting(BOT) == ()


def test_replies_alone_leave_the_row_as_it_is(store: Store) -> None:
    store.commit(BOT, [1], [change()], NOW)
    before = version(store)
    store.commit(BOT, [2], [change(None, "a", version=before)], NOW)
    assert (version(store), sessions(store)) == (before, {CHAT: '{"n":1}'})
    assert [reply.body for reply in store.pending(BOT, CHAT)] == ["a"]


def test_replies_wait_in_the_order_in_which_they_came(store: Store) -> None:
    appended = store.commit(BOT, [1], [change("{}", "a", "b")], NOW)
    store.commit(BOT, [2], [change(None, "x", chat_id=OTHER_CHAT)], NOW)
    store.commit(BOT, [3], [change(None, "c", version=version(store))], NOW)
    pending = store.pending(BOT, CHAT)
    assert [reply.body for reply in pending] == ["a", "b", "c"]
    assert appended == {CHAT: pending[:2]}
    assert store.waiting(BOT) == (CHAT, OTHER_CHAT)


def test_a_sent_reply_is_removed_and_its_screen_noted(store: Store) -> None:
    appended = store.commit(BOT, [1], [change("{}", "a", "b", "c")], NOW)
    first, second, third = appended[CHAT]
    assert store.screen(BOT, CHAT) is None
    store.record_sent(BOT, [Receipt(CHAT, first.id, screen=41), Receipt(CHAT, second.id)])
    assert store.pending(BOT, CHAT) == (third,)
    assert store.screen(BOT, CHAT) == 41
    store.record_sent(BOT, [Receipt(CHAT, third.id, screen=42)])
    assert store.waiting(BOT) == ()
    assert store.screen(BOT, CHAT) == 42


def test_a_receipt_counts_for_its_own_bot_only(store: Store) -> None:
    appended = store.commit(BOT, [1], [change("{}", "a")], NOW)
    store.record_sent(OTHER_BOT, [Receipt(CHAT, appended[CHAT][0].id, screen=41)])
    assert store.pending(BOT, CHAT) == appended[CHAT]
    assert store.screen(BOT, CHAT) is None


def test_the_id_of_a_reply_never_comes_back(store: Store) -> None:
    first = (store.commit(BOT, [1], [change("{}", "a")], NOW))[CHAT][0]
    store.drop_pending(BOT, CHAT)
    again = change(None, "b", version=version(store))
    second = (store.commit(BOT, [2], [again], NOW))[CHAT][0]
    assert second.id > first.id
    store.record_sent(BOT, [Receipt(CHAT, first.id)])
    assert store.pending(BOT, CHAT) == (second,)


def test_dropping_takes_all_replies_of_that_chat(store: Store) -> None:
    changes = [change("{}", "a", "b"), change("{}", "c", chat_id=OTHER_CHAT)]
    store.commit(BOT, [1], changes, NOW)
    store.drop_pending(BOT, CHAT)
    assert store.waiting(BOT) == (OTHER_CHAT,)
    assert store.load(BOT, [CHAT], []).chats[CHAT].session == "{}"


@settings(max_examples=50, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"])), limit=st.integers(-(2**52), 2**52))
def test_any_text_and_id_come_back_as_they_were(text: str, limit: int) -> None:
    store = Store.open(":memory:")
    appended = store.commit(BOT, [abs(limit)], [change(text, text, chat_id=limit)], NOW)
    loaded = store.load(BOT, [limit], [abs(limit)])
    assert {chat_id: chat.session for chat_id, chat in loaded.chats.items()} == {limit: text}
    assert loaded.seen == {abs(limit)}
    assert store.pending(BOT, limit) == appended[limit]
    assert appended[limit] == (Pending(appended[limit][0].id, text),)
    store.close()
