"""What is kept of a shop that an advisor filled in for: with its code the shop sees it, and erases it."""

from datetime import datetime, timedelta

from bot.dialogue.core.actions import Repeated, Stale, action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.dates import date_text
from bot.dialogue.core.queries import FilledIn
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Home, Receipt, Session
from bot.dialogue.core.view import View, blocks, control, lines, rows
from bot.dialogue.shop.ways import to_home
from bot.library.parsing.markup import as_html
from bot.library.schema.content import Texts
from bot.records.groups import Filled
from bot.records.writes import EraseReceipt
from scoring.group_disclosure import is_level, reason_variable, topic_variable
from scoring.model import TOPICS

HOUR, AN_HOUR = timedelta(hours=1), 10
"""So many codes that there are not may be tried."""


def open_receipt(turn: Turn, code: str) -> Session:
    """Show what is kept under a code; who tries too many is held off, and learns nothing of any."""
    session, said = turn.session, turn.messages.desk.receipt
    tried = _of_late(session, turn.now)
    if len(tried) >= AN_HOUR:
        return session.at(session.place, said.too_many.fill())
    if turn.context.facts.ask(FilledIn(code)) is None:
        wrong = session.model_copy(update={"tried": (*tried, turn.now)})
        return wrong.at(session.place, said.unknown.fill())
    return session.at(Receipt(code=code))


@action("receipt")
def show_receipt(turn: Turn, code: str) -> Session:
    """Show what is kept, after being asked whether to erase it."""
    return turn.session.at(Receipt(code=_on_screen(turn, code).code))


@action("receipt_ask")
def ask_to_erase(turn: Turn, code: str) -> Session:
    return turn.session.at(Receipt(code=_on_screen(turn, code).code, erasing=True))


@action("receipt_erase")
def erase_receipt(turn: Turn, code: str) -> Session:
    place, said = _on_screen(turn, code), turn.messages.desk.receipt
    if not place.erasing or turn.context.facts.ask(FilledIn(place.code)) is None:
        raise Stale
    turn.write(EraseReceipt(place.code))
    return turn.session.at(Home(), said.erased.fill(backups=turn.context.backup_days))


class ReceiptScreen(Screen[Receipt]):
    place = Receipt
    actions = (show_receipt, ask_to_erase, erase_receipt)

    def show(self, at: At[Receipt]) -> View:
        """Show what is kept under a code, or ask whether to erase it."""
        session, code, said = at.session, at.place.code, at.messages.desk.receipt
        kept = at.context.facts.ask(FilledIn(code))
        home = control(at.messages.controls.home, to_home.code(session))
        if kept is None:
            return View(said.unknown.fill(), ((home,),))
        controls = at.messages.desk.controls
        if at.place.erasing:
            yes = control(controls.erase_yes, erase_receipt.code(session, code), "danger")
            no = control(controls.cancel, show_receipt.code(session, code))
            return View(said.ask.fill(organisation=kept.organisation.name), ((yes,), (no,)))
        erase = control(controls.erase, ask_to_erase.code(session, code))
        head = said.intro.fill(organisation=kept.organisation.name, date=date_text(kept.finished, at.texts))
        listing = lines(*_categories(kept, at.context, at.texts)) or said.out.fill()
        return View(blocks(head, listing, said.until.fill()), rows([erase, home]))


def _of_late(session: Session, now: datetime) -> tuple[datetime, ...]:
    return tuple(moment for moment in session.tried if now - moment < HOUR)


def _on_screen(turn: Turn, code: str) -> Receipt:
    """Give the place of a code, which is on screen; raises Stale or Repeated."""
    place = turn.session.place
    if isinstance(place, Home):
        raise Repeated
    if not isinstance(place, Receipt) or place.code != code:
        raise Stale
    return place


def _categories(kept: Filled, context: Context, texts: Texts) -> list[str]:
    """Word the categories; what today's content has no words for is left out."""
    terms, values = texts.terms, kept.values
    categories = [
        f"• {as_html(terms.topics[topic].name)}: {as_html(terms.topics[topic].steps[values[name]])}"
        for topic in TOPICS
        if (name := topic_variable(topic)) in values and topic in terms.topics
    ]
    levels = [level.id for level in context.content.questionnaire.levels]
    level = next((values[name] for name in values if is_level(name)), len(levels))
    if level < len(levels):
        categories.append(
            f"• {texts.messages.desk.receipt.level.fill(level=terms.levels[levels[level]].name)}"
        )
    reasons = [
        option.label
        for id_, option in texts.questions.questions["data_reasons"].options.items()
        if values.get(reason_variable(id_))
    ]
    if reasons:
        categories.append(f"• {texts.messages.desk.receipt.reasons.fill(reasons='; '.join(reasons))}")
    return categories
