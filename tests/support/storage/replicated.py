"""Several bots on one PostgreSQL database."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.storage.database import Storage, open_storage
from tests.support.storage.stored import EMPTY

REPLICAS = 3


def on_replicas(url: str, test: Callable[[list[Storage]], Awaitable[None]]) -> None:
    """Run an async test on an empty database that several have open."""

    async def run() -> None:
        opened = [open_storage(url) for _ in range(REPLICAS)]
        opened[0].db.execute(EMPTY)
        try:
            await test(opened)
        finally:
            for storage in opened:
                await storage.close()

    asyncio.run(run())
