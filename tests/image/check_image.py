"""The image: what is in it, as whom it runs, and a bot in it that answers. `make deploy-check` runs this.

It needs root, buildah and debootstrap, and fetches packages: so it is no part of what `make test` runs.
"""

import os
import re
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.sandbox.server import running_sandbox
from tests.support.bot.served import free_address, ready
from tests.support.bot.visitor import Visitor, texts
from tests.support.image import HOME, MADE, UID, Container, build, buildah, config, container
from tests.support.sandbox.client import SHOPKEEPER, SandboxClient


@pytest.fixture(scope="session", autouse=True)
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    build(tmp_path_factory.mktemp("image"))
    yield
    buildah("rmi", MADE)


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Container]:
    with container(tmp_path) as made:
        yield made


def test_it_says_how_it_is_to_be_run() -> None:
    told: dict[str, Any] = config()
    assert (told["User"], told["WorkingDir"], told["StopSignal"]) == ("winkelpeil", HOME, "SIGTERM")
    assert (told["Entrypoint"], told["Cmd"]) == (["winkelpeil"], ["run"])
    assert told["Volumes"] == {HOME: {}}
    assert told["Healthcheck"]["Test"][:2] == ["CMD", "python"]
    assert not [line for line in told["Env"] if re.match("[A-Z_]*(TOKEN|SECRET|PASSWORD)", line)]


def test_its_user_may_write_the_state_alone_and_has_no_rights(one: Container) -> None:
    assert one.run("id").startswith(f"uid={UID}(winkelpeil) gid={UID}(winkelpeil)")
    status = one.run("cat", "/proc/self/status")
    assert re.search(r"^CapEff:\s*0+$", status, re.MULTILINE)
    writable = one.run("sh", "-c", "find / -xdev -writable -not -type l 2>/dev/null || true").split()
    assert writable == [HOME]
    # As the image is made, before anything is mounted in it.
    made = buildah("from", "--pull-never", MADE)
    try:
        root = Path(buildah("mount", made))
        state = (root / HOME.lstrip("/")).stat()
        assert (state.st_uid, stat.S_IMODE(state.st_mode)) == (UID, 0o700)
        program = root / "usr/local/lib/winkelpeil"
        assert {path.lstat().st_uid for path in (program, *program.rglob("*"))} == {0}
        assert not [
            path for path in program.rglob("*") if not path.is_symlink() and path.stat().st_mode & 0o022
        ]
        # Neither what it was built from, nor the tools, nor anything of a working copy.
        assert not (root / "src").exists()
        installed = {path.name.partition("-")[0] for path in program.glob("lib/*/site-packages/*.dist-info")}
        assert "winkelpeil" in installed
        assert installed & {"pytest", "mypy", "ruff", "hatchling", "playwright"} == set()
        assert not list(program.rglob(".env"))
    finally:
        buildah("rm", made)


def test_a_bot_in_it_is_ready_answers_and_ends_in_good_order(one: Container, tmp_path: Path) -> None:
    address, told = free_address(), config()
    with running_sandbox() as server:
        settings = {
            "TELEGRAM_TOKEN": server.token,
            "TELEGRAM_API_URL": server.url,
            "ORGANISATION": "Stichting Winkelhart",
            "ORGANISATION_KVK": "12345678",
            "PRIVACY_CONTACT": "privacy@winkelhart.example",
            "HTTP_LISTEN": address,
        }
        command = one.command([*told["Entrypoint"], *told["Cmd"]], settings)
        with (tmp_path / "bot.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
            try:
                assert ready(address, 60)["ready"]
                visitor = Visitor(SandboxClient(server.url), SHOPKEEPER)
                visitor.start()
                assert texts("nl").messages.controls.begin.label in visitor.labels
                # As Docker asks, at the address of this bot.
                test = [word.replace("127.0.0.1:8080", address) for word in told["Healthcheck"]["Test"][1:]]
                one.run(*test)
                # As docs/operations.md does it with `docker compose exec bot`.
                one.run("winkelpeil", "backup", "backups", "--keep", "14", **settings)
                kept = one.run("find", HOME, "-type", "f", "-printf", "%f %m %u\n").splitlines()
                assert "winkelpeil.db 600 winkelpeil" in kept
                assert {line.partition(" ")[2] for line in kept} == {"600 winkelpeil"}, kept
                assert len([line for line in kept if re.match(r"winkelpeil-.*\.db ", line)]) == 1
                assert httpx.get(f"http://{address}/metrics").status_code == 200
                began = time.monotonic()
                # To the bot itself, as an engine does; buildah stands between only here.
                bot = bot_of(process.pid)
                assert bot
                os.kill(bot, signal.SIGTERM)
                assert process.wait(20) == 0
                assert time.monotonic() - began < 8
            finally:
                # Killing buildah would leave the bot behind.
                if bot := bot_of(process.pid):
                    os.kill(bot, signal.SIGKILL)
                process.kill()
                process.wait()
    assert '"level": "error"' not in (tmp_path / "bot.log").read_text()


def bot_of(pid: int) -> int:
    """Find the bot among what a process started: the last that runs as the image's user; 0 for none."""
    # Each thread has children of its own.
    files = Path(f"/proc/{pid}/task").glob("*/children")
    for child in [child for file in files for child in file.read_text().split()]:
        if found := bot_of(int(child)):
            return found
        words = Path(f"/proc/{child}/status").read_text()
        if re.search(rf"^Uid:\s*{UID}\b", words, re.MULTILINE):
            return int(child)
    return 0
