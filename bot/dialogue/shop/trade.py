"""The word that a shop calls itself by in texts to copy: chosen from those of its branch, or typed."""

import hashlib

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.session import NamingTrade, Reading, Session
from bot.dialogue.core.verbs import Repeated, Stale, Verbs
from bot.dialogue.core.view import Choice, View, control, rows
from bot.dialogue.shop.interview.question import ONE_A_ROW
from bot.dialogue.shop.result.card_words import branch_in, told_answers, words_of
from bot.dialogue.shop.result.view import page
from bot.library.schema.content import Texts
from bot.library.schema.trades import offered, own_word


def naming_trade_view(session: Session, context: Context, place: NamingTrade) -> View:
    """Offer the words of the shop's branch; it may type its own, and it may be skipped."""
    texts = context.texts(session)
    words, now = _words(session, texts), words_of(session, context).trade
    choices = []
    for number, word in enumerate(words, 1):
        made = code("trade_is", session.run, _named(word))
        choices.append(Choice(word, made, (), number, picked=word == now))
    controls = texts.messages.followup.controls
    skip = control(texts.messages.controls.skip, page(session, *place.page.split("/")))
    remove = [control(controls.trade_off, code("trade_off", session.run))] if session.trade else []
    said = texts.messages.followup.trade
    html = (said.choose if words else said.ask).fill()
    return View(html, (*rows(choices, 1 if len(choices) <= ONE_A_ROW else 2), *rows([skip, *remove])))


def _words(session: Session, texts: Texts) -> tuple[str, ...]:
    return offered(texts.terms, branch_in(told_answers(session)))


def _named(word: str) -> str:
    """Name a word in a button, so that the button means that word alone, whatever is on offer by then."""
    return hashlib.blake2b(word.encode(), digest_size=6).hexdigest()


def take_trade(turn: Turn, text: str) -> Session:
    """Take a text as the shop's own word, if it can stand in a sentence."""
    session = turn.session
    word = own_word(text, session.language)
    if word is None:
        return session.at(session.place, turn.messages.followup.trade.refused.fill())
    return _told(turn, word)


def _told(turn: Turn, word: str) -> Session:
    if not isinstance(turn.session.place, NamingTrade):
        raise Stale
    chosen, said = turn.session.model_copy(update={"trade": word}), turn.messages.followup.trade.saved
    return chosen.at(Reading(page=turn.session.place.page), said.fill(trade=word))


def _trade(turn: Turn) -> Session:
    if turn.context.content.card(turn.action.question) is None:
        raise Stale
    return turn.session.at(NamingTrade(page=f"card/{turn.action.question}"))


def _trade_is(turn: Turn) -> Session:
    session, named = turn.session, turn.action.question
    if not isinstance(session.place, NamingTrade) and session.trade and named == _named(session.trade):
        raise Repeated
    words = _words(session, turn.context.texts(session))
    word = next((word for word in words if named == _named(word)), None)
    if word is None:
        raise Stale
    return _told(turn, word)


def _trade_off(turn: Turn) -> Session:
    session = turn.session
    if not isinstance(session.place, NamingTrade):
        raise Stale
    said = turn.messages.followup.trade.removed.fill(trade=session.trade or "")
    return session.model_copy(update={"trade": None}).at(Reading(page=session.place.page), said)


VERBS: Verbs = {"trade": _trade, "trade_is": _trade_is, "trade_off": _trade_off}
