"""A bot beside another: of a newer release, or on the same file."""

import json
import sqlite3
import subprocess
import sys
import time
import zlib
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.dialogue.core.session import VERSION
from bot.sandbox.server import SandboxServer
from bot.storage.engines.sqlite import open_database
from bot.storage.schema.version import NUMBER, this_release
from tests.support.bot.process import BotProcess, environment, running_bot
from tests.support.bot.served import SECRET, free_address, ready
from tests.support.bot.visitor import Visitor
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient

STORED = "UPDATE chats SET session = ?, version = version + 1 WHERE chat_id = ?"


def run(server: SandboxServer, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    own = {"TELEGRAM_TOKEN": server.token, "TELEGRAM_API_URL": server.url, "PRIVACY_CONTACT": "x"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "bot.cli.main", *command],
        cwd=folder,
        env=environment(**own, ORGANISATION_KVK="12345678", DATABASE_URL="sqlite:///bot.db"),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def change(folder: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "bot.db", timeout=10)) as db:
        rows = db.execute(sql, values).fetchall()
        db.commit()
        return rows


def test_a_newer_database_is_refused_in_one_line_and_nothing_in_it_is_touched(
    server: SandboxServer, tmp_path: Path
) -> None:
    open_database(str(tmp_path / "bot.db")).close()
    change(tmp_path, "INSERT INTO seen (bot_id, update_id, at) VALUES (1, 1, 0)")
    change(
        tmp_path,
        "UPDATE schema_state SET number = ?, read_from = ?, release = '3.0', read_from_release = '2.5'",
        NUMBER + 2,
        NUMBER + 1,
    )
    for command in (("run",), ("advisor", "list"), ("purge", "--confirm"), ("backup", "copy.db")):
        ended = run(server, tmp_path, *command)
        assert ended.returncode == 1
        assert len(ended.stderr.splitlines()) == 1
        assert ended.stderr.endswith(
            f"This database was written by Winkelpeil 2.5 or later (schema {NUMBER + 2}); this is "
            f"{this_release()} (reads up to {NUMBER}): install 2.5 or later, or restore a backup.\n"
        )
    assert change(tmp_path, "SELECT update_id FROM seen") == [(1,)]


def test_newer_content_is_refused_in_one_line(server: SandboxServer, tmp_path: Path) -> None:
    with running_bot(server, tmp_path) as bot:
        until_started(bot)
    ((packed,),) = change(tmp_path, "SELECT files FROM content_versions")
    assert isinstance(packed, bytes)
    files = json.loads(zlib.decompress(packed))
    files["levels.yaml"] = files["levels.yaml"].replace("levels:", "grades:")
    change(tmp_path, "DROP TRIGGER content_versions_update")
    theirs = zlib.compress(json.dumps(files).encode())
    change(tmp_path, "UPDATE content_versions SET release = '9.1', digest = 'x', files = ?", theirs)
    change(tmp_path, "UPDATE content_state SET shipped_by = '9.1'")
    ended = run(server, tmp_path, "run")
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == (
        f"The live content (version 1) was stored by Winkelpeil 9.1, and {this_release()} cannot read it: "
        "install Winkelpeil 9.1 or later, or restore a backup."
    )


def until_started(bot: BotProcess, times: int = 1, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while bot._file.read_text().count("bot_started") < times:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_second_bot_on_a_file_is_refused_and_all_else_works_beside(
    server: SandboxServer, tmp_path: Path
) -> None:
    with running_bot(server, tmp_path) as bot:
        until_started(bot)
        second = run(server, tmp_path, "run")
        assert second.returncode == 1
        assert second.stderr.startswith("A bot runs on bot.db already (process ")
        assert second.stderr.endswith("): stop it first.\n")
        assert len(second.stderr.splitlines()) == 1
        assert run(server, tmp_path, "backup", "copy.db").returncode == 0
        refused = run(server, tmp_path, "restore", "copy.db", "--yes")
        assert (refused.returncode, refused.stderr) == (1, "bot.db is in use: stop the bot first\n")
        assert "database: bot.db is whole, and takes changes" in run(server, tmp_path, "doctor").stdout
        for command in (("content", "log"), ("advisor", "invite", "Hart"), ("purge", "--confirm")):
            assert run(server, tmp_path, *command).returncode == 0
        bot.kill()
        bot.start()
        until_started(bot, 2)
    assert run(server, tmp_path, "restore", "copy.db", "--yes").returncode == 0


@pytest.mark.parametrize("hooked", [True, False])
def test_a_newer_session_is_left_and_readiness_says_so_until_it_can_be_read(
    server: SandboxServer, client: SandboxClient, tmp_path: Path, hooked: bool
) -> None:
    address, number, other = free_address(), next(NUMBERS), next(NUMBERS)
    settings = {"HTTP_LISTEN": address}
    if hooked:
        settings |= {"WEBHOOK_URL": f"http://{address}/hook", "WEBHOOK_SECRET": SECRET}
    bot = BotProcess(server, tmp_path, **settings)
    bot.start()
    try:
        ready(address)
        people = []
        for one in (number, other):
            client.add_person(one, f"Winkelier {one}")
            people.append(Visitor(client, one))
            people[-1].start()
        ((session,),) = change(tmp_path, "SELECT session FROM chats WHERE chat_id = ?", number)
        newer = f'{{"v":{VERSION + 1}}}'
        change(tmp_path, STORED, newer, number)
        client.send(number, "/help")
        why = "a newer release stored sessions that this one cannot read: 1"
        told = until_unready(address)
        assert told == {
            "ready": False,
            "database": True,
            "content": True,
            "updates": False,
            "reasons": {"updates": why},
        }
        people[1].type("/help")
        assert change(tmp_path, "SELECT session FROM chats WHERE chat_id = ?", number) == [(newer,)]
        assert server.sandbox.updates.pending
        said = len(client.messages(number))
        change(tmp_path, STORED, session, number)
        ready(address)
        end = time.monotonic() + 20
        while server.sandbox.updates.pending or len(client.messages(number)) == said:
            assert time.monotonic() < end
            time.sleep(0.05)
        bot.stop()
    finally:
        bot.end()
    assert {trouble["event"] for trouble in bot.troubles()} == {"session_newer"}


def until_unready(address: str, seconds: float = 20) -> object:
    end = time.monotonic() + seconds
    while True:
        answer = httpx.get(f"http://{address}/readyz")
        if answer.status_code == 503:
            return answer.json()
        assert time.monotonic() < end
        time.sleep(0.05)
