"""In a rolling upgrade: what a newer release stored is left for it, and all else is gone on with."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
import structlog.testing

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event
from bot.dialogue.core.queries import Facts
from bot.dialogue.core.session import VERSION, NewerSession, Session, UnreadableSession, dump, load
from bot.dialogue.turn.step import Outcome
from bot.engine.batching import Deliveries, NotTaken
from bot.engine.commits import Hand
from bot.engine.due import Alarm
from bot.engine.incoming import LeftAlone, Update
from bot.engine.newer_sessions import NewerChats, held_handle
from bot.engine.notices import Postman
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change
from bot.storage.groups.reads import GroupStore
from tests.support.storage.stored import empty_store, storage_of
from tests.support.telegram.harness import BOT, NOW, context, counting, read_updates, reader, sorry
from tests.support.telegram.messages import JOKE, SANDER, text

NEWER = f'{{"v":{VERSION + 1}}}'


def nobody(chat_id: int, replies: object, *, alone: bool = False) -> None:
    pass


class Process:
    """A process of this release, on a database that a newer one serves too."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.newer = NewerChats(storage_of(store), BOT.id)
        dialogue = Dialogue(counting, sorry, context)
        self.conversations = Conversations(
            storage_of(store), BOT.id, dialogue, reader(storage_of(store)), lambda: NOW
        )
        hand: Hand = nobody
        self.worker = Worker(self.conversations, hand, meet_newer=self.newer.meet)

    def seen(self, *update_ids: int) -> set[int]:
        return set(self.store.load(BOT.id, [], update_ids).seen)

    def session(self, chat_id: int) -> str:
        return self.store.load(BOT.id, [chat_id], []).chats[chat_id].session


def as_read(delivered: object) -> Update:
    assert isinstance(delivered, Update)
    return delivered


def stored(store: Store, session: str, chat_id: int = JOKE, **more: object) -> None:
    version = store.load(BOT.id, [chat_id], []).chats
    at = version[chat_id].version if version else 0
    store.commit(BOT.id, [], [Change(chat_id=chat_id, version=at, session=session, **more)], NOW)  # type: ignore[arg-type]


def test_a_newer_session_is_told_from_a_broken_one() -> None:
    with pytest.raises(NewerSession, match=f"session version {VERSION + 1}; this release reads 1 to"):
        load(NEWER)
    for broken in ("{", '{"v":0}', '{"v":"9"}'):
        with pytest.raises(UnreadableSession) as raised:
            load(broken)
        assert not isinstance(raised.value, NewerSession)


async def test_its_updates_are_left_and_those_of_others_applied_and_it_is_taken_up_again() -> None:
    with empty_store() as store:
        here = Process(store)
        stored(store, NEWER)
        assert await here.newer.unready() == ""
        batch = [text(1, "a"), text(2, "x", SANDER), text(3, "b")]
        with structlog.testing.capture_logs() as logged, pytest.raises(LeftAlone) as left:
            await here.worker.handle(read_updates(batch))
        assert left.value.update_ids == {1, 3}
        assert here.seen(1, 2, 3) == {2}
        assert here.session(JOKE) == NEWER
        assert store.waiting(BOT.id) == (SANDER,), "nobody is told that it went wrong"
        assert [entry["event"] for entry in logged] == ["session_newer"]
        why = "a newer release stored sessions that this one cannot read: 1"
        assert await here.newer.unready() == why
        stored(store, dump(Session()))
        assert await here.newer.unready() == ""
        await here.worker.handle(read_updates(batch))
        assert here.seen(1, 2, 3) == {1, 2, 3}


async def test_a_webhook_answers_only_what_was_taken() -> None:
    async def handle(_: object) -> None:
        raise LeftAlone({1})

    deliveries, stop = Deliveries(patience=1), asyncio.Event()
    running = asyncio.create_task(deliveries.run(as_read, handle, stop))
    taken = await asyncio.gather(
        *(deliveries.take(Update(number)) for number in (1, 2)), return_exceptions=True
    )
    assert [type(one) for one in taken] == [NotTaken, type(None)]
    stop.set()
    await running


async def test_reminders_and_notices_are_left_to_it() -> None:
    with empty_store() as store:
        here = Process(store)
        stored(store, NEWER, due=NOW - timedelta(hours=1))
        await Alarm(here.conversations, nobody).ring()
        assert store.due(BOT.id, NOW, 9) == (JOKE,)
        for body in ('{"kind":"shared","who":"x"}', '{"kind":"danced"}'):
            store.db.execute(
                "INSERT INTO notices (bot_id, chat_id, sender, body, at) VALUES (?, ?, 5, ?, 0)",
                (BOT.id, JOKE, body),
            )
        getattr(store.db.conn, "commit", lambda: None)()
        postman = Postman(here.conversations, nobody)
        assert await postman.deliver() == 0
        assert len(GroupStore(store.db).notices(BOT.id, 9)) == 2
        stored(store, dump(Session()))
        assert await postman.deliver() == 1, "the one that it knows"
        assert len(GroupStore(store.db).notices(BOT.id, 9)) == 1


async def test_what_a_step_comes_upon_leaves_its_update_too() -> None:
    def step(session: Session, _event: Event, _context: Context, _facts: Facts) -> Outcome:
        raise NewerSession("of a shop that shares")

    with empty_store() as store:
        here = Process(store)
        here.conversations = Conversations(
            storage_of(store), BOT.id, Dialogue(step, sorry, context), reader(storage_of(store)), lambda: NOW
        )
        with pytest.raises(LeftAlone):
            await Worker(here.conversations, nobody).handle(read_updates([text(1, "a")]))
        assert here.seen(1) == set()


async def test_while_the_content_is_for_a_newer_release_nothing_is_taken(tmp_path: Path) -> None:
    why = ["the live content"]
    handled: list[object] = []

    async def handle(updates: object) -> None:
        handled.append(updates)

    held = held_handle(handle, lambda: why[0])
    with pytest.raises(LeftAlone) as left:
        await held([Update(3), Update(None)])
    assert left.value.update_ids == {3}
    why[0] = ""
    await held([Update(3)])
    assert handled == [[Update(3)]]
