"""What whoever runs a bot does with a PostgreSQL database: the commands, and the doctor."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.dialogue.core.session import dump
from bot.operations.databases import database_findings
from bot.sandbox.server import running_sandbox
from bot.sandbox.state import TOKEN
from bot.storage.chats.chats import Store
from tests.support.research import differing
from tests.support.storage.stored import BOT, NOW, emptied, new


@pytest.fixture
def url(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database that DATABASE_URL names, without anything in it."""
    emptied(postgres_url).close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    yield postgres_url
    assert list(tmp_path.glob("*.db*")) == [], "there is no SQLite file beside it"


def run(*command: str, **settings: str) -> Result:
    return CliRunner().invoke(app, command, env=settings)


@pytest.mark.parametrize("command", [("backup", "x.db"), ("backup", "."), ("restore", "x.db")])
def test_copying_is_for_pg_dump(url: str, command: tuple[str, ...]) -> None:
    ended = run(*command)
    assert ended.exit_code == 2
    assert "copy it with pg_dump" in ended.output
    assert url not in ended.output


def test_advisors_admins_and_content_are_kept_in_it(url: str) -> None:
    assert run("advisor", "invite", "Hart").exit_code == 0
    assert "advisors: 0" in run("advisor", "list").output
    assert "/start k-" in run("admin", "claim").output
    assert run("content", "export", "texts").exit_code == 0
    assert "version 1" in run("content", "log").output
    with psycopg.connect(url) as connection:
        counted = "SELECT (SELECT count(*) FROM invitations), (SELECT count(*) FROM admin_codes)"
        assert connection.execute(counted).fetchone() == (1, 1)


def fill(url: str) -> None:
    """Let six shops have finished."""
    store = Store(emptied(url))
    shops = [
        replace(new(chat_id, session=dump(one)), finished=True) for chat_id, one in enumerate(differing(6), 1)
    ]
    store.commit(BOT, [], shops, NOW)
    store.close()


def test_research_reads_what_shops_finished(url: str) -> None:
    fill(url)
    for name in ("out.csv", "again.csv"):
        ended = run("research", name, "--quarter", "2026-Q2")
        assert ended.exit_code == 0, ended.output
        assert f"{name}: 6 assessments of 2026-Q2" in ended.output
    assert Path("out.csv").read_bytes() == Path("again.csv").read_bytes()


def test_the_doctor_finds_a_bot_fit(url: str) -> None:
    with running_sandbox() as server:
        settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url}
        ended = run(
            "doctor",
            PRIVACY_CONTACT="privacy@example.org",
            ORGANISATION_KVK="12345678",
            HOSTING_PROVIDER="Voorbeeld Hosting",
            ORGANISATION="Bakkers",
            **settings,
        )
    assert ended.exit_code == 0, ended.output
    assert "ok    database: PostgreSQL " in ended.output
    assert "ok    migrations: the database is up to date" in ended.output
    assert url not in ended.output


def test_the_doctor_tells_what_is_wrong_and_leaves_it_alone(url: str) -> None:
    def told(at: str) -> list[str]:
        return [str(finding) for finding in database_findings(at)]

    beside = f"{url}{'&' if '?' in url else '?'}"
    assert told(f"{beside}options=-csearch_path%3Dnowhere")[0].startswith("TODO  database: takes no changes")
    reading = told(f"{beside}options=-cdefault_transaction_read_only%3Don")
    assert reading[0].startswith("TODO  database: takes no changes")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("UPDATE steps_taken SET name = '9999_x' WHERE name = '0005_pictures'")
        try:
            assert told(url)[1].startswith("TODO  migrations: This database was written by a newer")
        finally:
            connection.execute("UPDATE steps_taken SET name = '0005_pictures' WHERE name = '9999_x'")


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("postgresql://u:secret@127.0.0.1:1/x", "refused"),
        ("postgresql://u:secret%zz@127.0.0.1:1/x", "its URL cannot be read"),
        ("postgresql://u:secret@127.0.0.1:1/x?secret=1", "its URL cannot be read"),
    ],
)
def test_what_cannot_be_reached_is_one_line_without_the_password(at: str, why: str) -> None:
    (finding,) = database_findings(at)
    assert why in finding.told
    assert "secret" not in finding.told
    ended = run("advisor", "list", "--database", at)
    assert ended.exit_code == 1
    assert why in ended.output
    assert "secret" not in ended.output
