"""Content is published while the bot runs and people talk with it."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.editorial.editorial import Editorial
from bot.sandbox.server import SandboxServer
from bot.storage.chats.chats import Store
from bot.storage.engines.sqlite import open_database
from tests.support.bot.process import BotProcess
from tests.support.bot.visitor import Visitor, asked, texts
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient
from tests.support.storage.stored import storage_of

NL = texts("nl")
ASKED, BRANCH = "nl/questions.yaml", "Wat verkoopt u vooral?"
SECONDS = 10


@pytest.fixture
def joke(server: SandboxServer, tmp_path: Path, client: SandboxClient) -> Iterator[Visitor]:
    """Somebody who has answered the first question, of a bot with its database in the folder."""
    bot = BotProcess(server, tmp_path)
    bot.start()
    number = next(NUMBERS)
    client.add_person(number, "Joke")
    visitor = Visitor(client, number)
    visitor.start()
    visitor.press(NL.messages.controls.begin.label)
    visitor.press("Winkel en webshop")
    yield visitor
    bot.stop()
    assert bot.troubles() == []


def publish(database: Path, path: str, old: str, new: str) -> None:
    """Do what an admin does, from a process other than the bot's."""

    async def made() -> None:
        db = open_database(str(database))
        editorial = Editorial(storage_of(Store(db)), lambda: datetime.now(UTC))
        text, named = await editorial.file(path)
        assert text is not None
        assert old in text
        await editorial.save(path, text.replace(old, new), named, "Piet")
        await editorial.publish("Piet", "x")
        db.close()

    asyncio.run(made())


def test_an_interview_goes_on_with_what_was_published(joke: Visitor, tmp_path: Path) -> None:
    assert BRANCH in joke.text
    publish(tmp_path / "bot.db", ASKED, BRANCH, "Wat ligt er vooral in uw winkel?")
    end = time.monotonic() + SECONDS
    while BRANCH in joke.text:
        assert time.monotonic() < end, "the bot does not follow"
        joke.type("/start")
        joke.press(NL.messages.controls.go_on.label)
    assert "Wat ligt er vooral in uw winkel?" in joke.text
    joke.press("Eten, drinken")
    assert asked(joke, NL) == "today"
    joke.type("/antwoorden")
    assert "Soort winkel: Winkel en webshop" in joke.text
