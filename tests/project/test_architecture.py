"""The document of the house is true: each room stands in it, in the room's own words, on the floor it has."""

import ast
import re
import tomllib

from tests.support.paths import ROOT

HOUSE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w/]+)/` \| (.+) \|$", re.MULTILINE)


def test_each_room_is_told_in_its_own_words() -> None:
    told = dict(ROW.findall(HOUSE))
    packages = [path for room in ("bot", "content", "scoring") for path in (ROOT / room).rglob("__init__.py")]
    assert len(packages) > 30
    rooms = {
        path.parent.relative_to(ROOT).as_posix(): ast.get_docstring(ast.parse(path.read_text("utf-8")))
        for path in packages
    }
    assert told == rooms


def test_the_floors_are_those_of_the_contracts() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    house, dialogue = (
        next(one for one in contracts if one.get("containers") == [room]) for room in ("bot", "bot.dialogue")
    )
    floors = re.findall(
        r"^\d+\. (.+)$", HOUSE.partition("## The floors")[2].partition("## Rules")[0], re.MULTILINE
    )
    told = [set(re.findall(r"`(\w+)`", floor.partition(":")[0])) for floor in floors]
    assert told == [set(re.findall(r"\w+", layer)) for layer in house["layers"]]
    inside = next(floor for floor in floors if floor.startswith("`dialogue`")).partition(":")[2]
    assert re.findall(r"`(\w+)`", inside) == re.findall(r"\w+", " ".join(dialogue["layers"]))


def test_what_is_named_is_there() -> None:
    for name in re.findall(r"`((?:bot|tests|content|scoring)/[\w/.]+)`", HOUSE):
        assert (ROOT / name).exists(), name
