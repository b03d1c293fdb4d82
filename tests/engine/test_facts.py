"""Facts for the dialogue: a step asks while it is taken, once."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
import structlog.testing

from bot.app.peer_table import Comparing
from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event, Membership, Text
from bot.dialogue.core.queries import Facts, Peers, Search
from bot.dialogue.core.replies import Message
from bot.dialogue.core.session import Session
from bot.dialogue.turn.step import Outcome
from bot.dialogue.turn.step import step as real_step
from bot.engine import replies_json as bodies
from bot.engine.incoming import Incoming
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.turn import turn
from bot.storage.chats.chats import Store
from bot.storage.chats.peers import PeerStore
from bot.storage.chats.records import Assessment, Change, StorageFault, StoredChat
from bot.storage.database import Storage
from scoring.peers import Steps
from tests.support.storage.interrupted import Interrupted
from tests.support.storage.stored import storage_of, store_at
from tests.support.telegram.harness import BOT, NOW, context, found, reader, sorry

JOKE, SANDER, THIRD = 1, 2, 3
STEPS: Steps = (0, 1, 2, 3, 4, 0, 1)


@dataclass
class Curious:
    """A step that asks before it does anything, and notes what it was answered."""

    asks: tuple[Search | Peers, ...]
    taken: int = 0
    answers: list[object] = field(default_factory=list)

    def __call__(self, session: Session, _event: Event, _context: Context, facts: Facts) -> Outcome:
        self.taken += 1
        self.answers += [facts.ask(query) for query in self.asks]
        return Outcome(session.model_copy(update={"run": session.run + 1}), (Message(html="done"),))


WHERE = Search("waar?", "nl", "web")


def said(change: Change) -> list[str]:
    replies = [bodies.load(body) for body in change.replies]
    return [reply.html for reply in replies if isinstance(reply, Message)]


def text(update_id: int = 1, words: str = "a") -> Incoming:
    return Incoming(update_id, JOKE, Text(now=NOW, text=words))


def talking(storage: Storage, dialogue: Dialogue, *, counts: bool = True) -> Conversations:
    return Conversations(storage, BOT.id, dialogue, reader(storage, count_participants=counts))


async def turned(storage: Storage, step: Curious, *updates: Incoming) -> Change:
    conversations = talking(storage, Dialogue(step, sorry, context))
    return (await turn(JOKE, None, updates or (text(),), conversations)).change


async def test_a_step_is_taken_once_and_answered_meanwhile(tmp_path: Path) -> None:
    with store_at(tmp_path / "test.db") as store:
        step = Curious((WHERE, Peers()))
        change = await turned(storage_of(store), step)
        assert (step.taken, step.answers) == (1, [found("waar?", "nl", "web"), None])
        assert said(change) == ["done"]
        assert change.session
        assert '"run":1' in change.session


async def test_what_is_asked_again_is_read_once_an_update(tmp_path: Path) -> None:
    with store_at(tmp_path / "test.db") as store:
        asked: list[None] = []

        async def count() -> None:
            asked.append(None)

        counted = Interrupted(store, "_answer", count)
        change = await turned(counted, Curious((Peers(),) * 3), text(1), text(2))
        assert len(asked) == 2
        assert said(change) == ["done", "done"]


async def test_a_step_that_fails_after_an_answer_fails_as_any_other(tmp_path: Path) -> None:
    def fail(_session: Session, _event: Event, _context: Context, facts: Facts) -> Outcome:
        facts.ask(Peers())
        raise ZeroDivisionError

    with store_at(tmp_path / "test.db") as store:
        conversations = talking(storage_of(store), Dialogue(fail, sorry, context))
        with structlog.testing.capture_logs() as logged:
            change = (await turn(JOKE, None, (text(),), conversations)).change
        assert said(change) == ["sorry"]
        assert change.session is None
        assert [entry["event"] for entry in logged] == ["step_failed"]


async def test_steps_of_several_chats_wait_side_by_side(tmp_path: Path) -> None:
    arrived: list[None] = []

    async def wait_for_all() -> None:
        arrived.append(None)
        while len(arrived) < 3:
            await asyncio.sleep(0)

    with store_at(tmp_path / "test.db") as store:
        steps = [Curious((Peers(),)) for _ in range(3)]
        slow = Interrupted(store, "_answer", wait_for_all)
        await asyncio.gather(*(turned(slow, step) for step in steps))
        assert [step.taken for step in steps] == [1, 1, 1]


async def test_a_storage_that_fails_is_no_failed_step(tmp_path: Path) -> None:
    async def fail() -> None:
        raise StorageFault("away")

    with store_at(tmp_path / "test.db") as store, pytest.raises(StorageFault):
        await turned(Interrupted(store, "_answer", fail), Curious((Peers(),)))


def assessed(store: Store, chat_id: int, finished: datetime) -> None:
    change = Change(chat_id=chat_id, version=0, session="{}", assessment=Assessment(STEPS, finished))
    store.commit(BOT.id, [], [change], NOW)


async def sure() -> datetime:
    return NOW


async def compared(store: Store) -> None:
    """Publish a table of fifty shops."""
    for chat_id in range(1_000, 1_050):
        assessed(store, chat_id, NOW)
    clock = Comparing(
        storage_of(store),
        BOT.id,
        lambda: context().content.questionnaire,
        sure,
    )
    assert await clock.renew()


async def test_peers_are_those_of_the_table_that_is_published(tmp_path: Path) -> None:
    with store_at(tmp_path / "test.db") as store:
        assert await reader(storage_of(store)).read(JOKE, Peers(), NOW) is None
        await compared(store)
        answer = await reader(storage_of(store)).read(JOKE, Peers(), NOW)
        published = PeerStore(store.db).peer_table(BOT.id)
        assert published is not None
        assert answer == published


async def test_where_nobody_counts_there_are_no_peers(tmp_path: Path) -> None:
    with store_at(tmp_path / "test.db") as store:
        await compared(store)
        trial = reader(storage_of(store), count_participants=False)
        assert await trial.read(JOKE, Peers(), NOW) is None


async def test_who_only_blocks_the_bot_stays_unknown(tmp_path: Path) -> None:
    with store_at(tmp_path / "test.db") as store:
        dialogue = Dialogue(real_step, sorry, context)
        blocking = Incoming(1, JOKE, Membership(now=NOW, blocked=True))
        unknown = (await turn(JOKE, None, (blocking,), talking(storage_of(store), dialogue))).change
        assert (unknown.session, unknown.replies) == (None, ())
        known = (
            await turn(JOKE, StoredChat("{}", 5), (blocking,), talking(storage_of(store), dialogue))
        ).change
        assert known.session
        assert '"blocked":true' in known.session


def finishing(session: Session, event: Event, _context: Context, _facts: Facts) -> Outcome:
    """Finish an assessment on "finish"; do nothing otherwise."""
    steps = STEPS if isinstance(event, Text) and event.text == "finish" else None
    return Outcome(session, (Message(html="ok"),), assessed=steps)


@pytest.mark.parametrize("counts", [True, False])
async def test_a_finished_assessment_is_part_of_the_change_where_participants_count(
    tmp_path: Path, counts: bool
) -> None:
    with store_at(tmp_path / "test.db") as store:
        dialogue = Dialogue(finishing, sorry, context)
        stored = StoredChat("{}", 5)
        updates = (text(1, "finish"), text(2))
        conversations = talking(storage_of(store), dialogue, counts=counts)
        change = (await turn(JOKE, stored, updates, conversations)).change
        assert change.assessment == (Assessment(STEPS, NOW) if counts else None)
        assert change.session is None
        other = (await turn(JOKE, stored, (text(3),), conversations)).change
        assert other.assessment is None
