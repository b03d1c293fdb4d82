"""The worker on a real database, with a small dialogue."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import structlog.testing

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event, Tap, Text
from bot.dialogue.core.queries import Facts
from bot.dialogue.core.replies import Message, Reply, Toast
from bot.dialogue.core.session import Session, load
from bot.dialogue.turn.step import Outcome
from bot.engine import replies_json as bodies
from bot.engine import worker
from bot.engine.step_runner import Apology, Conversations, Dialogue, Step
from bot.engine.worker import Worker
from bot.lib.backoff import BackOff
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change, Pending, StoredChat
from bot.storage.database import Storage
from tests.support.storage.interrupted import Interrupted
from tests.support.storage.stored import storage_of, store_at
from tests.support.telegram.harness import BOT, NOW, context, counting, read_updates, reader, sorry
from tests.support.telegram.messages import JOKE, SANDER, Json, text


class Desk:
    """A worker with its store, and what it handed over."""

    def __init__(
        self,
        store: Store,
        step: Step = counting,
        apology: Apology = sorry,
        storage: Storage | None = None,
    ) -> None:
        self.store = store
        storage = storage or storage_of(store)
        self.handed: list[tuple[int, Reply]] = []
        dialogue = Dialogue(step, apology, context)
        conversations = Conversations(storage, BOT.id, dialogue, reader(storage), lambda: NOW)
        self.worker = Worker(conversations, self._take)

    def _take(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        assert not alone
        self.handed += [(chat_id, bodies.load(reply.body)) for reply in replies]

    async def handle(self, raw: Sequence[object]) -> None:
        await self.worker.handle(read_updates(raw))

    def said(self, chat_id: int = JOKE) -> list[str]:
        return [r.html for chat, r in self.handed if chat == chat_id and isinstance(r, Message)]

    def row(self, chat_id: int = JOKE) -> StoredChat:
        return self.store.load(BOT.id, [chat_id], []).chats[chat_id]

    async def count(self, chat_id: int = JOKE) -> int:
        return load((self.row(chat_id)).session).run

    def seen(self, *update_ids: int) -> set[int]:
        return set(self.store.load(BOT.id, [], update_ids).seen)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Back off as in service, only faster."""
    monkeypatch.setattr(worker, "BackOff", lambda: BackOff(first=0.01, longest=0.05))


@contextmanager
def desk_at(path: Path, step: Step = counting, apology: Apology = sorry) -> Iterator[Desk]:
    with store_at(path / "test.db") as store:
        yield Desk(store, step, apology)


def tap(update_id: int, chat_id: int = JOKE) -> Json:
    under = {"message_id": 1, "date": 1, "chat": {"id": chat_id, "type": "private"}}
    query = {"id": f"q{update_id}", "from": {"id": chat_id, "is_bot": False}, "message": under, "data": "x"}
    return {"update_id": update_id, "callback_query": query}


def malformed(update_id: int) -> Json:
    return {"update_id": update_id, "message": {"text": "Hallo"}}


async def test_events_of_a_chat_are_stepped_in_order_and_chats_apart(tmp_path: Path) -> None:
    with desk_at(tmp_path) as desk:
        await desk.worker.handle(
            read_updates([text(1, "a"), text(2, "x", SANDER), text(3, "b"), text(4, "c")])
        )
        assert desk.said() == ["count 1: a", "count 2: b", "count 3: c"]
        assert desk.said(SANDER) == ["count 1: x"]
        assert (await desk.count(), await desk.count(SANDER)) == (3, 1)
        await desk.handle([text(5, "d")])
        assert desk.said()[-1] == "count 4: d"


async def test_what_is_handed_over_is_what_is_pending(tmp_path: Path) -> None:
    with desk_at(tmp_path) as desk:
        await desk.handle([text(1, "a"), tap(2)])
        pending = desk.store.pending(BOT.id, JOKE)
        assert [bodies.load(reply.body) for reply in pending] == [reply for _, reply in desk.handed]
        assert len(pending) == 3


async def test_a_repeated_update_applies_and_says_nothing(tmp_path: Path) -> None:
    with desk_at(tmp_path) as desk:
        await desk.handle([text(1, "a"), tap(2), text(1, "a")])
        handed = list(desk.handed)
        await desk.handle([text(1, "a"), tap(2)])
        await desk.handle([tap(2), text(3, "b")])
        assert desk.handed[: len(handed)] == handed
        assert desk.said() == ["count 1: a", "count 3: b"]
        assert await desk.count() == 3
        assert len(desk.store.pending(BOT.id, JOKE)) == len(desk.handed)


async def test_a_poison_update_harms_nobody(tmp_path: Path) -> None:
    with desk_at(tmp_path) as desk:
        with structlog.testing.capture_logs() as logged:
            await desk.worker.handle(
                read_updates(
                    [
                        text(1, "a"),
                        text(2, "poison geheim"),
                        text(3, "b"),
                        text(4, "poison"),
                        text(5, "x", SANDER),
                    ]
                )
            )
        assert desk.said() == ["count 1: a", "count 2: b", "sorry"]
        assert desk.said(SANDER) == ["count 1: x"]
        assert await desk.count() == 2
        assert desk.seen(1, 2, 3, 4, 5) == {1, 2, 3, 4, 5}
        failed = [entry["update_id"] for entry in logged if entry["event"] == "step_failed"]
        assert failed == [2, 4]
        await desk.handle([text(2, "poison geheim")])
        assert desk.said().count("sorry") == 1


async def test_a_poison_tap_is_still_answered(tmp_path: Path) -> None:
    def step(session: Session, event: Event, _context: Context, _facts: Facts) -> Outcome:
        raise RuntimeError

    with desk_at(tmp_path, step) as desk:
        await desk.handle([tap(1)])
        assert desk.handed == [(JOKE, Toast(callback_id="q1")), (JOKE, Message(html="sorry"))]


async def test_a_failing_apology_harms_nobody(tmp_path: Path) -> None:
    def apology(_session: Session, _context: Context) -> tuple[Reply, ...]:
        raise RuntimeError

    with desk_at(tmp_path, counting, apology) as desk:
        await desk.handle([text(1, "poison"), text(2, "b")])
        assert desk.said() == ["count 1: b"]
        assert desk.seen(1, 2) == {1, 2}


@pytest.mark.parametrize("where", ["reply", "session"])
async def test_what_cannot_be_written_fails_as_a_step_does(tmp_path: Path, where: str) -> None:
    def step(session: Session, event: Event, given: Context, _facts: Facts) -> Outcome:
        outcome = counting(session, event, given)
        if not isinstance(event, Text) or event.text != "bad":
            return outcome
        if where == "reply":
            return Outcome(outcome.session, (Message(html="\ud800"),))
        return Outcome(session.model_copy(update={"given": {"a": "\ud800"}}), ())

    with desk_at(tmp_path, step) as desk:
        await desk.handle([text(1, "a"), text(2, "bad"), text(3, "b", SANDER)])
        assert desk.said() == ["count 1: a", "sorry"]
        assert desk.said(SANDER) == ["count 1: b"]
        assert await desk.count() == 1


async def test_malformed_updates_are_done_with_and_harm_nobody(tmp_path: Path) -> None:
    with desk_at(tmp_path) as desk:
        with structlog.testing.capture_logs() as logged:
            await desk.worker.handle(
                read_updates([malformed(1), text(2, "a"), None, {"update_id": "x"}, malformed(3)])
            )
            await desk.handle([malformed(4)])
        assert desk.said() == ["count 1: a"]
        assert desk.seen(1, 2, 3, 4) == {1, 2, 3, 4}
        assert [entry["event"] for entry in logged] == ["update_malformed"] * 5
        assert "Hallo" not in str(logged)


async def test_what_is_left_alone_leaves_nothing(tmp_path: Path) -> None:
    with desk_at(tmp_path) as desk:
        await desk.handle([{"update_id": 1, "poll": {}}])
        await desk.handle([])
        assert not desk.handed
        assert desk.seen(1) == set()


async def test_an_event_without_effect_is_only_marked(tmp_path: Path) -> None:
    def step(session: Session, _event: Event, _context: Context, _facts: Facts) -> Outcome:
        return Outcome(session)

    with desk_at(tmp_path, step) as desk:
        await desk.handle([text(1, "a")])
        loaded = desk.store.load(BOT.id, [JOKE], [1])
        assert loaded.chats == {}
        assert loaded.seen == {1}
        change = Change(chat_id=JOKE, version=0, session="{}")
        desk.store.commit(BOT.id, [], [change], NOW)
        before = desk.row()
        await desk.handle([text(2, "a")])
        assert desk.row() == before


async def test_a_new_chat_gets_a_row_with_its_first_reply(tmp_path: Path) -> None:
    with desk_at(tmp_path) as desk:
        await desk.handle([text(1, "/start")])
        assert desk.said() == ["count 0"]
        assert await desk.count() == 0


@pytest.mark.parametrize("stored", ["{", '{"v":0}', '{"v":1,"place":{"at":"moon"}}'])
async def test_a_session_that_cannot_be_read_is_kept_and_apologised_for(tmp_path: Path, stored: str) -> None:
    with desk_at(tmp_path) as desk:
        change = Change(chat_id=JOKE, version=0, session=stored)
        desk.store.commit(BOT.id, [], [change], NOW)
        before = desk.row()
        assert before.session == stored
        with structlog.testing.capture_logs() as logged:
            await desk.handle([text(1, "a"), tap(2), text(3, "x", SANDER)])
        assert desk.said() == ["sorry"]
        assert (JOKE, Toast(callback_id="q2")) in desk.handed
        assert desk.said(SANDER) == ["count 1: x"]
        assert desk.row() == before
        assert [entry["event"] for entry in logged] == ["session_unreadable"]
        await desk.handle([text(1, "a"), tap(2)])
        assert desk.said() == ["sorry"]


async def test_a_locked_database_is_waited_for(tmp_path: Path) -> None:
    with desk_at(tmp_path) as desk:
        other = sqlite3.connect(tmp_path / "test.db")
        other.execute("BEGIN IMMEDIATE")
        handling = asyncio.create_task(desk.handle([text(1, "a")]))
        with structlog.testing.capture_logs() as logged:
            await asyncio.sleep(0.7)
        assert not handling.done()
        assert not desk.handed
        assert "storage_failed" in {entry["event"] for entry in logged}
        other.rollback()
        other.close()
        await handling
        assert desk.said() == ["count 1: a"]
        assert await desk.count() == 1


async def contested(
    path: Path, theirs: Sequence[Json], ours: Sequence[Json]
) -> tuple[list[str], list[str], int]:
    """Let a rival be quicker; returns what it said, what we said, and the count in the end."""
    plain = Store.open(str(path / "test.db"))
    store = Store.open(str(path / "test.db"))
    quicker = [theirs]

    async def let_the_rival_in() -> None:
        while quicker:
            await rival.handle(quicker.pop())

    rival, desk = Desk(plain), Desk(store, storage=Interrupted(store, "chats.commit", let_the_rival_in))
    await desk.handle(ours)
    count = await desk.count()
    plain.close()
    store.close()
    return rival.said(), desk.said(), count


async def test_a_chat_that_another_process_changed_is_stepped_anew(tmp_path: Path) -> None:
    theirs, ours, count = await contested(tmp_path, [text(1, "theirs")], [text(2, "ours")])
    assert theirs == ["count 1: theirs"]
    assert ours == ["count 2: ours"]
    assert count == 2


async def test_an_update_that_another_process_applied_is_not_applied_again(tmp_path: Path) -> None:
    theirs, ours, count = await contested(tmp_path, [text(1, "a")], [text(1, "a"), text(2, "b")])
    assert theirs == ["count 1: a"]
    assert ours == ["count 2: b"]
    assert count == 2


async def test_events_carry_the_time_and_the_tap_its_message(tmp_path: Path) -> None:
    events: list[Event] = []

    def step(session: Session, event: Event, _context: Context, _facts: Facts) -> Outcome:
        events.append(event)
        return Outcome(session)

    with desk_at(tmp_path, step) as desk:
        await desk.handle([tap(1), text(2, "a")])
    tapped, typed = events
    assert replace(tapped, nonce="") == Tap(now=NOW, code="x", message_id=1, callback_id="q1")
    assert replace(typed, nonce="") == Text(now=NOW, message_id=2, text="a")
    assert len({tapped.nonce, typed.nonce}) == 2
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", event.nonce) for event in events)
