"""The code of a shop that an advisor filled in for: with it the shop sees what is kept, and erases it."""

import re
from datetime import datetime, timedelta

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.dates import written
from bot.dialogue.core.queries import FilledIn
from bot.dialogue.core.session import Receipt, Session
from bot.dialogue.core.view import View, blocks, control, lines, rows
from bot.lib.links import RECEIPT, code_link
from bot.library.parsing.markup import as_html
from bot.library.schema.content import Language, Texts
from bot.pictures.blocks import to_blocks
from bot.pictures.drawing import Part
from bot.records.groups import Filled
from scoring.group_disclosure import is_level, reason_variable, topic_variable
from scoring.model import TOPICS

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Thirty-two signs, of which no two look alike on paper."""
LENGTH, PART = 12, 4
HOUR, AN_HOUR = timedelta(hours=1), 10
"""So many codes that there are not may be tried."""

_NONCE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
_NONCE_LENGTH = 22
_TYPED = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", re.ASCII | re.IGNORECASE)
_LINKED = re.compile(rf"{RECEIPT}([2-9A-HJ-NP-Z]{{12}})", re.ASCII | re.IGNORECASE)


def made(nonce: str) -> str:
    """Make a code of an event's random characters: 60 of their bits. Raises ValueError without those."""
    if len(nonce) != _NONCE_LENGTH:
        raise ValueError("the event brings no nonce of 22 characters to make a code of")
    return "".join(ALPHABET[_NONCE.index(sign) % len(ALPHABET)] for sign in nonce[:LENGTH])


def shown(receipt: str) -> str:
    """Write a code as people read it out: in parts."""
    return "-".join(receipt[start : start + PART] for start in range(0, LENGTH, PART))


def linked(argument: str) -> str | None:
    """Give the code in what stood behind a start link; None where there is none."""
    found = _LINKED.fullmatch(argument)
    return found[1].upper() if found else None


def typed_code(text: str) -> str | None:
    """Give the code that a text is, as it stands on paper; None where it is none."""
    return text.strip().replace("-", "").upper() if _TYPED.fullmatch(text.strip()) else None


def link(context: Context, receipt: str) -> str:
    """Give the link that opens what is kept under a code."""
    return code_link(context.bot_username, RECEIPT, receipt)


def printed(context: Context, language: Language, receipt: str) -> Part:
    """Word what a shop's report says of its code."""
    said = context.content.texts[language].messages.desk.receipt
    address = link(context, receipt).removeprefix("https://")
    told = said.printed.fill(code=shown(receipt), link=address, bot=context.bot_username)
    return Part(heading=said.heading, blocks=to_blocks(told))


def open_receipt(turn: Turn, receipt: str) -> Session:
    """Show what is kept under a code; who tries too many is held off, and learns nothing of any."""
    session, said = turn.session, turn.messages.desk.receipt
    tried = _of_late(session, turn.now)
    if len(tried) >= AN_HOUR:
        return session.at(session.place, said.too_many.fill())
    if turn.context.facts.ask(FilledIn(receipt)) is None:
        wrong = session.model_copy(update={"tried": (*tried, turn.now)})
        return wrong.at(session.place, said.unknown.fill())
    return session.at(Receipt(code=receipt))


def _of_late(session: Session, now: datetime) -> tuple[datetime, ...]:
    return tuple(moment for moment in session.tried if now - moment < HOUR)


def receipt_view(session: Session, context: Context, place: Receipt) -> View:
    """Show what is kept under a code, or ask whether to erase it."""
    texts = context.texts(session)
    said, kept = texts.messages.desk.receipt, context.facts.ask(FilledIn(place.code))
    home = control(texts.messages.controls.home, code("home", session.run))
    if kept is None:
        return View(said.unknown.fill(), ((home,),))
    controls = texts.messages.desk.controls
    if place.erasing:
        yes = control(controls.erase_yes, code("receipt_erase", session.run, place.code))
        no = control(controls.cancel, code("receipt", session.run, place.code))
        return View(said.ask.fill(organisation=kept.organisation.name), ((yes,), (no,)))
    erase = control(controls.erase, code("receipt_ask", session.run, place.code))
    head = said.intro.fill(organisation=kept.organisation.name, date=written(kept.finished, texts))
    told = _told(kept, context, texts)
    return View(blocks(head, lines(*told) or said.out.fill(), said.until.fill()), rows([erase, home]))


def _told(kept: Filled, context: Context, texts: Texts) -> list[str]:
    """Word the categories; what today's content has no words for is left out."""
    terms, values = texts.terms, kept.values
    told = [
        f"• {as_html(terms.topics[topic].name)}: {as_html(terms.topics[topic].steps[values[name]])}"
        for topic in TOPICS
        if (name := topic_variable(topic)) in values and topic in terms.topics
    ]
    levels = [level.id for level in context.content.questionnaire.levels]
    level = next((values[name] for name in values if is_level(name)), len(levels))
    if level < len(levels):
        told.append(f"• {texts.messages.desk.receipt.level.fill(level=terms.levels[levels[level]].name)}")
    reasons = [
        option.label
        for id_, option in texts.questions.questions["data_reasons"].options.items()
        if values.get(reason_variable(id_))
    ]
    if reasons:
        told.append(f"• {texts.messages.desk.receipt.reasons.fill(reasons='; '.join(reasons))}")
    return told
