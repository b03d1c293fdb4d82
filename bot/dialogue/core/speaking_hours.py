"""When the bot may speak first: by day, on a weekday or Saturday, in the shops' time zone."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
FIRST, LAST = time(9), time(17, 30)
SUNDAY = 6


def first_day(now: datetime, when: Literal["week", "month"]) -> datetime:
    """Give the Monday of this week, or the first of the next month, at midnight in the shops' zone; UTC."""
    midnight = now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    if when == "week":
        return (midnight - timedelta(days=midnight.weekday())).astimezone(UTC)
    return (midnight.replace(day=1) + timedelta(days=32)).replace(day=1).astimezone(UTC)


def local_date(now: datetime) -> date:
    """Give the date in the shops' zone."""
    return now.astimezone(ZONE).date()


def midnight(day: date) -> datetime:
    """Give the midnight with which a day begins in the shops' zone; UTC."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def morning(day: date) -> datetime:
    """Give the moment at which the bot may first speak of a day; before a Sunday that is on Saturday."""
    spoken = day - timedelta(days=1) if day.weekday() == SUNDAY else day
    return datetime.combine(spoken, FIRST, ZONE).astimezone(UTC)


def morning_after(day: date) -> datetime:
    """Give the first moment after a day at which the bot may speak."""
    return moment(midnight(day + timedelta(days=1)), 0)


def may_speak(now: datetime) -> bool:
    """Tell whether a message may go out now: from 9 to 18 o'clock, never on a Sunday."""
    local = now.astimezone(ZONE)
    return local.weekday() != SUNDAY and FIRST <= local.time() < time(18)


def moment(now: datetime, days: int) -> datetime:
    """Give the first moment, at least `days` from now, at which the bot may speak; UTC."""
    local = (now + timedelta(days=days)).astimezone(ZONE)
    if local.time() > LAST:
        local = (local + timedelta(days=1)).replace(hour=FIRST.hour, minute=0, second=0, microsecond=0)
    elif local.time() < FIRST:
        local = local.replace(hour=FIRST.hour, minute=0, second=0, microsecond=0)
    if local.weekday() == SUNDAY:
        local += timedelta(days=1)
    return local.astimezone(UTC)
