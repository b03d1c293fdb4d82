"""The parts that handle updates, with instruments around them."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event
from bot.dialogue.core.queries import NONE, Facts
from bot.dialogue.core.session import Session
from bot.dialogue.turn.step import Outcome
from bot.lib import metrics
from bot.telegram.api.updates import ALLOWED
from bot.telegram.receive.polling import Handle
from bot.telegram.turns.stepping import Step


def measured_step(step: Step) -> Step:
    """Time each step, and count the assessments that it begins and finishes."""

    def measured(session: Session, event: Event, context: Context, facts: Facts = NONE) -> Outcome:
        with metrics.STEP_SECONDS.time():
            outcome = step(session, event, context, facts)
        if outcome.wanted is None:
            _count(session, outcome.session)
        return outcome

    return measured


def measured_handle(handle: Handle) -> Handle:
    """Count the updates of each batch, by kind."""

    async def measured(updates: Sequence[object]) -> None:
        for update in updates:
            metrics.UPDATES.labels(_kind(update)).inc()
        await handle(updates)

    return measured


def dated_handle(handle: Handle, hear: Callable[[datetime], None]) -> Handle:
    """Tell of each batch when the newest of its messages was sent."""

    async def dated(updates: Sequence[object]) -> None:
        sent = max((found for update in updates if (found := _sent(update))), default=0)
        # A number that is no moment is no reason to refuse what somebody said.
        with suppress(ValueError, OverflowError, OSError):
            if sent:
                hear(datetime.fromtimestamp(sent, UTC))
        await handle(updates)

    return dated


class LastWorked:
    """Remembers when something last worked."""

    def __init__(self) -> None:
        self._at: float | None = None

    def note(self) -> None:
        """It worked now."""
        self._at = time.monotonic()

    def within(self, seconds: float) -> bool:
        """Tell whether it worked that short ago."""
        return self._at is not None and time.monotonic() - self._at <= seconds


def _count(before: Session, after: Session) -> None:
    if after.run > before.run:
        metrics.STARTED.inc()
    if after.finished and (before.finished is None or before.finished.run != after.finished.run):
        metrics.FINISHED.inc()


def _sent(update: object) -> int:
    """Give when a message was sent; 0 for what has no such moment of its own, as a tap."""
    message = update.get("message") if isinstance(update, dict) else None
    date = message.get("date") if isinstance(message, dict) else None
    return date if type(date) is int and date > 0 else 0


def _kind(update: object) -> str:
    # Only kinds that the bot asks for: a label must not be what somebody sends.
    kinds = update if isinstance(update, dict) else {}
    return next((kind for kind in ALLOWED if kind in kinds), "other")
