"""When the bot wishes to speak of what, and which wish comes first: at most one message a week.

A step planned for a day wishes to be spoken of on that morning, and after the day to be asked after. All
else, which has no day, waits where such a morning comes within the week that must follow a message.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dialogue.core.session import PlanItem, Reminders, Session
from bot.dialogue.core.speaking_hours import local_date, moment, morning, morning_after
from bot.dialogue.shop.plan.plan import WEEK, waiting

_DAY_OF_SPEAKING = timedelta(hours=8, minutes=30)
"""From the first moment of a day until the last at which something is begun."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to say first, and the earliest moment for it."""

    at: datetime
    card: str | None
    """The step that it is about; None for the invitation to a new round."""
    ends: datetime | None = None
    """When it is too late for it: it is about a day that has still to come, or to end."""


def first_wish(session: Session, now: datetime | None = None) -> Wish | None:
    """Give what is to be said first, and when; None where there is nothing. What is late is said now."""
    every = [*_of_steps(session), *_of_invitation(session)]
    first = min(every, key=lambda wish: wish.at, default=None)
    ahead = min((wish for wish in every if wish.ends), key=lambda wish: wish.at, default=None)
    if first is None or ahead is None or ahead.ends is None:
        return first
    again = moment(_latest(first.at, now), WEEK)
    return ahead if ahead.ends <= again else first


def window(item: PlanItem) -> tuple[datetime, datetime] | None:
    """Give from when until when a step's day can be spoken of ahead; None for a step without a day."""
    if item.when != "day" or item.on is None:
        return None
    begins = morning(local_date(item.on))
    return begins, begins + _DAY_OF_SPEAKING


def quiet_until(session: Session) -> datetime | None:
    """Give the moment until which nothing may be said; None where nothing is in the way."""
    if session.quiet_until:
        return session.quiet_until
    # Of before that moment was noted: the next reminder is at least a week after what was said last.
    return session.reminders.next if session.reminders else None


def _of_steps(session: Session) -> Iterator[Wish]:
    if session.reminders is None:
        return
    for item in waiting(session):
        yield _of_step(session, item, session.reminders)


def _of_step(session: Session, item: PlanItem, reminders: Reminders) -> Wish:
    ahead, floor = window(item), quiet_until(session)
    if ahead is None or item.on is None:
        return Wish(moment(_latest(reminders.next, floor, item.on), 0), item.card)
    begins, ends = ahead
    if not item.told and (floor is None or floor < ends):
        return Wish(_latest(begins, floor), item.card, ends)
    return Wish(moment(_latest(morning_after(local_date(item.on)), floor), 0), item.card)


def _of_invitation(session: Session) -> Iterator[Wish]:
    if session.again:
        yield Wish(_latest(session.again, session.quiet_until), None)


def _latest(first: datetime, *others: datetime | None) -> datetime:
    return max((first, *(one for one in others if one)))
