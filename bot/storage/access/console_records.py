"""What is kept of browsers that signed in to the console, or wait to be let in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.records.console import Waiting as Waiting

CODE_LASTS = timedelta(minutes=10)
IDLE_LASTS = timedelta(hours=12)
SESSION_LASTS = timedelta(days=7)
MOST_SESSIONS = 20
"""Of one account; a newer one ends the oldest."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A session: whose, and when it began."""

    chat_id: int
    begun: datetime
    browser: str
    place: str
