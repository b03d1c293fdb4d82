"""What research may see, before it is made anonymous."""

from collections.abc import Sequence

from bot.storage.sql import Sql
from bot.storage.sqlite_file import faults


class SqlResearch:
    """What research is made from, in a database that is open."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    async def sessions_of_shops(self) -> Sequence[str]:
        """List the sessions that hold a result, without telling whose; advisors are no shops."""
        with faults():
            rows = self._db.execute(
                "SELECT session FROM chats AS c WHERE finished = 1 AND NOT EXISTS ("
                "SELECT 1 FROM advisors AS a WHERE a.bot_id = c.bot_id AND a.chat_id = c.chat_id)"
            )
            return [session for (session,) in rows]
