"""Other libraries for Telegram bots, which `make test` installs beside the bot's own environment."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, STDOUT, Popen

import pytest

from tests.support.paths import ROOT

FOLDER = Path(__file__).parent
PYTHON = ROOT / ".venv-peers" / "bin" / "python"
"""It has aiogram, which wants an older pydantic than the bot."""
NODE = shutil.which("node") or "node"
_CI = bool(os.environ.get("CI"))

# Where they are missing these tests are skipped, but not where a skipped test would go unseen.
NEEDS_AIOGRAM = pytest.mark.skipif(
    not PYTHON.exists() and not _CI, reason="no aiogram: make .venv-peers/.ready"
)
NEEDS_GRAMMY = pytest.mark.skipif(
    not (FOLDER / "node_modules" / "grammy").exists() and not _CI,
    reason="no grammY: apt-get install npm && make -B .venv-peers/.ready",
)

BOTS = [
    pytest.param([sys.executable, FOLDER / "ptb_bot.py"], id="python-telegram-bot"),
    pytest.param([PYTHON, FOLDER / "aiogram_bot.py"], id="aiogram", marks=NEEDS_AIOGRAM),
    pytest.param([NODE, FOLDER / "grammy_bot.js"], id="grammY", marks=NEEDS_GRAMMY),
]
"""How each of three bots that do the same is started; it wants the Bot API's root and a token besides."""


@contextmanager
def running(command: list[str | Path], log: Path) -> Iterator[None]:
    """Run a program while the block runs; should that fail, the log is told with it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with (
        log.open("wb") as out,
        Popen(command, stdin=DEVNULL, stdout=out, stderr=STDOUT, env=environment) as process,
    ):
        try:
            yield
        except AssertionError as error:
            error.add_note(log.read_text())
            raise
        finally:
            process.kill()
