"""The word that a shop calls itself by in texts to copy: chosen from those of its branch, or typed."""

import hashlib

from bot.dialogue.core.actions import Repeated, Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.drawable import not_drawn_notes
from bot.dialogue.core.screen import At, Hears, Screen
from bot.dialogue.core.session import NamingTrade, Reading, Session
from bot.dialogue.core.view import Choice, View, control, rows
from bot.dialogue.shop.interview.question import ONE_A_ROW
from bot.dialogue.shop.result.card_words import branch_in, shop_answers, words_of
from bot.dialogue.shop.ways import to_page
from bot.library.schema.content import Texts
from bot.library.schema.trades import own_word, trade_words


@action("trade")
def ask_trade(turn: Turn, card: str) -> Session:
    """Ask what the shop calls itself, for the text to copy of a card."""
    if turn.context.content.card(card) is None:
        raise Stale
    return turn.session.at(NamingTrade(page=f"card/{card}"))


@action("trade_is")
def choose_trade(turn: Turn, digest: str) -> Session:
    """Choose the word of this digest among those of the shop's branch."""
    session = turn.session
    if not isinstance(session.place, NamingTrade) and session.trade and digest == _digest(session.trade):
        raise Repeated
    words = _words(session, turn.context.texts(session))
    word = next((word for word in words if digest == _digest(word)), None)
    if word is None or not isinstance(session.place, NamingTrade):
        raise Stale
    return _set_trade(turn, session.place, word)


@action("trade_off")
def remove_trade(turn: Turn) -> Session:
    session = turn.session
    if not isinstance(session.place, NamingTrade):
        raise Stale
    note = turn.messages.followup.trade.removed.fill(trade=session.trade or "")
    return session.model_copy(update={"trade": None}).at(Reading(page=session.place.page), note)


class NamingTradeScreen(Screen[NamingTrade]):
    """The words of the shop's branch; it may type its own, and it may be skipped."""

    place = NamingTrade
    actions = (ask_trade, choose_trade, remove_trade)

    def show(self, at: At[NamingTrade]) -> View:
        session, said, controls = at.session, at.messages.followup.trade, at.messages.followup.controls
        words, now = _words(session, at.texts), words_of(session, at.context).trade
        choices = [
            Choice(word, choose_trade.code(session, _digest(word)), (), number, picked=word == now or None)
            for number, word in enumerate(words, 1)
        ]
        skip = control(at.messages.controls.skip, to_page.code(session, at.place.page))
        remove = [control(controls.trade_off, remove_trade.code(session))] if session.trade else []
        html = (said.choose if words else said.ask).fill()
        return View(html, (*rows(choices, 1 if len(choices) <= ONE_A_ROW else 2), *rows([skip, *remove])))

    def hears(self, place: NamingTrade) -> Hears:  # noqa: ARG002
        return Hears.A_NAME

    def take(self, turn: Turn, place: NamingTrade, text: str) -> Session:
        """Take a text as the shop's own word, if it can stand in a sentence."""
        word = own_word(text, turn.session.language)
        if word is None:
            return turn.session.at(place, turn.messages.followup.trade.refused.fill())
        return _set_trade(turn, place, word)


def _words(session: Session, texts: Texts) -> tuple[str, ...]:
    return trade_words(texts.terms, branch_in(shop_answers(session)))


def _digest(word: str) -> str:
    """Give what stands for a word in a button, so that it means that word alone, whatever is on offer."""
    return hashlib.blake2b(word.encode(), digest_size=6).hexdigest()


def _set_trade(turn: Turn, place: NamingTrade, word: str) -> Session:
    chosen, note = turn.session.model_copy(update={"trade": word}), turn.messages.followup.trade.saved
    return chosen.at(Reading(page=place.page), note.fill(trade=word), *not_drawn_notes(turn.messages, word))
