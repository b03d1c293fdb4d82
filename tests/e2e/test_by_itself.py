"""What the bot does by itself, from its start on: it looks at what is due, and deletes what is old."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.server import SandboxServer
from tests.support.bot.process import BotProcess, running_bot
from tests.support.bot.visitor import Visitor
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient


@pytest.fixture
def joke(server: SandboxServer, client: SandboxClient, tmp_path: Path) -> Visitor:
    """Somebody who has talked with a bot that was stopped since."""
    number = next(NUMBERS)
    client.add_person(number, "Joke")
    visitor = Visitor(client, number)
    with running_bot(server, tmp_path):
        visitor.start()
    return visitor


def database(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "bot.db", timeout=10)) as connection, connection:
        return connection.execute(sql).fetchall()


def becomes(folder: Path, sql: str, rows: list[tuple[Any, ...]]) -> None:
    end = time.monotonic() + 10
    while (found := database(folder, sql)) != rows:
        assert time.monotonic() < end, found
        time.sleep(0.05)


def test_a_chat_that_is_due_is_looked_at(server: SandboxServer, joke: Visitor, tmp_path: Path) -> None:
    database(tmp_path, "UPDATE chats SET due_at = 1")
    with running_bot(server, tmp_path):
        becomes(tmp_path, "SELECT due_at FROM chats", [(None,)])


def test_a_chat_that_nobody_came_back_to_is_deleted(
    server: SandboxServer, joke: Visitor, tmp_path: Path
) -> None:
    database(tmp_path, "UPDATE chats SET visited_at = visited_at - 91 * 24 * 60 * 60")
    with running_bot(server, tmp_path):
        becomes(tmp_path, "SELECT count(*) FROM chats", [(0,)])
        joke.start()
        becomes(tmp_path, "SELECT count(*) FROM chats", [(1,)])


def test_the_settings_say_how_long(server: SandboxServer, joke: Visitor, tmp_path: Path) -> None:
    database(tmp_path, "UPDATE chats SET visited_at = visited_at - 8 * 24 * 60 * 60")
    made = BotProcess(server, tmp_path)
    made._environment |= {"RETENTION_UNFINISHED_DAYS": "7"}
    made.start()
    try:
        becomes(tmp_path, "SELECT count(*) FROM chats", [(0,)])
    finally:
        made.stop()
