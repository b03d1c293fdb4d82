"""When it is looked whether a figure is to be made anew."""

from datetime import datetime

from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import seconds

WEEK_S = 604_800
# 1970 began on a Thursday.
_MONDAY_S = 3 * 86_400


def week_of(moment: datetime) -> int:
    """Number the week of a moment, from Monday to Sunday, UTC."""
    return (seconds(moment) + _MONDAY_S) // WEEK_S


def begins(week: int) -> int:
    """Give the Monday on which a week begins, in seconds since 1970."""
    return week * WEEK_S - _MONDAY_S


def is_first_look(db: Sql, bot_id: int, figure: str, at: datetime) -> bool:
    """Tell whether this is the week's first look at a figure, and note it; in a transaction that is open."""
    noted = db.execute(
        "INSERT INTO release_looks (bot_id, figure, week) VALUES (?, ?, ?) "
        "ON CONFLICT (bot_id, figure) DO UPDATE SET week = excluded.week "
        "WHERE release_looks.week <> excluded.week",
        (bot_id, figure, week_of(at)),
    )
    return noted.rowcount == 1
