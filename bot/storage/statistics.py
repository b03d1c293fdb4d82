"""What can be told of all shops together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Week:
    """A week, by its Monday, and how many began and finished in it."""

    monday: date
    language: str
    started: int
    finished: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How many have not finished, and have this question on screen."""

    question: str
    language: str
    shops: int


class Statistics(Protocol):
    """Counts over chats; administrators are left out. Every method raises StorageFault."""

    async def weeks(self, bot_id: int, limit: int) -> Sequence[Week]:
        """List the last weeks in which something happened, by language, the newest first."""
        ...

    async def standing(self, bot_id: int) -> Sequence[Standing]:
        """List where unfinished assessments stand, the question with the most first."""
        ...
