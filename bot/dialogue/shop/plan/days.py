"""Choosing the day on which a step of the plan is to be done: tapped or typed."""

from datetime import date, timedelta

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.dates import weekday_text
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Planning, Session
from bot.dialogue.core.speaking_hours import local_date
from bot.dialogue.core.understanding.days import days_named
from bot.dialogue.core.view import Choice, View, blocks, control, rows
from bot.dialogue.shop.plan import plan
from bot.dialogue.shop.plan.finding import find_planned
from bot.dialogue.shop.ways import to_plan

_FROM_TODAY = {"today": 0, "tomorrow": 1}
_SHOWN = 7
"""Days ahead that have a button of their own; others are typed."""


@action("plan_day")
def set_day(turn: Turn, card: str, day: str) -> Session:
    """Plan a step for "today", "tomorrow" (of when it is tapped), or a date such as "2026-11-30"."""
    return _planned_for(turn, find_planned(turn, card).id, _day_of(turn, day))


@action("plan_days")
def choose_day(turn: Turn, card: str) -> Session:
    """Ask on which day a step is to be done."""
    return turn.session.at(Planning(card=find_planned(turn, card).id, choosing=True))


def plan_typed_day(turn: Turn, card: str, text: str) -> Session | None:
    """Plan a step for the day that a text names; None where it names none."""
    days = days_named(text, local_date(turn.now), turn.session.language)
    if len(days) == 1:
        return _planned_for(turn, card, days[0])
    if not days:
        return None
    texts = turn.context.texts(turn.session)
    first, second = (weekday_text(day, texts) for day in days[:2])
    note = turn.messages.followup.days.which.fill(first=first, second=second)
    return turn.session.at(Planning(card=card, choosing=True), note)


def days_view(at: At[Planning], card: str) -> View:
    """Show the days of the coming week."""
    session, texts = at.session, at.texts
    said, controls = at.messages.followup.days, at.messages.followup.day_controls
    back = control(controls.back, to_plan.code(session, card))
    html = blocks(texts.cards[card].title, said.choose.fill())
    if at.context.now is None:
        return View(html, ((back,),))
    today = local_date(at.context.now)
    ahead = [today + timedelta(days=count) for count in range(2, _SHOWN + 1)]
    choices = [_choice(at, card, day) for day in ahead]
    return View(html, (near_days(at, card), *rows(choices, 2), (back,)))


def near_days(at: At[Planning], card: str) -> tuple[Choice, Choice]:
    """Give the buttons for today and tomorrow."""
    controls = at.messages.followup.day_controls
    today = control(controls.today, set_day.code(at.session, card, "today"))
    tomorrow = control(controls.tomorrow, set_day.code(at.session, card, "tomorrow"))
    return today, tomorrow


def _choice(at: At[Planning], card: str, day: date) -> Choice:
    label = weekday_text(day, at.texts, short=True)
    words = (weekday_text(day, at.texts),)
    return Choice(label[0].upper() + label[1:], set_day.code(at.session, card, day.isoformat()), words)


def _day_of(turn: Turn, day: str) -> date:
    if day in _FROM_TODAY:
        return local_date(turn.now) + timedelta(days=_FROM_TODAY[day])
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise Stale from None


def _planned_for(turn: Turn, card: str, day: date) -> Session:
    if plan.can_be_planned(day, turn.now):
        return plan.set_day(turn.session, card, day, turn.now).at(Planning(card=card))
    last = weekday_text(local_date(turn.now) + plan.HORIZON, turn.context.texts(turn.session))
    note = turn.messages.followup.days.outside.fill(last=last)
    return turn.session.at(Planning(card=card, choosing=True), note)
