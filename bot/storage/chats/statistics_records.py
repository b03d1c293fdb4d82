"""What the bot asks of a database about all shops together."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.records.statistics import Stopped, Week

STOPPED_AFTER = timedelta(days=7)
"""Who did not finish, and was not there for so long, has stopped."""


class Statistics(Protocol):
    """Counts over chats; administrators are left out. Every method raises StorageFault."""

    async def weeks(self, bot_id: int, limit: int, now: datetime) -> Sequence[Week]:
        """List the last weeks that have ended and have five or more, by language, the newest first."""
        ...

    async def stopped(self, bot_id: int) -> Sequence[Stopped]:
        """List where people stopped, as it was released last, the question with the most first."""
        ...

    async def renew_stopped(self, bot_id: int, at: datetime) -> bool:
        """Release where those stopped who are in no release yet, if it is due; tell whether it was."""
        ...
