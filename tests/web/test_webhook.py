"""The webhook over HTTP: what Telegram brings, what others bring, and what goes wrong."""

import asyncio
from pathlib import Path

import pytest
import structlog.testing

from bot import entrance
from bot.sandbox.server import SandboxServer
from bot.telegram.connection import Connection
from bot.telegram.updates import ALLOWED
from bot.web.webhook import SECRET_HEADER
from tests.sandbox_client import SandboxClient
from tests.telegram.harness import until
from tests.web.hooking import JOKE, SANDER, SECRET, Hook, Json, locked, run, tap, text


async def shown(hook: Hook) -> int:
    """Let Joke have a message with a button, and give its id."""
    await hook.done()
    message = await asyncio.to_thread(hook.parts.client.last_message, JOKE)
    assert message
    return int(message["message_id"])


def test_telegram_is_told_where_to_deliver_until_it_knows(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
        hooked = server.sandbox.hook
        assert (hooked.url, hooked.secret, hooked.max_connections) == (hook.url, SECRET, 40)
        assert server.sandbox.updates.allowed == set(ALLOWED)
        made: list[Json] = await asyncio.to_thread(hook.parts.client.calls, "setWebhook")
        assert [call["outcome"] for call in made] == ["502 Bad Gateway", "ok"]
        # What waited comes too.
        await hook.done()
        assert await hook.parts.texts(JOKE) == ["count 0"]
        assert await hook.parts.texts(SANDER) == ["count 0"]

    SandboxClient(server.url).fault("error", method="setWebhook", code=502)
    run(server, tmp_path, test)


def test_a_webhook_that_somebody_took_away_is_set_again(
    server: SandboxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "LOOK_S", 0.05)

    async def test(hook: Hook) -> None:
        await hook.done()
        with structlog.testing.capture_logs() as logged:
            server.sandbox.hook.set("", "", 40)
            await until(lambda: server.sandbox.hook.url == hook.url)
        assert ("webhook_gone", "warning") in [(entry["event"], entry["log_level"]) for entry in logged]
        assert server.sandbox.hook.secret == SECRET
        assert (await asyncio.to_thread(hook.parts.client.calls, "setWebhook"))[-1]["outcome"] == "ok"

    run(server, tmp_path, test)


def test_a_look_at_the_webhook_that_fails_ends_nothing(
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

    async def test(hook: Hook) -> None:
        await hook.done()
        await until(lambda: looked > 1)
        server.sandbox.hook.set("", "", 40)
        await until(lambda: server.sandbox.hook.url == hook.url)

    run(server, tmp_path, test)


def test_a_tap_is_answered_in_the_response_alone(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
        message_id = await shown(hook)
        for _ in range(3):
            await asyncio.to_thread(hook.parts.client.tap, JOKE, message_id, "more")
        await hook.done()
        assert await hook.toasts() == ["counted"] * 3
        made = await asyncio.to_thread(hook.parts.client.calls, "answerCallbackQuery")
        assert [(call["in_answer"], call["outcome"]) for call in made] == [(True, "ok")] * 3
        assert await hook.parts.texts(JOKE) == ["count 3"]
        assert not [row for row in hook.kept() if "toast" in str(row)], "it is noted as sent"

    run(server, tmp_path, test)


def test_the_response_holds_the_answer_to_its_own_tap_once(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
        await hook.done()
        hook.gate.opened.clear()
        updates = [tap(1, "a"), tap(2, "b"), tap(1, "a"), text(3, "x"), tap(4, "c", chat_id=SANDER)]
        posts = [asyncio.create_task(hook.post(update)) for update in updates]
        await until(lambda: len(hook.gate.batches) > 2 or sum(hook.gate.batches) >= 1)
        await asyncio.sleep(0.1)
        hook.gate.opened.set()
        answers = await asyncio.gather(*posts)
        assert {answer.status_code for answer in answers} == {200}
        calls = [answer.json() if answer.content else None for answer in answers]
        plain = {"method": "answerCallbackQuery", "callback_query_id": "a"}
        assert sorted((calls[0], calls[2]), key=str) == [plain | {"text": "counted"}, plain]
        assert [call and call["callback_query_id"] for call in (calls[1], calls[3], calls[4])] == [
            "b",
            None,
            "c",
        ]

    run(server, tmp_path, test)


def test_an_answer_in_a_response_that_got_lost_is_given_again(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
        message_id = await shown(hook)
        await asyncio.to_thread(hook.parts.client.fault, "reset_after", method="webhook")
        await asyncio.to_thread(hook.parts.client.tap, JOKE, message_id, "more")
        await hook.done()
        assert await hook.toasts() == [""]
        assert await hook.parts.texts(JOKE) == ["count 1"]

    run(server, tmp_path, test)


def test_a_tap_that_a_process_before_committed_is_answered(server: SandboxServer, tmp_path: Path) -> None:
    """The one before gave the answer to a connection that broke, and was killed then."""
    said: list[Json] = []

    async def test(hook: Hook) -> None:
        said.append((await hook.post(tap(7, "a"))).json())

    run(server, tmp_path, test)
    run(server, tmp_path, test)
    plain = {"method": "answerCallbackQuery", "callback_query_id": "a"}
    assert said == [plain | {"text": "counted"}, plain]


def test_who_hangs_up_gets_the_answer_all_the_same(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
        message_id = await shown(hook)
        hook.gate.opened.clear()
        callback_id = await asyncio.to_thread(_tap_unseen, hook, message_id)
        post = asyncio.create_task(hook.post(tap(7, callback_id, message_id)))
        await until(lambda: hook.gate.batches[-1] == 1)
        await asyncio.sleep(0.05)
        post.cancel()
        await asyncio.gather(post, return_exceptions=True)
        await asyncio.sleep(0.05)
        hook.gate.opened.set()
        await hook.parts.idle()
        assert await hook.toasts() == ["counted"]

    run(server, tmp_path, test)


def test_what_was_committed_but_failed_gets_its_answer_all_the_same(
    server: SandboxServer, tmp_path: Path
) -> None:
    async def test(hook: Hook) -> None:
        message_id = await shown(hook)
        callback_id = await asyncio.to_thread(_tap_unseen, hook, message_id)
        hook.gate.breaks = True
        assert (await hook.post(tap(7, callback_id, message_id))).status_code == 503
        await hook.parts.idle()
        assert await hook.toasts() == ["counted"]

    run(server, tmp_path, test)


def _tap_unseen(hook: Hook, message_id: int) -> str:
    """Press a button without Telegram delivering it."""
    sandbox = hook.server.sandbox
    url, sandbox.hook.url = sandbox.hook.url, ""
    callback_id = hook.parts.client.tap(JOKE, message_id, "more")
    sandbox.updates.drop()
    sandbox.hook.url = url
    return callback_id


def test_a_chat_s_updates_are_applied_in_order_and_many_at_once(
    server: SandboxServer, tmp_path: Path
) -> None:
    async def test(hook: Hook) -> None:
        await hook.done()
        for number in range(15):
            await asyncio.to_thread(hook.parts.client.send, JOKE, f"j{number}")
            await asyncio.to_thread(hook.parts.client.send, SANDER, f"s{number}")
        await hook.done()
        assert (await hook.parts.texts(JOKE))[1:] == [f"count {n + 1}: j{n}" for n in range(15)]
        assert (await hook.parts.texts(SANDER))[1:] == [f"count {n + 1}: s{n}" for n in range(15)]

    run(server, tmp_path, test)


def test_what_is_delivered_during_a_commit_shares_the_next(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
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

    run(server, tmp_path, test)


def test_out_of_order_and_repeated_each_is_applied_once(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
        await hook.done()
        client = hook.parts.client
        await asyncio.to_thread(client.settings, webhook_shuffled=True)
        await asyncio.to_thread(client.fault, "reset_after", method="webhook", probability=0.4, times=None)
        for number in range(30):
            await asyncio.to_thread(client.send, JOKE, f"#{number}#")
        await hook.done()
        said = (await hook.parts.texts(JOKE))[1:]
        assert [line.partition(":")[0] for line in said] == [f"count {n + 1}" for n in range(30)]
        assert sorted(line.partition(": ")[2] for line in said) == sorted(f"#{n}#" for n in range(30))

    run(server, tmp_path, test)


REFUSED = (
    ({SECRET_HEADER: ""}, 403),
    ({SECRET_HEADER: SECRET[:-1]}, 403),
    ({SECRET_HEADER: SECRET + "x"}, 403),
    ({SECRET_HEADER: SECRET.upper()}, 403),
    ({"Content-Type": "text/plain"}, 415),
    ({"Content-Type": ""}, 415),
)


def test_who_is_not_telegram_is_refused(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
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

    run(server, tmp_path, test)


async def raw(hook: Hook, *pieces: bytes, wait: float = 0.0) -> bytes:
    """Send a request piece by piece, and give all that comes back until the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", hook.port)
    head = (
        f"POST /hook HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Type: application/json\r\n"
    )
    try:
        for piece in (head.encode(), *pieces):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(wait)
        return await asyncio.wait_for(reader.read(), 5)
    finally:
        writer.close()


def test_a_body_that_is_too_large_or_takes_too_long_is_given_up(
    server: SandboxServer, tmp_path: Path
) -> None:
    async def test(hook: Hook) -> None:
        announced = await raw(hook, b"Content-Length: 5000000000\r\n\r\n")
        assert announced.startswith(b"HTTP/1.1 413 ")
        streamed = await raw(hook, b"Transfer-Encoding: chunked\r\n\r\n", b"1001\r\n" + b"x" * 4097 + b"\r\n")
        assert streamed.startswith(b"HTTP/1.1 413 ")
        slow = await raw(hook, b'Content-Length: 9\r\n\r\n{"up', wait=0.05)
        assert slow.startswith(b"HTTP/1.1 408 ")
        assert (await hook.post(text(1, "Hallo"))).status_code == 200

    run(server, tmp_path, test, limit=4096, body_s=0.2)


def test_a_body_that_is_broken_off_changes_nothing(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
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

    run(server, tmp_path, test)


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


def test_what_can_never_be_handled_is_noted_and_not_asked_for_again(
    server: SandboxServer, tmp_path: Path
) -> None:
    async def test(hook: Hook) -> None:
        await hook.done()
        before = hook.kept()
        for body in NEVER:
            with structlog.testing.capture_logs() as logged:
                assert (await hook.post(body)).status_code == 200, body[:50]
            assert [entry["event"] for entry in logged] == ["update_malformed"], body[:50]
            assert "Hallo" not in str(logged)
        assert hook.kept() == before

    run(server, tmp_path, test)


def test_while_the_storage_fails_telegram_is_asked_to_come_again(
    server: SandboxServer, tmp_path: Path
) -> None:
    async def test(hook: Hook) -> None:
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

    run(server, tmp_path, test, patience=0.1)


def test_an_update_that_nothing_can_handle_holds_up_no_other(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
        await hook.done()
        hook.gate.poison = lambda update: isinstance(update, dict) and update["update_id"] == 2
        hook.gate.opened.clear()
        posts = [asyncio.create_task(hook.post(text(1, "first")))]
        await until(lambda: hook.gate.batches[-1:] == [1])
        posts += [asyncio.create_task(hook.post(text(number, f"n{number}"))) for number in (2, 3, 4)]
        await asyncio.sleep(0.1)
        hook.gate.opened.set()
        assert [answer.status_code for answer in await asyncio.gather(*posts)] == [200, 503, 200, 200]

    run(server, tmp_path, test)


def test_told_to_stop_it_finishes_what_it_began_and_takes_nothing_new(
    server: SandboxServer, tmp_path: Path
) -> None:
    async def test(hook: Hook) -> None:
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

    run(server, tmp_path, test)


def test_what_it_cannot_finish_comes_again(server: SandboxServer, tmp_path: Path) -> None:
    async def test(hook: Hook) -> None:
        await hook.done()
        server.sandbox.hook.url = ""
        hook.gate.opened.clear()
        begun = [asyncio.create_task(hook.post(update)) for update in (text(1, "x"), tap(2, "q"))]
        await asyncio.sleep(0.1)
        hook.running.cancel()
        assert [answer.status_code for answer in await asyncio.gather(*begun)] == [503, 503]

    run(server, tmp_path, test)
