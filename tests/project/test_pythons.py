"""`make test-all`, and which Pythons are supported."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support import pythons
from tests.support.paths import ROOT
from tests.support.pythons import DEBIAN, VERSIONS, copy_project, found, installed, main, why_not

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_the_versions_are_those_that_the_project_names() -> None:
    stated = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if ":: Python ::" in line]
    assert tuple(stated) == VERSIONS
    first, last = VERSIONS[0], VERSIONS[-1]
    _, minor = last.split(".")
    assert PROJECT["requires-python"] == f">={first},<3.{int(minor) + 1}"
    makefile, readme = (ROOT / "Makefile").read_text(), (ROOT / "README.md").read_text()
    assert f"(3, 11) <= sys.version_info < (3, {int(minor) + 1})" in makefile
    assert all(f"Python {first} to {last}" in text for text in (makefile, readme))
    assert "{}.{}".format(*sys.version_info) in VERSIONS


def test_this_python_is_taken_as_it_is() -> None:
    python = found("{}.{}".format(*sys.version_info))
    assert python
    assert (python.command, python.tree, python.venv) == (sys.executable, ROOT, Path(sys.prefix))
    assert installed(python)
    assert python.run("test", "-f", "pyproject.toml") == 0
    assert python.run("sh", "-c", "exit 3") == 3


def test_a_python_that_cannot_be_had_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda tool: f"/usr/sbin/{tool}")
    assert {version: why_not(version) for version in VERSIONS if version not in DEBIAN} == {
        "3.12": "no Debian has it"
    }
    assert {why_not(version) for version in DEBIAN} == {""}
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert why_not("3.13") == "for Debian's one must be root"
    monkeypatch.setattr("shutil.which", lambda tool: None if tool == "debootstrap" else tool)
    assert why_not("3.13") == "for Debian's debootstrap would be needed"


def test_a_command_that_is_no_python_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As pyenv's for a version that it has, and that is not in use; then its own folder is looked into."""
    own = tmp_path / "root" / "versions" / "3.99.1" / "bin" / "python3.99"
    own.parent.mkdir(parents=True)
    for path, script in (
        (tmp_path / "python3.99", "exit 127"),
        (tmp_path / "pyenv", f"echo {tmp_path / 'root'}"),
        (own, "echo yes"),
    ):
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    python = found("3.99")
    assert python
    assert (python.command, python.tree) == (str(own), ROOT)
    own.unlink()
    assert found("3.99") is None


@pytest.mark.parametrize(
    ("said", "code"), [("", 0), ("not tried, as there is none", 0), ("failed: pytest ended with 1", 1)]
)
def test_only_a_suite_that_failed_is_a_failure(
    said: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pythons, "result", {"3.11": "", "3.13": said}.get)
    assert main(["3.11", "3.13"]) == code
    assert capsys.readouterr().out == f"Python 3.11: passed\nPython 3.13: {said or 'passed'}\n"


def test_another_version_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["3.10"])
    assert "3.10 is none of 3.11, 3.12, 3.13, 3.14" in capsys.readouterr().err


def test_the_project_is_copied_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.setattr(pythons, "ROOT", here)
    for name, text in ((".gitignore", "*.db\n"), ("kept", "old"), ("gone", ""), ("deep/er", "x")):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(text)
    for command in ("init", "add ."):
        subprocess.run(["git", *command.split()], cwd=here, check=True, capture_output=True)
    (here / "kept").write_text("new")
    (here / "gone").unlink()
    (here / "more").write_text("y")
    (here / "bot.db").write_text("secret")
    copy = tmp_path / "copy"
    for _ in range(2):
        copy_project(copy)
        listed = subprocess.check_output(["git", "ls-files"], cwd=copy, text=True).split()
        assert listed == [".gitignore", "deep/er", "kept", "more"]
        assert not (copy / "bot.db").exists()
        assert (copy / "kept").read_text() == "new"
