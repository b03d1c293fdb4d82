"""What the bot asks of a database about those who administer it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from bot.records.people import Admin

CODE_LASTS = timedelta(days=7)


class AdminStore(Protocol):
    """Knows those who became admins by a link; those of ADMIN_IDS it does not know.

    Every method raises StorageFault when the database fails. Codes are given without their prefix, and only
    a digest of them is kept. Appointing and withdrawing are writes (see `bot.records.writes`).
    """

    async def admin(self, bot_id: int, chat_id: int) -> Admin | None:
        """Find an admin."""
        ...

    async def admins(self, bot_id: int) -> tuple[Admin, ...]:
        """List the admins, the first appointed first."""
        ...

    async def keep_ids(self, bot_id: int, chat_ids: Collection[int]) -> None:
        """Note who stands in the settings, so that they are left out of what is counted."""
        ...

    async def open_code(self, bot_id: int, code: str, now: datetime) -> bool | None:
        """Tell whether a code can be used; None where it is not known."""
        ...

    async def first_claim(self, bot_id: int, code: str, now: datetime) -> bool:
        """Note a claim, where there is no admin and there never was a claim; tells whether it was noted."""
        ...

    async def claim(self, bot_id: int, code: str, now: datetime) -> None:
        """Note a claim, in the place of any that was not used."""
        ...
