"""The plan: steps that the shop wants to do, with a moment, and reminders only where it said yes."""

from collections.abc import Container
from datetime import date, datetime, timedelta
from typing import Literal

from bot.dialogue.core.session import PlanItem, Reminders, Session
from bot.dialogue.core.speaking_hours import first_day, local_date, midnight, moment, morning

_NO_MOMENT: dict[str, object] = {"when": None, "on": None, "told": False}
FULL = 10
"""A plan of more steps than this is no plan."""

WEEK = 7
SILENT = 3
"""After so many reminders without an answer they stop."""
HORIZON = timedelta(days=91)
"""A step is planned no further ahead than this."""


def item(session: Session, card: str) -> PlanItem | None:
    """Find a card's step in the plan."""
    return next((one for one in session.plan if one.card == card), None)


def add(session: Session, card: str, now: datetime) -> Session:
    """Put a card's step into the plan; one that is there stays as it is."""
    if item(session, card) or len(session.plan) >= FULL:
        return session
    return _with(session, (*session.plan, PlanItem(card=card, added=now)))


def set_done(session: Session, card: str, done: datetime | None) -> Session:
    """Tick a step as done at a moment, or take its tick away."""
    return _update_item(session, card, {"done": done})


def set_when(session: Session, card: str, when: Literal["week", "month"], now: datetime) -> Session:
    """Note when a step is to be done: in the week that begins on `on`, or from that first day of a month."""
    return _update_item(session, card, {"when": when, "on": first_day(now, when), "told": False})


def can_be_planned(day: date, now: datetime) -> bool:
    """Tell whether a step may be planned for a day: not in the past, and not too far ahead."""
    today = local_date(now)
    return today <= day <= today + HORIZON


def set_day(session: Session, card: str, day: date, now: datetime) -> Session:
    """Note on which day a step is to be done; that day's morning may have passed already."""
    return _update_item(session, card, {"when": "day", "on": midnight(day), "told": morning(day) <= now})


def later(session: Session, card: str) -> Session:
    """Put a step behind the others."""
    last = tuple(one for one in session.plan if one.card == card)
    others = tuple(one for one in session.plan if one.card != card)
    return _with(session, (*others, *(one.model_copy(update=_NO_MOMENT) for one in last)))


def remove(session: Session, card: str) -> Session:
    """Take a step out of the plan."""
    return _with(session, tuple(one for one in session.plan if one.card != card))


def with_cards(session: Session, cards: Container[str]) -> Session:
    """Leave out the steps whose card there is not: nothing can be said of them."""
    if all(one.card in cards for one in session.plan):
        return session
    return _with(session, tuple(one for one in session.plan if one.card in cards))


def waiting(session: Session) -> tuple[PlanItem, ...]:
    """List the steps that are not done: by their day, this week's, those without a moment, next month's."""
    order = {"day": 0, "week": 1, None: 2, "month": 3}
    still = [one for one in session.plan if one.done is None]
    still.sort(key=lambda one: (order[one.when], one.on.timestamp() if one.on and one.when == "day" else 0))
    return tuple(still)


def agree(session: Session, now: datetime) -> Session:
    """Begin weekly reminders; those that run already keep their moment."""
    if session.reminders:
        return session
    plan = tuple(one.model_copy(update={"told": one.told or _has_begun(one, now)}) for one in session.plan)
    return session.model_copy(
        update={
            "plan": plan,
            "reminders": Reminders(next=moment(now, WEEK)),
            "quiet_until": max(session.quiet_until or now, now),
        }
    )


def stop(session: Session) -> Session:
    """Stop reminders."""
    return session.model_copy(update={"reminders": None})


def _has_begun(one: PlanItem, now: datetime) -> bool:
    return one.when == "day" and one.on is not None and morning(local_date(one.on)) <= now


def _with(session: Session, plan: tuple[PlanItem, ...]) -> Session:
    changed = session.model_copy(update={"plan": plan})
    return changed if waiting(changed) else stop(changed)


def _update_item(session: Session, card: str, update: dict[str, object]) -> Session:
    plan = (one.model_copy(update=update) if one.card == card else one for one in session.plan)
    return _with(session, tuple(plan))
