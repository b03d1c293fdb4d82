"""One bot on an SQLite file."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage.engines.sqlite_lock import InUse, alone_on
from bot.storage.schema.version import CannotOpen

HOLDS = """
import sys, time
from bot.storage.engines.sqlite_lock import alone_on
with alone_on(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_second_one_is_refused_by_whatever_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bot.db").touch()
    (tmp_path / "other.db").symlink_to("bot.db")
    with alone_on("sqlite:///bot.db"):
        for name in ("bot.db", str(tmp_path / "bot.db"), "other.db", "../" + tmp_path.name + "/bot.db"):
            with (
                pytest.raises(InUse, match=rf"already \(process {os.getpid()}\): stop it first\."),
                alone_on(f"sqlite:///{name}"),
            ):
                pass
        with alone_on("sqlite:///elsewhere.db"), alone_on("sqlite:///:memory:"), alone_on("postgresql://h/d"):
            pass
    with alone_on("sqlite:///bot.db"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bot.db", "other.db"]


def test_it_ends_with_the_process_however_that_ends(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    holding = subprocess.Popen([sys.executable, "-c", HOLDS, url(path)], stdout=subprocess.PIPE)
    assert holding.stdout
    assert holding.stdout.readline() == b"held\n"
    with pytest.raises(InUse, match=f"process {holding.pid}"), alone_on(url(path)):
        pass
    holding.send_signal(signal.SIGKILL)
    holding.wait(10)
    holding.stdout.close()
    with alone_on(url(path)):
        assert (tmp_path / "bot.db.lock").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot be opened"), alone_on(url(tmp_path / "no" / "bot.db")):
        pass
