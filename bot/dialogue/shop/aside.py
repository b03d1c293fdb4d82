"""A page beside the assessment: opening it, and going back to where it was opened from."""

from typing import Literal

from bot.dialogue.core.session import Aside, Home, Session
from bot.library.schema.privacy import Subject


def open_aside(
    session: Session, page: Literal["privacy", "language"], subject: Subject | None = None
) -> Session:
    """Open a page, and remember where from."""
    place = session.place
    came_from = session.aside_from if isinstance(place, Aside) else place
    return session.model_copy(update={"aside_from": came_from}).at(Aside(page=page, subject=subject))


def leave_aside(session: Session) -> Session:
    """Go back to where a page was opened from."""
    return session.model_copy(update={"aside_from": None}).at(session.aside_from or Home())
