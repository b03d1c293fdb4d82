"""The contract of a Store, which every implementation keeps."""

import dataclasses
from collections.abc import AsyncIterator
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
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """Open a new store of each kind."""
    if request.param == "postgres":
        store = on_server(request.getfixturevalue("postgres_url"))
    else:
        store = Store.open(str(tmp_path / "test.db") if request.param == "file" else ":memory:")
    try:
        yield store
    finally:
        await store.close()


def change(session: str | None = '{"n":1}', *replies: str, chat_id: int = CHAT, version: int = 0) -> Change:
    return Change(chat_id=chat_id, version=version, session=session, replies=replies)


async def version(store: Store, chat_id: int = CHAT) -> int:
    return (await store.load(BOT, [chat_id], [])).chats[chat_id].version


async def sessions(store: Store, *chat_ids: int) -> dict[int, str]:
    loaded = await store.load(BOT, chat_ids or (CHAT, OTHER_CHAT), [])
    return {chat_id: chat.session for chat_id, chat in loaded.chats.items()}


async def test_what_is_committed_can_be_loaded(store: Store) -> None:
    await store.commit(BOT, [1, 2], [change('{"n":1}'), change('{"n":2}', chat_id=OTHER_CHAT)], NOW)
    loaded = await store.load(BOT, {CHAT, OTHER_CHAT, 300}, {1, 2, 3})
    assert loaded.seen == {1, 2}
    assert await sessions(store) == {CHAT: '{"n":1}', OTHER_CHAT: '{"n":2}'}


async def test_only_what_is_asked_for_is_loaded(store: Store) -> None:
    await store.commit(BOT, [1, 2], [change(), change(chat_id=OTHER_CHAT)], NOW)
    loaded = await store.load(BOT, [OTHER_CHAT], [2])
    assert set(loaded.chats) == {OTHER_CHAT}
    assert loaded.seen == {2}
    assert (await store.load(BOT, [], [])).chats == {}


async def test_more_ids_than_a_statement_takes_are_loaded(store: Store) -> None:
    many = range(1, 2001)
    await store.commit(BOT, many, [change(chat_id=chat_id) for chat_id in many], NOW)
    loaded = await store.load(BOT, many, many)
    assert set(loaded.chats) == set(many)
    assert loaded.seen == set(many)


async def test_another_bot_sees_nothing_of_it(store: Store) -> None:
    await store.commit(BOT, [1], [change("{}", "a")], NOW)
    loaded = await store.load(OTHER_BOT, [CHAT], [1])
    assert loaded.chats == {}
    assert loaded.seen == set()
    assert await store.waiting(OTHER_BOT) == ()
    assert await store.pending(OTHER_BOT, CHAT) == ()
    await store.commit(OTHER_BOT, [1], [change("{}", "b")], NOW)
    await store.drop_pending(OTHER_BOT, CHAT)
    assert [reply.body for reply in await store.pending(BOT, CHAT)] == ["a"]


async def test_each_change_raises_the_version(store: Store) -> None:
    await store.commit(BOT, [1], [change()], NOW)
    before = await version(store)
    await store.commit(BOT, [2], [change('{"n":2}', version=before)], NOW)
    assert await version(store) == before + 1
    assert await sessions(store) == {CHAT: '{"n":2}'}


@pytest.mark.parametrize("wrong", ["none", "earlier", "later"])
@pytest.mark.parametrize("session", ['{"n":9}', None])
@pytest.mark.parametrize("forget", [False, True])
async def test_a_change_of_another_version_changes_nothing(
    store: Store, wrong: str, session: str | None, forget: bool
) -> None:
    await store.commit(BOT, [1], [change()], NOW)
    await store.commit(BOT, [2], [change('{"n":2}', version=await version(store))], NOW)
    present = await version(store)
    named = {"none": 0, "earlier": present - 1, "later": present + 1}[wrong]
    good = change("{}", "never", chat_id=OTHER_CHAT)
    bad = dataclasses.replace(change(session, "never", version=named), forget=forget)
    with pytest.raises(VersionConflict):
        await store.commit(BOT, [3], [good, bad], NOW)
    assert await sessions(store) == {CHAT: '{"n":2}'}
    assert await version(store) == present
    assert (await store.load(BOT, [], [3])).seen == set()
    assert await store.waiting(BOT) == ()


async def test_a_first_change_of_a_chat_that_is_gone_conflicts(store: Store) -> None:
    with pytest.raises(VersionConflict):
        await store.commit(BOT, [1], [change(version=1)], NOW)


async def test_an_update_is_applied_once(store: Store) -> None:
    await store.commit(BOT, [1], [], NOW)
    with pytest.raises(VersionConflict):
        await store.commit(BOT, [2, 1], [change("{}", "never")], NOW)
    loaded = await store.load(BOT, [CHAT], [1, 2])
    assert loaded.chats == {}
    assert loaded.seen == {1}
    assert await store.waiting(BOT) == ()


async def test_replies_alone_leave_the_row_as_it_is(store: Store) -> None:
    await store.commit(BOT, [1], [change()], NOW)
    before = await version(store)
    await store.commit(BOT, [2], [change(None, "a", version=before)], NOW)
    assert (await version(store), await sessions(store)) == (before, {CHAT: '{"n":1}'})
    assert [reply.body for reply in await store.pending(BOT, CHAT)] == ["a"]


async def test_replies_wait_in_the_order_in_which_they_came(store: Store) -> None:
    appended = await store.commit(BOT, [1], [change("{}", "a", "b")], NOW)
    await store.commit(BOT, [2], [change(None, "x", chat_id=OTHER_CHAT)], NOW)
    await store.commit(BOT, [3], [change(None, "c", version=await version(store))], NOW)
    pending = await store.pending(BOT, CHAT)
    assert [reply.body for reply in pending] == ["a", "b", "c"]
    assert appended == {CHAT: pending[:2]}
    assert await store.waiting(BOT) == (CHAT, OTHER_CHAT)


async def test_a_sent_reply_is_removed_and_its_screen_noted(store: Store) -> None:
    appended = await store.commit(BOT, [1], [change("{}", "a", "b", "c")], NOW)
    first, second, third = appended[CHAT]
    assert await store.screen(BOT, CHAT) is None
    await store.record_sent(BOT, [Receipt(CHAT, first.id, screen=41), Receipt(CHAT, second.id)])
    assert await store.pending(BOT, CHAT) == (third,)
    assert await store.screen(BOT, CHAT) == 41
    await store.record_sent(BOT, [Receipt(CHAT, third.id, screen=42)])
    assert await store.waiting(BOT) == ()
    assert await store.screen(BOT, CHAT) == 42


async def test_a_receipt_counts_for_its_own_bot_only(store: Store) -> None:
    appended = await store.commit(BOT, [1], [change("{}", "a")], NOW)
    await store.record_sent(OTHER_BOT, [Receipt(CHAT, appended[CHAT][0].id, screen=41)])
    assert await store.pending(BOT, CHAT) == appended[CHAT]
    assert await store.screen(BOT, CHAT) is None


async def test_the_id_of_a_reply_never_comes_back(store: Store) -> None:
    first = (await store.commit(BOT, [1], [change("{}", "a")], NOW))[CHAT][0]
    await store.drop_pending(BOT, CHAT)
    again = change(None, "b", version=await version(store))
    second = (await store.commit(BOT, [2], [again], NOW))[CHAT][0]
    assert second.id > first.id
    await store.record_sent(BOT, [Receipt(CHAT, first.id)])
    assert await store.pending(BOT, CHAT) == (second,)


async def test_dropping_takes_all_replies_of_that_chat(store: Store) -> None:
    changes = [change("{}", "a", "b"), change("{}", "c", chat_id=OTHER_CHAT)]
    await store.commit(BOT, [1], changes, NOW)
    await store.drop_pending(BOT, CHAT)
    assert await store.waiting(BOT) == (OTHER_CHAT,)
    assert (await store.load(BOT, [CHAT], [])).chats[CHAT].session == "{}"


@settings(max_examples=50, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"])), limit=st.integers(-(2**52), 2**52))
async def test_any_text_and_id_come_back_as_they_were(text: str, limit: int) -> None:
    store = Store.open(":memory:")
    appended = await store.commit(BOT, [abs(limit)], [change(text, text, chat_id=limit)], NOW)
    loaded = await store.load(BOT, [limit], [abs(limit)])
    assert {chat_id: chat.session for chat_id, chat in loaded.chats.items()} == {limit: text}
    assert loaded.seen == {abs(limit)}
    assert await store.pending(BOT, limit) == appended[limit]
    assert appended[limit] == (Pending(appended[limit][0].id, text),)
    await store.close()
