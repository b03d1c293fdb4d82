"""Before which moments what is kept goes, and how much may go at once without anybody looking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.storage.access.admins import CODE_LASTS
from bot.storage.chats.records import PEERS_COUNT_FOR

PICTURES = timedelta(days=30)
NOTICES = timedelta(days=30)
CONTRIBUTIONS = PEERS_COUNT_FOR

_FEW_ROWS = 20
_FEW_OF_100 = 5


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a chat is kept after the last visit: one without a result, and any."""

    unfinished: timedelta
    any: timedelta

    @classmethod
    def after(cls, *, unfinished_days: int, months: int) -> "Retention":
        """Count a month as a twelfth of 365 days."""
        return cls(timedelta(days=unfinished_days), timedelta(days=round(months * 365 / 12)))


@dataclass(frozen=True, slots=True)
class Ends:
    """The moments of one pass: what was last used, visited, finished or noted before them goes."""

    now: datetime
    retention: Retention

    @property
    def pictures(self) -> datetime:
        return self.now - PICTURES

    @property
    def notices(self) -> datetime:
        return self.now - NOTICES

    @property
    def admin_codes(self) -> datetime:
        """As long again after their end: who opens one late reads why it is no use."""
        return self.now - CODE_LASTS

    @property
    def contributions(self) -> datetime:
        """Of assessments and contributions."""
        return self.now - CONTRIBUTIONS

    @property
    def unfinished_chats(self) -> datetime:
        return self.now - self.retention.unfinished

    @property
    def any(self) -> datetime:
        return self.now - self.retention.any


@dataclass(frozen=True, slots=True)
class Share:
    """How many rows of a table would go, and how many there are."""

    going: int
    rows: int

    @property
    def many(self) -> bool:
        """Whether that is more than time alone takes, so that somebody must look first."""
        return self.going > max(_FEW_ROWS, self.rows * _FEW_OF_100 / 100)

    def __str__(self) -> str:
        return f"{self.going} of {self.rows}"


def too_many(shares: Mapping[str, Share]) -> dict[str, Share]:
    """Give the tables of which too much would go at once."""
    return {table: share for table, share in shares.items() if share.many}
