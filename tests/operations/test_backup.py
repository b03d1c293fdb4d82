"""Backups of a database in service, and putting them back."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.operations.backup import BackupFault, back_up, verify
from bot.sandbox.server import running_sandbox
from bot.sandbox.state import BOT_ID, TOKEN
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change
from tests.support.command import call, running
from tests.support.sandbox.client import SandboxClient

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DATABASE = ("--database", "sqlite:///test.db")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, [*arguments, *DATABASE], input=given)


def fill(path: Path, chats: range) -> None:
    def filled() -> None:
        store = Store.open(str(path))
        changes = [Change(chat_id=chat_id, version=0, session="{}", replies=("x",)) for chat_id in chats]
        store.commit(BOT_ID, [], changes, NOW)
        store.close()

    filled()


def chats(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as db:
        return [chat_id for (chat_id,) in db.execute("SELECT chat_id FROM chats ORDER BY chat_id")]


def test_a_backup_is_one_private_file_that_holds_it_all(folder: Path) -> None:
    fill(folder / "test.db", range(1, 11))
    ended = run("backup", "copy.db")
    assert ended.exit_code == 0, ended.output
    assert ended.output.startswith("copy.db: chats: 10, finished: 0, unsent replies: 10, ")
    assert chats(folder / "copy.db") == list(range(1, 11))
    assert (folder / "copy.db").stat().st_mode & 0o777 == 0o600
    assert {path.name for path in folder.iterdir()} == {"test.db", "copy.db"}


def test_a_backup_is_whole_while_the_bot_writes(folder: Path) -> None:
    """Each commit writes two chats: a copy of any moment holds an even number."""
    fill(folder / "test.db", range(1, 3))
    stop = threading.Event()

    def write() -> None:
        number = 10
        while not stop.is_set():
            fill(folder / "test.db", range(number, number + 2))
            number += 2

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(8):
            back_up(folder / "test.db", folder / f"copy{number}.db")
    finally:
        stop.set()
        writer.join()
    counts = [len(chats(folder / f"copy{number}.db")) for number in range(8)]
    assert all(count % 2 == 0 for count in counts), counts
    assert counts[-1] > counts[0]


def test_a_backup_overwrites_nothing_and_needs_a_database(folder: Path) -> None:
    assert run("backup", "copy.db").output == "There is no database test.db.\n"
    assert not (folder / "test.db").exists()
    fill(folder / "test.db", range(1, 3))
    (folder / "copy.db").write_text("precious")
    ended = run("backup", "copy.db")
    assert (ended.exit_code, ended.output) == (1, "copy.db exists; a backup goes into a new file\n")
    assert (folder / "copy.db").read_text() == "precious"


def test_in_a_folder_the_newest_are_kept(folder: Path) -> None:
    fill(folder / "test.db", range(1, 3))
    backups = folder / "backups"
    backups.mkdir()
    for day in range(1, 6):
        (backups / f"winkelpeil-2026110{day}T031500Z.db").write_text("")
    (backups / "notes.txt").write_text("mine")
    assert run("backup", "copy.db", "--keep", "3").exit_code == 2
    ended = run("backup", "backups", "--keep", "3")
    assert ended.exit_code == 0, ended.output
    left = sorted(path.name for path in backups.iterdir())
    assert left[0] == "notes.txt"
    assert left[1:3] == ["winkelpeil-20261104T031500Z.db", "winkelpeil-20261105T031500Z.db"]
    assert len(left) == 4


def test_a_backup_made_by_a_clock_that_went_back_is_kept(folder: Path) -> None:
    fill(folder / "test.db", range(1, 3))
    (backups := folder / "backups").mkdir()
    for year in (2090, 2091):
        (backups / f"winkelpeil-{year}0101T000000Z.db").touch()
    ended = run("backup", "backups", "--keep", "2")
    made = Path(ended.output.split(":")[0]).name
    assert {path.name for path in backups.iterdir()} == {made, "winkelpeil-20910101T000000Z.db"}


def test_a_restore_brings_back_what_was_and_keeps_what_is(folder: Path) -> None:
    fill(folder / "test.db", range(1, 3))
    assert run("backup", "copy.db").exit_code == 0
    fill(folder / "test.db", range(3, 6))
    refused = run("restore", "copy.db", given="n\n")
    assert refused.exit_code == 1
    assert "test.db: chats: 5, " in refused.output
    assert chats(folder / "test.db") == [1, 2, 3, 4, 5]
    ended = run("restore", "copy.db", "--yes")
    assert ended.exit_code == 0, ended.output
    assert chats(folder / "test.db") == [1, 2]
    (before,) = folder.glob("test.db.before-*")
    assert chats(before) == [1, 2, 3, 4, 5]
    assert sorted(path.name for path in folder.iterdir()) == sorted(["copy.db", "test.db", before.name])
    fill(folder / "test.db", range(7, 8))


def test_where_there_is_nothing_a_restore_asks_nothing(folder: Path) -> None:
    fill(folder / "other.db", range(1, 3))
    ended = run("restore", "other.db")
    assert ended.exit_code == 0, ended.output
    assert ended.output.endswith("test.db is the backup now.\n")
    assert chats(folder / "test.db") == [1, 2]
    assert (folder / "test.db").stat().st_mode & 0o777 == 0o600


Spoil = Callable[[Path], object]


def damaged(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA journal_mode = DELETE").fetchall()
    raw = bytearray(file.read_bytes())
    raw[4096 * 2 : 4096 * 6] = bytes(4096 * 4)
    file.write_bytes(raw)


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('winkelpeil', '9999_x', '')"
        )
        db.commit()


def foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE cats (name)")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (damaged, "is damaged: "),
        (newer, "This database was written by a newer release of Winkelpeil (schema 9999)"),
        (foreign, "is no database of Winkelpeil"),
        (lambda file: file.write_text("no database at all, but longer than a header"), "is no database"),
        (lambda file: file.unlink(), "is no database that can be read: unable to open"),
    ],
    ids=["damaged", "newer", "foreign", "text", "missing"],
)
def test_what_cannot_be_trusted_is_not_put_back(
    folder: Path, spoil: Callable[[Path], object], said: str
) -> None:
    fill(folder / "test.db", range(1, 3))
    fill(folder / "copy.db", range(1, 2))
    spoil(folder / "copy.db")
    ended = run("restore", "copy.db", "--yes")
    assert ended.exit_code == 1
    assert said in ended.output
    assert len(ended.output.splitlines()) == 1
    assert chats(folder / "test.db") == [1, 2]
    assert not list(folder.glob("*.before-*")) + list(folder.glob("*.restoring*"))


def test_a_damaged_database_gives_no_backup(folder: Path) -> None:
    fill(folder / "test.db", range(1, 400))
    damaged(folder / "test.db")
    with pytest.raises(BackupFault):
        back_up(folder / "test.db", folder / "copy.db")
    assert [path.name for path in folder.iterdir() if path.name.startswith("copy")] == []


def test_the_bot_is_backed_up_while_it_runs_and_restored_when_it_stopped(folder: Path) -> None:
    with running_sandbox() as server:
        extra = {
            "TELEGRAM_TOKEN": TOKEN,
            "PRIVACY_CONTACT": "x",
            "ORGANISATION_KVK": "12345678",
            "TELEGRAM_API_URL": server.url,
        }
        with running(folder, "run", **extra) as process:
            client = SandboxClient(server.url)
            client.start(100001)
            client.wait_for(100001, lambda m: bool(m["buttons"]))
            made = call(folder, "backup", "copy.db")
            assert (made.returncode, made.stderr) == (0, b"")
            assert b"chats: 1, " in made.stdout
            refused = call(folder, "restore", "copy.db", "--yes")
            assert refused.returncode == 1
            assert refused.stderr == b"winkelpeil.db is in use: stop the bot first\n"
            client.send(100001, "/help")
            client.wait_for(100001, lambda m: "/privacy" in m["text"])
            process.terminate()
            process.communicate(timeout=10)
    assert call(folder, "restore", "copy.db", "--yes").returncode == 0
    assert str(verify(folder / "winkelpeil.db")).startswith("chats: 1, ")
