"""An administrator's turns, one by one: how long each keeps the event loop from everybody else.

Those in the chat go through the bot's own worker, on an SQLite file in a temporary folder; the console's
pages are asked of what answers them.
"""

import asyncio
import gc
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.requests import Request

from bench.counting import TICK_S, Counting, Work, counting, ticking, timed_callbacks
from bot.app.live_content import Library
from bot.dialogue.admin.fields import fingerprint
from bot.dialogue.admin.page import stamp, to_confirmation
from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event
from bot.dialogue.core.queries import NONE, Facts
from bot.dialogue.core.session import Managing, Session, load
from bot.dialogue.turn.step import Outcome, apology, step
from bot.editorial.desk import Desk
from bot.editorial.editorial import Editorial
from bot.editorial.releases import Releases
from bot.engine.admin_queries import AdminReader
from bot.engine.answers import FactsReader
from bot.engine.editorial_queries import AdminOffice
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.lib.clock import utc_now
from bot.library import loader
from bot.library.files import shipped_content
from bot.pictures.drawing import Drawing
from bot.records.people import Author
from bot.roles import Role, Roles
from bot.storage.chats.records import Pending
from bot.storage.database import open_storage
from bot.telegram.api.updates import BotIdentity, update_of
from bot.web.console import drafting, editing, fields, versions
from bot.web.console.office import Office
from bot.web.console.visit import Handler, Visit

BOT, ADMIN = BotIdentity(7, "WinkelpeilBot"), 1
CARD, CARD_FILE = "nl/c-email_monthly", "advice/email/email_monthly.md"


class Admin:
    """An administrator in a chat with the bot."""

    def __init__(self, path: str, counts: Counting) -> None:
        self.storage = open_storage(path)
        self.counts = counts
        self.library = Library(self.storage, Context(loader.load(), "Test", "p@example.org", "Bot"))
        self.editorial = Editorial(self.storage)
        self._worker: Worker
        self._desk: Desk
        self._reader: FactsReader
        self._roles: Roles
        self._updates = 0

    async def arrive(self) -> None:
        """Let the bot begin, with what this release ships with."""
        await Releases(self.storage).arrive(shipped_content())
        await self.library.refresh()
        desk = Desk(self.editorial, fingerprint)
        self._desk = desk
        office = AdminOffice(desk, lambda: self.library.context().content, _no_file)
        self._roles = roles = Roles(self.storage, BOT.id, (ADMIN,))
        administration = AdminReader(self.storage, BOT.id, roles, office)
        reader = FactsReader(
            self.storage, BOT.id, self.library.find, roles=roles, administration=administration
        )
        self._reader = reader
        dialogue = Dialogue(self._step, apology, self.library.context)
        self._worker = Worker(Conversations(self.storage, BOT.id, dialogue, reader), _send)

    def _step(self, session: Session, event: Event, context: Context, facts: Facts = NONE) -> Outcome:
        self.counts.count("steps")
        return step(session, event, context, facts)

    async def write(self, text: str) -> None:
        """Send a text or a command."""
        await self._update({"message": {**self._message(), "from": _PERSON, "text": text}})

    async def tap(self, code: str) -> None:
        """Tap a button of that code."""
        callback = {"id": str(self._updates), "from": _PERSON, "message": self._message(), "data": code}
        await self._update({"callback_query": callback})

    async def open(self, page: str) -> None:
        """Open a page of the administrators."""
        await self.tap(f"adm:0:{page}")

    async def confirm(self) -> None:
        """Do what the page on screen is about."""
        place = (self.session()).place
        if not isinstance(place, Managing):
            raise TypeError(place)
        await self.tap(f"{to_confirmation.name}:0:{stamp(place)}")

    async def page(self, show: Handler, query: str = "", **parts: object) -> None:
        """Ask for a page of the console."""
        office = Office(
            bot_id=BOT.id,
            editorial=self.editorial,
            desk=self._desk,
            storage=self.storage,
            roles=self._roles,
            author=_nobody,
            context=self.library.context,
            read=self._reader.read,
            draw=_no_picture,
        )
        scope = {"type": "http", "method": "GET", "path": "/console/", "query_string": query.encode()}
        request = Request({**scope, "headers": [], "path_params": parts})
        answer = await show(Visit(request, office, "nl", role=Role(admin=True, advises=None)))
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(answer.status_code)

    def session(self) -> Session:
        """Give the session as it is stored."""
        loaded = self.storage.unit.chats.load(BOT.id, [ADMIN], [])
        return load(loaded.chats[ADMIN].session)

    async def _update(self, update: dict[str, object]) -> None:
        self._updates += 1
        await self._worker.handle([update_of({"update_id": self._updates, **update}, BOT, utc_now())])

    def _message(self) -> dict[str, object]:
        return {"message_id": 1, "date": 1, "chat": {"id": ADMIN, "type": "private"}}


_PERSON = {"id": ADMIN, "is_bot": False, "first_name": "Piet", "language_code": "nl"}


async def _no_file(_file_id: str) -> bytes:
    raise NotImplementedError


async def _nobody(_chat_id: int) -> Author:
    return Author("Piet")


async def _no_picture(_drawing: Drawing) -> None:
    return None


def _send(chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
    pass


def turns(admin: Admin) -> Iterator[tuple[str, Callable[[], Coroutine[Any, Any, None]]]]:
    """Give the turns of an administrator who changes a text and publishes it, by name."""
    yield "menu", lambda: admin.write("/admin")
    yield "search", lambda: admin.write("toch niet")
    yield "search again", lambda: admin.write("uw winkel")
    yield "open a card", lambda: admin.open(f"card/{CARD}")
    yield "open a text", lambda: admin.open(f"text/{CARD}/first")
    yield "change it", lambda: admin.open(f"change/{CARD}/first")
    yield "type a text", lambda: admin.write("Kies **één dag** en zet hem in uw agenda.")
    yield "save", admin.confirm
    yield "open the messages", lambda: admin.open("sheet/nl/m/general")
    yield "open a message", lambda: admin.open("text/nl/m/general.stale")
    yield "change it too", lambda: admin.open("change/nl/m/general.stale")
    yield "type a message", lambda: admin.write("Die knop is oud. Kijk onderaan.")
    yield "save it", admin.confirm
    yield "page: texts", lambda: admin.page(editing.tree, "zoek=winkel")
    yield "page: a card", lambda: admin.page(fields.show, f"pad={CARD_FILE}")
    yield "page: messages", lambda: admin.page(editing.show, "pad=messages.yaml")
    yield "page: draft", lambda: admin.page(drafting.show)
    yield "check", lambda: admin.open("draft")
    yield "impact", lambda: admin.open("impact")
    yield "publish", lambda: admin.open("publish")
    yield "say why", lambda: admin.write("Korter")
    yield "do publish", admin.confirm
    yield "the log", lambda: admin.open("log")
    yield "a version", lambda: admin.open("version/1")
    yield "go back", lambda: admin.open("back/1")
    yield "say why back", lambda: admin.write("Toch beter")
    yield "do go back", admin.confirm
    yield "page: versions", lambda: admin.page(versions.history)
    yield "page: version", lambda: admin.page(versions.show, number=2)


async def played(path: str, counts: Counting) -> AsyncIterator[tuple[str, Work]]:
    """Play the turns; tells of each, by name, what it came to."""
    admin = Admin(path, counts)
    await admin.arrive()
    # As the command does.
    gc.collect()
    gc.freeze()

    def held(seconds: float) -> None:
        counts.work.held_s = max(counts.work.held_s, seconds)

    def waited(seconds: float) -> None:
        counts.work.waited_s = max(counts.work.waited_s, seconds)

    with timed_callbacks(held):
        async with ticking(waited):
            for name, take in turns(admin):
                work, started = counts.begin(), time.perf_counter()
                # A task, so that its last part is told of too.
                await asyncio.create_task(take())
                work.took_s = time.perf_counter() - started
                await asyncio.sleep(2 * TICK_S)
                yield name, work
    admin.library.close()
    await admin.storage.close()


_SHOWN = ("steps", "parses", "loads", "checks", "impacts", "diffs", "pages")


async def _measure(path: str) -> None:
    head = "".join(f"{name:>12}" for name in _SHOWN)
    print(f"{'turn':<18}{'loop held ms':>13}{'others wait ms':>15}{'takes ms':>10}{head}")  # noqa: T201
    worst = Work()
    with counting() as counts:
        async for name, work in played(path, counts):
            amounts = "".join(f"{f'{work.done[one]} ({work.in_loop[one]})':>12}" for one in _SHOWN)
            times = (
                f"{1000 * work.held_s:13.0f}{1000 * work.waited_s:15.0f}{1000 * work.took_s:10.0f}{amounts}"
            )
            print(f"{name:<18}{times}")  # noqa: T201
            worst.held_s = max(worst.held_s, work.held_s)
            worst.waited_s = max(worst.waited_s, work.waited_s)
    print(f"{'the longest':<18}{1000 * worst.held_s:13.0f}{1000 * worst.waited_s:15.0f}")  # noqa: T201


def main() -> None:
    """Print what each turn comes to; in brackets what the loop's own thread did of it."""
    print(f"{datetime.now(UTC):%Y-%m-%d}, YAML parses and the rest: all (in the loop)")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(f"sqlite:///{Path(folder) / 'bench.db'}"))


if __name__ == "__main__":
    main()
