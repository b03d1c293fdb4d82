"""Facts for the dialogue: a step that wants some is taken again with them, and done once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
import structlog.testing

from bot.app.peer_table import Comparing
from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event, Membership, Text
from bot.dialogue.core.queries import NONE, Facts, Peers, Search
from bot.dialogue.core.replies import Message
from bot.dialogue.core.session import Session
from bot.dialogue.turn.step import Outcome
from bot.dialogue.turn.step import step as real_step
from bot.engine import replies_json as bodies
from bot.engine.answers import FactsReader
from bot.engine.incoming import Incoming
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.turn import turn
from bot.storage.chats.chats import SqlStore
from bot.storage.chats.peers import SqlPeers
from bot.storage.chats.records import Assessment, Change, PeerStore, StorageFault, StoredChat
from bot.storage.chats.statistics import SqlStatistics
from scoring.peers import Published, Steps
from tests.support.telegram.harness import BOT, NOW, context, found, reader, sorry

JOKE, SANDER, THIRD = 1, 2, 3
STEPS: Steps = (0, 1, 2, 3, 4, 0, 1)

Test = Callable[[SqlStore], Awaitable[None]]


def run(path: Path, test: Test) -> None:
    async def on_store() -> None:
        store = SqlStore.open(str(path / "test.db"))
        try:
            await test(store)
        finally:
            await store.close()

    asyncio.run(on_store())


@dataclass
class Curious:
    """A step that wants facts before it does anything, and notes what it was given."""

    wants: tuple[Search | Peers, ...]
    given: list[Facts] = field(default_factory=list)

    def __call__(self, session: Session, _event: Event, _context: Context, facts: Facts) -> Outcome:
        self.given.append(facts)
        asked = len(self.given) - 1
        if asked < len(self.wants):
            return Outcome(session.model_copy(update={"run": 99}), wanted=self.wants[asked])
        return Outcome(session.model_copy(update={"run": session.run + 1}), (Message(html="done"),))


WHERE = Search("waar?", "nl", "web")


def said(change: Change) -> list[str]:
    replies = [bodies.load(body) for body in change.replies]
    return [reply.html for reply in replies if isinstance(reply, Message)]


def text(update_id: int = 1, words: str = "a") -> Incoming:
    return Incoming(update_id, JOKE, Text(now=NOW, text=words))


def talking(store: SqlStore, dialogue: Dialogue, reading: FactsReader) -> Conversations:
    return Conversations(store, BOT.id, dialogue, reading)


async def turned(
    store: SqlStore, step: Curious, *updates: Incoming, peers: PeerStore | None = None
) -> Change:
    conversations = talking(store, Dialogue(step, sorry, context), reader(store, peers=peers))
    return await turn(JOKE, None, updates or (text(),), conversations)


def test_what_is_wanted_is_read_and_the_step_taken_again(tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        step = Curious((WHERE, Peers()))
        change = await turned(store, step)
        assert step.given == [
            NONE,
            Facts({WHERE: found("waar?", "nl", "web")}),
            Facts({WHERE: found("waar?", "nl", "web"), Peers(): None}),
        ]
        assert said(change) == ["done"]
        assert change.session
        assert '"run":1' in change.session

    run(tmp_path, test)


def test_a_step_that_never_has_enough_fails_as_any_other(tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        step = Curious((Peers(),) * 100)
        with structlog.testing.capture_logs() as logged:
            change = await turned(store, step)
        assert said(change) == ["sorry"]
        assert change.session is None
        assert len(step.given) < 50
        assert [entry["event"] for entry in logged] == ["step_failed"]

    run(tmp_path, test)


def test_facts_are_wanted_for_each_update_anew(tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        step = Curious((Peers(),))
        change = await turned(store, step, text(1), text(2))
        assert step.given == [NONE, Facts({Peers(): None}), NONE]
        assert said(change) == ["done", "done"]

    run(tmp_path, test)


class Broken(SqlPeers):
    """A store that cannot tell of others."""

    async def peer_table(self, bot_id: int) -> Published | None:  # noqa: ARG002
        raise StorageFault("away")


def test_a_storage_that_fails_is_no_failed_step(tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        with pytest.raises(StorageFault):
            await turned(store, Curious((Peers(),)), peers=Broken(store.db))

    run(tmp_path, test)


async def assessed(store: SqlStore, chat_id: int, finished: datetime) -> None:
    change = Change(chat_id=chat_id, version=0, session="{}", assessment=Assessment(STEPS, finished))
    await store.commit(BOT.id, [], [change], NOW)


async def sure() -> datetime:
    return NOW


async def compared(store: SqlStore) -> None:
    """Publish a table of fifty shops."""
    for chat_id in range(1_000, 1_050):
        await assessed(store, chat_id, NOW)
    clock = Comparing(
        SqlPeers(store.db),
        SqlStatistics(store.db),
        BOT.id,
        lambda: context().content.questionnaire,
        sure,
    )
    assert await clock.renew()


def test_peers_are_those_of_the_table_that_is_published(tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        assert await reader(store).read(JOKE, Peers(), NOW, NONE) == Facts({Peers(): None})
        await compared(store)
        facts = await reader(store).read(JOKE, Peers(), NOW, NONE)
        published = await SqlPeers(store.db).peer_table(BOT.id)
        assert published is not None
        assert facts == Facts({Peers(): published})

    run(tmp_path, test)


def test_where_nobody_counts_there_are_no_peers(tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await compared(store)
        trial = reader(store, count_participants=False)
        assert await trial.read(JOKE, Peers(), NOW, NONE) == Facts({Peers(): None})

    run(tmp_path, test)


def test_who_only_blocks_the_bot_stays_unknown(tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        dialogue = Dialogue(real_step, sorry, context)
        blocking = Incoming(1, JOKE, Membership(now=NOW, blocked=True))
        unknown = await turn(JOKE, None, (blocking,), talking(store, dialogue, reader(store)))
        assert (unknown.session, unknown.replies) == (None, ())
        known = await turn(JOKE, StoredChat("{}", 5), (blocking,), talking(store, dialogue, reader(store)))
        assert known.session
        assert '"blocked":true' in known.session

    run(tmp_path, test)


def finishing(session: Session, event: Event, _context: Context, _facts: Facts) -> Outcome:
    """Finish an assessment on "finish"; do nothing otherwise."""
    steps = STEPS if isinstance(event, Text) and event.text == "finish" else None
    return Outcome(session, (Message(html="ok"),), assessed=steps)


@pytest.mark.parametrize("counts", [True, False])
def test_a_finished_assessment_is_part_of_the_change_where_participants_count(
    tmp_path: Path, counts: bool
) -> None:
    async def test(store: SqlStore) -> None:
        dialogue = Dialogue(finishing, sorry, context)
        stored = StoredChat("{}", 5)
        updates = (text(1, "finish"), text(2))
        reading = reader(store, count_participants=counts)
        change = await turn(JOKE, stored, updates, talking(store, dialogue, reading))
        assert change.assessment == (Assessment(STEPS, NOW) if counts else None)
        assert change.session is None
        other = await turn(JOKE, stored, (text(3),), talking(store, dialogue, reading))
        assert other.assessment is None

    run(tmp_path, test)
