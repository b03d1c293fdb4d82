"""A town with its administrators: the real editorial office and library, on the town's database."""

import asyncio
from collections.abc import Collection

from bot.app.live_content import Library
from bot.dialogue.admin.fields import fingerprint
from bot.dialogue.core.events import Document
from bot.dialogue.core.replies import Reply
from bot.dialogue.turn.step import apology, step
from bot.editorial.checking import Checking
from bot.editorial.desk import Desk
from bot.editorial.editorial import Editorial
from bot.editorial.releases import Releases
from bot.engine.admin_queries import AdminReader
from bot.engine.answers import FactsReader
from bot.engine.editorial_queries import AdminOffice
from bot.engine.incoming import FileUnreachable
from bot.engine.step_runner import Dialogue
from bot.roles import Roles
from bot.storage.access.admins import AdminStore
from bot.storage.content.versions import ContentStore
from bot.storage.groups.writes import Writes
from tests.support.content.changed import PACKAGED
from tests.support.dialogue.talk import CONTEXT
from tests.support.town.town import BOT_ID, Neighbour, Town

CHECKING = Checking(remembered=30)
"""Shared, because most halls have the same content."""


class Hall(Town):
    """A town whose first person stands in ADMIN_IDS."""

    def __init__(self, admin_ids: Collection[int] = (1,)) -> None:
        super().__init__()
        self.content = ContentStore(self.store.db)
        asyncio.run(Releases(self.storage, lambda: self.now).arrive(PACKAGED))
        self.library = Library(self.storage, CONTEXT)
        self.editorial = Editorial(self.storage, lambda: self.now)
        self.admins = AdminStore(self.store.db)
        self.admins.keep_ids(BOT_ID, admin_ids)
        self.writes = Writes(self.store.db, BOT_ID)
        self.sent: dict[str, bytes] = {}
        """Files that people sent, by the id that Telegram gave them."""
        self.unreachable = False
        office = AdminOffice(
            Desk(self.editorial, fingerprint, lambda: self.now, CHECKING),
            lambda: self.library.context().content,
            self._fetch,
        )
        roles = Roles(self.storage, BOT_ID, admin_ids)
        administration = AdminReader(self.storage, BOT_ID, roles, office)
        reader = FactsReader(
            self.storage, BOT_ID, self.library.find, roles=roles, administration=administration
        )
        self.converse(Dialogue(step, apology, self.library.context), reader)

    def follow(self) -> None:
        """Let the running bot see what was published."""
        asyncio.run(self.library.refresh())

    def log(self) -> list[tuple[str, str]]:
        """List who did what, from old to new."""
        return [(one.who, one.action) for one in reversed(asyncio.run(self.editorial.log()))]

    def send(
        self, person: Neighbour, data: bytes, file_id: str = "file-1", size: int | None = None
    ) -> list[Reply]:
        """Let a person send a file."""
        self.sent[file_id] = data
        length = len(data) if size is None else size
        return person.happen(Document(now=person.now, language_code="nl", file_id=file_id, size=length))

    async def _fetch(self, file_id: str) -> bytes:
        if self.unreachable or file_id not in self.sent:
            raise FileUnreachable("gone")
        return self.sent[file_id]


def admin(hall: Hall, language_code: str = "nl") -> Neighbour:
    """Let an administrator come in, at the first admin page."""
    person = hall.person(language_code)
    person.command("admin")
    return person


def appointed(hall: Hall, by: Neighbour, name: str) -> Neighbour:
    """Let an administrator appoint another one."""
    by.command("admin")
    by.taps("Beheerders", "Beheerder aanwijzen")
    by.type(name)
    code = link_of(by)
    person = hall.person()
    person.command("start", code)
    return person


def link_of(person: Neighbour) -> str:
    """Find the payload of the start link that somebody was given last."""
    texts = [shown.text for _, shown in sorted(person.chat.items()) if "?start=" in shown.text]
    return texts[-1].rpartition("?start=")[2].split()[0]
