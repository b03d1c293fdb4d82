"""Queries of administrators' pages → answers; to nobody else."""

from datetime import datetime
from typing import Any

from bot.dialogue.admin import people_queries as people
from bot.dialogue.admin import queries as facts
from bot.engine.editorial_queries import AdminOffice
from bot.records.people import Admin
from bot.roles import Roles
from bot.storage.access.admins_records import AdminStore
from bot.storage.chats.statistics_records import Statistics
from bot.storage.groups.records import GroupStore

_WEEKS = 16
"""Rows: two languages, so about eight weeks."""


_FIRST = "first administrator"


class AdminReader:
    """Answers administrators, and nobody else."""

    def __init__(
        self,
        bot_id: int,
        roles: Roles,
        admins: AdminStore,
        groups: GroupStore,
        statistics: Statistics,
        office: AdminOffice,
    ) -> None:
        self._bot_id = bot_id
        self._roles = roles
        self._admins = admins
        self._groups = groups
        self._statistics = statistics
        self._office = office

    async def answer(self, chat_id: int, query: facts.AdminQuery[Any], now: datetime) -> object:
        """Answer a query, or do what it says; None to who may not know. Raises StorageFault."""
        if isinstance(query, facts.AdminLink):
            return await self._admins.open_code(self._bot_id, query.code, now)
        allowed = await self._roles.is_admin(chat_id)
        if isinstance(query, facts.Administers):
            return allowed
        return await self._answer(query, await self.who(chat_id), now) if allowed else None

    async def who(self, chat_id: int) -> str:
        """Name an administrator for the log."""
        known = await self._admins.admin(self._bot_id, chat_id)
        # Of whom the settings do not name, no number stays in the log when everything kept of them is erased.
        return (known.label or _FIRST) if known else f"Telegram {chat_id}"

    async def _answer(self, query: facts.AdminQuery[Any], who: str, now: datetime) -> object:
        match query:
            case people.ReadStatistics():
                return await self._counts(now)
            case people.People():
                if query.kind == "advisor":
                    return await self._groups.advisors(self._bot_id)
                return await self._administrators()
            case people.Invite():
                return await self._invite(query, who, now)
            case people.Withdraw():
                return await self._withdraw(query, who, now)
        return await self._office.answer(query, who)

    async def _counts(self, now: datetime) -> people.Statistics:
        weeks = await self._statistics.weeks(self._bot_id, _WEEKS, now)
        return people.Statistics(tuple(weeks), tuple(await self._statistics.stopped(self._bot_id)))

    async def _administrators(self) -> tuple[Admin, ...]:
        fixed = [Admin(chat_id, "ADMIN_IDS", None) for chat_id in sorted(self._roles.ids)]
        known = await self._admins.admins(self._bot_id)
        return (*fixed, *(one for one in known if one.chat_id not in self._roles.ids))

    async def _invite(self, query: people.Invite, who: str, now: datetime) -> bool:
        # The same code again takes the place of what it was, so that asking again makes one invitation.
        if await self._admins.open_code(self._bot_id, query.code, now):
            return True
        if query.kind == "admin":
            await self._admins.appoint(self._bot_id, query.name, query.code, who, now)
            return True
        await self._groups.invite(self._bot_id, query.name, query.label, query.code, now)
        await self._admins.note(who, "invited", f"advisor of {query.name}", now)
        return True

    async def _withdraw(self, query: people.Withdraw, who: str, now: datetime) -> bool:
        if query.kind == "admin":
            return await self._admins.withdraw(self._bot_id, query.chat_id, who, now)
        advisors = await self._groups.advisors(self._bot_id)
        known = next((one for one in advisors if one.chat_id == query.chat_id), None)
        withdrawn = await self._groups.withdraw(self._bot_id, query.chat_id)
        if known and withdrawn:
            await self._admins.note(who, "withdrew", f"advisor of {known.organisation.name}", now)
        return withdrawn
