"""Queries of administrators' pages → answers; to nobody else."""

from datetime import datetime
from typing import Any

from bot.dialogue.admin import people_queries as people
from bot.dialogue.admin import queries as facts
from bot.engine.editorial_queries import AdminOffice
from bot.records.people import Admin, Appointment, Author
from bot.roles import Roles
from bot.storage.database import Storage

_WEEKS = 16
"""Rows: two languages, so about eight weeks."""


_FIRST = "first administrator"


class AdminReader:
    """Answers administrators, and nobody else."""

    def __init__(
        self,
        storage: Storage,
        bot_id: int,
        roles: Roles,
        office: AdminOffice,
    ) -> None:
        self._bot_id = bot_id
        self._roles = roles
        self._storage = storage
        self._office = office

    async def answer(self, chat_id: int, query: facts.AdminQuery[Any], now: datetime) -> object:
        """Answer a query; None to who may not know. Raises StorageFault."""
        if isinstance(query, facts.AdminLink):
            return await self._storage.run(lambda unit: unit.admins.open_code(self._bot_id, query.code, now))
        allowed = await self._roles.is_admin(chat_id)
        if isinstance(query, facts.Administers):
            return allowed and (chat_id in self._roles.ids or chat_id not in query.withdrawn)
        return await self._answer(query, await self.author(chat_id), now) if allowed else None

    async def author(self, chat_id: int) -> Author:
        """Tell who an administrator is, for what they change."""
        known = await self._storage.run(lambda unit: unit.admins.admin(self._bot_id, chat_id))
        appointment = Appointment(self._bot_id, chat_id) if chat_id not in self._roles.ids else None
        # Of whom the settings do not name, no number stays in the log when everything kept of them is erased.
        return Author((known.label or _FIRST) if known else f"Telegram {chat_id}", appointment)

    async def _answer(self, query: facts.AdminQuery[Any], author: Author, now: datetime) -> object:
        match query:
            case facts.Signature():
                return author
            case people.ReadStatistics():
                return await self._counts(now)
            case people.People():
                if query.kind == "advisor":
                    return await self._storage.run(lambda unit: unit.groups.advisors(self._bot_id))
                return await self._administrators()
        return await self._office.answer(query, author)

    async def _counts(self, now: datetime) -> people.Statistics:
        weeks, stopping_points = await self._storage.run(
            lambda unit: (
                unit.statistics.weeks(self._bot_id, _WEEKS, now),
                unit.statistics.stopping_points(self._bot_id),
            )
        )
        return people.Statistics(weeks, stopping_points)

    async def _administrators(self) -> tuple[Admin, ...]:
        fixed = [Admin(chat_id, "ADMIN_IDS", None) for chat_id in sorted(self._roles.ids)]
        known = await self._storage.run(lambda unit: unit.admins.admins(self._bot_id))
        return (*fixed, *(one for one in known if one.chat_id not in self._roles.ids))
