"""Cards that a person's own words found."""

from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Found
from bot.dialogue.core.view import View, blocks, control, lines, rows, shorten
from bot.dialogue.shop.result.pages import card_choice, result_choice
from bot.dialogue.shop.ways import to_home
from bot.library.parsing.markup import as_html

SHOWN = 60
"""So many characters of a question are repeated."""


class FoundScreen(Screen[Found]):
    place = Found

    def show(self, at: At[Found]) -> View:
        texts, session = at.texts, at.session
        titles = {card: texts.cards[card].title for card in at.place.cards if card in texts.cards}
        choices = [
            card_choice(session, card, title, number)
            for number, (card, title) in enumerate(titles.items(), 1)
        ]
        listing = [f"{number}. {as_html(title)}" for number, title in enumerate(titles.values(), 1)]
        found = at.messages.followup.search.found.fill(query=shorten(at.place.query, SHOWN))
        home = control(at.messages.controls.home, to_home.code(session))
        back = result_choice(session, texts) if session.finished else home
        return View(blocks(found, lines(*listing)), (*rows(choices), (back,)))
