"""Deleting all that is due to go."""

import asyncio

from bot.storage.chats.expiry import Ends
from bot.storage.database import Storage
from bot.storage.unit import Unit

# A purge holds up whoever writes meanwhile, so it goes in parts.
_PART = 200


async def delete_due(storage: Storage, ends: Ends) -> int:
    """Delete what is due to go, however much that is; returns how many chats. Raises StorageFault."""
    await storage.run(lambda unit: _prune(unit, ends))
    chats = 0
    while True:
        part = await storage.run(lambda unit: unit.upkeep.purge(ends.unfinished, ends.any, _PART))
        chats += part
        if part < _PART:
            break
        await asyncio.sleep(0)
    await storage.run(lambda unit: unit.upkeep.tidy())
    return chats


def _prune(unit: Unit, ends: Ends) -> None:
    upkeep = unit.upkeep
    upkeep.prune_pictures(ends.pictures)
    upkeep.prune_assessments(ends.contributions)
    upkeep.prune_invitations(ends.now)
    upkeep.prune_admin_codes(ends.admin_codes)
    upkeep.prune_shares(ends.now)
    upkeep.prune_contributions(ends.contributions)
    upkeep.prune_notices(ends.notices)
