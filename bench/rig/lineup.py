"""Who takes part, and how each is started."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.rig.own import RELAXED

ROOT = Path(__file__).parents[2]
OTHERS = Path(__file__).parent / "contenders"
TOKEN = "7000000:" + "B" * 35

Env = Mapping[str, str]


@dataclass(frozen=True)
class Contender:
    """A bot: its command, and its environment for the Bot API's root and a folder of its own."""

    name: str
    about: str
    command: tuple[str, ...]
    env: Callable[[str, Path], Env]
    own: bool = False


def _own(api: str, folder: Path) -> Env:
    return {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api,
        "DATABASE_URL": f"sqlite:///{folder}/state.db",
        "PRIVACY_CONTACT": "bench@example.org",
        "ORGANISATION_KVK": "12345678",
        "LOG_LEVEL": "error",
        # The others keep to no limit.
        "MESSAGES_PER_SECOND": "1000",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
    }


def _hooked(api: str, folder: Path) -> Env:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{probe.getsockname()[1]}"
    own = {"WEBHOOK_URL": f"http://{listen}/hook", "WEBHOOK_SECRET": "bench-secret-0123456789"}
    return {**_own(api, folder), **own, "HTTP_LISTEN": listen}


def _relaxed(api: str, folder: Path) -> Env:
    return {**_own(api, folder), RELAXED: "1"}


def _other(api: str, folder: Path) -> Env:
    return {
        "BENCH_API": api,
        "BENCH_TOKEN": TOKEN,
        "BENCH_STATE": str(folder / "state"),
        "BENCH_SCRIPT": str(folder / "script.json"),
        "PYTHONPATH": "",
    }


_RUN = (sys.executable, "-m", "bench.rig.own", "run")
POLLED = Contender("winkelpeil", "this bot, by polling, as it ships", _RUN, _own, own=True)
HOOKED = Contender("winkelpeil, webhook", "this bot, by webhook, as it ships", _RUN, _hooked, own=True)
EASED = Contender(
    "winkelpeil, NORMAL", "the same with SQLite's synchronous = NORMAL", _RUN, _relaxed, own=True
)


def _serving(database: Callable[[], str]) -> Contender:
    def env(api: str, folder: Path) -> Env:
        return {**_own(api, folder), "DATABASE_URL": database()}

    about = "the same on PostgreSQL, whose own processes are on the other core and not counted"
    return Contender("winkelpeil, PostgreSQL", about, _RUN, env, own=True)


def lineup(python: str, database: Callable[[], str]) -> tuple[list[Contender], list[str]]:
    """List who can take part with what is installed, and say who is left out.

    `database` makes a database on a PostgreSQL server, and tells its URL.
    """
    found, absent = [POLLED, HOOKED, EASED, _serving(database)], []
    floor = Contender(
        "floor", "asyncio, JSON and SQLite, no framework", (python, str(OTHERS / "floor.py")), _other
    )
    found.append(floor)
    for name, module, script, about in (
        ("python-telegram-bot", "telegram", "ptb.py", "ConversationHandler, PicklePersistence"),
        ("aiogram", "aiogram", "aiogram_bot.py", "FSM with a storage in SQLite"),
    ):
        if _works(python, "-c", f"import {module}"):
            found.append(Contender(name, about, (python, str(OTHERS / script)), _other))
        else:
            absent.append(f"{name}: not installed (bench/rig/requirements.txt)")
    node, folder = lineup_node(), OTHERS / "grammy"
    if node and (folder / "node_modules" / "grammy").exists():
        command = (node, "--no-warnings", str(folder / "bot.js"))
        found.append(Contender("grammY", "sessions in SQLite, runner, Node.js", command, _other))
    else:
        absent.append("grammY: not installed, or no Node.js with node:sqlite")
    return found, absent


def lineup_node() -> str | None:
    """Find a Node.js that knows SQLite."""
    own = OTHERS / "grammy" / "node_modules" / ".bin" / "node"
    node = str(own) if own.exists() else shutil.which("node")
    return node if node and _works(node, "-e", "require('node:sqlite')") else None


def _works(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 -- our own
