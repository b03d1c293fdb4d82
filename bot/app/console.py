"""The console of a bot that runs: what it works with, and where a sandbox serves it."""

import socket

import structlog

from bot.app.admins import Administration
from bot.app.live_content import Library
from bot.app.parts import Parts
from bot.engine.answers import FactsReader
from bot.pictures.drawing import Drawing
from bot.telegram.sending.drawing import NotDrawn, Studio
from bot.web.console.office import Office

log = structlog.get_logger(__name__)


def office_of(
    parts: Parts, library: Library, administration: Administration, reader: FactsReader, studio: Studio
) -> Office:
    """Give the console what it works with."""

    async def draw(drawing: Drawing) -> bytes | None:
        try:
            return await studio.draw(drawing)
        except NotDrawn as fault:
            log.warning("not_drawn", fault=str(fault))
            return None

    storage, bot_id, desk = parts.storage, parts.bot.id, administration.desk
    return Office(
        bot_id=bot_id,
        editorial=desk.editorial,
        desk=desk,
        storage=storage,
        roles=administration.reader.roles,
        author=administration.reader.author,
        context=library.context,
        read=reader.read,
        draw=draw,
        public_url=parts.settings.public_url,
        trusted=parts.settings.trusted_proxies,
        clock=parts.clock,
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
