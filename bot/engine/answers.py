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
    ThreadOf,
    Threads,
    Totals,
)
from bot.dialogue.core.session import NewerSession, UnreadableSession, load
from bot.library.schema.content import Language
from bot.records.console import Waiting
from bot.records.groups import Filled, Link, Organisation, SharedSession, Thread
from bot.roles import Roles
from bot.storage.access.console import ConsoleStore
from bot.storage.chats.peers import PeerStore
from bot.storage.groups.reads import GroupStore
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
        groups: GroupStore,
        bot_id: int,
        find: Find,
        *,
        peers: PeerStore | None = None,
        count_participants: bool = True,
        roles: Roles | None = None,
        console: ConsoleStore | None = None,
        administration: Administration | None = None,
    ) -> None:
        self._peers = peers
        self._groups = groups
        self._bot_id = bot_id
        self._find = find
        self._count_participants = count_participants
        self._roles = roles or Roles(groups, bot_id, ())
        self._console = console
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
        return await self._answer(chat_id, query, now)

    async def _answer(self, chat_id: int, query: Query[Any], now: datetime) -> object:
        match query:
            case Search():
                return self._find(query.query, query.language, query.shop)
            case Peers():
                counts = self._peers if self._count_participants else None
                return await counts.peer_table(self._bot_id) if counts else None
            case Advises():
                return await self._groups.advises(self._bot_id, chat_id)
            case Opened() | FilledIn():
                return await self._under(query, now)
            case Shares():
                return await self._groups.shares(self._bot_id, chat_id, now)
            case InThread() | ThreadOf() | Threads():
                return await self._of_conversations(chat_id, query)
            case ConsoleRole() | SignIn():
                return await self._of_console(chat_id, query, now)
        organisation = await self._groups.advises(self._bot_id, chat_id)
        return await self._of(organisation, query, now) if organisation else ()

    async def _under(self, query: Opened | FilledIn, now: datetime) -> Link | Filled | None:
        """Answer what whoever has a code may know."""
        if isinstance(query, Opened):
            return await self._groups.link(self._bot_id, query.code, now)
        return await self._groups.contribution_of(self._bot_id, query.code)

    async def _of_conversations(
        self, chat_id: int, query: InThread | ThreadOf | Threads
    ) -> Thread | tuple[Thread, ...] | None:
        match query:
            case InThread():
                return await self._groups.thread(self._bot_id, chat_id, query.thread)
            case ThreadOf():
                return await self._groups.thread_of(self._bot_id, chat_id, query.message)
        return await self._groups.threads(self._bot_id, chat_id)

    async def _of_console(
        self, chat_id: int, query: ConsoleRole | SignIn, now: datetime
    ) -> bool | Waiting | None:
        console = self._console
        admitted = console is not None and bool((await self._roles.role_of(chat_id)).names)
        if isinstance(query, ConsoleRole):
            return admitted
        return await console.asking(query.code, now) if console and admitted else None

    async def _of(self, organisation: Organisation, query: Query[Any], now: datetime) -> object:
        """Answer what only an advisor may know, of the advisor's own organisation."""
        match query:
            case Campaigns():
                return await self._groups.campaigns(self._bot_id, organisation.id)
            case Totals():
                return await self._groups.totals(self._bot_id, organisation.id)
            case SharedShops():
                shared = await self._groups.shared_sessions(self._bot_id, organisation.id, now)
                return tuple(shop for one in shared if (shop := _shop(one)))
        raise TypeError(f"no such query: {type(query).__name__}")


def _shop(shared: SharedSession) -> SharedShop | None:
    try:
        return SharedShop(shared.id, shared.layers, load(shared.session), shared.since)
    except NewerSession:
        # What would be shown without it would not be all.
        raise
    except UnreadableSession:
        return None
