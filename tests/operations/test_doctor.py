"""The doctor on a real sandbox and a real database, with what can be wrong around a bot."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.operations import doctor
from bot.sandbox.server import SandboxServer, running_sandbox
from bot.sandbox.state import TOKEN
from bot.storage.engines.sqlite import open_database
from bot.telegram.api.whoami import Answers, WebhookState
from tests.support.certificates import own_certificate

BAD_GATEWAY = "Wrong response from the webhook: 502 Bad Gateway"


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with running_sandbox() as serving:
        yield serving


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(server: SandboxServer, **extra: str) -> Result:
    settings = {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": server.url,
        "PRIVACY_CONTACT": "privacy@example.org",
        "ORGANISATION_ADDRESS": "Markt 1, 1234 AB Elders",
        "ORGANISATION_KVK": "12345678",
        "HOSTING_PROVIDER": "Voorbeeld Hosting",
        "ORGANISATION": "Bakkersvereniging",
    }
    return CliRunner().invoke(app, ["doctor"], env=settings | extra)


def todos(ended: Result) -> list[str]:
    return [line.removeprefix("TODO  ") for line in ended.output.splitlines() if line.startswith("TODO")]


def test_a_bot_that_is_fit_needs_nothing(server: SandboxServer, folder: Path) -> None:
    open_database(str(folder / "winkelpeil.db")).close()
    ended = run(server)
    assert (ended.exit_code, todos(ended)) == (0, []), ended.output
    subjects = [line.split(":")[0] for line in ended.output.splitlines()]
    assert [subject.split()[1] for subject in subjects] == [
        *("ORGANISATION", "PRIVACY_CONTACT", "ORGANISATION_ADDRESS", "ORGANISATION_KVK"),
        *("HOSTING_PROVIDER", "PUBLIC_URL", "disk", "database", "migrations", "content"),
        "deletions",
        *("TELEGRAM_TOKEN", "clock", "webhook", "updates"),
    ]
    assert TOKEN not in ended.output


def test_it_changes_nothing(server: SandboxServer, folder: Path) -> None:
    run(server)
    assert list(folder.iterdir()) == []


def test_what_is_not_set_is_told(server: SandboxServer, folder: Path) -> None:
    ended = CliRunner().invoke(app, ["doctor"], env={"TELEGRAM_API_URL": server.url})
    assert ended.exit_code == 1
    assert [line.split(":")[0] for line in todos(ended)] == [
        "ORGANISATION",
        "PRIVACY_CONTACT",
        "ORGANISATION_ADDRESS",
        "HOSTING_PROVIDER",
        "TELEGRAM_TOKEN",
    ]


def test_it_warns_while_nobody_s_name_or_place_is_told(server: SandboxServer, folder: Path) -> None:
    (line,) = todos(run(server, ORGANISATION="Winkelpeil"))
    assert line.startswith("ORGANISATION: not set")
    for one in ("ORGANISATION_ADDRESS", "ORGANISATION_KVK"):
        assert todos(run(server, **{one: ""})) == [], "one of the two is enough"
    none = run(server, ORGANISATION_ADDRESS="", ORGANISATION_KVK="")
    assert (none.exit_code, none.output.split()[0]) == (2, "ORGANISATION_ADDRESS"), "the bot would not start"
    line, _ = todos(run(server, ORGANISATION_ADDRESS="", ORGANISATION_KVK="", TELEGRAM_TOKEN=""))
    assert line.startswith("ORGANISATION_ADDRESS: not set, nor is ORGANISATION_KVK")
    (line,) = todos(run(server, HOSTING_PROVIDER=""))
    assert line.startswith("HOSTING_PROVIDER: not set")


def test_copies_that_are_older_than_people_are_told_are_named(server: SandboxServer, folder: Path) -> None:
    (folder / "backups").mkdir()
    copies = ["backups/winkelpeil-20261101T031500Z.db", "before-upgrade.db", "winkelpeil.db.before-20261101"]
    for days in (14, 16):
        then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
        for copy in copies:
            (folder / copy).touch(mode=0o600)
            os.utime(folder / copy, (then, then))
        old = copies if days > 15 else []
        assert sorted(line.split(":")[0] for line in todos(run(server))) == sorted(old)
    assert todos(run(server, BACKUP_DAYS="30")) == []


def test_a_refused_token_and_a_dead_network_are_told(server: SandboxServer, folder: Path) -> None:
    wrong = run(server, TELEGRAM_TOKEN="123456789:wrong-wrong-wrong-wrong-wrong-wrong")  # noqa: S106
    assert todos(wrong) == [
        "TELEGRAM_TOKEN: Telegram refuses TELEGRAM_TOKEN: take the present one from @BotFather"
    ]
    (line,) = todos(run(server, TELEGRAM_API_URL="http://127.0.0.1:1"))
    assert line.startswith("TELEGRAM_TOKEN: Telegram does not answer: ")


def test_a_clock_that_is_off_is_told(
    server: SandboxServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = datetime.now(UTC)
    monkeypatch.setattr(doctor, "time_there", lambda _: (there, there + timedelta(minutes=5)))
    told = "+300 s off Telegram's: switch time synchronisation on (timedatectl)"
    assert todos(run(server)) == [f"clock: {told}"]


def test_a_webhook_that_is_not_what_the_settings_say_is_told(server: SandboxServer, folder: Path) -> None:
    extra = {
        "WEBHOOK_URL": "https://bot.example.org/telegram",
        "WEBHOOK_SECRET": "a-secret-of-some-length",
        "HTTP_LISTEN": "127.0.0.1:8080",
    }
    (line,) = todos(run(server, **extra))
    assert line == (
        "webhook: Telegram delivers to whoever asks, "
        "the settings say https://bot.example.org/telegram: restart the bot"
    )


def test_a_certificate_that_telegram_lacks_is_told(
    server: SandboxServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, certificate = "https://bot.example.org/telegram", own_certificate(folder).certificate

    async def ask(*_: str) -> Answers:
        return Answers("bot", WebhookState(url, 0, None, "", own_certificate=False))

    monkeypatch.setattr(doctor, "ask", ask)
    extra = {
        "WEBHOOK_URL": url,
        "WEBHOOK_SECRET": "a-secret-of-some-length",
        "WEBHOOK_CERTIFICATE": str(certificate),
        "HTTP_LISTEN": "127.0.0.1:8080",
    }
    assert todos(run(server, **extra)) == [
        "webhook: Telegram has none of your own, unlike WEBHOOK_CERTIFICATE: restart the bot"
    ]


def test_failed_deliveries_and_waiting_updates_are_told(
    server: SandboxServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = datetime.now(UTC) - timedelta(minutes=3)

    async def ask(*_: str) -> Answers:
        return Answers("bot", WebhookState("", 500, failed, BAD_GATEWAY, own_certificate=False))

    monkeypatch.setattr(doctor, "ask", ask)
    deliveries, updates = todos(run(server))
    assert deliveries.startswith(f"deliveries: {BAD_GATEWAY} (at ")
    assert updates.startswith("updates: 500 updates wait at Telegram: see whether the bot runs")


def test_a_database_of_another_release_is_told_and_left_alone(server: SandboxServer, folder: Path) -> None:
    path = folder / "winkelpeil.db"
    open_database(str(path)).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = '0006_groups'")
        db.commit()
    (line,) = todos(run(server))
    assert line == (
        "migrations: the next start brings the database up to date (0006_groups): back it up first"
    )
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE _sqlite_migrations SET name = '9999_x' WHERE name = '0005_pictures'")
        db.commit()
        (line,) = todos(run(server))
        assert line.startswith(
            "migrations: This database was written by a newer release of Winkelpeil (schema 9999)"
        )
        assert ("9999_x",) in db.execute("SELECT name FROM _sqlite_migrations").fetchall()


def test_a_database_in_trouble_is_told(server: SandboxServer, folder: Path) -> None:
    path = folder / "winkelpeil.db"
    path.write_text("no database at all, but much longer than the header of one would have been")
    path.chmod(0o600)
    (line,) = todos(run(server))
    assert line.startswith("database: winkelpeil.db: file is not a database")
    assert todos(run(server, DATABASE_URL="sqlite:///gone/x.db"))[0].startswith("disk: ")
    assert todos(run(server, DATABASE_URL="sqlite:///:memory:"))[0].startswith("database: in memory")


def test_files_that_others_can_read_are_told(
    server: SandboxServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVLE", "info")
    open_database(str(folder / "winkelpeil.db")).close()
    (folder / ".env").write_text("LOG_LEVEL=info\n")
    for name in (".env", "winkelpeil.db"):
        (folder / name).chmod(0o644)
    assert todos(run(server)) == [
        ".env: others on this machine can read it: chmod 600 .env",
        "winkelpeil.db: others on this machine can read it: chmod 600 winkelpeil.db",
        "LOG_LEVLE in the environment is no setting; did you mean LOG_LEVEL?",
    ]


def test_content_with_errors_is_told(
    server: SandboxServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.library.parsing.source import Fault

    monkeypatch.setattr(doctor, "check", lambda *_: [Fault("nl/terms.yaml", 3, "is wrong")])
    (line,) = todos(run(server))
    assert "errors: 1, the first: nl/terms.yaml:3" in line
