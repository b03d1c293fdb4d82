"""The server itself: where it listens, how it starts and stops."""

import asyncio
import signal
import socket
import threading
import time

import httpx
import pytest

from bot.sandbox.server import SandboxServer, create_app, running_sandbox, serve
from bot.sandbox.state import TOKEN, Sandbox
from tests.support.sandbox.client import SandboxClient, SandboxError
from tests.support.sandbox.world import JOKE


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example.nl", "::", ""])  # noqa: S104
async def test_only_this_machine_is_served(host: str) -> None:
    with pytest.raises(ValueError, match="not loopback"):
        SandboxServer(host)
    with pytest.raises(ValueError, match="not loopback"):
        await serve(host, 0)


def test_an_app_can_be_made_around_a_sandbox() -> None:
    sandbox = Sandbox()
    assert create_app(sandbox).state.sandbox is sandbox
    assert create_app().state.sandbox is not create_app().state.sandbox


async def test_it_runs_in_a_loop_and_leaves_the_signals_alone() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    server = SandboxServer()
    await server.start()
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.url}/bot{server.token}/getMe")
    assert answer.json()["ok"] is True
    await server.stop()
    await server.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url)


async def test_serving_ends_when_cancelled() -> None:
    task = asyncio.create_task(serve("127.0.0.1", 0))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_a_port_that_is_taken_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"), running_sandbox(port):
            pass
    assert not any(thread.name == "sandbox" for thread in threading.enumerate())


def test_stopping_lets_a_waiting_poll_go() -> None:
    answers: list[httpx.Response] = []
    with running_sandbox() as server:
        url = f"{server.url}/bot{TOKEN}/getUpdates?timeout=30"
        thread = threading.Thread(target=lambda: answers.append(httpx.get(url, timeout=40)))
        thread.start()
        time.sleep(0.3)
        begin = time.monotonic()
    thread.join()
    assert time.monotonic() - begin < 2
    assert answers[0].json()["description"] == "Internal Server Error: restart"


def test_the_same_port_can_be_used_again_at_once() -> None:
    with running_sandbox() as first:
        port = int(first.url.rpartition(":")[2])
    with running_sandbox(port) as second:
        assert second.url == first.url


def test_a_client_waits_for_what_the_bot_says(server: SandboxServer, client: SandboxClient) -> None:
    client.start(JOKE)
    body = {"chat_id": JOKE, "text": "Welkom"}
    url = f"{server.url}/bot{TOKEN}/sendMessage"
    threading.Timer(0.2, lambda: httpx.post(url, json=body)).start()
    found = client.wait_for(JOKE, lambda m: "Welkom" in m["text"], timeout=5)
    assert client.last_message(JOKE) == found
    with pytest.raises(AssertionError, match="bot: Welkom"):
        client.wait_for(JOKE, lambda _: True, timeout=0.1, after=found["message_id"])
    with pytest.raises(SandboxError, match="404"):
        client.send(5, "x")


def test_small_answers_are_sent_at_once(server: SandboxServer) -> None:
    with httpx.Client(base_url=f"{server.url}/bot{TOKEN}/") as session:
        session.get("getMe")
        begin = time.monotonic()
        for _ in range(20):
            session.post("getMe", json={"a": 1})
        # An operating system that waits for more to send would take 40 ms for each.
        assert time.monotonic() - begin < 0.5
