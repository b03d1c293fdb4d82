"""The long poll against the sandbox."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
import structlog.testing

from bot.engine.incoming import LeftAlone, Update
from bot.lib.backoff import BackOff
from bot.sandbox.server import SandboxServer
from bot.sandbox.state import TOKEN
from bot.telegram import polling as intake_module
from bot.telegram.api import connection as connection_module
from bot.telegram.api.connection import Connection
from bot.telegram.api.failures import TokenRefused
from bot.telegram.api.updates import update_of
from bot.telegram.polling import Intake
from tests.support.sandbox.client import SandboxClient
from tests.support.telegram.harness import BOT, NOW, until

JOKE = 100001


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Back off as in service, only faster."""
    for module in (intake_module, connection_module):
        monkeypatch.setattr(module, "BackOff", lambda: BackOff(first=0.02, longest=0.1))


class Taker:
    """An intake at work, with the batches it had handled and the offsets it polled with."""

    def __init__(self, connection: Connection, poll_s: int = 30) -> None:
        self.connection = connection
        self.batches: list[Sequence[Update]] = []
        self.offsets: list[int | None] = []
        self.stop = asyncio.Event()
        self.held = asyncio.Event()
        self.held.set()
        self._poll_s = poll_s
        self.running = asyncio.create_task(Intake(self._poll, self._handle).run(self.stop))

    async def _poll(self, offset: int | None) -> Sequence[Update]:
        self.offsets.append(offset)
        return [update_of(raw, BOT, NOW) for raw in await self.connection.updates(offset, self._poll_s)]

    async def _handle(self, updates: Sequence[Update]) -> None:
        self.batches.append(updates)
        await self.held.wait()

    @property
    def taken(self) -> int:
        return sum(len(batch) for batch in self.batches)


@asynccontextmanager
async def taker_on(server: SandboxServer, poll_s: int = 30) -> AsyncIterator[Taker]:
    async with Connection(TOKEN, server.url) as connection:
        taker = Taker(connection, poll_s)
        try:
            yield taker
        finally:
            taker.running.cancel()
            await asyncio.gather(taker.running, return_exceptions=True)


async def test_updates_are_taken_in_and_confirmed_once_handled(
    server: SandboxServer, client: SandboxClient
) -> None:
    async with taker_on(server) as taker:
        taker.held.clear()
        await asyncio.to_thread(client.start, JOKE)
        await until(lambda: taker.taken == 1)
        await asyncio.sleep(0.1)
        assert taker.offsets == [None]
        assert server.sandbox.updates.pending == 1
        taker.held.set()
        await until(lambda: len(taker.offsets) == 2)
        await until(lambda: server.sandbox.updates.pending == 0)
        update_id = taker.batches[0][0].id
        assert update_id is not None
        assert taker.offsets[1] == update_id + 1


async def test_what_was_not_handled_comes_again(server: SandboxServer, client: SandboxClient) -> None:
    async with taker_on(server) as taker:
        taker.held.clear()
        await asyncio.to_thread(client.start, JOKE)
        await until(lambda: taker.taken == 1)
    async with taker_on(server) as taker:
        await until(lambda: taker.taken == 1)


async def test_after_an_empty_poll_the_offset_is_left_out(
    server: SandboxServer, client: SandboxClient
) -> None:
    async with taker_on(server, poll_s=1) as taker:
        await asyncio.to_thread(client.start, JOKE)
        await until(lambda: len(taker.offsets) >= 4)
        assert taker.offsets[0] is None
        assert taker.offsets[1] is not None
        assert taker.offsets[2:4] == [None, None]
        # After a quiet week Telegram's ids start anew, lower.
        server.sandbox.updates._next_id = 7
        await asyncio.to_thread(client.send, JOKE, "Hallo")
        await until(lambda: taker.taken == 2)


async def test_all_kinds_of_update_that_matter_are_asked_for(
    server: SandboxServer, client: SandboxClient
) -> None:
    async with taker_on(server) as taker:
        await asyncio.to_thread(client.start, JOKE)
        await asyncio.to_thread(client.block, JOKE)
        await until(lambda: taker.taken == 2)
        kinds = {update.kind for batch in taker.batches for update in batch}
        assert kinds >= {"message", "my_chat_member"}


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "reset_before"},
        {"kind": "reset_after"},
        {"kind": "error", "code": 502},
        {"kind": "error", "code": 400, "description": "Bad Request: whatever"},
        {"kind": "too_many_requests", "retry_after": 1},
    ],
)
async def test_a_failing_poll_is_tried_again(
    server: SandboxServer, client: SandboxClient, fault: dict[str, Any]
) -> None:
    async with taker_on(server) as taker:
        await until(lambda: taker.offsets == [None])
        # It strikes the poll after the one that waits already.
        await asyncio.to_thread(client.fault, method="getUpdates", **fault)
        with structlog.testing.capture_logs() as logged:
            await asyncio.to_thread(client.start, JOKE)
            await until(lambda: taker.taken == 1)
            await asyncio.to_thread(client.send, JOKE, "Hallo")
            await until(lambda: taker.taken == 2)
            await until(lambda: len(logged) == 2)
        assert [entry["event"] for entry in logged] == ["poll_failed", "poll_works_again"]


async def test_a_conflict_is_named_and_outlasted(server: SandboxServer, client: SandboxClient) -> None:
    async with taker_on(server) as taker:
        await until(lambda: server.sandbox.updates._poller is not None)
        with structlog.testing.capture_logs() as logged:
            async with Connection(TOKEN, server.url) as other:
                await other.updates(None, timeout=0)
            await until(lambda: bool(logged))
        assert logged[0]["event"] == "poll_conflict"
        assert "another process" in logged[0]["meaning"]
        await asyncio.to_thread(client.start, JOKE)
        await until(lambda: taker.taken == 1)


async def test_told_to_stop_it_ends_at_once_and_loses_nothing(
    server: SandboxServer, client: SandboxClient
) -> None:
    async with taker_on(server) as taker:
        await until(lambda: server.sandbox.updates._poller is not None)
        before = time.monotonic()
        taker.stop.set()
        await taker.running
        assert time.monotonic() - before < 1
        await asyncio.to_thread(client.start, JOKE)
    async with taker_on(server) as taker:
        await until(lambda: taker.taken == 1)


async def test_told_to_stop_it_finishes_the_batch_in_hand(
    server: SandboxServer, client: SandboxClient
) -> None:
    async with taker_on(server) as taker:
        taker.held.clear()
        await asyncio.to_thread(client.start, JOKE)
        await until(lambda: taker.taken == 1)
        taker.stop.set()
        await asyncio.sleep(0.1)
        assert not taker.running.done()
        taker.held.set()
        await asyncio.wait_for(taker.running, 1)
        assert taker.taken == 1


async def test_polling_confirms_what_came_before_and_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_module, "_LEFT_S", 0)
    offsets: list[int | None] = []
    stop = asyncio.Event()
    rounds = itertools.count()

    async def poll(offset: int | None) -> list[Update]:
        offsets.append(offset)
        return [Update(number) for number in range(offset or 5, 9)]

    async def handle(_: object) -> None:
        if next(rounds) < 2:
            raise LeftAlone({7, 8})
        stop.set()

    await Intake(poll, handle).run(stop)
    assert offsets == [None, 7, 7]


async def test_updates_without_ids_do_not_make_it_spin() -> None:
    polls = 0

    async def poll(_offset: int | None) -> Sequence[Update]:
        nonlocal polls
        polls += 1
        return [Update(None)]

    async def handle(_updates: Sequence[Update]) -> None:
        pass

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(Intake(poll, handle).run(asyncio.Event()), 0.3)
    assert 1 < polls < 15


async def test_the_bot_is_introduced_when_telegram_answers_at_last(
    server: SandboxServer, client: SandboxClient
) -> None:
    client.fault("reset_before", method="getMe", times=2)
    client.fault("error", method="deleteWebhook", code=500)
    client.raw({"message": {}})
    async with Connection(TOKEN, server.url + "/") as connection:
        assert await connection.introduce() == BOT
        await connection.leave_webhook()
    assert [call["outcome"] for call in client.calls("deleteWebhook")][-1] == "ok"
    assert server.sandbox.updates.pending == 1


async def test_a_wrong_token_is_refused_without_being_named(server: SandboxServer) -> None:
    wrong = "123456789:wrong-token-wrong-token-wrong-token"
    with pytest.raises(TokenRefused) as refused:
        async with Connection(wrong, server.url) as connection:
            await connection.introduce()
    fault: BaseException | None = refused.value
    while fault:
        assert "wrong" not in f"{fault!r} {fault}"
        fault = fault.__cause__ or fault.__context__
