"""Where and with what was measured."""

import importlib.metadata
import json
import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bench.rig.lineup import OTHERS, lineup_node

_ASK = "import importlib.metadata as m; print(m.version('python-telegram-bot'), m.version('aiogram'))"


def described(python: str) -> list[str]:
    """Say in a few lines which machine and which versions these are, and when it was."""
    return [
        f"Measured on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC on {processor()}, {os.cpu_count()} cores, "
        f"{platform.system()} {platform.release()}; load before: {os.getloadavg()[0]:.1f}.",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"winkelpeil {importlib.metadata.version('winkelpeil')} with "
        f"python-telegram-bot {importlib.metadata.version('python-telegram-bot')} and uvloop {_uvloop()}.",
        f"The others: {_others(python)}.",
    ]


def processor() -> str:
    """Name the processor."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _uvloop() -> str:
    try:
        return importlib.metadata.version("uvloop")
    except importlib.metadata.PackageNotFoundError:
        return "(none)"


def _others(python: str) -> str:
    asked = subprocess.run((python, "-c", _ASK), capture_output=True, text=True, check=False)  # noqa: S603
    telegram, aiogram = (*asked.stdout.split(), "?", "?")[:2]
    grammy = json.loads((OTHERS / "grammy" / "package.json").read_text())["dependencies"]["grammy"]
    return f"python-telegram-bot {telegram}, aiogram {aiogram}, grammY {grammy} on Node.js {_node()}"


def _node() -> str:
    node = lineup_node()
    if node is None:
        return "(none)"
    told = subprocess.run((node, "--version"), capture_output=True, text=True, check=True)  # noqa: S603
    return told.stdout.strip().removeprefix("v")
