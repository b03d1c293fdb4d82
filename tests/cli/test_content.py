"""The `winkelpeil content` commands, as processes of their own on one database."""

import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.library.archive import pack, unpack
from bot.library.files import in_folder
from bot.library.parsing.problem import WORDS
from tests.support.command import call
from tests.support.content.changed import PACKAGED
from tests.support.content.hostile import ARCHIVES, YAML

NOTHING = "There is no draft, or nothing in it: change something first.\n"
LEVELS = "levels.yaml"
CARD = "nl/advice/email/email_monthly.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def done(*arguments: str, given: str | bytes | None = None) -> str:
    """Run a command that succeeds, in this process, and give what it says."""
    ended = run(*arguments, given=given)
    assert ended.exit_code == 0, ended.output
    return ended.output


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["content", *arguments, "--database", "sqlite:///test.db"], input=given)


def change(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1))


def test_content_goes_out_is_changed_comes_in_and_goes_live(folder: Path) -> None:
    """What writes is a process of its own, as an admin's."""
    (folder / ".env").write_text("DATABASE_URL=sqlite:///test.db\n")
    assert call(folder, "content", "export", "out").returncode == 0
    assert in_folder(folder / "out") == PACKAGED
    # An editor of the folder finds the schemas that the files name.
    assert (folder / "out" / "nl" / "../json-schema/messages.json").is_file()
    change(folder / "out", LEVELS, "lowest: 20", "lowest: 25")
    brought = call(folder, "content", "import", "out", "--why", "niveaus", "--who", "Piet")
    assert (brought.returncode, brought.stdout) == (0, b"")
    shown = done("diff")
    assert "+  - {id: explorer, lowest: 25}\n" in shown
    assert "Of 200 made-up shops: 0 get another score, " in shown
    assert run("publish", "--why", "x", given="n\n").exit_code == 1
    yes = call(folder, "content", "publish", "--why", "x", "--who", "Anna", given=b"y\n")
    assert yes.stdout.decode().endswith("Version 2 is live.\n")
    (first, second, third) = done("log").splitlines()
    assert first.split("\t")[1:] == ["Anna", "published", "version 2", "x", LEVELS]
    assert second.split("\t")[1:] == ["Piet", "imported", "version 1", "niveaus", LEVELS]
    assert third.split("\t")[1:4] == ["release", "shipped", "version 1"]
    back = call(folder, "content", "rollback", "1", "--why", "toch niet", "--yes")
    assert back.stdout.decode().endswith("Version 3 is live; it is version 1 again.\n")


def test_answers_are_scored_with_what_is_live(folder: Path) -> None:
    given = b'{"answers": {"email": "known"}}\n'

    def scored(*arguments: str) -> str:
        ended = CliRunner().invoke(app, ["score", *arguments], input=given)
        assert ended.exit_code == 0, ended.output
        return ended.output

    shipped = scored("--database", "sqlite:///test.db")
    assert not (folder / "test.db").exists()
    done("export", "out")
    change(folder / "out", "questionnaire.yaml", "[0, 10, 25, 75, 100]", "[0, 20, 25, 75, 100]")
    done("import", "out")
    assert scored("--database", "sqlite:///test.db") == shipped, "a draft is not live"
    done("publish", "--why", "x", "--yes")
    assert scored("--database", "sqlite:///test.db") != shipped == scored()


def test_an_archive_goes_out_and_in(folder: Path) -> None:
    out = CliRunner().invoke(app, ["content", "export", "-", "--database", "sqlite:///test.db"])
    assert unpack(out.stdout_bytes, ".winkelpeil") == (PACKAGED, "1\n")
    assert "conflicts: 0" in done("import", "-", given=out.stdout_bytes)
    with zipfile.ZipFile("new.zip", "w") as archive:
        for path, text in PACKAGED.items():
            archive.writestr(f"content/{path}", text.replace("title: Mail elke", "title: Stuur elke"))
    done("import", "new.zip")
    assert "+title: Stuur elke maand op een vaste dag\n" in done("diff")
    assert "No score, level, comparison or next step changes." in done("diff")


def test_a_text_that_two_changed_is_shown_as_a_conflict(folder: Path) -> None:
    done("export", "out")
    done("export", "other")
    change(folder / "out", LEVELS, "lowest: 20", "lowest: 25")
    change(folder / "other", LEVELS, "lowest: 20", "lowest: 30")
    done("import", "out")
    assert "levels.yaml:5: changed here too, and what stands in the draft stays" in done("import", "other")
    assert "It said: " in done("check", "--draft")
    done("export", "draft", "--draft")
    assert "lowest: 25" in (folder / "draft" / LEVELS).read_text()
    change(folder / "draft", LEVELS, "lowest: 25", "lowest: 30")
    assert "conflicts: 0" in done("import", "draft")
    assert done("check", "--draft") == "errors: 0, warnings: 0\n"


def test_a_draft_with_errors_is_shown_and_not_published(folder: Path) -> None:
    done("export", "out")
    change(folder / "out", LEVELS, "lowest: 0", "lowest: 1")
    assert run("check", "out").exit_code == 1
    done("import", "out")
    assert "lowest: 1" in done("diff")
    refused = run("publish", "--why", "x", "--yes")
    assert refused.exit_code == 1
    assert "levels.yaml:4: error: the first level must begin at 0" in refused.output
    assert run("check", "--draft").exit_code == 1
    assert "Aborted" in run("discard", given="n\n").output
    assert done("discard", "--yes") == "Discarded.\n"
    assert "The draft changes nothing." in done("diff")


def test_an_earlier_version_goes_out(folder: Path) -> None:
    done("export", "out")
    change(folder / "out", CARD, "title: Mail", "title: Stuur")
    done("import", "out")
    done("publish", "--why", "x", "--yes")
    done("export", "first", "--version", "1")
    assert in_folder(folder / "first") == PACKAGED
    done("export", "out")
    assert (folder / "out" / ".winkelpeil").read_text() == "2\n"


def test_a_folder_with_other_files_is_left_alone(folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "letter.txt").write_text("x")
    refused = run("export", "mine")
    assert refused.exit_code == 1
    assert "choose an empty folder, or remove what is not in this version: letter.txt" in refused.output
    assert [path.name for path in (folder / "mine").iterdir()] == ["letter.txt"]


def test_bytes_that_are_no_text_stay_as_they_are_and_are_named(folder: Path) -> None:
    done("export", "out")
    (folder / "out" / CARD).write_bytes("Één".encode("latin-1"))
    assert f"{CARD}:1: error: not written in UTF-8" in run("check", "out").output
    assert f"{CARD}:1: error: not written in UTF-8" in run("import", "out").output


@pytest.mark.parametrize(("data", "code"), ARCHIVES.values(), ids=ARCHIVES)
def test_a_hostile_archive_writes_nothing_and_changes_nothing(folder: Path, data: bytes, code: str) -> None:
    (folder / "evil.zip").write_bytes(data)
    refused = run("import", "evil.zip")
    assert refused.exit_code == 1
    (line,) = refused.output.splitlines()
    assert str(WORDS.texts("en")[code]).rsplit("}", 1)[-1] in line
    assert {path.name for path in folder.iterdir()} <= {"evil.zip", "test.db", "test.db-shm", "test.db-wal"}


@pytest.mark.parametrize(("text", "code"), YAML.values(), ids=YAML)
def test_hostile_yaml_is_not_published(folder: Path, text: str, code: str) -> None:
    (folder / "evil.tar.gz").write_bytes(pack({**PACKAGED, LEVELS: text}))
    done("import", "evil.tar.gz")
    refused = run("publish", "--why", "x", "--yes")
    assert refused.exit_code == 1
    assert f"{LEVELS}:" in refused.output
    assert str(WORDS.texts("en")[code]).rsplit("}", 1)[-1] in refused.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "missing.zip"), "missing.zip: No such file or directory\n"),
        (("check", "missing"), "missing: No such file or directory\n"),
        (("publish", "--why", "x", "--yes"), NOTHING),
        (("rollback", "7", "--why", "x", "--yes"), "there is no version 7, and no other.\n"),
        (("export", "out", "--version", "7"), "there is no version 7, and no other.\n"),
        (("discard", "--yes"), NOTHING),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    ended = run(*arguments)
    assert ended.exit_code in (1, 2)
    assert ended.output == said


def test_a_database_of_another_kind_is_refused(folder: Path) -> None:
    ended = CliRunner().invoke(app, ["content", "log", "--database", "mysql://x"])
    assert (ended.exit_code, ended.output) == (
        2,
        "--database should be sqlite:///file.db, sqlite:///:memory: or postgresql://user:password@host/database\n",
    )
