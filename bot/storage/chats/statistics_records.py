"""What can be told of all shops together, in the fives of `scoring.disclosure`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

STOPPED_AFTER = timedelta(days=7)
"""Who did not finish, and was not there for so long, has stopped."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week, by its Monday, and about how many began and finished in it; None for fewer than five."""

    monday: date
    language: str
    started: int | None
    finished: int | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """About how many stopped at a question, five at least."""

    question: str
    language: str
    shops: int


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
