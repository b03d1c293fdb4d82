"""The `winkelpeil` command with two seams: "poison" makes its step fail, and its clock can be set."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event, Text
from bot.dialogue.core.queries import NONE, Facts
from bot.dialogue.core.session import Session
from bot.dialogue.turn.step import Outcome, step
from bot.lib import clock

POISON = "poison"
CLOCK = "DRILL_CLOCK"
"""Names the file that holds by how many seconds the clock is off."""

_true_now = clock.utc_now


def poisoned(session: Session, event: Event, context: Context, facts: Facts = NONE) -> Outcome:
    """Step as in service, but fail on poison."""
    if isinstance(event, Text) and event.text == POISON:
        raise ZeroDivisionError
    return step(session, event, context, facts)


def set_now() -> datetime:
    """Tell the time by a clock that may be off."""
    return _true_now() + timedelta(seconds=float(Path(os.environ[CLOCK]).read_text()))


if __name__ == "__main__":
    # Whatever Telegram says: in the drill time goes by as the drill says, for the reminders too.
    setattr(clock.TrustedClock, "__call__", lambda _clock: set_now())  # noqa: B010 -- as below
    # Here, because what it imports takes the clock over.
    from bot.app import run as app
    from bot.cli.main import main

    setattr(app, "step", poisoned)  # noqa: B010 -- a fault that the app does not know of
    main()
