"""Several processes send to the same chats: what is to be seen at the end is what was last to be shown."""

import asyncio
import random
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.dialogue.core.events import Overtaken, Tap
from bot.dialogue.core.queries import Facts
from bot.dialogue.core.replies import Edit, Message, Retire
from bot.dialogue.core.session import Session, dump
from bot.dialogue.turn.step import Outcome, step
from bot.engine import replies_json as bodies
from bot.engine.lease import FRESH_S, Lease, Sending
from bot.engine.restoring import Restoring
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.sandbox.faults import Fault
from bot.sandbox.server import SandboxServer
from bot.sandbox.state import TOKEN
from bot.storage.chats.records import Change, Pending
from bot.storage.database import Storage, open_storage
from bot.telegram.api.connection import Connection
from bot.telegram.sending.drawing import Studio
from bot.telegram.sending.sender import Sender
from tests.support.dialogue.talk import Talk
from tests.support.sandbox.client import SHOPKEEPER, SandboxClient
from tests.support.storage.stored import EMPTY
from tests.support.telegram.harness import (
    BOT,
    MORE,
    NOW,
    context,
    counting,
    read_updates,
    reader,
    sorry,
    until,
)

PROCESSES = 3
ANN = SHOPKEEPER
LOST = 0.5
PEOPLE = tuple(range(200_001, 200_013))
TAPS = 8


def counted(session: Session, event: Any, given: Any, facts: Facts) -> Outcome:
    """Count as the small dialogue does, and show the count again."""
    if isinstance(event, Overtaken):
        text = "erased" if event.erased else f"count {session.run}"
        keyboard = () if event.erased else MORE
        edit = Edit(message_id=event.message_id, html=text, keyboard=keyboard)
        return Outcome(session, (edit,) if event.erased else (Retire(html="retired"), edit))
    outcome = counting(session, event, given, facts)
    if isinstance(event, Tap) and event.code == "erase":
        return Outcome(session, (Edit(message_id=event.message_id, html="erased"),), forget=True)
    return outcome


@dataclass
class Process:
    """One of the bots: all of it that sends, on a database that others use too."""

    storage: Storage
    connection: Connection
    sender: Sender
    lease: Lease
    worker: Worker
    restoring: Restoring

    def commit(self, chat_id: int, *replies: Edit | Message, forget: bool = False) -> None:
        """Commit replies to a chat and hand them over, as after an update."""
        row = self.storage.unit.chats.load(BOT.id, [chat_id], []).chats.get(chat_id)
        change = Change(
            chat_id=chat_id,
            version=row.version if row else 0,
            session=None if row else "{}",
            replies=tuple(bodies.dump(reply) for reply in replies),
            forget=forget,
        )
        appended = self.storage.unit.chats.commit(BOT.id, [], [change], NOW)
        self.sender.hand(chat_id, appended[chat_id], alone=forget)


@asynccontextmanager
async def processes(url: str, server: SandboxServer) -> AsyncIterator[list[Process]]:
    """Run several bots on an empty database."""
    async with AsyncExitStack() as stack:
        opened = [open_storage(url) for _ in range(PROCESSES)]
        opened[0].unit.db.execute(EMPTY)
        made: list[Process] = []
        for storage in opened:
            stack.push_async_callback(storage.close)
            connection = await stack.enter_async_context(Connection(TOKEN, server.url))
            studio = Studio()
            stack.callback(studio.close)
            sender = Sender(connection.bot, BOT.id, storage, studio)
            dialogue = Dialogue(counted, sorry, context)
            conversations = Conversations(storage, BOT.id, dialogue, reader(storage))
            lease = Lease(storage, BOT.id, Sending(sender.hand_first, sender.forsake, sender.find_missed))
            restoring = Restoring(conversations, sender.hand)
            sender.allowed, sender.overtaken = lease.fresh, restoring.put
            worker = Worker(conversations, sender.hand)
            await lease.begin()
            made.append(Process(storage, connection, sender, lease, worker, restoring))
            for work in (lease.run(), restoring.run()):
                stack.callback(asyncio.create_task(work).cancel)
            stack.push_async_callback(sender.close, 0)
        yield made


async def at_rest(made: Sequence[Process], seconds: float = 30) -> None:
    """Wait until nothing is pending anywhere."""

    def nothing() -> bool:
        return not any(process.sender.busy for process in made)

    for _ in range(int(seconds * 10)):
        await until(nothing, seconds)
        await asyncio.sleep(0.1)
        if nothing() and not made[0].storage.unit.chats.waiting(BOT.id):
            return
    raise AssertionError(f"still sending after {seconds} s")


def shown(server: SandboxServer, chat_id: int) -> str:
    """Give the text of the last message with a button, or else of the last."""
    messages = [one for one in server.sandbox.conversation(chat_id).messages.values() if one.from_bot]
    with_buttons = [one for one in messages if one.keyboard]
    return (with_buttons or messages)[-1].content.text.text


async def test_a_newer_screen_is_never_replaced_by_an_older_one(
    server: SandboxServer, postgres_url: str
) -> None:
    dice = random.Random(15)  # noqa: S311 -- a test that can be repeated

    async with processes(postgres_url, server) as made:
        client = SandboxClient(server.url)
        for person in PEOPLE:
            await asyncio.to_thread(client.add_person, person, "P")
            await asyncio.to_thread(client.start, person)
        lanes: dict[int, asyncio.Queue[object]] = defaultdict(asyncio.Queue)
        done = Counter[int]()

        async def deliver() -> None:
            offset = None
            while True:
                for raw in await made[0].connection.updates(offset, timeout=1):
                    assert isinstance(raw, dict)
                    offset = raw["update_id"] + 1
                    query = raw.get("callback_query") or raw["message"]
                    lanes[query["from"]["id"]].put_nowait(raw)

        async def live(person: int) -> None:
            await dice.choice(made).worker.handle(read_updates([await lanes[person].get()]))
            await until(lambda: _has_button(server, person))
            message = max(server.sandbox.conversation(person).messages)
            for _ in range(TAPS):
                await asyncio.to_thread(client.tap, person, message, "more", stale=True)
                await dice.choice(made).worker.handle(read_updates([await lanes[person].get()]))
                done[person] += 1
                await asyncio.sleep(dice.choice((0, 0.02, 0.2, 0.6)))

        server.sandbox.faults.add(
            Fault(kind="reset_after", method="editMessageText", probability=LOST, times=None)
        )
        delivering = asyncio.create_task(deliver())
        await asyncio.gather(*map(live, PEOPLE))
        await at_rest(made)
        delivering.cancel()
        edits = [call for call in server.sandbox.calls.all() if call.method.lower() == "editmessagetext"]
        lost = [call for call in edits if call.fault == "reset_after"]
        assert len(lost) > len(PEOPLE) * TAPS * LOST / 3
        assert done == Counter(dict.fromkeys(PEOPLE, TAPS))
        assert {person: shown(server, person) for person in PEOPLE} == dict.fromkeys(PEOPLE, f"count {TAPS}")
        # Not for a moment either: what was applied in a chat only ever counts up.
        for person in PEOPLE:
            counts = [
                int(re.sub(r"\D", "", str(call.params["text"])))
                for call in edits
                if call.chat_id == person and call.applied
            ]
            assert counts == sorted(counts)


async def _screen(server: SandboxServer, process: Process, person: int) -> int:
    """Have a screen sent to somebody, and give its id."""
    await asyncio.to_thread(SandboxClient(server.url).start, person)
    process.commit(person, Message(html="first", keyboard=MORE, screen=True))
    await until(lambda: _has_button(server, person))
    await at_rest([process])
    return max(server.sandbox.conversation(person).messages)


def _sends(process: Process) -> bool:
    return process.sender.busy > 0


def _lose(server: SandboxServer, times: int) -> None:
    """Let so many edits be applied, with their answer lost."""
    server.sandbox.faults.add(Fault(kind="reset_after", method="editMessageText", times=times))


def _edits(server: SandboxServer) -> list[str]:
    return [
        str(call.params["text"])
        for call in server.sandbox.calls.all()
        if call.method.lower() == "editmessagetext" and call.applied
    ]


async def test_what_another_process_appends_is_found_by_who_sends(
    server: SandboxServer, postgres_url: str
) -> None:
    async with processes(postgres_url, server) as made:
        first, second, _ = made
        screen = await _screen(server, first, ANN)
        _lose(server, 1)
        first.commit(ANN, Edit(message_id=screen, html="older", keyboard=MORE))
        await until(lambda: _edits(server) == ["older"])
        second.commit(ANN, Edit(message_id=screen, html="newer", keyboard=MORE))
        assert not _sends(second)
        await at_rest(made)
        # The older is void before it is tried again.
        assert _edits(server) == ["older", "newer"]
        # Nothing is on its way: from here on it is the other that sends.
        second.commit(ANN, Edit(message_id=screen, html="newest", keyboard=MORE))
        assert _sends(second)
        await at_rest(made)
        assert shown(server, ANN) == "newest"


async def test_what_another_appends_goes_before_what_is_said_next(
    server: SandboxServer, postgres_url: str
) -> None:
    """Who sends has sent all that it knows of; the receipt that would find the rest is still to come."""

    async with processes(postgres_url, server) as made:
        first, second, _ = made
        screen = await _screen(server, first, ANN)
        async with first.sender._receipts._committing:
            first.commit(ANN, Edit(message_id=screen, html="one", keyboard=MORE))
            await until(lambda: _edits(server) == ["one"] and not _sends(first))
            second.commit(ANN, Edit(message_id=screen, html="two", keyboard=MORE))
            first.commit(ANN, Edit(message_id=screen, html="three", keyboard=MORE))
            await asyncio.sleep(0.3)
        await at_rest(made)
        assert _edits(server) == ["one", "three"]


def texts(server: SandboxServer, chat_id: int) -> list[str]:
    """List the texts of the bot's messages in a chat, as they stand there."""
    messages = server.sandbox.conversation(chat_id).messages.values()
    return [one.content.text.text for one in messages if one.from_bot]


async def test_what_was_stored_and_never_handed_over_is_sent_all_the_same(
    server: SandboxServer, postgres_url: str
) -> None:
    """A server that crashes after a commit takes its answer along, and the update is not applied again."""

    async with processes(postgres_url, server) as made:
        await _screen(server, made[0], ANN)
        row = (made[0].storage.unit.chats.load(BOT.id, [ANN], [])).chats[ANN]
        said = bodies.dump(Message(html="one"))
        change = Change(chat_id=ANN, version=row.version, session=None, replies=(said,))
        made[0].storage.unit.chats.commit(BOT.id, [7], [change], NOW)
        await at_rest(made, 20)
        await asyncio.sleep(5)
        assert texts(server, ANN)[1:] == ["one"]


async def test_a_screen_that_is_sent_a_second_time_is_brought_up_to_date(
    server: SandboxServer, postgres_url: str
) -> None:
    """It stands below what a tap on the first led to meanwhile, and would be the older."""

    async with processes(postgres_url, server) as made:
        server.sandbox.faults.add(Fault(kind="reset_after", method="sendMessage", times=1))
        first, second, *_ = made
        SandboxClient(server.url).start(ANN)
        first.commit(ANN, Message(html="one", keyboard=MORE, screen=True))
        await until(lambda: texts(server, ANN) == ["one"])
        tapped = max(server.sandbox.conversation(ANN).messages)
        second.commit(ANN, Edit(message_id=tapped, html="two", keyboard=MORE))
        await at_rest(made)
        await until(lambda: shown(server, ANN) == "count 0")
        assert "one" not in texts(server, ANN)


async def test_what_one_process_erases_another_does_not_send(
    server: SandboxServer, postgres_url: str
) -> None:
    async with processes(postgres_url, server) as made:
        first, second, _ = made
        screen = await _screen(server, first, ANN)
        _lose(server, 2)
        first.commit(
            ANN, Edit(message_id=screen, html="private", keyboard=MORE), Message(html="more that is private")
        )
        await until(lambda: _edits(server) == ["private"])
        second.commit(ANN, Edit(message_id=screen, html="erased"), forget=True)
        await at_rest(made)
        await asyncio.sleep(0.5)
        await at_rest(made)
        texts = [one.content.text.text for one in server.sandbox.conversation(ANN).messages.values()]
        assert "erased" in texts
        assert not [text for text in texts if "private" in text]


async def test_a_process_that_hung_sends_nothing_that_others_took_over(
    server: SandboxServer, postgres_url: str
) -> None:
    async with processes(postgres_url, server) as made:
        hangs, goes_on, _ = made
        screen = await _screen(server, hangs, ANN)
        server.sandbox.faults.add(Fault(kind="delay", method="editMessageText", seconds=1.5, times=1))
        hangs.commit(ANN, Edit(message_id=screen, html="late", keyboard=MORE), Message(html="taken over"))
        await until(lambda: len(_calls(server)) == 1)
        # As if it had said nothing for long.
        hangs.storage.unit.db.execute("DELETE FROM senders WHERE name = ?", (hangs.storage.unit.chats._name,))
        await goes_on.lease.renew()
        goes_on.commit(ANN, Edit(message_id=screen, html="newest", keyboard=MORE))
        # Its row is there now: what it shows is what is to be seen.
        goes_on.storage.unit.db.execute(
            "UPDATE chats SET session = ? WHERE chat_id = ?", (dump(Session(run=9)), ANN)
        )
        await until(lambda: "count 9" in _edits(server), 10)
        await at_rest(made)
        assert shown(server, ANN) == "count 9"
        texts = [one.content.text.text for one in server.sandbox.conversation(ANN).messages.values()]
        assert texts.count("taken over") == 1


async def test_what_a_process_left_that_is_gone_comes_before_what_is_said_next(
    server: SandboxServer, postgres_url: str
) -> None:
    async with processes(postgres_url, server) as made:
        gone, next_one, _ = made
        await asyncio.to_thread(SandboxClient(server.url).start, ANN)
        store = gone.storage.unit.chats
        left = Change(chat_id=ANN, version=0, session="{}", replies=(bodies.dump(Message(html="left")),))
        store.commit(BOT.id, [], [left], NOW)
        store.end_lease(BOT.id)
        next_one.commit(ANN, Message(html="next"))
        await at_rest([next_one])
        said = [
            one.content.text.text
            for one in server.sandbox.conversation(ANN).messages.values()
            if one.from_bot
        ]
        assert said == ["left", "next"]


async def test_who_may_not_send_waits_until_it_may() -> None:
    class Shared:
        is_shared = True

        def keep_lease(self, *_: object) -> None:
            return None

        def take_over(self, *_: object, **__: object) -> dict[int, tuple[Pending, ...]]:
            return {}

        def unsent_ids(self, *_: object) -> frozenset[int]:
            return frozenset()

    at = 100.0
    lease = Lease(Shared(), BOT.id, Sending(lambda *_, **__: None), monotonic=lambda: at)  # type: ignore[arg-type]
    await lease.begin()
    await asyncio.wait_for(lease.fresh(), 1)
    at += FRESH_S + 1
    waiting = asyncio.create_task(lease.fresh())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    await lease.renew()
    await asyncio.wait_for(waiting, 1)


def test_the_present_screen_is_shown_where_an_older_may_stand() -> None:
    talk = Talk()
    talk.command("start")
    talk.taps("Begin", "Winkel")
    event = Overtaken(now=talk.now, message_id=7, erased=False)
    outcome = step(talk.session, event, talk.context)
    retire, edit = outcome.replies
    assert isinstance(retire, Retire)
    assert isinstance(edit, Edit)
    assert (edit.message_id, edit.html, edit.keyboard) == (7, talk.last.html, talk.last.keyboard)
    assert outcome.session == talk.session
    erased = step(Session(), Overtaken(now=talk.now, message_id=7, erased=True), talk.context)
    (edit,) = erased.replies
    assert isinstance(edit, Edit)
    assert "gewist" in edit.html
    assert not edit.keyboard


def _calls(server: SandboxServer) -> list[Any]:
    return [one for one in server.sandbox.calls.all() if one.method.lower() == "editmessagetext"]


def _has_button(server: SandboxServer, person: int) -> bool:
    return any(one.keyboard for one in server.sandbox.conversation(person).messages.values() if one.from_bot)
