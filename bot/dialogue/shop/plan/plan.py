"""The plan: steps that the shop wants to do, with a moment, and reminders only where it said yes."""

from datetime import datetime

from bot.dialogue.core.session import PlanItem, Reminders, Session, When
from bot.dialogue.core.speaking_hours import first_day, moment

FULL = 10
"""A plan of more steps than this is no plan."""

WEEK = 7
SILENT = 3
"""After so many reminders without an answer they stop."""


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


def set_when(session: Session, card: str, when: When, now: datetime) -> Session:
    """Note when a step is to be done: in the week that begins on `on`, or from that first day of a month."""
    return _update_item(session, card, {"when": when, "on": first_day(now, when)})


def later(session: Session, card: str) -> Session:
    """Put a step behind the others."""
    last = tuple(one for one in session.plan if one.card == card)
    others = tuple(one for one in session.plan if one.card != card)
    return _with(session, (*others, *(one.model_copy(update={"when": None, "on": None}) for one in last)))


def ready(session: Session, now: datetime) -> tuple[PlanItem, ...]:
    """List the waiting steps whose moment has come."""
    return tuple(one for one in waiting(session) if one.on is None or one.on <= now)


def remove(session: Session, card: str) -> Session:
    """Take a step out of the plan."""
    return _with(session, tuple(one for one in session.plan if one.card != card))


def waiting(session: Session) -> tuple[PlanItem, ...]:
    """List the steps that are not done: this week's first, then those without a moment, then next month's."""
    order = {"week": 0, None: 1, "month": 2}
    return tuple(sorted((one for one in session.plan if one.done is None), key=lambda one: order[one.when]))


def agree(session: Session, now: datetime) -> Session:
    """Begin weekly reminders; those that run already keep their moment."""
    if session.reminders:
        return session
    return session.model_copy(update={"reminders": Reminders(next=moment(now, WEEK))})


def stop(session: Session) -> Session:
    """Stop reminders."""
    return session.model_copy(update={"reminders": None})


def _with(session: Session, plan: tuple[PlanItem, ...]) -> Session:
    changed = session.model_copy(update={"plan": plan})
    return changed if waiting(changed) else stop(changed)


def _update_item(session: Session, card: str, update: dict[str, object]) -> Session:
    plan = (one.model_copy(update=update) if one.card == card else one for one in session.plan)
    return _with(session, tuple(plan))
