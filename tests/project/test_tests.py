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


def misplaced(source: str) -> list[str]:
    """Name the tests inside of functions, and what is async and runs an event loop of its own."""
    found: list[str] = []
    for outer in ast.walk(ast.parse(source)):
        if not isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(outer):
            if isinstance(node, ast.AsyncFunctionDef) and node is not outer and node.name.startswith("test"):
                found.append(f"{outer.name} holds {node.name}")
            if isinstance(outer, ast.AsyncFunctionDef) and isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ("asyncio.run", "asyncio.Runner", "anyio.run"):
                    found.append(f"{outer.name} calls {called}")
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def test_a():\n    async def test(): ...\n    run(test)", ["test_a holds test"]),
        ("async def test_a():\n    asyncio.run(b())", ["test_a calls asyncio.run"]),
        ("async def test_a():\n    async def test(): ...", ["test_a holds test"]),
        ("def test_a():\n    asyncio.run(b())", []),
        ("async def test_a():\n    await b()", []),
    ],
)
def test_a_loop_run_by_hand_is_seen(source: str, found: list[str]) -> None:
    assert misplaced(source) == found


def test_tests_that_wait_are_async_themselves() -> None:
    sources = {path: path.read_text("utf-8") for path in FILES}
    assert sum(text.count("\nasync def test_") for text in sources.values()) > 300
    assert [(path.name, found) for path, text in sources.items() for found in misplaced(text)] == []


def room(path: Path) -> str:
    return path.parent.relative_to(TESTS).as_posix()


def test_each_test_stands_in_a_room_that_there_is() -> None:
    tests = [path for path in FILES if path.name.startswith("test_")]
    assert len(tests) > 200
    assert {room(path) for path in tests if not (ROOT / "bot" / room(path)).is_dir()} == WHOLE


def test_all_that_is_no_test_is_in_support() -> None:
    others = {path for path in FILES if not path.name.startswith("test_") and path.name not in NO_TESTS}
    rooms = {room(path) for path in others}
    assert {path for path in rooms if path.partition("/")[0] != "support"} == set()
    assert not list((TESTS / "support").rglob("test_*.py"))
