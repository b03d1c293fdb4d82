"""Who may do what outside the conversation: the one place where that is decided."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from bot.records.groups import Organisation
from bot.storage.database import Storage

RoleName = Literal["admin", "advisor"]


@dataclass(frozen=True, slots=True)
class Role:
    """What a chat is; an admin may be an advisor too."""

    admin: bool
    advises: Organisation | None

    @property
    def names(self) -> frozenset[RoleName]:
        found: dict[RoleName, bool] = {"admin": self.admin, "advisor": self.advises is not None}
        return frozenset(name for name, held in found.items() if held)


class Roles:
    """Tells what a chat is now; whoever asks later may hear something else."""

    def __init__(self, storage: Storage, bot_id: int, ids: Collection[int]) -> None:
        """Take the admins of ADMIN_IDS, and where those are kept who became one by a link."""
        self._storage = storage
        self._bot_id = bot_id
        self.ids = frozenset(ids)

    async def is_admin(self, chat_id: int) -> bool:
        """Tell whether a chat is an administrator's. Raises StorageFault."""
        if chat_id in self.ids:
            return True
        return await self._storage.run(lambda unit: unit.admins.admin(self._bot_id, chat_id)) is not None

    async def role_of(self, chat_id: int) -> Role:
        """Tell what a chat is. Raises StorageFault."""
        advises = await self._storage.run(lambda unit: unit.groups.advises(self._bot_id, chat_id))
        return Role(await self.is_admin(chat_id), advises)
