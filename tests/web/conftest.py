"""A sandbox on a port of its own, the log as in service, and quick tries."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.engine import worker
from bot.lib.backoff import BackOff
from bot.lib.log import configure
from bot.sandbox.server import SandboxServer, running_sandbox
from bot.telegram.api import connection
from bot.telegram.sending import rate as budget


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with running_sandbox() as serving:
        yield serving


@pytest.fixture(autouse=True)
def as_in_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in (worker, connection):
        monkeypatch.setattr(module, "BackOff", lambda: BackOff(first=0.02, longest=0.05))
    # Not what these tests are about, and each of many texts in a row would wait for a second.
    monkeypatch.setattr(budget, "CHAT_BURST", 100)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure("debug", "json")
    yield
    root.handlers, root.level = handlers, level
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
