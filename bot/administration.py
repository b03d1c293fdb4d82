"""What administrators use in the chat, put together."""

from bot.dialogue.admin_fields import named
from bot.editorial.desk import Desk
from bot.editorial.editorial import Editorial
from bot.library import Library
from bot.roles import Roles
from bot.storage.groups import GroupStore
from bot.storage.opening import Storage
from bot.telegram.admin_office import AdminOffice
from bot.telegram.admin_reader import AdminReader
from bot.telegram.connection import Connection


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
