"""What deletes, of a database."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.storage.chats.expiry import Ends, Share

# A purge holds up whoever writes meanwhile, so it goes in parts.
_PART = 200


class Upkeep(Protocol):
    """Deletes what is no longer needed. Every method raises StorageFault when the database fails."""

    async def due(self, ends: Ends) -> Mapping[str, Share]:
        """Count what is due to go, by table; what comes and goes within days anyway is not counted."""
        ...

    async def correct(self, now: datetime) -> int:
        """Bring moments back that lie further ahead than can be, as of now; returns how many they were."""
        ...

    async def prune_seen(self, before: datetime) -> int:
        """Forget the updates applied before a moment; returns how many."""
        ...

    async def prune_console(self, now: datetime) -> int:
        """Delete the codes and sessions of the console that ended; returns how many."""
        ...

    async def prune_pictures(self, before: datetime) -> int:
        """Forget the pictures not used since a moment; returns how many."""
        ...

    async def prune_assessments(self, before: datetime) -> int:
        """Delete the assessments finished before a moment; returns how many."""
        ...

    async def prune_invitations(self, expired_before: datetime) -> int:
        """Delete the invitations that expired before a moment; returns how many."""
        ...

    async def prune_admin_codes(self, expired_before: datetime) -> int:
        """Delete the links for administrators that expired before a moment; returns how many."""
        ...

    async def prune_shares(self, ended_before: datetime) -> int:
        """Delete the shares that lasted until before a moment; returns how many."""
        ...

    async def prune_contributions(self, before: datetime) -> int:
        """Delete what was contributed to totals before a moment; returns how many.

        With the next release it leaves the totals, and what it was added up with too.
        """
        ...

    async def prune_notices(self, before: datetime) -> int:
        """Delete the notices that wait since before a moment; returns how many."""
        ...

    async def purge(self, unfinished_before: datetime, any_before: datetime, limit: int) -> int:
        """Delete chats whole that were not visited since a moment: those without a result, and any.

        Advisors and administrators need no result, and stay what they are. Deletes at most `limit`, and
        returns how many.
        """
        ...

    async def tidy(self) -> None:
        """Take out of the database's files what was deleted."""
        ...


async def delete_due(upkeep: Upkeep, ends: Ends) -> int:
    """Delete what is due to go, however much that is; returns how many chats. Raises StorageFault."""
    await upkeep.prune_pictures(ends.pictures)
    await upkeep.prune_assessments(ends.counted)
    await upkeep.prune_invitations(ends.now)
    await upkeep.prune_admin_codes(ends.admin_codes)
    await upkeep.prune_shares(ends.now)
    await upkeep.prune_contributions(ends.counted)
    await upkeep.prune_notices(ends.notices)
    chats = 0
    while True:
        part = await upkeep.purge(ends.unfinished, ends.any, _PART)
        chats += part
        if part < _PART:
            break
        await asyncio.sleep(0)
    await upkeep.tidy()
    return chats
