"""Caddy, as Debian has it, before the bot."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.paths import ROOT

SHIPPED = ROOT / "deploy" / "Caddyfile"

# In CI it must be there; see .ci/run.
needs_caddy = pytest.mark.skipif(
    not shutil.which("caddy") and not os.environ.get("CI"), reason="there is no caddy: apt-get install caddy"
)

# What only a test needs: no port but its own, and nothing of the machine changed.
_GLOBAL = """{{
	admin off
	auto_https disable_redirects
	skip_install_trust
	storage file_system {storage}
}}
"""


def root_of(folder: Path) -> Path:
    """Name the file with Caddy's own root, by which its certificates are checked."""
    return folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Give an environment in which Caddy writes in a folder alone."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), **more}


@contextmanager
def caddy(folder: Path, sites: str, port: int, **more: str) -> Iterator[None]:
    """Run Caddy with these sites, one of which is at the port, while the block runs."""
    file = folder / "Caddyfile"
    file.write_text(_GLOBAL.format(storage=folder / "caddy") + sites)
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(
            ["caddy", "run", "--config", file, "--adapter", "caddyfile"],
            cwd=folder,
            env=environment(folder, **more),
            stdout=log,
            stderr=log,
        )
        try:
            _wait(port, process, folder / "caddy.log")
            yield
        finally:
            process.terminate()
            process.wait(20)


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 30
    while True:
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.05)
        else:
            return
