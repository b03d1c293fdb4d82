"""The bot, killed again and again under load: nothing is lost, and nothing is applied twice."""

import html
import os
import random
import re
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.dialogue.context import Context
from bot.dialogue.events import Command, Event, Tap
from bot.dialogue.replies import Edit, Message
from bot.dialogue.session import Session, load
from bot.dialogue.step import apology, step
from bot.sandbox.server import SandboxServer, running_sandbox
from bot.sandbox.state import BOT_USERNAME, TOKEN
from bot.settings import Settings
from content.loader import load as load_content
from tests.crash.crowd import Crowd, Did, Shopkeeper
from tests.sandbox_client import SandboxClient

ROOT = Path(__file__).parents[2]
CHATS = 50
KILLS = 32
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ORGANISATION, CONTACT = "Bakkersvereniging", "privacy@example.org"


class Bot:
    """The bot as a process, on a database of its own."""

    def __init__(self, server: SandboxServer, folder: Path, **settings: str) -> None:
        self.database = folder / "crash.db"
        self.log = folder / "bot.log"
        own = {name.upper() for name in Settings.model_fields}
        self._environment = {name: value for name, value in os.environ.items() if name not in own} | {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "ORGANISATION": ORGANISATION,
            "PRIVACY_CONTACT": CONTACT,
            "LOG_FORMAT": "json",
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.crash.poisoned", "run"],
                cwd=ROOT,
                env=self._environment,
                stderr=log,
            )

    def end(self, how: signal.Signals) -> int:
        assert self._process
        self._process.send_signal(how)
        return self._process.wait(20)

    def rows(self, sql: str, *values: int) -> list[tuple[int | str, ...]]:
        connection = sqlite3.connect(self.database, timeout=10)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with running_sandbox() as serving:
        yield serving


@pytest.fixture
def bot(server: SandboxServer, tmp_path: Path) -> Iterator[Bot]:
    made = Bot(server, tmp_path)
    made.start()
    yield made
    made.end(signal.SIGKILL)


@dataclass
class Expected:
    """What a chat should have come to: stepped once through all that was done, in order."""

    session: Session = field(default_factory=Session)
    replies: int = 0
    screen: Edit | Message | None = None


def expected(shopkeeper: Shopkeeper, context: Context) -> Expected:
    found = Expected()
    for did in shopkeeper.done:
        if did.what == "poison":
            found.replies += len(apology(found.session, context))
            continue
        outcome = step(found.session, event_of(did), context)
        found.session = outcome.session
        found.replies += len(outcome.replies)
        screens = [r for r in outcome.replies if isinstance(r, Edit) or (isinstance(r, Message) and r.screen)]
        found.screen = screens[-1] if screens else found.screen
    return found


def event_of(did: Did) -> Event:
    if did.what == "start":
        return Command(now=NOW, language_code="nl", name="start")
    return Tap(
        now=NOW,
        language_code="nl",
        code=did.code,
        message_id=did.message_id,
        callback_id=did.callback_id,
    )


def timeless(session: Session) -> Session:
    """Leave out the moment of the beginning, which a replay cannot know."""
    return session.model_copy(update={"started": None})


def words(text: str) -> str:
    return " ".join(text.split())


def assert_chat_is_right(shopkeeper: Shopkeeper, bot: Bot, client: SandboxClient, context: Context) -> None:
    should = expected(shopkeeper, context)
    ((stored, noted),) = bot.rows("SELECT session, screen FROM chats WHERE chat_id = ?", shopkeeper.id)
    assert timeless(load(str(stored))) == timeless(should.session)
    taps = [did for did in shopkeeper.done if did.what == "tap"]
    transcript = client.transcript(shopkeeper.id)
    assert len(transcript["toasts"]) == len(taps)
    assert isinstance(should.screen, Edit)
    assert noted == should.screen.message_id == taps[-1].message_id
    (screen,) = [m for m in transcript["messages"] if m["message_id"] == noted]
    plain = html.unescape(re.sub(r"<[^>]+>", "", should.screen.html))
    assert words(screen["text"]) == words(plain)
    codes = [[button.code for button in row] for row in should.screen.keyboard]
    assert [[button["data"] for button in row] for row in screen["buttons"]] == codes


def settle(server: SandboxServer, bot: Bot, seconds: float = 20) -> None:
    """Wait until every update is applied and every reply sent."""
    end = time.monotonic() + seconds
    while server.sandbox.updates.pending or bot.rows("SELECT 1 FROM replies LIMIT 1"):
        assert time.monotonic() < end, f"not done after {seconds} s"
        time.sleep(0.05)


@pytest.fixture
def hooked_bot(server: SandboxServer, tmp_path: Path) -> Iterator[Bot]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        here = f"127.0.0.1:{listener.getsockname()[1]}"
    made = Bot(
        server,
        tmp_path,
        WEBHOOK_URL=f"http://{here}/hook",
        WEBHOOK_SECRET=secrets.token_hex(16),
        HTTP_LISTEN=here,
    )
    # While the bot is down Telegram would come again ever later; a test has less time.
    server.sandbox.hook.pace = 0.05
    made.start()
    yield made
    made.end(signal.SIGKILL)


def test_a_bot_that_is_killed_loses_nothing_and_repeats_nothing(server: SandboxServer, bot: Bot) -> None:
    kill_again_and_again(server, bot, CHATS, KILLS, lives=(0.2, 1.1), actions=10 * CHATS)


def test_neither_does_one_with_a_webhook(server: SandboxServer, hooked_bot: Bot) -> None:
    kill_again_and_again(server, hooked_bot, chats=20, kills=3, lives=(0, 0.4), actions=40, busy=True)
    calls = SandboxClient(server.url).calls("answerCallbackQuery")
    assert sum(call["in_answer"] and call["applied"] for call in calls) > len(calls) / 2


def until(met: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until the crowd did something, or fail."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, f"the crowd did not do it in {seconds} s"
        time.sleep(0.01)


def kill_again_and_again(
    server: SandboxServer,
    bot: Bot,
    chats: int,
    kills: int,
    lives: tuple[float, float],
    actions: int,
    *,
    busy: bool = False,
) -> None:
    """Let a crowd tap while the bot is killed, and check what each of them is left with.

    It is killed after so many seconds, which with `busy` begin when it has answered somebody.
    """
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbelow(1 << 32))
    print(f"CRASH_SEED={seed}")  # noqa: T201 -- pytest shows it when the test fails
    dice = random.Random(seed)  # noqa: S311 -- a test that can be repeated
    client = SandboxClient(server.url)
    for method in ("editMessageText", "sendMessage", "answerCallbackQuery"):
        # Calls that are tried again a while later: they are what a kill finds half done.
        for kind in ("reset_before", "reset_after"):
            client.fault(kind, method=method, probability=0.05, times=None)
    with Crowd(server, chats, seed) as crowd:
        for _ in range(kills):
            if busy:
                before = crowd.actions
                until(lambda: crowd.actions > before)  # noqa: B023 -- it is called at once
            time.sleep(dice.uniform(*lives))
            assert bot.end(signal.SIGKILL) == -signal.SIGKILL
            bot.start()
        before = crowd.actions
        until(lambda: crowd.actions > max(before, actions) and crowd.acted())
    client.clear_faults()
    settle(server, bot)
    assert bot.end(signal.SIGTERM) == 0

    context = Context(load_content(), ORGANISATION, CONTACT, BOT_USERNAME)
    for shopkeeper in crowd.shopkeepers.values():
        assert_chat_is_right(shopkeeper, bot, client, context)
    # Each update is marked once; each reply was appended once, since SQLite counts those that are gone too.
    assert bot.rows("SELECT count(*) FROM seen") == [(crowd.actions + crowd.malformed,)]
    appended = sum(expected(shopkeeper, context).replies for shopkeeper in crowd.shopkeepers.values())
    assert bot.rows("SELECT seq FROM sqlite_sequence WHERE name = 'replies'") == [(appended,)]
