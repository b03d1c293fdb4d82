"""The real bot as a process, on a sandbox over HTTP."""

from collections.abc import Iterator

import pytest

from bot.sandbox.server import SandboxServer, running_sandbox
from tests.support.bot.process import BotProcess, running_bot
from tests.support.bot.visitor import Newcomer, Visitor
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxServer]:
    with running_sandbox() as serving:
        yield serving


@pytest.fixture(scope="module")
def client(server: SandboxServer) -> SandboxClient:
    return SandboxClient(server.url)


@pytest.fixture(scope="module")
def bot(server: SandboxServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """The bot, which serves all tests of a module."""
    with running_bot(server, tmp_path_factory.mktemp("bot")) as running:
        yield running


@pytest.fixture
def newcomer(bot: BotProcess, client: SandboxClient) -> Newcomer:
    """Somebody who is new to the bot and has its welcome on screen, by the language of the app."""

    def make(language_code: str) -> Visitor:
        number = next(NUMBERS)
        client.add_person(number, f"Winkelier {number}", language_code)
        visitor = Visitor(client, number)
        visitor.start()
        return visitor

    return make
