"""A sandbox on a port of its own, and the log as in service."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.lib.log import configure
from bot.sandbox.server import SandboxServer, running_sandbox
from tests.support.sandbox.client import SandboxClient


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with running_sandbox() as serving:
        yield serving


@pytest.fixture
def client(server: SandboxServer) -> SandboxClient:
    return SandboxClient(server.url)


@pytest.fixture(autouse=True)
def log() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure("debug", "json")
    yield
    root.handlers, root.level = handlers, level
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
