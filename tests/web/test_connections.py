"""What half-sent, slow and too large requests do to the server: nothing that anybody else notices."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.cli.main import _loop_factory
from bot.web import connections
from bot.web.serving import Serving

LIMIT = 100_000
HALF = b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: "


async def fine(_request: Request) -> Response:
    return PlainTextResponse("fine")


async def limited(request: Request) -> Response:
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > LIMIT:
            return PlainTextResponse("too large", 413, headers={"Connection": "close"})
    return PlainTextResponse(str(size))


async def unread(_request: Request) -> Response:
    return PlainTextResponse("not yours", 403)


@pytest.fixture(scope="module")
def anyio_backend() -> tuple[str, dict[str, Any]]:
    """Use the loop of a bot in service; that of Python serves the sandbox in other tests."""
    return "asyncio", {"loop_factory": _loop_factory()}


@asynccontextmanager
async def small_site() -> AsyncIterator[Serving]:
    routes = [
        Route("/", fine),
        Route("/limited", limited, methods=["POST"]),
        Route("/unread", unread, methods=["POST"]),
    ]
    serving = Serving(Starlette(routes=routes), "127.0.0.1", 0)
    await serving.start()
    try:
        yield serving
    finally:
        await serving.stop()


def port_of(serving: Serving) -> int:
    return int(serving.url.rpartition(":")[2])


async def opened(serving: Serving) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", port_of(serving))


async def ended(reader: asyncio.StreamReader, seconds: float = 5) -> bytes:
    """Read to the end; a reset is an end too."""
    got = b""
    try:
        async with asyncio.timeout(seconds):
            while part := await reader.read(65536):
                got += part
    except ConnectionResetError:
        pass
    return got


async def test_a_thousand_half_sent_requests_hold_nobody_up() -> None:
    async with small_site() as serving:
        half: list[socket.socket] = []
        slowest = 0.0
        loop = asyncio.get_running_loop()
        async with httpx.AsyncClient() as http:
            try:
                for number in range(1000):
                    one = socket.socket()
                    one.setblocking(False)
                    half.append(one)
                    await loop.sock_connect(one, ("127.0.0.1", port_of(serving)))
                    await loop.sock_sendall(one, HALF)
                    if number % 50 == 0:
                        began = time.perf_counter()
                        # A connection of its own each time, as of another browser.
                        answer = await http.get(serving.url, headers={"Connection": "close"})
                        assert answer.text == "fine"
                        slowest = max(slowest, time.perf_counter() - began)
                await asyncio.sleep(0.05)
                assert serving._server
                held = len(serving._server.server_state.connections)
                assert held <= connections.MOST_WAITING + 1
                assert slowest < 1
            finally:
                for one in half:
                    one.close()


async def test_a_head_that_drips_is_given_up_also_on_a_connection_that_was_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "HEAD_S", 0.3)

    async with small_site() as serving:
        for first in (b"", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"):
            reader, writer = await opened(serving)
            writer.write(first)
            if first:
                assert (await reader.readuntil(b"fine")).startswith(b"HTTP/1.1 200")
                # Longer than a head may take: a connection may be kept for that.
                await asyncio.sleep(0.4)
            writer.write(HALF)
            began = time.perf_counter()
            reading = asyncio.create_task(ended(reader))
            while not reading.done() and time.perf_counter() - began < 3:
                writer.write(b"x")
                await asyncio.sleep(0.02)
            assert await reading == b""
            assert 0.2 < time.perf_counter() - began < 1.5
            writer.close()


async def test_who_says_nothing_at_all_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_S", 0.1)

    async with small_site() as serving:
        reader, writer = await opened(serving)
        assert await ended(reader) == b""
        writer.close()


async def test_a_request_that_takes_long_to_be_handled_is_not_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "HEAD_S", 0.1)

    async with small_site() as serving:
        reader, writer = await opened(serving)
        writer.write(b"POST /limited HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na")
        await asyncio.sleep(0.3)
        writer.write(b"b")
        assert b"200 OK" in await reader.readuntil(b"\r\n\r\n2")
        writer.close()


BODIES: tuple[dict[str, Any], ...] = ({}, {"Connection": "close"}, {"Transfer-Encoding": "chunked"})


@pytest.mark.parametrize(("path", "status"), [("/limited", 413), ("/unread", 403)])
@pytest.mark.parametrize("headers", BODIES, ids=str)
async def test_who_sends_too_much_reads_the_answer(path: str, status: int, headers: dict[str, str]) -> None:
    """As a client that first sends all, and reads then: with a reset it would read nothing."""

    async with small_site() as serving:

        def sent() -> bytes:
            with socket.create_connection(("127.0.0.1", port_of(serving)), timeout=10) as one:
                lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
                body = b"x" * 6_000_000
                if "Transfer-Encoding" in headers:
                    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
                else:
                    lines += f"Content-Length: {len(body)}\r\n"
                one.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\n{lines}\r\n".encode())
                one.sendall(body)
                time.sleep(0.1)
                got = b""
                while part := one.recv(65536):
                    got += part
                return got

        for _ in range(5):
            answer = await asyncio.to_thread(sent)
            assert answer.startswith(b"HTTP/1.1 %d " % status)
            assert answer.lower().count(b"connection: close") == 1, "so that nobody uses it again"


async def send_on(writer: asyncio.StreamWriter, size: int, pause: float) -> None:
    """Send two hundred megabytes at most."""
    for _ in range(200_000_000 // size):
        writer.write(b"x" * size)
        await writer.drain()
        await asyncio.sleep(pause)


async def test_a_body_without_end_is_heard_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "LINGER_S", 0.3)

    async with small_site() as serving:
        reader, writer = await opened(serving)
        writer.write(b"POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n")
        began = time.perf_counter()
        assert (await reader.readuntil(b"not yours")).startswith(b"HTTP/1.1 403")
        assert time.perf_counter() - began < 0.2, "it is answered at once"
        with pytest.raises(ConnectionError):
            await send_on(writer, 1000, 0.02)
        assert 0.2 < time.perf_counter() - began < 2
        writer.close()


async def test_a_body_far_too_large_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "LINGER_BYTES", 1_000_000)

    async with small_site() as serving:
        _, writer = await opened(serving)
        writer.write(b"POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n")
        with pytest.raises(ConnectionError):
            await send_on(writer, 100_000, 0)
        writer.close()


async def test_requests_in_a_row_and_one_behind_another_are_answered() -> None:
    async with small_site() as serving:
        reader, writer = await opened(serving)
        get = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        post = b"POST /limited HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
        writer.write(get + post + get)
        got = await reader.readuntil(b"fine") + await reader.readuntil(b"\r\n\r\n3")
        got += await reader.readuntil(b"fine")
        assert got.count(b"HTTP/1.1 200") == 3
        writer.write(get + post[:-1])
        await reader.readuntil(b"fine")
        await asyncio.sleep(0.05)
        writer.write(post[-1:])
        assert b"200 OK" in await reader.readuntil(b"\r\n\r\n3")
        writer.close()
