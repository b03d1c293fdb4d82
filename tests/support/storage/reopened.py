"""The frozen database, opened by today's code as a bot that starts on it, and the people in it."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from bot.dialogue.core.events import Command, Event, Tap
from bot.dialogue.core.replies import Edit, Message, Reply
from bot.dialogue.core.session import Asking, Session, load
from bot.engine import replies_json as bodies
from bot.engine.step_runner import Stepped, run_step
from bot.library.parsing.markup import plain
from bot.storage.chats.chats import Store
from bot.storage.engines.copy import move
from bot.storage.engines.postgres import Postgres
from bot.storage.engines.sqlite import open_database
from tests.support.paths import ROOT
from tests.support.storage.stored import EMPTY, Engine
from tests.support.town.admins import Hall
from tests.support.town.town import Neighbour

FOLDER = ROOT / "tests" / "storage" / "frozen"
KNOWN: dict[str, Any] = json.loads((FOLDER / "2026-11.json").read_text())
"""What the code of then told of it, and the buttons that it had shown in each chat."""
FROZEN = datetime.fromisoformat(KNOWN["frozen"])
LATER = datetime(2026, 12, 1, 10, tzinfo=UTC)
"""A week after it was frozen."""


@dataclass(frozen=True)
class Old:
    """A chat as it was frozen."""

    id: int
    kind: str
    session: dict[str, Any]
    codes: tuple[str, ...]

    @property
    def finished(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.session["finished"]
        return found

    @property
    def is_running(self) -> bool:
        """Whether a round is in hand that was not finished."""
        return bool(self.session["run"] > (self.finished["run"] if self.finished else 0))


def sql() -> str:
    return (FOLDER / "2026-11.sql").read_text()


def written(path: Path) -> Path:
    """Write the database as a file."""
    with sqlite3.connect(path) as connection:
        connection.executescript(sql())
    connection.close()
    return path


def chats(path: Path) -> list[Old]:
    """List the chats as they were frozen."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT chat_id, session FROM chats ORDER BY chat_id").fetchall()
    connection.close()
    codes, known = KNOWN["codes"], KNOWN["chats"]
    return [
        Old(
            chat_id,
            known[str(chat_id)]["kind"],
            json.loads(session),
            tuple(codes[number] for number in known[str(chat_id)]["codes"]),
        )
        for chat_id, session in rows
    ]


def store_on(path: Path) -> Store:
    """Open the file with today's code; with a server in use, all of it is moved there first."""
    if not Engine.url:
        return Store.open(str(path))
    file, server = open_database(str(path)), Postgres.open(Engine.url)
    server.execute(EMPTY)
    move(file, server)
    file.close()
    return Store(server)


A_SCREEN = 4_096
"""Units that a message holds."""


class Reopened(Hall):
    """Today's bot on the frozen database."""

    def __init__(self, path: Path, *, closes: bool = True) -> None:
        self.frozen = {one.id: one for one in chats(path)}
        store = store_on(path)
        if closes:
            Engine.opened.append(store)
        with mock.patch("tests.support.town.town.opened_store", return_value=store):
            super().__init__(admin_ids=(KNOWN["admin"],))
        self.now = LATER
        self._updates = 10**6
        for one in self.frozen.values():
            language = one.session["language"]
            person = Neighbour(id=one.id, town=self, language_code=language, now=LATER)
            person.stored = self.session(one.id)
            self.people[one.id] = person

    @property
    def various(self) -> list[Old]:
        """The chats without most of those that only make up a group."""
        return [one for one in self.frozen.values() if not re.search(r"group, \d", one.kind)]

    def of_kind(self, kind: str) -> Neighbour:
        """Find the first chat that was left for something."""
        return self.people[next(one.id for one in self.frozen.values() if one.kind == kind)]

    def would(self, chat_id: int, event: Event) -> Stepped:
        """Step a chat without keeping what comes of it. Raises whatever makes the step fail."""
        event = replace(event, now=self.now, nonce=self.nonce())
        return asyncio.run(run_step(chat_id, self.stored(chat_id), event, self._conversations))

    def stored(self, chat_id: int) -> Session:
        return load(self.session(chat_id))

    @staticmethod
    def stored_from(text: str) -> Session:
        return load(text)

    def tapped(self, chat_id: int, code: str) -> str:
        """Give the screen that a tap would show."""
        tap = Tap(now=self.now, language_code=None, code=code, message_id=1, callback_id="1")
        return screen([bodies.load(body) for body in self.would(chat_id, tap).replies])

    def commanded(self, chat_id: int, name: str, argument: str = "") -> str:
        """Give the screen that a command would show."""
        command = Command(now=self.now, language_code=None, name=name, argument=argument)
        return screen([bodies.load(body) for body in self.would(chat_id, command).replies])


def screen(replies: list[Reply]) -> str:
    """Give the HTML of the screen among replies."""
    for reply in reversed(replies):
        if isinstance(reply, Edit) or (isinstance(reply, Message) and reply.screen):
            return reply.html
    raise AssertionError(f"no screen among {replies}")


def shown_in(town: Reopened, old: Old, code: str) -> str:
    """Tap, and give what is shown; it fits into a message."""
    html = town.tapped(old.id, code)
    assert 0 < len(plain(html).encode("utf-16-le")) // 2 <= A_SCREEN
    return html


def tuples(given: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(answer) if isinstance(answer, list) else answer for name, answer in given.items()}


def goes_on(person: Neighbour, changed: Mapping[str, str] = {}) -> Session:
    """Answer what is asked, with what was answered before where it is offered, up to the overview."""
    for _ in range(60):
        if not isinstance(place := person.session.place, Asking):
            break
        codes = [button.code or "" for row in person.chat[person.screen].keyboard for button in row]
        run, name = person.session.run, place.question
        wanted = [f"answer:{run}:{name}:{changed[name]}"] if name in changed else []
        wanted += [f"keep:{run}:{name}"]
        wanted += [f"done:{run}:{name}"] if place.picked else []
        wanted += [code for code in codes if code.startswith(("answer:", "tick:"))]
        person.tap_code(next(code for code in wanted if code in codes), person.screen)
    return person.session
