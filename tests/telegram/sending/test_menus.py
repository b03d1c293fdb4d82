"""A chat's own menu of commands on its way to Telegram, which rations changes of it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.dialogue.core.replies import Menu, Message
from bot.sandbox.server import SandboxServer
from tests.support.telegram.harness import Parts, parts, until

JOKE, SANDER = 100001, 100002
OWN = Menu(commands=(("link", "Uw links"), ("start", "Begin")))
OTHER = Menu(commands=(("links", "Your links"),))


@pytest.fixture
async def made(server: SandboxServer, tmp_path: Path) -> AsyncIterator[Parts]:
    async with parts(server, tmp_path) as found:
        yield found


async def menu(made: Parts, person: int = JOKE) -> list[str]:
    card = await asyncio.to_thread(made.client.card, person)
    return [command["command"] for command in card["commands"]]


async def test_a_chat_gets_a_menu_of_its_own_and_loses_it(made: Parts) -> None:
    made.say(JOKE, OWN)
    await made.idle()
    assert await menu(made) == ["link", "start"]
    assert await menu(made, SANDER) == []
    made.say(JOKE, Menu())
    await made.idle()
    assert await menu(made) == []


async def test_a_menu_that_has_to_wait_holds_nothing_up(made: Parts) -> None:
    await asyncio.to_thread(made.client.fault, "too_many_requests", method="setMyCommands", retry_after=1)
    made.say(JOKE, OWN, Message(html="verder"))
    await until(lambda: any(one["text"] == "verder" for one in made.client.messages(JOKE)), 0.9)
    assert await menu(made) == []
    await made.idle()
    assert await menu(made) == ["link", "start"]


async def test_an_older_menu_does_not_come_after_a_newer_one(made: Parts) -> None:
    await asyncio.to_thread(made.client.fault, "too_many_requests", method="setMyCommands", retry_after=1)
    made.say(JOKE, OWN)
    await asyncio.sleep(0.3)
    made.say(JOKE, OTHER)
    await made.idle()
    assert await menu(made) == ["links"]
    calls = [call for call in made.client.calls() if call["method"] == "setMyCommands"]
    assert len(calls) == 2
    waiting = made.store.db.execute("SELECT count(*) FROM replies").fetchone()
    assert waiting == (0,)
