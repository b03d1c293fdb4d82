"""Taps by webhook: each is answered in the response, or otherwise."""

import asyncio
from pathlib import Path

from bot.sandbox.server import SandboxServer
from tests.support.telegram.harness import until
from tests.support.telegram.hooking import JOKE, SANDER, Hook, Json, hooked, shown, tap, text


async def test_a_tap_is_answered_in_the_response_alone(server: SandboxServer, tmp_path: Path) -> None:
    async with hooked(server, tmp_path) as hook:
        message_id = await shown(hook)
        for _ in range(3):
            await asyncio.to_thread(hook.parts.client.tap, JOKE, message_id, "more")
        await hook.done()
        assert await hook.toasts() == ["counted"] * 3
        made = await asyncio.to_thread(hook.parts.client.calls, "answerCallbackQuery")
        assert [(call["in_answer"], call["outcome"]) for call in made] == [(True, "ok")] * 3
        assert await hook.parts.texts(JOKE) == ["count 3"]
        assert not [row for row in hook.kept() if "toast" in str(row)], "it is noted as sent"


async def test_the_response_holds_the_answer_to_its_own_tap_once(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with hooked(server, tmp_path) as hook:
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


async def test_an_answer_in_a_response_that_got_lost_is_given_again(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with hooked(server, tmp_path) as hook:
        message_id = await shown(hook)
        await asyncio.to_thread(hook.parts.client.fault, "reset_after", method="webhook")
        await asyncio.to_thread(hook.parts.client.tap, JOKE, message_id, "more")
        await hook.done()
        assert await hook.toasts() == [""]
        assert await hook.parts.texts(JOKE) == ["count 1"]


async def test_a_tap_that_a_process_before_committed_is_answered(
    server: SandboxServer, tmp_path: Path
) -> None:
    """The one before gave the answer to a connection that broke, and was killed then."""
    said: list[Json] = []
    for _ in range(2):
        async with hooked(server, tmp_path) as hook:
            said.append((await hook.post(tap(7, "a"))).json())
    plain = {"method": "answerCallbackQuery", "callback_query_id": "a"}
    assert said == [plain | {"text": "counted"}, plain]


async def test_who_hangs_up_gets_the_answer_all_the_same(server: SandboxServer, tmp_path: Path) -> None:
    async with hooked(server, tmp_path) as hook:
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


async def test_what_was_committed_but_failed_gets_its_answer_all_the_same(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with hooked(server, tmp_path) as hook:
        message_id = await shown(hook)
        callback_id = await asyncio.to_thread(_tap_unseen, hook, message_id)
        hook.gate.breaks = True
        assert (await hook.post(tap(7, callback_id, message_id))).status_code == 503
        await hook.parts.idle()
        assert await hook.toasts() == ["counted"]


def _tap_unseen(hook: Hook, message_id: int) -> str:
    """Press a button without Telegram delivering it."""
    sandbox = hook.server.sandbox
    url, sandbox.hook.url = sandbox.hook.url, ""
    callback_id = hook.parts.client.tap(JOKE, message_id, "more")
    sandbox.updates.drop()
    sandbox.hook.url = url
    return callback_id
