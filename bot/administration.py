"""What administrators use in the chat, put together; and the link with which the first one comes in."""

from collections.abc import Collection
from datetime import datetime

import structlog

from bot.dialogue.admin_fields import named
from bot.editorial.desk import Desk
from bot.editorial.editorial import Editorial
from bot.library import Library
from bot.roles import Roles
from bot.storage.admins import AdminStore
from bot.storage.groups import GroupStore
from bot.storage.opening import Storage
from bot.storage.store import StorageFault
from bot.telegram.admin_office import AdminOffice
from bot.telegram.admin_reader import AdminReader
from bot.telegram.connection import Connection
from bot.telegram.updates import BotIdentity
from bot.telegram.worker import new_nonce

log = structlog.get_logger(__name__)


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


async def begin_administration(
    admins: AdminStore, bot: BotIdentity, admin_ids: Collection[int], now: datetime
) -> None:
    """Note who stands in the settings; where nobody does, tell once in the log how the first one comes in."""
    code = new_nonce()
    try:
        await admins.keep_ids(bot.id, admin_ids)
        offered = not admin_ids and await admins.first_claim(bot.id, code, now)
    except StorageFault as fault:
        log.warning("admins_not_noted", fault=str(fault))
        return
    if offered:
        log.info("claim_link", link=claim_link(bot.username, code), days=7)


def claim_link(username: str, code: str) -> str:
    """Write a link with which somebody becomes an administrator."""
    return f"https://t.me/{username}?start=k-{code}"
