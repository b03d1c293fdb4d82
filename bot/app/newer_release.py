"""A newer release that changes the database while this one runs."""

import asyncio

import structlog

from bot.storage.chats.records import StorageFault
from bot.storage.database import Storage
from bot.storage.schema.version import NewerDatabase

log = structlog.get_logger(__name__)

_EVERY_S = 2.0


async def refuse_newer(storage: Storage) -> None:
    """Look from time to time, until cancelled. Raises NewerDatabase once this release cannot go on."""
    while True:
        try:
            why = await storage.run(lambda unit: unit.pulse.unreadable())
        except StorageFault as fault:
            log.warning("schema_not_read", fault=str(fault))
        else:
            if why:
                raise NewerDatabase(why)
        await asyncio.sleep(_EVERY_S)
