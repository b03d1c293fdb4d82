"""The sender against a sandbox that takes no more messages than Telegram does."""

import asyncio
from pathlib import Path

from bot.dialogue.core.replies import Message, Reply
from bot.sandbox.flood import FloodControl, Limits, Window
from bot.sandbox.server import SandboxServer
from tests.support.telegram.harness import Parts, parts

JOKE = 100001


def _numbered(count: int) -> list[Reply]:
    return [Message(html=str(number)) for number in range(count)]


async def _outcomes(made: Parts) -> list[str]:
    calls = await asyncio.to_thread(made.client.calls, "sendMessage")
    return [call["outcome"].partition(":")[0] for call in calls]


async def test_a_burst_to_one_person_comes_through_in_order(server: SandboxServer, tmp_path: Path) -> None:
    async with parts(server, tmp_path) as made:
        made.say(JOKE, *_numbered(22))
        await made.idle(30)
        assert await made.texts(JOKE) == [str(number) for number in range(22)]


async def test_what_a_group_does_not_take_yet_comes_later_and_in_order(
    server: SandboxServer, tmp_path: Path
) -> None:
    server.sandbox.flood = FloodControl(Limits(group=Window(2, 2.0)))
    async with parts(server, tmp_path) as made:
        group = await asyncio.to_thread(made.client.group, JOKE)
        made.say(group, *_numbered(5))
        await made.idle(30)
        assert await made.texts(group) == ["0", "1", "2", "3", "4"]
        outcomes = await _outcomes(made)
    # Whoever is told to wait waits: each refusal is followed by a message that goes through.
    assert sorted(outcomes) == ["429 Too Many Requests"] * 2 + ["ok"] * 5
    assert outcomes[2] == outcomes[5] == "429 Too Many Requests"
