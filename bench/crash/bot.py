"""The `winkelpeil` command with a fault in its dialogue: the text "poison" makes the step fail."""

from bot import app
from bot.cli import main
from bot.dialogue.context import Context
from bot.dialogue.events import Event, Text
from bot.dialogue.facts import Facts
from bot.dialogue.session import Session
from bot.dialogue.step import Outcome, step

POISON = "poison"


def poisoned(session: Session, event: Event, context: Context, facts: Facts) -> Outcome:
    """Step as in service, but fail on poison."""
    if isinstance(event, Text) and event.text == POISON:
        raise ZeroDivisionError
    return step(session, event, context, facts)


if __name__ == "__main__":
    setattr(app, "step", poisoned)  # noqa: B010 -- a fault that the app does not know of
    main()
