"""What can be told of all shops together, from what is kept of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Week:
    """A week, by its Monday, and how many of the chats that are kept began and finished in it."""

    monday: str
    language: str
    started: int
    finished: int


class Statistics(Protocol):
    """Counts over the chats that are kept. Every method raises StorageFault when the database fails."""

    async def weeks(self, since: datetime) -> Sequence[Week]:
        """Count by week and language, the oldest first; of a chat the last start, and each finish."""
        ...

    async def stopped(self, before: datetime) -> Sequence[tuple[str, int]]:
        """Count by question the chats that were left at it before a moment, most first."""
        ...
