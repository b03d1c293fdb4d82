"""The `winkelpeil` command, as a process of its own."""

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command
from typer.testing import CliRunner

from bot.cli.main import app
from bot.sandbox.server import running_sandbox
from bot.sandbox.state import BOT_ID, TOKEN
from bot.storage.chats.chats import Store
from tests.support.command import call, environment, running
from tests.support.sandbox.client import SandboxClient

JOKE = 100001
ANSWERS = b'{"answers": {"email": 4}}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def commands(group: TyperGroup, *path: str) -> Iterator[tuple[tuple[str, ...], object]]:
    yield path, group
    for name, found in group.commands.items():
        if isinstance(found, TyperGroup):
            yield from commands(found, *path, name)
        else:
            yield (*path, name), found


def all_commands() -> dict[tuple[str, ...], object]:
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    return dict(commands(root))


def test_the_commands_are_these() -> None:
    assert set(all_commands()) == {
        (),
        ("run",),
        ("sandbox",),
        ("score",),
        ("move",),
        *((name,) for name in ("backup", "restore", "research", "doctor", "purge")),
        ("content",),
        ("admin",),
        ("admin", "claim"),
        ("advisor",),
        ("advisor", "invite"),
        ("advisor", "list"),
        ("advisor", "withdraw"),
        *(("content", name) for name in ("check", "export", "import", "diff", "publish", "rollback")),
        *(("content", name) for name in ("discard", "log")),
    }


@pytest.mark.parametrize("path", all_commands())
def test_every_command_and_option_is_explained(path: tuple[str, ...]) -> None:
    found = all_commands()[path]
    assert getattr(found, "help", "")
    explained = [p for p in getattr(found, "params", []) if isinstance(p, TyperOption | TyperArgument)]
    assert all(parameter.help for parameter in explained), explained
    shown = CliRunner().invoke(app, [*path, "--help"])
    assert shown.exit_code == 0
    for parameter in explained:
        assert parameter.help
        assert " ".join(parameter.help.split()[:3]) in " ".join(shown.output.split())


def test_the_version_is_told(folder: Path) -> None:
    assert call(folder, "--version").stdout.decode() == f"winkelpeil {version('winkelpeil')}\n"


def test_help_needs_none_of_the_heavy_parts(folder: Path) -> None:
    script = (
        "import sys; sys.argv = ['winkelpeil', '--help']\n"
        "from bot.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'telegram', 'pydantic', 'yaml', 'sqlite_utils'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=environment())
    assert shown.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("extra", "line"),
    [
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL should be debug, info, warning or error"),
        ({"TELEGRAM_TOKEN": "secret"}, "TELEGRAM_TOKEN should be the token"),
        ({"TELEGRAM_TOKEN": TOKEN, "ORGANISATION_KVK": "12345678"}, "PRIVACY_CONTACT should be"),
        ({"TELEGRAM_TOKEN": TOKEN, "PRIVACY_CONTACT": "x"}, "ORGANISATION_ADDRESS should be"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(folder: Path, extra: dict[str, str], line: str) -> None:
    ended = call(folder, "run", extra=extra)
    shown = ended.stderr.decode()
    assert ended.returncode == 2
    assert shown.startswith(line)
    assert len(shown.splitlines()) == 1
    assert "secret" not in shown


def test_a_misspelled_setting_is_refused(folder: Path) -> None:
    (folder / ".env").write_text("TELEGRAM_TOKE=x\nORGANISATION='t Hoekje\n")
    for command in ("run", "sandbox", "doctor"):
        ended = call(folder, command)
        assert ended.returncode == 2
        assert ended.stderr.decode().splitlines() == [
            ".env:1: TELEGRAM_TOKE is no setting; did you mean TELEGRAM_TOKEN?",
            ".env:2: the value of ORGANISATION begins with a quote that does not end on this line: "
            'leave it out, or put the whole value in " " where the quote belongs to it',
        ]


def test_a_misspelled_name_in_the_environment_is_told(folder: Path) -> None:
    ended = call(folder, "sandbox", "--database", "mysql://x", extra={"TELEGRAM_TOKE": "x"})
    assert ended.returncode == 2
    assert ended.stderr.decode().splitlines() == [
        "TELEGRAM_TOKE in the environment is no setting; did you mean TELEGRAM_TOKEN?",
        "--database should be sqlite:///file.db, sqlite:///:memory: or postgresql://user:password@host/database",
    ]


def test_a_webhook_without_a_token_starts_no_sandbox(folder: Path) -> None:
    (folder / ".env").write_text(
        "WEBHOOK_URL=https://bot.example.org/hook\nWEBHOOK_SECRET=made-up_made-up_made-up\n"
        "HTTP_LISTEN=127.0.0.1:8080\n"
    )
    ended = call(folder, "run")
    assert ended.returncode == 2
    told = ended.stderr.decode().splitlines()
    assert [line.split()[1] for line in told] == ["WEBHOOK_URL", "WEBHOOK_SECRET", "HTTP_LISTEN"]
    assert all("set TELEGRAM_TOKEN as well" in line for line in told)
    assert not (folder / "winkelpeil-sandbox.db").exists()


def test_a_database_that_cannot_be_opened_is_one_clear_line(folder: Path) -> None:
    extra = {
        "TELEGRAM_TOKEN": TOKEN,
        "PRIVACY_CONTACT": "x",
        "ORGANISATION_KVK": "12345678",
        "DATABASE_URL": "sqlite:///missing/folder/x.db",
    }
    ended = call(folder, "run", extra=extra)
    assert ended.returncode == 1
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith("The database missing/folder/x.db cannot be opened: ")


def test_a_refused_token_is_one_clear_line(folder: Path) -> None:
    wrong = "123456789:wrong-wrong-wrong-wrong-wrong-wrong"
    with running_sandbox() as server:
        extra = {
            "TELEGRAM_TOKEN": wrong,
            "PRIVACY_CONTACT": "x",
            "ORGANISATION_KVK": "12345678",
            "TELEGRAM_API_URL": server.url,
        }
        ended = call(folder, "run", extra=extra)
    assert ended.returncode == 1
    (line,) = ended.stderr.decode().splitlines()
    assert line == "Telegram refuses TELEGRAM_TOKEN: take the present one from @BotFather"


def test_an_unforeseen_fault_is_logged_without_what_it_says(folder: Path) -> None:
    script = (
        "import sys; from bot.app import run as app; from bot.cli import main as cli\n"
        "async def run(*_): raise ValueError('geheim')\n"
        "app.run = run; sys.argv = ['winkelpeil', 'run']; cli.main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=environment(
            TELEGRAM_TOKEN=TOKEN, PRIVACY_CONTACT="x", ORGANISATION_KVK="12345678", LOG_FORMAT="json"
        ),
        capture_output=True,
        check=False,
    )
    logged, line = ended.stderr.decode().splitlines()
    assert ended.returncode == 1
    assert "builtins.ValueError" in json.loads(logged)["exception"]
    assert "geheim" not in logged + line
    assert line.startswith("The bot stopped because of a fault of its own")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.mark.parametrize("stopped_by", [signal.SIGTERM, signal.SIGINT])
def test_a_bot_with_a_token_serves_until_stopped_and_writes_no_text(
    folder: Path, stopped_by: signal.Signals
) -> None:
    with running_sandbox() as server:
        extra = {
            "TELEGRAM_TOKEN": TOKEN,
            "PRIVACY_CONTACT": "x",
            "ORGANISATION_KVK": "12345678",
            "TELEGRAM_API_URL": server.url,
        }
        with running(folder, "run", LOG_LEVEL="debug", LOG_FORMAT="json", **extra) as process:
            client = SandboxClient(server.url)
            client.start(JOKE)
            client.wait_for(JOKE, lambda m: bool(m["buttons"]))
            client.send(JOKE, "Dit is geheim")
            client.wait_for(JOKE, lambda m: bool(m["buttons"]), after=client.messages(JOKE)[-1]["message_id"])
            process.send_signal(stopped_by)
            out, err = process.communicate(timeout=10)
    assert process.returncode == 0
    assert out == ""
    events = [json.loads(line)["event"] for line in err.splitlines()]
    assert events[0] == "bot_started"
    assert events[-1] == "bot_stopped"
    assert "geheim" not in err
    assert str(JOKE) not in err
    assert TOKEN not in err
    assert (folder / "winkelpeil.db").stat().st_mode & 0o777 == 0o600


def test_a_token_that_is_taken_back_ends_the_bot(folder: Path) -> None:
    with running_sandbox() as server:
        extra = {
            "TELEGRAM_TOKEN": TOKEN,
            "PRIVACY_CONTACT": "x",
            "ORGANISATION_KVK": "12345678",
            "TELEGRAM_API_URL": server.url,
        }
        with running(folder, "run", **extra) as process:
            client = SandboxClient(server.url)
            client.start(JOKE)
            client.wait_for(JOKE, lambda m: bool(m["buttons"]))
            client.fault("error", method="*", code=401, description="Unauthorized", times=None)
            client.send(JOKE, "/start")
            _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert err.splitlines()[-1] == "Telegram refuses TELEGRAM_TOKEN: take the present one from @BotFather"


def test_a_start_forgets_updates_that_telegram_forgot_too(folder: Path) -> None:
    store = Store.open(str(folder / "winkelpeil.db"))
    now = datetime.now(UTC)
    store.commit(BOT_ID, [1], [], now - timedelta(hours=49))
    store.commit(BOT_ID, [2], [], now - timedelta(hours=47))
    with running_sandbox() as server:
        extra = {
            "TELEGRAM_TOKEN": TOKEN,
            "PRIVACY_CONTACT": "x",
            "ORGANISATION_KVK": "12345678",
            "TELEGRAM_API_URL": server.url,
        }
        with running(folder, "run", **extra) as process:
            client = SandboxClient(server.url)
            client.start(JOKE)
            client.wait_for(JOKE, lambda m: bool(m["buttons"]))
            process.terminate()
            process.communicate(timeout=10)
    assert store.load(BOT_ID, [], [1, 2]).seen == {2}
    store.close()


def test_a_bot_in_service_never_loads_the_sandbox(folder: Path) -> None:
    script = (
        "import sys, atexit\n"
        "unwanted = ('bot.sandbox', 'uvicorn', 'starlette')\n"
        "atexit.register(lambda: print([m for m in sys.modules if m.startswith(unwanted)]))\n"
        "sys.argv = ['winkelpeil', 'run']\n"
        "from bot.cli.main import main\n"
        "main()\n"
    )
    with running_sandbox() as server:
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=folder,
            env=environment(
                TELEGRAM_TOKEN=TOKEN,
                PRIVACY_CONTACT="x",
                ORGANISATION_KVK="12345678",
                TELEGRAM_API_URL=server.url,
            ),
            stdout=subprocess.PIPE,
        )
        client = SandboxClient(server.url)
        client.start(JOKE)
        client.wait_for(JOKE, lambda m: bool(m["buttons"]))
        process.terminate()
        out, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    assert out.decode().strip() == "[]"


def test_without_telegram_it_stops_when_told_to(folder: Path) -> None:
    extra = {
        "TELEGRAM_TOKEN": TOKEN,
        "PRIVACY_CONTACT": "x",
        "ORGANISATION_KVK": "12345678",
        "TELEGRAM_API_URL": "http://127.0.0.1:1",
        "LOG_FORMAT": "json",
    }
    with running(folder, "run", **extra) as process:
        assert process.stderr
        failed = json.loads(process.stderr.readline())
        assert failed["event"] == "telegram_failed"
        process.terminate()
        process.communicate(timeout=4)
    assert process.returncode == 0


def test_the_sandbox_shows_the_page_and_runs_the_bot(folder: Path) -> None:
    port = free_port()
    with running(folder, "sandbox", "--port", str(port), ORGANISATION="Bakkersvereniging") as process:
        assert process.stdout
        assert process.stdout.readline() == f"Open http://127.0.0.1:{port}/ in uw browser. Ctrl+C stopt.\n"
        client = SandboxClient(f"http://127.0.0.1:{port}")
        client.start(JOKE)
        welcome = client.wait_for(JOKE, lambda m: bool(m["buttons"]))
        assert "Bakkersvereniging" in welcome["text"]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert process.returncode == 0
    assert (folder / "winkelpeil-sandbox.db").exists()
    assert not (folder / "winkelpeil.db").exists()


def test_a_taken_port_is_one_clear_line(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        ended = call(folder, "sandbox", "--port", str(port))
    assert ended.returncode == 1
    (line,) = ended.stderr.decode().splitlines()
    fault = f"Port {port} cannot be used: Address already in use."
    assert line == f"{fault} Choose another: winkelpeil sandbox --port NUMBER."


def test_answers_are_scored_from_a_file_and_from_standard_input(folder: Path) -> None:
    (folder / "answers.jsonl").write_bytes(ANSWERS * 2)
    from_file = call(folder, "score", "answers.jsonl")
    from_input = call(folder, "score", "-", given=ANSWERS * 2)
    by_default = call(folder, "score", given=ANSWERS * 2)
    assert from_file.returncode == 0, from_file.stderr
    assert from_file.stdout == from_input.stdout == by_default.stdout
    results = [json.loads(line) for line in from_file.stdout.splitlines()]
    assert len(results) == 2
    assert {"overall", "topics", "missing", "next_steps"} <= set(results[0])


def test_bad_records_and_files_are_told(folder: Path) -> None:
    bad = call(folder, "score", given=b'{"answers": {"nonsense": 1}}\n')
    assert bad.returncode == 1
    assert re.match(rb"line 1: unknown question", bad.stderr)
    missing = call(folder, "score", "missing.jsonl")
    assert missing.returncode == 2
    assert missing.stderr == b"missing.jsonl: No such file or directory\n"


def test_the_packaged_content_is_checked(folder: Path) -> None:
    checked = call(folder, "content", "check")
    assert checked.returncode == 0, checked.stdout
    assert re.search(rb"^errors: 0, warnings: \d+$", checked.stdout, re.MULTILINE)


def test_content_with_errors_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.library.checks import check
    from bot.library.parsing.source import Fault

    faults = [Fault("nl/questions.yaml", 3, "is wrong"), Fault("en/x.md", 1, "is old", "warning")]
    monkeypatch.setattr(check, "check", lambda *_, **__: faults)
    checked = CliRunner().invoke(app, ["content", "check"])
    assert checked.exit_code == 1
    assert checked.output.splitlines() == [str(faults[0]), str(faults[1]), "errors: 1, warnings: 1"]
