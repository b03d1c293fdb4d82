"""The bot as a process of its own, on a sandbox and a database."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.sandbox.server import SandboxServer
from bot.settings import Settings

ORGANISATION, CONTACT = "Stichting Winkelhart", "privacy@winkelhart.example"


def environment(**settings: str) -> dict[str, str]:
    """Give this process's environment, with these settings and no others."""
    own = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in own}
    return kept | {"PYTHONUNBUFFERED": "1"} | settings


class BotProcess:
    """`winkelpeil run` with a token; it can be stopped, killed and started again."""

    def __init__(self, server: SandboxServer, folder: Path, **settings: str) -> None:
        self._file = folder / "bot.log"
        self._folder = folder
        own = {
            "TELEGRAM_TOKEN": server.token,
            "TELEGRAM_API_URL": server.url,
            "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
            "ORGANISATION": ORGANISATION,
            "PRIVACY_CONTACT": CONTACT,
            "ORGANISATION_KVK": "12345678",
            "LOG_FORMAT": "json",
        }
        self._environment = environment(**own | settings)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *program: str) -> None:
        """Start it; `program` is what Python is to run in the place of `winkelpeil run`."""
        command = [sys.executable, "-W", "error", *(program or ("-m", "bot.cli.main", "run"))]
        with self._file.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )

    def stop(self) -> None:
        """Stop it as a service manager does."""
        assert self._ended_by(signal.SIGTERM) == 0

    def kill(self) -> None:
        assert self._ended_by(signal.SIGKILL) == -signal.SIGKILL

    def end(self) -> None:
        """Kill it, whether or not it still runs."""
        if self._process and self._process.poll() is None:
            self.kill()

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    @property
    def log(self) -> list[dict[str, Any]]:
        """List what it logged; whatever is no log line fails here."""
        return [json.loads(line) for line in self._file.read_text().splitlines()]

    def troubles(self) -> list[dict[str, Any]]:
        """List what it logged as a warning or worse.

        That something held the loop up is none: beside other tests, anything may. Nor is a reply that flood
        control made wait: those who are played here tap faster than people.
        """
        troubling = [line for line in self.log if line["level"] not in ("debug", "info")]
        return [line for line in troubling if line["event"] != "loop_held_up" and not _is_flood(line)]

    def _ended_by(self, number: signal.Signals) -> int:
        assert self._process
        self._process.send_signal(number)
        return self._process.wait(15)


def _is_flood(line: dict[str, Any]) -> bool:
    return line["event"] == "reply_delayed" and str(line["error"]).startswith("RetryAfter")


@contextmanager
def running_bot(server: SandboxServer, folder: Path, **settings: str) -> Iterator[BotProcess]:
    """Run the bot while the block runs; it ends in order, and logs nothing that is wrong."""
    bot = BotProcess(server, folder, **settings)
    bot.start()
    try:
        yield bot
        bot.stop()
    finally:
        bot.end()
    assert bot.troubles() == []
