"""An administrator's chat to test with: the real editorial office, on a database of its own."""

import asyncio
from typing import Any

from bot.dialogue.admin.queries import AdminQuery
from bot.dialogue.core.queries import Query
from tests.support.dialogue.talk import Talk
from tests.support.town.admins import Hall

ADMIN = 1


class Administered(dict[Query[Any], Any]):
    """Answers an administrator's queries from a town hall; of anything else there is none."""

    def __init__(self, talk: Talk, hall: Hall) -> None:
        super().__init__()
        self.talk, self.hall = talk, hall
        self.written = 0
        """How many of the chat's writes are in the database."""

    def get(self, query: Query[Any], default: Any = None) -> Any:
        if not isinstance(query, AdminQuery):
            return super().get(query, default)
        self.hall.now = self.talk.now
        fresh, self.written = self.talk.writes[self.written :], len(self.talk.writes)
        if fresh:
            self.hall.writes.commit(ADMIN, fresh, self.talk.now)
        return asyncio.run(self.hall.reader.read(ADMIN, query, self.talk.now))


def administer(talk: Talk, hall: Hall | None = None) -> Talk:
    """Make a chat that of an administrator."""
    talk.known = Administered(talk, hall or Hall())
    return talk


FIXTURES = {"admin": administer}
"""By the name that a golden conversation has under `known`."""
