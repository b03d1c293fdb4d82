"""The shop's name, for the texts to copy: it is typed, and it may be skipped or taken out."""

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.drawable import not_drawn_notes
from bot.dialogue.core.screen import At, Hears, Screen
from bot.dialogue.core.session import Naming, Reading, Session
from bot.dialogue.core.view import View, control, rows
from bot.dialogue.shop.ways import to_page
from bot.lib.text import one_line
from bot.library.parsing.blanks import LONGEST_NAME


@action("name")
def ask_name(turn: Turn, card: str) -> Session:
    """Ask for the shop's name, for the text to copy of a card."""
    if turn.context.content.card(card) is None:
        raise Stale
    return turn.session.at(Naming(page=f"card/{card}"))


@action("name_off")
def remove_name(turn: Turn) -> Session:
    if not isinstance(turn.session.place, Naming):
        raise Stale
    unnamed = turn.session.model_copy(update={"shop_name": None})
    return unnamed.at(Reading(page=turn.session.place.page), turn.messages.followup.name.removed.fill())


class NamingScreen(Screen[Naming]):
    place = Naming
    actions = (ask_name, remove_name)

    def show(self, at: At[Naming]) -> View:
        controls, session = at.messages.followup.controls, at.session
        skip = control(at.messages.controls.skip, to_page.code(session, at.place.page))
        remove = [control(controls.name_off, remove_name.code(session))] if session.shop_name else []
        return View(at.messages.followup.name.ask.fill(), rows([skip, *remove]))

    def hears(self, place: Naming) -> Hears:  # noqa: ARG002
        return Hears.A_NAME

    def take(self, turn: Turn, place: Naming, text: str) -> Session:
        """Take a text as the shop's name: one line of at most 60 characters."""
        name = one_line(text)[:LONGEST_NAME].rstrip()
        if not name:
            return turn.session.at(place, turn.messages.general.not_understood.fill())
        named = turn.session.model_copy(update={"shop_name": name})
        saved = turn.messages.followup.name.saved.fill(name=name)
        return named.at(Reading(page=place.page), saved, *not_drawn_notes(turn.messages, name))
