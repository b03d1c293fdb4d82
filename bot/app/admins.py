"""What administrators use in the chat and on the console, put together."""

from dataclasses import dataclass

from bot.app.live_content import Library
from bot.app.parts import Parts
from bot.dialogue.admin.fields import fingerprint
from bot.editorial.desk import Desk
from bot.editorial.editorial import Editorial
from bot.engine.admin_queries import AdminReader
from bot.engine.editorial_queries import AdminOffice
from bot.roles import Roles
from bot.storage.database import Storage


@dataclass(frozen=True, slots=True)
class Administration:
    """The desk at which administrators change the content, and what answers them and knows them."""

    desk: Desk
    reader: AdminReader


def desk_of(storage: Storage) -> Desk:
    """Give the desk that chat and console share, and with it what was worked out of a draft."""
    return Desk(Editorial(storage), fingerprint)


def administration(parts: Parts, library: Library) -> Administration:
    """Put together what administrators of this bot use."""
    storage, bot_id = parts.storage, parts.bot.id
    roles = Roles(storage, bot_id, parts.settings.admin_ids)
    desk = desk_of(storage)
    office = AdminOffice(desk, lambda: library.context().content, parts.connection.file)
    reader = AdminReader(storage, bot_id, roles, office)
    return Administration(desk, reader)
