"""Queries of the dialogue → facts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from bot.dialogue.admin.queries import AdminQuery
from bot.dialogue.core.queries import (
    Advises,
    Campaigns,
    ConsoleRole,
    FilledIn,
    InThread,
    Opened,
    Peers,
    Query,
    Search,
    SharedShop,
    SharedShops,
    Shares,
    SignIn,
    Threads,
    Totals,
)
from bot.dialogue.core.session import NewerSession, UnreadableSession, load
from bot.library.schema.content import Language
from bot.records.console import Waiting
from bot.records.groups import Organisation, SharedSession
from bot.roles import Roles
from bot.storage.database import Storage
from bot.storage.unit import Unit
from scoring.model import ShopType

Find = Callable[[str, Language, ShopType | None], tuple[str, ...]]
"""A person's own words, and in which language → the cards they are about."""


class Administration(Protocol):
    """Knows who the administrators are, and answers what concerns them."""

    async def answer(self, chat_id: int, query: AdminQuery[Any], now: datetime) -> object:
        """Answer a query. Raises StorageFault."""
        ...


class FactsReader:
    """Answers what the dialogue wants to know."""

    def __init__(
        self,
        storage: Storage,
        bot_id: int,
        find: Find,
        *,
        count_participants: bool = True,
        roles: Roles | None = None,
        administration: Administration | None = None,
    ) -> None:
        self._storage = storage
        self._bot_id = bot_id
        self._find = find
        self._count_participants = count_participants
        self._roles = roles or Roles(storage, bot_id, ())
        self._administration = administration

    async def counts(self, chat_id: int) -> bool:
        """Tell whether a finished assessment is kept to compare others with: not of trials, not of admins."""
        return self._count_participants and not await self.is_admin(chat_id)

    async def is_admin(self, chat_id: int) -> bool:
        """Tell whether a chat is an administrator's, which counts nowhere."""
        return await self._roles.is_admin(chat_id)

    async def read(self, chat_id: int, query: Query[Any], now: datetime) -> object:
        """Give the answer. Raises StorageFault."""
        if isinstance(query, AdminQuery):
            there = self._administration
            return await there.answer(chat_id, query, now) if there else None
        if isinstance(query, Search):
            return self._find(query.query, query.language, query.shop)
        if isinstance(query, ConsoleRole | SignIn):
            return await self._of_console(chat_id, query, now)
        return await self._storage.run(lambda unit: self._answer(unit, chat_id, query, now))

    def _answer(self, unit: Unit, chat_id: int, query: Query[Any], now: datetime) -> object:
        match query:
            case Peers():
                return unit.peers.peer_table(self._bot_id) if self._count_participants else None
            case Opened():
                return unit.groups.link(self._bot_id, query.code, now)
            case FilledIn():
                return unit.groups.contribution_of(self._bot_id, query.code)
            case Advises():
                return unit.groups.advises(self._bot_id, chat_id)
            case Shares():
                return unit.groups.shares(self._bot_id, chat_id, now)
            case InThread():
                return unit.groups.thread(self._bot_id, chat_id, query.thread)
            case Threads():
                return unit.groups.threads(self._bot_id, chat_id)
        organisation = unit.groups.advises(self._bot_id, chat_id)
        return self._of(unit, organisation, query, now) if organisation else ()

    def _of(self, unit: Unit, organisation: Organisation, query: Query[Any], now: datetime) -> object:
        """Answer what only an advisor may know, of the advisor's own organisation."""
        match query:
            case Campaigns():
                return unit.groups.campaigns(self._bot_id, organisation.id)
            case Totals():
                return unit.groups.totals(self._bot_id, organisation.id)
            case SharedShops():
                shared = unit.groups.shared_sessions(self._bot_id, organisation.id, now)
                return tuple(shop for one in shared if (shop := _shop(one)))
        raise TypeError(f"no such query: {type(query).__name__}")

    async def _of_console(
        self, chat_id: int, query: ConsoleRole | SignIn, now: datetime
    ) -> bool | Waiting | None:
        admitted = bool((await self._roles.role_of(chat_id)).names)
        if isinstance(query, ConsoleRole) or not admitted:
            return admitted if isinstance(query, ConsoleRole) else None
        return await self._storage.run(lambda unit: unit.console(self._bot_id).asking(query.code, now))


def _shop(shared: SharedSession) -> SharedShop | None:
    try:
        return SharedShop(shared.id, shared.layers, load(shared.session), shared.since)
    except NewerSession:
        # What would be shown without it would not be all.
        raise
    except UnreadableSession:
        return None
