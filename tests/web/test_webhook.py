"""The webhook over HTTP: where Telegram is told to deliver, in which order, and what goes wrong."""

import asyncio
from pathlib import Path

import pytest
import structlog.testing

from bot.app import receiving as entrance
from bot.sandbox.server import SandboxServer
from bot.telegram.api.connection import Connection
from bot.telegram.api.updates import ALLOWED
from tests.support.sandbox.client import SandboxClient
from tests.support.telegram.harness import until
from tests.support.telegram.hooking import (
    JOKE,
    SANDER,
    SECRET,
    Json,
    hooked,
    locked,
    raw,
    shown,
    tap,
    text,
)


async def test_telegram_is_told_where_to_deliver_until_it_knows(
    server: SandboxServer, tmp_path: Path
) -> None:
    SandboxClient(server.url).fault("error", method="setWebhook", code=502)
    async with hooked(server, tmp_path) as hook:
        known = server.sandbox.hook
        assert (known.url, known.secret, known.max_connections) == (hook.url, SECRET, 40)
        assert server.sandbox.updates.allowed_updates == set(ALLOWED)
        made: list[Json] = await asyncio.to_thread(hook.parts.client.calls, "setWebhook")
        assert [call["outcome"] for call in made] == ["502 Bad Gateway", "ok"]
        # What waited comes too.
        await hook.done()
        assert await hook.parts.texts(JOKE) == ["count 0"]
        assert await hook.parts.texts(SANDER) == ["count 0"]


async def test_a_webhook_that_somebody_took_away_is_set_again(
    server: SandboxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "LOOK_S", 0.05)

    async with hooked(server, tmp_path) as hook:
        await hook.done()
        with structlog.testing.capture_logs() as logged:
            server.sandbox.hook.set("", "", 40)
            await until(lambda: server.sandbox.hook.url == hook.url)
        assert ("webhook_gone", "warning") in [(entry["event"], entry["log_level"]) for entry in logged]
        assert server.sandbox.hook.secret == SECRET
        assert (await asyncio.to_thread(hook.parts.client.calls, "setWebhook"))[-1]["outcome"] == "ok"


async def test_a_look_at_the_webhook_that_fails_ends_nothing(
    server: SandboxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "LOOK_S", 0.05)
    look, looked = Connection.webhook, 0

    async def nonsense_first(connection: Connection) -> str:
        nonlocal looked
        looked += 1
        if looked == 1:
            raise TypeError("'bool' object is not a mapping")
        return await look(connection)

    monkeypatch.setattr(Connection, "webhook", nonsense_first)

    async with hooked(server, tmp_path) as hook:
        await hook.done()
        await until(lambda: looked > 1)
        server.sandbox.hook.set("", "", 40)
        await until(lambda: server.sandbox.hook.url == hook.url)


async def test_a_chat_s_updates_are_applied_in_order_and_many_at_once(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        for number in range(15):
            await asyncio.to_thread(hook.parts.client.send, JOKE, f"j{number}")
            await asyncio.to_thread(hook.parts.client.send, SANDER, f"s{number}")
        await hook.done()
        assert (await hook.parts.texts(JOKE))[1:] == [f"count {n + 1}: j{n}" for n in range(15)]
        assert (await hook.parts.texts(SANDER))[1:] == [f"count {n + 1}: s{n}" for n in range(15)]


async def test_what_is_delivered_during_a_commit_shares_the_next(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        hook.gate.batches.clear()
        hook.gate.opened.clear()
        posts = [asyncio.create_task(hook.post(text(1, "first")))]
        await until(lambda: hook.gate.batches == [1])
        for number in range(2, 12):
            posts.append(asyncio.create_task(hook.post(text(number, f"n{number}"))))
            await asyncio.sleep(0.02)
        hook.gate.opened.set()
        assert {answer.status_code for answer in await asyncio.gather(*posts)} == {200}
        assert hook.gate.batches == [1, 10]
        await hook.done()
        said = (await hook.parts.texts(JOKE))[1:]
        assert said == ["count 1: first", *(f"count {n}: n{n}" for n in range(2, 12))]


async def test_out_of_order_and_repeated_each_is_applied_once(server: SandboxServer, tmp_path: Path) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        client = hook.parts.client
        # Thirty messages in a few seconds are more than a chat takes.
        await asyncio.to_thread(client.settings, webhook_shuffled=True, flood_control=False)
        await asyncio.to_thread(client.fault, "reset_after", method="webhook", probability=0.4, times=None)
        for number in range(30):
            await asyncio.to_thread(client.send, JOKE, f"#{number}#")
        await hook.done()
        said = (await hook.parts.texts(JOKE))[1:]
        assert [line.partition(":")[0] for line in said] == [f"count {n + 1}" for n in range(30)]
        assert sorted(line.partition(": ")[2] for line in said) == sorted(f"#{n}#" for n in range(30))


async def test_while_the_storage_fails_telegram_is_asked_to_come_again(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with hooked(server, tmp_path, patience=0.1) as hook:
        message_id = await shown(hook)
        client = hook.parts.client
        with locked(hook):
            await asyncio.to_thread(client.send, JOKE, "Hallo")
            await asyncio.to_thread(client.tap, JOKE, message_id, "more")
            await until(lambda: "503 Service Unavailable" in server.sandbox.hook.error)
            assert (await hook.post(text(1, "direct"))).headers["retry-after"] == "5"
        await hook.done()
        assert {"count 2", "count 1: Hallo"} & set(await hook.parts.texts(JOKE)), "each is applied once"
        assert sorted(await hook.toasts()) == ["counted"]


async def test_an_update_that_nothing_can_handle_holds_up_no_other(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        hook.gate.poison = lambda update: update.id == 2
        hook.gate.opened.clear()
        posts = [asyncio.create_task(hook.post(text(1, "first")))]
        await until(lambda: hook.gate.batches[-1:] == [1])
        posts += [asyncio.create_task(hook.post(text(number, f"n{number}"))) for number in (2, 3, 4)]
        await asyncio.sleep(0.1)
        hook.gate.opened.set()
        assert [answer.status_code for answer in await asyncio.gather(*posts)] == [200, 503, 200, 200]


async def test_told_to_stop_it_finishes_what_it_began_and_takes_nothing_new(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        server.sandbox.hook.url = ""
        hook.gate.batches.clear()
        hook.gate.opened.clear()
        begun = [asyncio.create_task(hook.post(text(1, "in hand")))]
        await until(lambda: hook.gate.batches == [1])
        begun.append(asyncio.create_task(hook.post(text(2, "waiting"))))
        half = asyncio.create_task(raw(hook, b'Content-Length: 9\r\n\r\n{"up'))
        await asyncio.sleep(0.1)
        hook.stop.set()
        await asyncio.sleep(0.05)
        assert (await hook.post(text(3, "late"))).status_code == 503
        hook.gate.opened.set()
        await asyncio.wait_for(hook.running, 2)
        assert [answer.status_code for answer in await asyncio.gather(*begun)] == [200, 200]
        assert (await half).startswith(b"HTTP/1.1 503 ")
        await hook.parts.idle()
        assert (await hook.parts.texts(JOKE))[1:] == ["count 1: in hand", "count 2: waiting"]


async def test_what_it_cannot_finish_comes_again(server: SandboxServer, tmp_path: Path) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        server.sandbox.hook.url = ""
        hook.gate.opened.clear()
        begun = [asyncio.create_task(hook.post(update)) for update in (text(1, "x"), tap(2, "q"))]
        await asyncio.sleep(0.1)
        hook.running.cancel()
        assert [answer.status_code for answer in await asyncio.gather(*begun)] == [503, 503]
