"""The documentation says what the code does, and names no machine."""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli.main import app
from bot.dialogue.turn.commands import COMMANDS
from bot.lib.env_file import read_lines
from bot.library.loader import load
from bot.library.schema.content import CardFront
from bot.settings import Settings
from tests.support.markdown import CODE, FENCE, table
from tests.support.paths import ROOT
from tests.support.shell import environment

README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"

LINK = re.compile(r'\]\((?P<link>[^)\s]+)(?: "[^"]*")?\)|(?:src|href)="(?P<tag>[^"]+)"')
# Folders in which only some machine's own paths lie; the folder of a service's data is no such place.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|root|home|Users|tmp|mnt|opt)/\w")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.|debian\.org|crates\.io|proxy\.golang", re.IGNORECASE
)


def code(cell: str) -> str:
    """Give what stands in backticks in a cell, or nothing."""
    found = CODE.search(cell)
    return found[1] if found else ""


def defaults() -> dict[str, str]:
    """Give each setting with its default as it is written in a file."""

    def written(value: Any) -> str:
        if isinstance(value, SecretStr | None):
            return ""
        return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)

    return {name.upper(): written(field.default) for name, field in Settings.model_fields.items()}


def test_the_readme_names_the_settings_with_their_defaults() -> None:
    rows = table(README, "setting", "default")
    assert {code(row["setting"]): code(row["default"]) for row in rows} == defaults()


def test_the_example_file_holds_the_settings_with_their_defaults() -> None:
    lines = read_lines((ROOT / ".env.example").read_text())
    assert not lines.wrong
    assert {name: line.value for name, line in lines.settings.items()} == defaults()


def test_the_readme_names_the_commands() -> None:
    rows = table(README, "dutch", "english")
    named = {(code(row["dutch"]), code(row["english"])) for row in rows}
    assert named == {(f"/{one.names['nl']}", f"/{one.names['en']}") for one in COMMANDS}


def leaves(group: TyperGroup, *path: str) -> Iterator[str]:
    for name, found in group.commands.items():
        if isinstance(found, TyperGroup):
            yield from leaves(found, *path, name)
        else:
            yield " ".join((*path, name))


def test_the_readme_names_the_commands_of_winkelpeil() -> None:
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    named = [re.match(r"winkelpeil((?: [a-z]+)+)", code(row["command"])) for row in table(README, "command")]
    assert {one[1].strip() for one in named if one} == set(leaves(root))
    assert all(named)


@cache
def questionnaire() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "content" / "questionnaire.yaml").read_text())
    return loaded


def test_the_readme_names_the_weights_and_the_points() -> None:
    rows = table(README, "topic", "weight")
    told = {code(row["topic"]): [int(cell) for cell in list(row.values())[1:]] for row in rows}
    topics = load().questionnaire.topics
    assert told == {name: [topic.weight, *topic.points] for name, topic in topics.items()}
    assert list(rows[0])[2:] == [f"step {step}" for step in range(5)]


def test_the_readme_names_the_steps() -> None:
    rows = table(README, "step", "answer")
    told = {code(row["answer"]): int(row["step"]) for row in rows}
    assert told == {option["id"]: option["step"] for option in questionnaire()["ladder"]}


def test_the_readme_s_example_gives_what_it_shows(tmp_path: Path) -> None:
    blocks = [(found["kind"], found["text"]) for found in FENCE.finditer(README.read_text())]
    (at,) = (number for number, (_, text) in enumerate(blocks) if "winkelpeil score" in text)
    command = blocks[at][1].replace(".venv/bin/", "")
    ended = subprocess.run(
        ["bash", "-ec", command],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    kind, shown = blocks[at + 1]
    assert kind == "json"
    assert holds(json.loads(ended.stdout), json.loads(shown))


def holds(whole: Any, shown: Any) -> bool:
    """Tell whether all that is shown is so; a reader is spared the rest."""
    if isinstance(whole, dict) and isinstance(shown, dict):
        return all(key in whole and holds(whole[key], value) for key, value in shown.items())
    return bool(whole == shown)


def test_contributing_names_the_front_matter_of_cards() -> None:
    named = [name for row in table(CONTRIBUTING, "field") for name in CODE.findall(row["field"])]
    assert sorted(named) == sorted(CardFront.model_fields)


def ours() -> list[Path]:
    """List the files of the project, with those that are still to be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no git")
    if listed.returncode:
        pytest.skip("this is no checkout")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def texts() -> Iterator[tuple[str, str]]:
    for path in ours():
        raw = path.read_bytes()
        if b"\0" not in raw:
            yield path.relative_to(ROOT).as_posix(), raw.decode()


def links(path: Path) -> Iterator[str]:
    for found in LINK.finditer(FENCE.sub("", path.read_text())):
        link = (found["link"] or found["tag"]).partition("#")[0]
        if link and not re.match(r"[a-z]+:", link):
            yield link


def test_links_in_the_documentation_lead_somewhere() -> None:
    documents = [path for path in ours() if path.suffix == ".md" and "advice" not in path.parts]
    assert {README, CONTRIBUTING} <= set(documents)
    broken = [
        (path.name, link) for path in documents for link in links(path) if not (path.parent / link).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("unwanted", [MACHINE_PATH, REGISTRY], ids=["paths", "registries"])
def test_no_file_names_a_machine_s_own_paths_or_a_registry(unwanted: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if unwanted.search(line)
    ]
    assert found == []


LOCKS = {"requirements.lock": 30, "tests/support/peers/requirements.lock": 10}
"""By path how many packages each holds at least."""


def pinned(lock: str = "requirements.lock") -> Sequence[str]:
    """Give what a lock says of each package, with its hashes."""
    return re.split(r"^(?=[A-Za-z0-9])", (ROOT / lock).read_text(), flags=re.MULTILINE)[1:]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_by_hash_and_holds_no_address(lock: str) -> None:
    packages = pinned(lock)
    assert len(packages) > LOCKS[lock]
    for package in packages:
        assert re.match(r"[a-z0-9.-]+==[^ ]+ ", package), package
        assert "--hash=sha256:" in package
        assert "://" not in package
        assert " @ " not in package
    assert "--index-url" not in (ROOT / lock).read_text()


def test_what_npm_installs_for_the_tests_is_pinned_by_hash_and_holds_no_address() -> None:
    text = (ROOT / "tests/support/peers/package-lock.json").read_text()
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert "node_modules/grammy" in packages
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert "://" not in text
