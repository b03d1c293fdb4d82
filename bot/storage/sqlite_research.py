"""What research may see of an SQLite file, before it is made anonymous."""

from collections.abc import Sequence

from sqlite_utils import Database

from bot.storage.sqlite_file import faults


async def sessions_of_shops(db: Database) -> Sequence[str]:
    """List the sessions that hold a result, without telling whose; advisors are no shops."""
    with faults():
        rows = db.execute(
            "SELECT session FROM chats AS c WHERE finished = 1 AND NOT EXISTS ("
            "SELECT 1 FROM advisors AS a WHERE a.bot_id = c.bot_id AND a.chat_id = c.chat_id)"
        )
        return [session for (session,) in rows]
