"""`winkelpeil run` without a token: sandbox and bot in one process."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.bot.process import environment

# The command has one port for everybody; the tests take a free one, so that they disturb nobody who tries it.
RUN = "import sys, bot.cli.main as cli; cli._SANDBOX_PORT = int(sys.argv.pop()); cli.main()"


def command(port: int) -> list[str]:
    return [sys.executable, "-W", "error", "-c", RUN, "run", str(port)]


@contextmanager
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run it, and give the process and the line that it prints."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    process = subprocess.Popen(
        command(port),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()
