"""What administrators use in the chat, put together."""

from bot.app.live_content import Library
from bot.dialogue.admin.fields import fingerprint
from bot.editorial.desk import Desk
from bot.editorial.editorial import Editorial
from bot.engine.admin_queries import AdminReader
from bot.engine.editorial_queries import AdminOffice
from bot.roles import Roles
from bot.storage.database import Storage
from bot.telegram.api.connection import Connection


def desk_of(storage: Storage) -> Desk:
    """Give the desk that chat and console share, and with it what was worked out of a draft."""
    return Desk(Editorial(storage), fingerprint)


def administration(
    connection: Connection,
    bot_id: int,
    storage: Storage,
    desk: Desk,
    library: Library,
    roles: Roles,
) -> AdminReader:
    """Put together what answers administrators."""
    office = AdminOffice(desk, lambda: library.context().content, connection.file)
    return AdminReader(storage, bot_id, roles, office)
