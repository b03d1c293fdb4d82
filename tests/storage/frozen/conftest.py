"""A database of November 2026, full of chats, shares and groups. How it was made: README.md."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import connections
from tests.support.storage.reopened import Reopened, written
from tests.support.storage.stored import Engine


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let today's bot start on it once: that takes a second or two."""
    path = written(tmp_path_factory.mktemp("frozen") / "begun.db")
    Reopened(path, closes=False).store.close()
    return path


@pytest.fixture(scope="module")
def kept() -> Iterator[dict[str, Reopened]]:
    """Hold a town on each engine for the tests that change nothing."""
    towns: dict[str, Reopened] = {}
    yield towns
    for town in towns.values():
        town.store.close()


@pytest.fixture
def town(begun: Path, kept: dict[str, Reopened], tmp_path: Path) -> Reopened:
    """Open it to look only."""
    engine = Engine.url or ""
    if engine not in kept:
        with connections.for_more_tests():
            kept[engine] = Reopened(Path(shutil.copy(begun, tmp_path)), closes=False)
    return kept[engine]


@pytest.fixture
def own(begun: Path, kept: dict[str, Reopened], tmp_path: Path) -> Reopened:
    """Open it for one test alone, which may change it."""
    before = kept.pop(Engine.url or "", None)
    if before:
        before.store.close()
    return Reopened(Path(shutil.copy(begun, tmp_path)))
