"""What the bot says first: reminders, the invitation for a new round, and an advisor's weekly overview.

Each is only said after an explicit yes.
"""

from datetime import datetime, timedelta

from bot.dialogue.core.session import Invited, Reminded, Session
from bot.dialogue.core.speaking_hours import may_speak, moment
from bot.dialogue.shop.plan.plan import SILENT, WEEK, ready, stop, waiting

QUARTER = 91
"""Days until the invitation for a new round."""


def due(session: Session) -> datetime | None:
    """Tell when the bot is next to speak first; None where it has nothing to say, or nobody to say it to."""
    if session.blocked:
        return None
    moments = (session.reminders.next if session.reminders else None, session.again, session.digest)
    return min((one for one in moments if one), default=None)


def digest_due(session: Session, now: datetime) -> bool:
    """Tell whether the weekly overview is to be said now; it goes beside what is on screen."""
    return session.digest is not None and session.digest <= now and may_speak(now) and not session.blocked


def ring(session: Session, now: datetime) -> Session | None:
    """Take what is due: a session with the reminder or invitation on screen; None where nothing is said now.

    A reminder that comes at a bad time, as after an outage, waits for the next good one; see `postpone`.
    """
    at = due(session)
    if at is None or at > now or not may_speak(now):
        return None
    if session.reminders and session.reminders.next <= now:
        return _remind(session, now)
    if session.again is None or session.again > now:
        return None
    if session.finished is None or session.run > session.finished.run:
        return None
    return _after_speaking(session.model_copy(update={"again": None}), now).at(Invited())


def postpone(session: Session, now: datetime) -> Session:
    """Move what is due, and may not be said now, to when it may; end reminders with nothing to say."""
    reminders = session.reminders
    if reminders and (not waiting(session) or reminders.unanswered >= SILENT):
        return stop(session)
    if reminders and reminders.next <= now:
        first = min((one.on or now for one in waiting(session)), default=now)
        later = reminders.model_copy(update={"next": moment(max(first, now), 0)})
        session = session.model_copy(update={"reminders": later})
    if session.again and session.finished and session.run > session.finished.run:
        # A new round is in hand already: its result brings a new moment.
        return session.model_copy(update={"again": moment(now, QUARTER)})
    if session.again and session.again <= now:
        session = session.model_copy(update={"again": moment(now, 0)})
    if session.digest and session.digest <= now:
        session = session.model_copy(update={"digest": moment(now, 0)})
    return session


def _remind(session: Session, now: datetime) -> Session | None:
    reminders, open_steps = session.reminders, ready(session, now)
    if reminders is None or not open_steps or reminders.unanswered >= SILENT:
        return None
    sent = reminders.model_copy(update={"unanswered": reminders.unanswered + 1})
    reminded = session.model_copy(update={"reminders": sent})
    return _after_speaking(reminded, now).at(Reminded(card=open_steps[0].card))


def _after_speaking(session: Session, now: datetime) -> Session:
    """Leave at least a week before the bot speaks first again."""
    week = moment(now, WEEK)
    update: dict[str, object] = {}
    if session.reminders and session.reminders.next < week:
        update["reminders"] = session.reminders.model_copy(update={"next": week})
    if session.again and session.again < now + timedelta(days=WEEK):
        update["again"] = week
    return session.model_copy(update=update)
