"""Who may do what outside the conversation: the one place where that is decided."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from bot.groups.model import Organisation
from bot.storage.groups import GroupStore

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

    def __init__(self, groups: GroupStore, bot_id: int, admins: Collection[int]) -> None:
        self._groups = groups
        self._bot_id = bot_id
        self._admins = frozenset(admins)

    async def role_of(self, chat_id: int) -> Role:
        """Tell what a chat is. Raises StorageFault."""
        return Role(chat_id in self._admins, await self._groups.advises(self._bot_id, chat_id))
