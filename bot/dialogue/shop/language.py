"""The choice of language."""

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Aside, Session
from bot.dialogue.core.view import Choice, View
from bot.dialogue.shop.aside import leave_aside
from bot.library.schema.content import LANGUAGES

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
