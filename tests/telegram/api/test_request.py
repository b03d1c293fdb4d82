"""The lean client under python-telegram-bot, against the sandbox and against servers that behave badly."""

import asyncio
import contextlib
import random
import socket
import threading
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.sandbox.server import SandboxServer
from bot.sandbox.state import TOKEN
from bot.telegram.api.failures import seconds
from bot.telegram.api.request import LeanRequest
from tests.support.sandbox.client import SandboxClient

JOKE = 100001


async def call(url: str, use: Callable[[Bot], Awaitable[object]], token: str = TOKEN) -> object:
    """Use a bot on a server at the URL."""
    async with LeanRequest() as request:
        bot = Bot(token, base_url=f"{url}/bot", request=request, get_updates_request=request)
        return await use(bot)


@contextmanager
def answering(answer: bytes | None) -> Iterator[str]:
    """Serve the same bytes to whoever connects; None answers nothing."""
    listener = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            held.append(connection)
            connection.recv(65536)
            if answer is not None:
                connection.sendall(answer)
                connection.close()

    serving = threading.Thread(target=serve)
    serving.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in held:
            connection.close()
        serving.join()


def body(payload: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(payload), payload)


async def test_a_form_arrives_whole(server: SandboxServer, client: SandboxClient) -> None:
    client.start(JOKE)
    text = "Één & <b>twee</b> + 100% = ☕\n👩‍🌾"
    await call(server.url, lambda bot: bot.send_message(JOKE, text))
    sent = client.last_message(JOKE)
    assert sent
    assert sent["text"] == text


async def test_a_file_arrives_whole(server: SandboxServer, client: SandboxClient) -> None:
    client.start(JOKE)
    data = bytes(range(256)) * 1000
    await call(
        server.url,
        lambda bot: bot.send_document(JOKE, data, filename="rapport één.bin", caption="Één <i>bestand</i>"),
    )
    sent = client.last_message(JOKE)
    assert sent
    assert sent["text"] == "Één <i>bestand</i>"
    assert sent["document"]["name"] == "rapport één.bin"
    with urllib.request.urlopen(server.url + sent["document"]["url"]) as stored:  # noqa: S310
        assert stored.read() == data


class Kept(BaseHTTPRequestHandler):
    """One for each connection; it answers every call on it."""

    protocol_version = "HTTP/1.1"
    made = 0

    def setup(self) -> None:
        type(self).made += 1
        super().setup()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Bot"}}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


async def test_a_connection_is_used_again() -> None:
    async def thrice(bot: Bot) -> None:
        for _ in range(3):
            await bot.get_me()

    with ThreadingHTTPServer(("127.0.0.1", 0), Kept) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        await call(f"http://127.0.0.1:{serving.server_port}", thrice)
        serving.shutdown()
        thread.join()
    assert Kept.made == 1


async def test_an_edit_costs_no_building_of_a_message(server: SandboxServer, client: SandboxClient) -> None:
    client.start(JOKE)

    async def edit(bot: Bot) -> object:
        sent = await bot.send_message(JOKE, "a")
        return await bot.edit_message_text("b", JOKE, sent.message_id)

    assert await call(server.url, edit) is True
    assert client.messages(JOKE)[-1]["text"] == "b"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (400, BadRequest),
        (401, InvalidToken),
        (403, Forbidden),
        (404, InvalidToken),
        (409, Conflict),
        (500, NetworkError),
        (502, NetworkError),
    ],
)
async def test_an_error_has_its_kind(
    server: SandboxServer, client: SandboxClient, code: int, kind: type[TelegramError]
) -> None:
    client.fault("error", code=code, description="Described")
    with pytest.raises(kind, match="Described") as failed:
        await call(server.url, lambda bot: bot.get_me())
    assert type(failed.value) is kind


async def test_a_flood_error_tells_how_long_to_wait(server: SandboxServer, client: SandboxClient) -> None:
    client.fault("too_many_requests", retry_after=17)
    with pytest.raises(RetryAfter) as failed:
        await call(server.url, lambda bot: bot.get_me())
    assert seconds(failed.value) == 17


@pytest.mark.parametrize("kind", ["reset_before", "reset_after"])
async def test_a_reset_is_a_network_error(server: SandboxServer, client: SandboxClient, kind: str) -> None:
    client.fault(kind)
    with pytest.raises(NetworkError) as failed:
        await call(server.url, lambda bot: bot.get_me())
    assert type(failed.value) is NetworkError


async def test_nobody_there_is_a_network_error() -> None:
    with pytest.raises(NetworkError, match="No answer"):
        await call("http://127.0.0.1:1", lambda bot: bot.get_me())


async def test_silence_is_a_timeout_of_the_calls_own() -> None:
    with answering(None) as url:
        before = time.monotonic()
        with pytest.raises(TimedOut):
            await call(url, lambda bot: bot.get_me(read_timeout=0.1, connect_timeout=0.1, write_timeout=0.1))
        assert 0.2 < time.monotonic() - before < 2


@pytest.mark.parametrize("payload", [b"<html>Hallo</html>", b"[1]", b"\xff", b"[" * 100_000, b""])
async def test_what_is_no_answer_of_telegram_is_an_error_without_its_text(
    payload: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with answering(body(payload)) as url, pytest.raises(TelegramError) as failed:
        await call(url, lambda bot: bot.get_me())
    assert "Hallo" not in str(failed.value) + caplog.text


async def test_a_redirect_is_not_followed(server: SandboxServer, client: SandboxClient) -> None:
    head = f"HTTP/1.1 302 Found\r\nLocation: {server.url}/x\r\nContent-Length: 0\r\n\r\n"
    with answering(head.encode()) as url, pytest.raises(NetworkError):
        await call(url, lambda bot: bot.get_me())
    assert client.calls() == []


@pytest.mark.parametrize("trouble", ["reset", "silence", "nobody", "html", "refused"])
async def test_the_token_is_in_no_part_of_an_error(
    server: SandboxServer, client: SandboxClient, trouble: str
) -> None:
    token = "123456789:secret-secret-secret-secret-secret"  # noqa: S105 -- made up
    urls = {"refused": server.url, "nobody": "http://127.0.0.1:1"}
    answers = {"silence": None, "html": body(b"<html>"), "reset": b""}

    def use(bot: Bot) -> Awaitable[object]:
        return bot.get_me(read_timeout=0.05, connect_timeout=0.05, write_timeout=0.05)

    with answering(answers.get(trouble)) as bad, pytest.raises(TelegramError) as failed:
        await call(urls.get(trouble, bad), use, token)
    fault: BaseException | None = failed.value
    seen = 0
    while fault:
        assert "secret" not in f"{fault!r} {fault} {fault.args} {vars(fault)}"
        seen += 1
        fault = fault.__cause__ or fault.__context__
    assert seen


async def test_it_can_be_opened_again_and_is_not_used_closed(server: SandboxServer) -> None:
    request = LeanRequest()
    bot = Bot(TOKEN, base_url=f"{server.url}/bot", request=request, get_updates_request=request)
    for _ in range(2):
        async with request:
            await request.initialize()
            await bot.get_me()
    with pytest.raises(NetworkError, match="not initialized"):
        await bot.get_me()


async def test_who_calls_again_and_again_can_be_stopped_at_any_moment() -> None:
    """pyreqwest loses the cancellation of one call in ten that is about to end."""
    chance = random.Random(1)  # noqa: S311 -- a test that can be repeated

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            while True:
                await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(chance.random() / 250)
                if chance.random() < 0.5:
                    break
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n" + b'{"ok":true,"result":[]}')
        writer.close()

    async def again_and_again(request: LeanRequest, url: str) -> None:
        while True:
            with contextlib.suppress(TelegramError):
                await request.post(url)

    serving = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{serving.sockets[0].getsockname()[1]}/getUpdates"
    async with LeanRequest() as request:
        for _ in range(300):
            calling = asyncio.create_task(again_and_again(request, url))
            await asyncio.sleep(chance.random() / 200)
            calling.cancel()
            await asyncio.wait({calling}, timeout=2)
            assert calling.cancelled()
    serving.close()
