"""The wheel as people install it: built here, and used where nothing of the checkout can be imported."""

import json
import re
import signal
import socket
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.support.bot.process import environment
from tests.support.paths import ROOT
from tests.support.sandbox.client import SHOPKEEPER, SandboxClient

PACKAGES = ("bot", "content", "scoring")
# What the page names of its own: in its HTML, and in its scripts.
OWN_FILES = re.compile(r'(?:href|src)="(/page/[^"]+)"|from "\./([^"]+)"')


def run(*command: str, cwd: Path, env: dict[str, str] | None = None, given: str = "") -> str:
    ended = subprocess.run(
        command, cwd=cwd, env=env, input=given, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (made,) = folder.glob("*.whl")
    return made


class Installed:
    """The wheel in a folder of its own; the venv gives the libraries, but not its link to the checkout."""

    def __init__(self, wheel: Path, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
        run(*pip, "--no-compile", "--target", str(self.site), str(wheel), cwd=folder)
        libraries = sysconfig.get_path("purelib")
        self.environment = environment(PYTHONPATH=f"{self.site}:{libraries}")
        # Without `site` no .pth file is read, which is how an editable install finds the checkout.
        self.python = (sys.executable, "-S", "-P", "-W", "error")
        self.winkelpeil = (*self.python, str(self.site / "bin" / "winkelpeil"))

    def run(self, *arguments: str, given: str = "") -> str:
        return run(*self.winkelpeil, *arguments, cwd=self.folder, env=self.environment, given=given)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Run the sandbox, and give the address of its page."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        process = subprocess.Popen(
            [*self.winkelpeil, "sandbox", "--port", str(port)],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout
            assert str(port) in process.stdout.readline()
            yield f"http://127.0.0.1:{port}"
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
        finally:
            process.kill()
            process.communicate()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(wheel, tmp_path_factory.mktemp("installed"))


def test_every_file_of_the_packages_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    files = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {Path(file).suffix for file in files} >= {
        ".py",
        ".yaml",
        ".sql",
        ".md",
        ".html",
        ".css",
        ".js",
        ".svg",
    }
    assert files - held == set()
    ours = {name for name in held if not name.partition("/")[0].endswith(".dist-info")}
    assert ours - files == set(), "nothing else is installed"


def test_it_is_what_runs(installed: Installed) -> None:
    script = "import bot, content, scoring; print(bot.__file__, content.__file__, scoring.__path__[0])"
    found = run(*installed.python, "-c", script, cwd=installed.folder, env=installed.environment).split()
    assert len(found) == len(PACKAGES)
    assert all(Path(place).is_relative_to(installed.site) for place in found), found
    assert installed.run("--version").startswith("winkelpeil ")


def test_its_content_is_whole(installed: Installed) -> None:
    assert installed.run("content", "check").splitlines()[-1].startswith("errors: 0, ")


def test_it_scores(installed: Installed) -> None:
    result = json.loads(
        installed.run("score", given='{"answers": {"email": "regular", "social": "planned"}}\n')
    )
    assert {topic: one["score"] for topic, one in result["topics"].items()} == {"email": 100, "social": 25}


def test_its_chat_page_and_bot_answer(installed: Installed) -> None:
    with installed.serving() as url:
        page = httpx.get(url)
        assert "<title>Winkelpeil" in page.raise_for_status().text
        found, waiting = set[str](), own_files(page.text)
        while waiting:
            name = waiting.pop()
            found.add(name)
            text = httpx.get(url + name).raise_for_status().text
            waiting |= own_files(text) - found
        assert {Path(name).suffix for name in found} == {".css", ".js", ".svg"}
        client = SandboxClient(url)
        sent = client.start(SHOPKEEPER)["message_id"]
        welcome = client.wait_for(SHOPKEEPER, lambda m: bool(m["buttons"]), after=sent)
        assert "Welkom bij Winkelpeil" in welcome["text"]


def own_files(text: str) -> set[str]:
    return {href or f"/page/{module}" for href, module in OWN_FILES.findall(text)}
