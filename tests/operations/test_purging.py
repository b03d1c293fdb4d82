"""`winkelpeil purge`: what the bot does not delete by itself, because it is much at once."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.operations import purging
from bot.operations.time_there import NoTime
from bot.sandbox.server import SandboxServer, running_sandbox
from bot.storage.database import open_storage
from tests.support.storage.stored import BOT, Engine, emptied, new

pytestmark = pytest.mark.both_engines

DAY = timedelta(days=1)


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with running_sandbox() as serving:
        yield serving


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with thirty chats that nobody visited for a hundred days, and seventy others."""
    monkeypatch.chdir(tmp_path)
    url = Engine.url or "sqlite:///winkelpeil.db"
    if Engine.url:
        emptied(Engine.url).close()

    async def fill() -> None:
        storage, now = open_storage(url), datetime.now(UTC)
        for chats, at in ((range(30), now - 100 * DAY), (range(30, 100), now)):
            storage.unit.chats.commit(BOT, list(chats), [new(chat) for chat in chats], at)
        await storage.close()

    asyncio.run(fill())
    return url


def run(server: SandboxServer, url: str, *options: str) -> Result:
    settings = {"TELEGRAM_API_URL": server.url, "DATABASE_URL": url}
    return CliRunner().invoke(app, ["purge", *options], env=settings)


def test_it_says_what_would_go_and_goes_once_it_is_confirmed(server: SandboxServer, url: str) -> None:
    asked = run(server, url)
    assert asked.exit_code == 0
    assert "chats: 30 of 100  (waits for --confirm)\n" in asked.stdout
    assert "notices: 0 of 0\n" in asked.stdout
    assert run(server, url).stdout.splitlines()[1:] == asked.stdout.splitlines()[1:]
    done = run(server, url, "--confirm")
    assert (done.exit_code, done.stderr) == (0, "Deleted.\n")
    assert "chats: 30 of 100\n" in done.stdout
    assert "chats: 0 of 70\n" in run(server, url).stdout


def test_the_doctor_names_what_waits(server: SandboxServer, url: str) -> None:
    def told() -> str:
        environment = {"TELEGRAM_API_URL": server.url, "DATABASE_URL": url}
        return CliRunner().invoke(app, ["doctor"], env=environment).stdout

    assert "TODO  deletions: chats: 30 of 100 would go at once, so none goes" in told()
    run(server, url, "--confirm")
    assert "ok    deletions: nothing waits for you" in told()


@pytest.mark.sqlite_only
def test_a_clock_that_is_wrong_deletes_nothing(
    server: SandboxServer, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.time_there.utc_now", lambda: datetime.now(UTC) + 740 * DAY)
    ended = run(server, url, "--confirm")
    assert ended.exit_code == 1
    assert "chats: 100 of 100" in ended.stdout
    assert "Nothing was deleted: the clock of this machine is +6393600" in ended.stderr


@pytest.mark.sqlite_only
def test_a_clock_that_cannot_be_held_against_telegrams_deletes_nothing(
    server: SandboxServer, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_: str) -> None:
        raise NoTime("its answers have no Date")

    monkeypatch.setattr(purging, "time_there", silent)
    ended = run(server, url, "--confirm")
    assert ended.exit_code == 1
    assert "cannot be held against Telegram's: its answers have no Date" in ended.stderr
