"""What the bot says first: reminders, the invitation for a new round, and an advisor's weekly overview.

Each is only said after an explicit yes.
"""

from datetime import datetime

from bot.dialogue.core.session import Invited, PlanItem, Reminded, Session
from bot.dialogue.core.speaking_hours import local_date, may_speak, moment
from bot.dialogue.shop.plan.plan import SILENT, WEEK, item, stop, waiting
from bot.dialogue.shop.plan.wishes import Wish, first_wish, window

QUARTER = 91
"""Days until the invitation for a new round."""


def due(session: Session) -> datetime | None:
    """Tell when the bot is next to speak first; None where it has nothing to say, or nobody to say it to."""
    if session.blocked:
        return None
    wish = first_wish(session)
    return min((one for one in (wish.at if wish else None, session.digest) if one), default=None)


def digest_due(session: Session, now: datetime) -> bool:
    """Tell whether the weekly overview is to be said now; it goes beside what is on screen."""
    return session.digest is not None and session.digest <= now and may_speak(now) and not session.blocked


def ring(session: Session, now: datetime) -> Session | None:
    """Take what is due: a session with the reminder or invitation on screen; None where nothing is said now.

    A reminder that comes at a bad time, as after an outage, waits for the next good one; see `postpone`.
    """
    if session.blocked or not may_speak(now):
        return None
    session = _without_silence(session)
    wish = first_wish(session, now)
    if wish is None or wish.at > now:
        return None
    if wish.card is not None:
        return _remind(session, wish, now)
    if session.finished is None or session.run > session.finished.run:
        return None
    return _after_speaking(session.model_copy(update={"again": None}), now).at(Invited())


def postpone(session: Session, now: datetime) -> Session:
    """Move what is due, and may not be said now, to when it may; end reminders with nothing to say."""
    session = _without_silence(session)
    if session.again and session.finished and session.run > session.finished.run:
        # A new round is in hand already: its result brings a new moment.
        session = session.model_copy(update={"again": moment(now, QUARTER)})
    early, wish = first_wish(session), first_wish(session, now)
    if early and wish and early.at <= now:
        session = session.model_copy(update={"quiet_until": max(wish.at, moment(now, 0))})
    if session.digest and session.digest <= now:
        session = session.model_copy(update={"digest": moment(now, 0)})
    return session


def _without_silence(session: Session) -> Session:
    """End reminders that nobody answers, or that have nothing to remind of."""
    reminders = session.reminders
    if reminders and (not waiting(session) or reminders.unanswered >= SILENT):
        return stop(session)
    return session


def _remind(session: Session, wish: Wish, now: datetime) -> Session | None:
    step, reminders = item(session, wish.card or ""), session.reminders
    if step is None or reminders is None:
        return None
    day = step.on if step.when == "day" else None
    ahead = wish.ends is not None and day is not None and local_date(now) <= local_date(day)
    sent = reminders.model_copy(update={"unanswered": reminders.unanswered + 1})
    reminded = _after_speaking(session.model_copy(update={"reminders": sent}), now)
    beside = tuple(one.card for one in waiting(session) if one is not step and _passes_over(one, reminded))
    told = {*beside, step.card}
    plan = tuple(
        one.model_copy(update={"told": True}) if one.card in told and one.when == "day" else one
        for one in session.plan
    )
    place = Reminded(card=step.card, day=day, ahead=ahead, beside=beside)
    return reminded.model_copy(update={"plan": plan}).at(place)


def _passes_over(one: PlanItem, after: Session) -> bool:
    """Tell whether the day of a step is over before the bot may speak again."""
    ahead = window(one)
    return (
        not one.told and ahead is not None and after.quiet_until is not None and ahead[1] <= after.quiet_until
    )


def _after_speaking(session: Session, now: datetime) -> Session:
    """Leave at least a week before the bot speaks first again."""
    week = moment(now, WEEK)
    update: dict[str, object] = {"quiet_until": week}
    if session.reminders and session.reminders.next < week:
        update["reminders"] = session.reminders.model_copy(update={"next": week})
    if session.again and session.again < week:
        update["again"] = week
    return session.model_copy(update=update)
