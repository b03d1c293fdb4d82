"""A PostgreSQL server for the bot that is measured on one, with a database a run."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from urllib.parse import urlsplit

import psycopg

from bench.crash.engines import engine_of
from bench.rig.measure import on_core


@contextmanager
def databases() -> Iterator[Callable[[], str]]:
    """Start a server beside the fake, and give what makes a database and tells its URL."""
    with ExitStack() as stack:
        with on_core(-1):
            engine = stack.enter_context(engine_of("postgres"))
        numbers = count(1)

        def made() -> str:
            name = f"run_{next(numbers)}"
            with psycopg.connect(engine.url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}".encode())
            return urlsplit(engine.url)._replace(path=f"/{name}").geturl()

        yield made
