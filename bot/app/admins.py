"""What administrators use in the chat, put together."""

from bot.app.live_content import Library
from bot.dialogue.admin.fields import named
from bot.editorial.desk import Desk
from bot.editorial.editorial import Editorial
from bot.roles import Roles
from bot.storage.database import Storage
from bot.storage.groups.records import GroupStore
from bot.telegram.api.connection import Connection
from bot.telegram.turns.admin_queries import AdminReader
from bot.telegram.turns.editorial_queries import AdminOffice


def administration(
    connection: Connection,
    bot_id: int,
    storage: Storage,
    groups: GroupStore,
    library: Library,
    roles: Roles,
) -> AdminReader:
    """Put together what answers administrators."""
    content = storage.content
    editorial = Editorial(content)
    office = AdminOffice(
        Desk(editorial, content, named), editorial, lambda: library.context().content, connection.file
    )
    return AdminReader(bot_id, roles, storage.admins, groups, storage.statistics, office)
