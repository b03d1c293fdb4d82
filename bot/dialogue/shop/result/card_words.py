"""What the cards say of one shop: from its answers, and from what it chose or typed."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.queries import Search
from bot.dialogue.core.session import Session, without_skipped
from bot.dialogue.shop.interview.rounds import last_answers
from bot.lib.text import one_line
from bot.library.parsing.blanks import ShopWords
from bot.library.parsing.markup import Html
from bot.library.schema.content import Content, Language
from bot.library.schema.platforms import QUESTION, platforms_named
from bot.library.schema.trades import trade_word, trade_word_after_change
from scoring.model import SHOP_TYPES, Answers
from scoring.path import SHOP_TYPE


def branch_in(answers: Answers) -> str | None:
    """Find what a shop sells."""
    branch = answers.get("branch")
    return branch if isinstance(branch, str) else None


def shop_answers(session: Session) -> Answers:
    """Give the answers that cards go by: those in hand, and where there is none, that of the last round."""
    return {**without_skipped(last_answers(session)), **session.answers}


def shop_words(
    content: Content, language: Language, answers: Answers, *, name: str | None, trade: str | None
) -> ShopWords:
    """Give what is filled in in cards for a shop with these answers."""
    return ShopWords(
        name=name,
        trade=trade_word(content.texts, language, branch_in(answers), trade),
        platforms=platforms_named(content.texts[language], answers.get(QUESTION)),
    )


def words_of(session: Session, context: Context) -> ShopWords:
    """Give what is filled in in cards for the shop of a session."""
    return shop_words(
        context.content,
        session.language,
        shop_answers(session),
        name=session.shop_name,
        trade=session.trade,
    )


def search_for(session: Session, text: str) -> Search:
    """Ask for the cards that a text is about, as far as they are for the shop of a session."""
    shop = shop_answers(session).get(SHOP_TYPE)
    known = next((one for one in SHOP_TYPES if one == shop), None)
    return Search(one_line(text), session.language, known)


def drop_unoffered_trade(before: Session, after: Session, context: Context) -> tuple[Session, Html | None]:
    """Drop a chosen word that the shop's new branch does not offer, and say so."""
    if after.trade is None:
        return after, None
    branches = (branch_in(shop_answers(before)), branch_in(shop_answers(after)))
    trade = trade_word_after_change(context.content.texts, *branches, after.trade)
    if trade == after.trade:
        return after, None
    said = context.texts(after).messages.followup.trade.removed
    return after.model_copy(update={"trade": trade}), said.fill(trade=after.trade)
