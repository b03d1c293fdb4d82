"""The console of a bot that runs: what it works with, and where a sandbox serves it."""

import socket
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.app.live_content import Library
from bot.editorial.desk import Desk
from bot.engine.answers import FactsReader
from bot.pictures.drawing import Drawing
from bot.records.people import Author
from bot.roles import Roles
from bot.storage.database import Storage
from bot.telegram.sending.drawing import NotDrawn, Studio
from bot.web.console.addresses import Networks
from bot.web.console.office import Office

log = structlog.get_logger(__name__)


def office_of(
    storage: Storage,
    bot_id: int,
    library: Library,
    reader: FactsReader,
    studio: Studio,
    desk: Desk,
    *,
    roles: Roles,
    author: Callable[[int], Awaitable[Author]],
    public_url: str,
    trusted: Networks,
    clock: Callable[[], datetime],
) -> Office:
    """Give the console what it works with."""

    async def draw(drawing: Drawing) -> bytes | None:
        try:
            return await studio.draw(drawing)
        except NotDrawn as fault:
            log.warning("not_drawn", fault=str(fault))
            return None

    return Office(
        bot_id=bot_id,
        editorial=desk.editorial,
        desk=desk,
        storage=storage,
        roles=roles,
        author=author,
        context=library.context,
        read=reader.read,
        draw=draw,
        public_url=public_url,
        trusted=trusted,
        clock=clock,
    )


def address_beside(port: int) -> str:
    """Find an address for the sandbox's console: the next port where it is free, or else any."""
    try:
        with socket.create_server(("127.0.0.1", port + 1)) as listener:
            return _address(listener)
    except (OSError, OverflowError):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            return _address(listener)


def _address(listener: socket.socket) -> str:
    return f"127.0.0.1:{listener.getsockname()[1]}"
