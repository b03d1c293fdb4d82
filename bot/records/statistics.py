"""What can be told of all shops together, in the fives of `scoring.disclosure`."""

from dataclasses import dataclass
from datetime import date


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
