"""Functions around the step and the handling of updates that count and time them."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event
from bot.dialogue.core.queries import NONE, Facts
from bot.dialogue.core.session import Session
from bot.dialogue.turn.step import Outcome
from bot.engine.incoming import Handle, Update
from bot.engine.step_runner import Step
from bot.lib import metrics


def measured_step(step: Step) -> Step:
    """Count the assessments that each step begins and finishes."""

    def count_step(session: Session, event: Event, context: Context, facts: Facts = NONE) -> Outcome:
        outcome = step(session, event, context, facts)
        _count(session, outcome.session)
        return outcome

    return count_step


def measured_handle(handle: Handle) -> Handle:
    """Count the updates of each batch, by kind."""

    async def count_and_handle(updates: Sequence[Update]) -> None:
        for update in updates:
            metrics.UPDATES.labels(update.kind).inc()
        await handle(updates)

    return count_and_handle


def dated_handle(handle: Handle, hear: Callable[[datetime], None]) -> Handle:
    """Tell of each batch when the newest of its messages was sent."""

    async def date_and_handle(updates: Sequence[Update]) -> None:
        if sent := max((update.sent for update in updates if update.sent), default=None):
            # A moment at the end of all time is no reason to refuse what somebody said.
            with suppress(OverflowError):
                hear(sent)
        await handle(updates)

    return date_and_handle


def _count(before: Session, after: Session) -> None:
    if after.run > before.run:
        metrics.STARTED.inc()
    if after.finished and (before.finished is None or before.finished.run != after.finished.run):
        metrics.FINISHED.inc()
