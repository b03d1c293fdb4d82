"""The packaged files on disk: which are read, and how they may be written."""

import shutil
from pathlib import Path

import pytest

import content
from bot.library import files
from bot.library.checks.check import check
from bot.library.loader import load, version
from tests.support.content.changed import PACKAGED


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package that may be changed, read as the packaged content."""
    copy = tmp_path / "content"
    shutil.copytree(Path(content.__file__).parent, copy)
    monkeypatch.setattr("bot.library.files.resources.files", lambda _: copy)
    return copy


def test_all_files_but_code_and_hidden_ones_are_read(folder: Path) -> None:
    (folder / ".hidden.yaml").write_text("a: 1")
    (folder / "nl" / ".cache").mkdir()
    (folder / "nl" / ".cache" / "a.yaml").write_text("a: 1")
    assert (folder / "__init__.py").exists()
    assert files.shipped_content() == PACKAGED
    assert list(files.shipped_content()) == sorted(PACKAGED)
    assert check() == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nl/messages.yml", "not part of the content"),
        ("nl/MESSAGES.YAML", "not part of the content"),
        ("nl/advice/email/email_new.MD", "not part of the content"),
        ("nl/advice/email/email_monthly.md~", "not part of the content"),
        ("figures/notes.txt", "not part of the content"),
        ("de/messages.yaml", "not part of the content"),
        ("README.md", "a card belongs in"),
    ],
)
def test_a_file_that_would_be_overlooked_is_a_fault(folder: Path, name: str, words: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"\xff\x00")
    (fault,) = check()
    assert (fault.file, fault.line) == (name, 1)
    assert words in fault.problem


@pytest.mark.parametrize(
    ("encoding", "line", "words"),
    [
        ("cp1252", 2, "not written in UTF-8; choose UTF-8 where you save the file"),
        ("latin-1", 2, "not written in UTF-8"),
        ("utf-16", 1, "not written in UTF-8"),
        ("utf-16-le", 1, "invisible character U+0000"),
    ],
)
def test_another_encoding_is_a_fault_on_its_line(folder: Path, encoding: str, line: int, words: str) -> None:
    for name in ("levels.yaml", "nl/advice/email/email_monthly.md"):
        text = "---\ntitle: Café\n---\n" if name.endswith(".md") else "# levels\n# Café\n"
        (folder / name).write_bytes(text.encode(encoding))
    faults = check()
    assert {(fault.file, fault.line) for fault in faults} == {
        ("levels.yaml", line),
        ("nl/advice/email/email_monthly.md", line),
    }
    assert all(words in fault.problem for fault in faults)


def test_utf8_with_a_mark_and_windows_line_ends_is_read_from_disk(folder: Path) -> None:
    for path, text in PACKAGED.items():
        (folder / path).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load().version == version(PACKAGED)
    assert check() == []
