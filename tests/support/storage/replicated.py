"""Several bots on one PostgreSQL database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.storage.database import Storage, open_storage
from tests.support.storage.stored import EMPTY

REPLICAS = 3


@asynccontextmanager
async def open_replicas(url: str) -> AsyncIterator[list[Storage]]:
    """Open an empty database several times, as bots on several machines do."""
    opened = [open_storage(url) for _ in range(REPLICAS)]
    opened[0].unit.db.execute(EMPTY)
    try:
        yield opened
    finally:
        for storage in opened:
            await storage.close()
