"""The frozen databases as the code of today reads them, on each engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import connections
from tests.support.frozen.freezes import Freeze, freezes
from tests.support.frozen.thaw import InMemory, OnServer, Thawed
from tests.support.storage.stored import Engine


@pytest.fixture(params=freezes(), ids=lambda freeze: str(freeze.number))
def freeze(request: pytest.FixtureRequest) -> Freeze:
    found: Freeze = request.param
    return found


@pytest.fixture(scope="module")
def opened() -> Iterator[dict[tuple[int, str], Thawed]]:
    """Hold those that are open: to open one takes a second."""
    held: dict[tuple[int, str], Thawed] = {}
    yield held
    for one in held.values():
        one.close()


@pytest.fixture
def thawed(freeze: Freeze, opened: dict[tuple[int, str], Thawed], tmp_path: Path) -> Thawed:
    """Give the bot of today on a frozen database."""
    key = (freeze.number, Engine.url or "")
    if key not in opened:
        with connections.for_more_tests():
            opened[key] = OnServer(freeze, tmp_path, Engine.url) if Engine.url else InMemory(freeze, tmp_path)
    return opened[key]
