"""What is kept of browsers that signed in to the console, or wait to be let in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

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


class ConsoleStore(Protocol):
    """Keeps sign-ins and sessions of one bot. Of codes and tokens only digests are kept.

    Every method raises StorageFault when the database fails.
    """

    async def wait(self, code: str, token: str, waiting: Waiting, now: datetime) -> None:
        """Note that a browser shows a code."""
        ...

    async def asking(self, code: str, now: datetime) -> Waiting | None:
        """Tell who shows a code that nobody let in yet; None where there is none, or no longer."""
        ...

    async def waiting(self, token: str, now: datetime) -> Waiting | None:
        """Tell how a browser's waiting stands."""
        ...

    async def redeem(self, token: str, session: str, now: datetime) -> Signed | None:
        """Make a session of a waiting that was let in; once."""
        ...

    async def session(self, token: str, now: datetime) -> Signed | None:
        """Find a session, and note that it is used; None where it ended."""
        ...

    async def end(self, token: str) -> None:
        """End a session."""
        ...

    async def end_all(self, chat_id: int) -> None:
        """End all sessions of a chat."""
        ...

    async def sessions(self, chat_id: int, now: datetime) -> tuple[Signed, ...]:
        """List the sessions of a chat, the newest first."""
        ...
