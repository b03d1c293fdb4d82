"""What stands before several bots in service: each connection goes to the next one that is up."""

import asyncio
import itertools
from collections.abc import Sequence
from contextlib import suppress


class Balancer:
    """Passes connections on by turns; serves until it is closed."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._turns = itertools.cycle(ports)
        self._count = len(ports)
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Listen on a free port, and tell which."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """End what is under way."""
        if self._server:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task  # noqa: S101 -- asyncio runs each connection as a task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            for port in itertools.islice(self._turns, self._count):
                with suppress(OSError):
                    there, answer = await asyncio.open_connection("127.0.0.1", port)
                    await _both_ways((reader, answer), (there, writer))
                    return
        finally:
            writer.close()


async def _both_ways(*ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
    """Pass on until one side ends; then both do."""
    passing = [asyncio.create_task(_pass_on(reader, writer)) for reader, writer in ways]
    try:
        await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in passing:
            task.cancel()
        await asyncio.gather(*passing, return_exceptions=True)
        for _, writer in ways:
            writer.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
