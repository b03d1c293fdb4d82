"""What a newer release stored and this one cannot read: it is left for a process that can."""

from collections.abc import Callable, Collection, Sequence

import structlog

from bot.dialogue.core.session import NewerSession, UnreadableSession, load
from bot.engine.incoming import Handle, LeftAlone, Update
from bot.storage.chats.records import StorageFault
from bot.storage.database import Storage

log = structlog.get_logger(__name__)

_MOST = 900
"""So many chats are looked at again; of more it is known well enough that there are some."""


class NewerChats:
    """Knows the chats whose sessions this process met and could not read."""

    def __init__(self, storage: Storage, bot_id: int) -> None:
        self._storage = storage
        self._bot_id = bot_id
        self._met: set[int] = set()

    def meet(self, chat_ids: Collection[int]) -> None:
        """Note chats that were left."""
        if fresh := set(chat_ids) - self._met:
            log.warning("session_newer", chats=len(fresh), do="end this process, or upgrade it")
        if len(self._met) < _MOST:
            self._met.update(chat_ids)

    async def unready(self) -> str:
        """Say why this process should get no updates; empty where it can read all that it met by now."""
        if not self._met:
            return ""
        try:
            loaded = await self._storage.run(lambda unit: unit.chats.load(self._bot_id, self._met, ()))
        except StorageFault:
            return "the database does not answer"
        self._met = {chat_id for chat_id, one in loaded.chats.items() if _newer(one.session)}
        if self._met:
            return f"a newer release stored sessions that this one cannot read: {len(self._met)}"
        return ""


def held_handle(handle: Handle, why: Callable[[], str]) -> Handle:
    """Handle batches, but leave them while there is a reason to."""

    async def handle_or_leave(updates: Sequence[Update]) -> None:
        if why():
            raise LeftAlone({update.id for update in updates if update.id is not None})
        await handle(updates)

    return handle_or_leave


def _newer(session: str) -> bool:
    try:
        load(session)
    except NewerSession:
        return True
    except UnreadableSession:
        return False
    return False
