"""The tests stand in the rooms of what they test, and share what they share by tests/support alone."""

import ast
from pathlib import Path

import pytest

from tests.support.paths import ROOT

TESTS = ROOT / "tests"
FILES = sorted(TESTS.rglob("*.py"))
# Beside the rooms of the bot: the other packages, the bot as a whole, and the project itself.
WHOLE = {"bench", "crash", "e2e", "frozen", "privacy", "project", "scoring", "storage/frozen"}
NO_TESTS = {"conftest.py", "check_image.py"}


def is_test(module: str) -> bool:
    return module.startswith("tests.") and module.rpartition(".")[2].startswith(("test_", "conftest"))


def imported(source: str) -> list[str]:
    """Give the modules that a source may import, wherever in it: `from a import b` may mean `a.b`."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = f"tests.{node.module or ''}" if node.level else node.module or ""
            found += [module, *(f"{module}.{name.name}" for name in node.names)]
    return found


@pytest.mark.parametrize(
    "source",
    [
        "from tests.e2e.test_run import running",
        "from tests.e2e import test_run",
        "import tests.e2e.test_run",
        "from . import test_run",
        "def late():\n    from tests.e2e.conftest import server",
    ],
)
def test_an_import_of_a_test_is_seen(source: str) -> None:
    assert any(map(is_test, imported(source)))


def test_nothing_imports_from_a_test() -> None:
    seen = {path: imported(path.read_text("utf-8")) for path in (*FILES, *(ROOT / "bench").rglob("*.py"))}
    assert sum("tests.support.dialogue.talk" in modules for modules in seen.values()) > 20
    assert [
        (path.name, module) for path, modules in seen.items() for module in modules if is_test(module)
    ] == []


def room(path: Path) -> str:
    return path.parent.relative_to(TESTS).as_posix()


def test_each_test_stands_in_a_room_that_there_is() -> None:
    tests = [path for path in FILES if path.name.startswith("test_")]
    assert len(tests) > 200
    assert {room(path) for path in tests if not (ROOT / "bot" / room(path)).is_dir()} == WHOLE


def test_all_that_is_no_test_is_in_support() -> None:
    """But for what makes and thaws the frozen databases, which stands beside them."""
    others = {path for path in FILES if not path.name.startswith("test_") and path.name not in NO_TESTS}
    rooms = {room(path) for path in others}
    assert {path for path in rooms if path.partition("/")[0] != "support"} == {"frozen", "storage/frozen"}
    assert not list((TESTS / "support").rglob("test_*.py"))
