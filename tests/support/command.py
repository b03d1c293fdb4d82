"""The `winkelpeil` command, run as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import Settings


def environment(**extra: str) -> dict[str, str]:
    own = {name.upper() for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name.upper() not in own} | extra


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "error", "-m", "bot.cli.main", *arguments]


def call(
    folder: Path, *arguments: str, given: bytes = b"", extra: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*arguments),
        cwd=folder,
        env=environment(**(extra or {})),
        input=given,
        capture_output=True,
        timeout=30,
        check=False,
    )


@contextmanager
def running(folder: Path, *arguments: str, **extra: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command(*arguments),
        cwd=folder,
        env=environment(PYTHONUNBUFFERED="1", **extra),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
