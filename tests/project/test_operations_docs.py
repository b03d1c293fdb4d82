"""docs/operations.md: its commands are run where they can be, and what it names is there."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli.main import app
from bot.dialogue.core.session import dump
from bot.dialogue.turn.commands import COMMANDS
from bot.lib.metrics import exposition
from bot.lib.setting_sources import FOR_COMPOSE
from bot.settings import Settings
from bot.storage.chats.chats import Store
from tests.support.markdown import CODE, FENCE, table
from tests.support.paths import ROOT
from tests.support.research import differing
from tests.support.shell import environment

OPERATIONS = ROOT / "docs" / "operations.md"
TEXT = OPERATIONS.read_text()
BLOCKS = [(found["kind"], found["text"]) for found in FENCE.finditer(TEXT)]
OURS = re.compile(r"^winkelpeil(?:-admin)? (?P<rest>.*)$")


def prepared(folder: Path) -> None:
    """Make a bot's database, in which there is something for each command."""
    store = Store.open(str(folder / "winkelpeil.db"))
    for chat_id, shop in enumerate(differing(6), 1):
        store.db.execute(
            "INSERT INTO chats (bot_id, chat_id, session, version, finished) VALUES (1, ?, ?, 1, 1)",
            (chat_id, dump(shop)),
        )
    store.db.commit()
    store.close()
    (folder / "backups").mkdir()


def test_the_commands_do_what_they_should(tmp_path: Path) -> None:
    prepared(tmp_path)
    script = "".join(text for kind, text in BLOCKS if kind == "winkelpeil")
    assert len(script.splitlines()) >= 5
    ended = subprocess.run(
        ["bash", "-ec", script],
        cwd=tmp_path,
        env=environment() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    made = {path.name for path in tmp_path.iterdir()}
    assert {"before-upgrade.db", "elsewhere.db", "assessments.csv", "assessments-codebook.csv"} <= made
    assert len(list((tmp_path / "backups").iterdir())) == 1
    assert "TODO  TELEGRAM_TOKEN: " in ended.stdout


def told() -> list[str]:
    """List what is called of winkelpeil, in blocks and between the words."""
    lines = [line for kind, text in BLOCKS if kind in ("sh", "winkelpeil") for line in text.splitlines()]
    lines += [found[1] for found in CODE.finditer(FENCE.sub("", TEXT))]
    return [found["rest"] for line in lines if (found := OURS.match(line))]


@pytest.mark.parametrize("rest", told())
def test_each_command_exists_with_its_options(rest: str) -> None:
    words = [word for word in shlex.split(rest.replace("…", "why")) if word not in ("||", "true")]
    words = ["7" if word == "NUMBER" else word for word in words]
    group = get_command(app)
    while isinstance(group, TyperGroup):
        group = group.commands[words.pop(0)]
    # Parsed, and not run: wrong arguments fail here.
    group.make_context(group.name, words)


def test_what_is_named_is_there() -> None:
    named = {word for found in CODE.finditer(TEXT) for word in re.findall(r"[\w./-]+", found[1])}
    files = {word for text in (text for kind, text in BLOCKS if kind == "sh") for word in text.split()}
    in_deploy = {word for word in files if word.startswith("deploy/")}
    assert {path for path in in_deploy if not list(ROOT.glob(path))} == set()
    settings = {word for word in named if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", word)}
    assert settings - {name.upper() for name in Settings.model_fields} - FOR_COMPOSE == set()
    commands = set(re.findall(r"`/([a-z]+)`", TEXT)) - {"readyz", "metrics", "revoke"}
    assert commands <= {name for one in COMMANDS for name in one.names.values()}


def test_the_metrics_to_watch_are_measured() -> None:
    measured = {
        line.split()[2] for line in exposition()[0].decode().splitlines() if line.startswith("# TYPE")
    }
    # Counters and histograms are exposed with ends of their own.
    measured |= {f"{name}{end}" for name in measured for end in ("_total", "_bucket")}
    told = [row["what"] for row in table(OPERATIONS, "what", "since")]
    watched = [name for one in told for name in re.findall(r"\b\w+_\w+", one)]
    assert len(watched) >= 8
    assert {name for name in watched if name.startswith(("winkelpeil", "process"))} <= measured


def test_the_record_names_every_way_in_which_people_have_their_rights() -> None:
    served = " ".join(row["what serves it"] for row in table(OPERATIONS, "right"))
    for name in ("mydata", "forget", "answers", "share", "plan", "privacy"):
        (one,) = [command for command in COMMANDS if name in command.names.values()]
        assert f"/{one.names['nl']}" in served
