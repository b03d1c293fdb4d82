"""What comes to the webhook that is not from Telegram, or nothing that can be handled."""

import asyncio
from pathlib import Path

import structlog.testing

from bot.sandbox.server import SandboxServer
from bot.web.webhook import SECRET_HEADER
from tests.support.telegram.hooking import SECRET, hooked, raw, text

REFUSED = (
    ({SECRET_HEADER: ""}, 403),
    ({SECRET_HEADER: SECRET[:-1]}, 403),
    ({SECRET_HEADER: SECRET + "x"}, 403),
    ({SECRET_HEADER: SECRET.upper()}, 403),
    ({"Content-Type": "text/plain"}, 415),
    ({"Content-Type": ""}, 415),
)


async def test_who_is_not_telegram_is_refused(server: SandboxServer, tmp_path: Path) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        before = hook.kept()
        for headers, status in REFUSED:
            answer = await hook.post(text(1, "Hallo"), **headers)
            assert (answer.status_code, answer.content) == (status, b""), headers
        own = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
        for method, path, status in (
            ("GET", "/hook", 405),
            ("PUT", "/hook", 405),
            ("POST", "/", 404),
            ("POST", "/hook/x", 404),
            ("POST", "/metrics", 405),
        ):
            answer = await hook.http.request(method, hook.root + path, headers=own, content=b"{}")
            assert answer.status_code == status, (method, path)
        assert hook.kept() == before


async def test_a_body_that_is_too_large_or_takes_too_long_is_given_up(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with hooked(server, tmp_path, limit=4096, body_s=0.2) as hook:
        announced = await raw(hook, b"Content-Length: 5000000000\r\n\r\n")
        assert announced.startswith(b"HTTP/1.1 413 ")
        streamed = await raw(hook, b"Transfer-Encoding: chunked\r\n\r\n", b"1001\r\n" + b"x" * 4097 + b"\r\n")
        assert streamed.startswith(b"HTTP/1.1 413 ")
        slow = await raw(hook, b'Content-Length: 9\r\n\r\n{"up', wait=0.05)
        assert slow.startswith(b"HTTP/1.1 408 ")
        assert (await hook.post(text(1, "Hallo"))).status_code == 200


async def test_a_body_that_is_broken_off_changes_nothing(server: SandboxServer, tmp_path: Path) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        before = hook.kept()
        _, writer = await asyncio.open_connection("127.0.0.1", hook.port)
        body = b'{"update_id": 1'
        head = f"POST /hook HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\n"
        writer.write(head.encode() + b"Content-Type: application/json\r\nContent-Length: 99\r\n\r\n" + body)
        await writer.drain()
        writer.close()
        await asyncio.sleep(0.1)
        assert hook.kept() == before
        assert (await hook.post(text(1, "Hallo"))).status_code == 200


NEVER = (
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"null",
    b"[]",
    b'"text"',
    b"[" * 100_000,
    b'{"update_id": 1' + b"0" * 5000 + b"}",
    b'{"update_id": NaN, "message": {}}',
    b'{"update_id": 5, "message": {"text": "Hallo"}}',
    b'{"callback_query": {"id": "x"}}',
)


async def test_what_can_never_be_handled_is_noted_and_not_asked_for_again(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        before = hook.kept()
        for body in NEVER:
            with structlog.testing.capture_logs() as logged:
                assert (await hook.post(body)).status_code == 200, body[:50]
            assert [entry["event"] for entry in logged] == ["update_malformed"], body[:50]
            assert "Hallo" not in str(logged)
        assert hook.kept() == before
