"""A page beside the assessment: opening one, going back from it, and the one with the languages."""

from typing import Literal

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Aside, Home, Session
from bot.dialogue.core.view import Choice, View
from bot.library.schema.content import LANGUAGES
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


# A language is named in itself, so that its speakers recognise it.
NAMES = {"nl": "Nederlands", "en": "English"}


@action("language")
def set_language(turn: Turn, language: str) -> Session:
    """Speak a language from now on; who chose it on a page of its own goes back to where that was opened."""
    known = next((one for one in LANGUAGES if one == language), None)
    if known is None:
        raise Stale
    chosen = turn.session.model_copy(update={"language": known, "language_set": True})
    return leave_aside(chosen) if isinstance(chosen.place, Aside) else chosen.at(chosen.place)


def language_page(at: At[Aside]) -> View:
    """Show the languages."""
    choices = [Choice(NAMES[language], set_language.code(at.session, language)) for language in LANGUAGES]
    return View(at.messages.language.fill(), (tuple(choices),))
