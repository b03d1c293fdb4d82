"""What is deleted: a chat that is to be forgotten, and what nobody came back for."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.chats.chats import Store
from bot.storage.chats.pictures import PictureStore
from bot.storage.chats.records import Assessment, Change, Receipt, VersionConflict
from bot.storage.chats.upkeep import Upkeep
from tests.support.storage.stored import (
    BOT,
    NOW,
    OTHER_BOT,
    empty_store,
    holding,
    new,
    rows,
    store_at,
    version,
)

JOKE, SANDER = 100_001, 100_002
DAY = timedelta(days=1)
STEPS = (0, 1, 2, 3, 4, 0)


def settled(store: Store) -> None:
    """Store two chats with all that a chat can have."""
    for bot_id in (BOT, OTHER_BOT):
        changes = [
            new(one, "a", "b", due=NOW, finished=True, assessment=Assessment(STEPS, NOW))
            for one in (JOKE, SANDER)
        ]
        store.commit(bot_id, [1], changes, NOW)
        store.record_sent(bot_id, [Receipt(JOKE, 0, screen=41)])


def forget(store: Store, *replies: str, session: str | None = None) -> None:
    change = Change(chat_id=JOKE, version=version(store, JOKE), session=session, forget=True, replies=replies)
    store.commit(BOT, [2], [change], NOW)


def test_of_a_forgotten_chat_only_the_last_words_remain_until_they_are_sent() -> None:
    with empty_store() as store:
        settled(store)
        others = "DELETE FROM {} WHERE bot_id = ?"
        for table in ("chats", "replies", "assessments"):
            store.db.execute(others.format(table), (OTHER_BOT,))
        forget(store, "bye")
        assert holding(store, JOKE) == ["replies.chat_id"]
        (last,) = store.pending(BOT, JOKE)
        assert last.body == "bye"
        store.record_sent(BOT, [Receipt(JOKE, last.id, screen=42)])
        assert holding(store, JOKE) == []
        assert store.screen(BOT, JOKE) is None
        assert holding(store, SANDER) == ["chats.chat_id", "replies.chat_id", "assessments.chat_id"]
        assert store.load(BOT, [], [2]).seen == {2}


def test_forgetting_is_for_one_bot_and_one_chat() -> None:
    with empty_store() as store:
        settled(store)
        forget(store)
        assert set(store.load(BOT, [JOKE, SANDER], []).chats) == {SANDER}
        assert set(store.load(OTHER_BOT, [JOKE, SANDER], []).chats) == {JOKE, SANDER}
        assert len(store.pending(OTHER_BOT, JOKE)) == 2


def test_a_blocked_chat_that_was_forgotten_leaves_nothing() -> None:
    with empty_store() as store:
        store.commit(BOT, [1], [new(JOKE, "a")], NOW)
        forget(store, "bye")
        store.drop_pending(BOT, JOKE)
        assert holding(store, JOKE) == []


def test_a_new_row_is_at_no_version_that_was_loaded_before() -> None:
    with empty_store() as store:
        store.commit(BOT, [1], [new(JOKE)], NOW)
        before = version(store, JOKE)
        forget(store, session='{"anew":1}')
        late = Change(chat_id=JOKE, version=before, session='{"of":"before"}')
        with pytest.raises(VersionConflict):
            store.commit(BOT, [], [late], NOW)
        assert store.load(BOT, [JOKE], []).chats[JOKE].session == '{"anew":1}'


def test_a_chat_without_a_row_can_be_forgotten() -> None:
    with empty_store() as store:
        change = Change(chat_id=JOKE, version=0, session=None, forget=True, replies=("bye",))
        appended = store.commit(BOT, [1], [change], NOW)
        assert [reply.body for reply in appended[JOKE]] == ["bye"]
        assert rows(store, "SELECT * FROM chats") == []


@pytest.mark.sqlite_only
def test_what_was_forgotten_is_not_in_the_file_either(tmp_path: Path) -> None:
    path = tmp_path / "test.db"

    def raw() -> bytes:
        return b"".join(file.read_bytes() for file in tmp_path.iterdir())

    with store_at(path) as store:
        filler = [new(chat_id) for chat_id in range(1, 50)]
        store.commit(BOT, [1], [new(JOKE, "geheim", session='{"shop_name":"geheim"}'), *filler], NOW)
        assert b"geheim" in raw()
        forget(store)
        Upkeep(store.db).tidy()
        assert b"geheim" not in raw()


@pytest.mark.parametrize(
    ("finished", "days", "kept"),
    [(False, 89, True), (False, 91, False), (True, 91, True), (True, 729, True), (True, 731, False)],
)
def test_chats_go_whole_when_nobody_came_for_long(finished: bool, days: int, kept: bool) -> None:
    with empty_store() as store:
        assessment = Assessment(STEPS, NOW) if finished else None
        change = new(JOKE, "a", finished=finished, assessment=assessment)
        store.commit(BOT, [1], [change], NOW - days * DAY)
        store.commit(BOT, [2], [new(SANDER, "b")], NOW)
        deleted = Upkeep(store.db).purge(NOW - 90 * DAY, NOW - 730 * DAY, 10)
        assert deleted == (0 if kept else 1)
        assert bool(holding(store, JOKE)) == kept
        assert holding(store, SANDER) == ["chats.chat_id", "replies.chat_id"]


def test_a_purge_goes_in_parts() -> None:
    with empty_store() as store:
        store.commit(BOT, [1], [new(chat_id) for chat_id in range(5)], NOW - 100 * DAY)
        upkeep = Upkeep(store.db)
        parts = [upkeep.purge(NOW - 90 * DAY, NOW - 730 * DAY, 2) for _ in range(4)]
        assert parts == [2, 2, 1, 0]


def test_old_updates_are_forgotten() -> None:
    with empty_store() as store:
        store.commit(BOT, [1], [], NOW - timedelta(hours=49))
        store.commit(BOT, [2], [], NOW - timedelta(hours=47))
        assert Upkeep(store.db).prune_seen(NOW - timedelta(hours=48)) == 1
        assert store.load(BOT, [], [1, 2]).seen == {2}


def test_pictures_are_kept_by_bot_and_forgotten_when_they_are_not_used() -> None:
    with empty_store() as store:
        pictures = PictureStore(store.db)
        pictures.keep(BOT, "k1", "f1", NOW - 31 * DAY)
        pictures.keep(BOT, "k2", "f2", NOW - 31 * DAY)
        pictures.keep(BOT, "k2", "f3", NOW - 29 * DAY)
        assert [pictures.find(BOT, key) for key in ("k1", "k2", "k3")] == ["f1", "f3", None]
        assert pictures.find(OTHER_BOT, "k1") is None
        assert Upkeep(store.db).prune_pictures(NOW - 30 * DAY) == 1
        assert pictures.find(BOT, "k1") is None
        pictures.drop(OTHER_BOT, "k2")
        assert pictures.find(BOT, "k2") == "f3"
        pictures.drop(BOT, "k2")
        assert pictures.find(BOT, "k2") is None
