"""The corpus of typed answers, and what the bot makes of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.session import Asking, Session, dump
from tests.dialogue.talk import CONTEXT, Talk

FOLDER = Path(__file__).parent
# What was answered before, so that each question is on the path.
BEFORE: dict[str, str | tuple[str, ...]] = {
    "shop_type": "physical",
    "social": "sometimes",
    "data_file": "yes",
    "data_asks": "no",
    "data_consider": "no",
}


@dataclass(frozen=True)
class Row:
    language: str
    question: str
    typed: str
    keep: frozenset[str] | None
    ask: frozenset[str] | None
    does: str | None
    also: str | None


def rows(language: str) -> Iterator[Row]:
    raw: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        (FOLDER / f"answers_{language}.yaml").read_text(encoding="utf-8")
    )
    for question, listed in raw.items():
        for row in listed:
            keep, ask = row.get("keep"), row.get("ask")
            kept = None if keep is None else frozenset([keep] if isinstance(keep, str) else keep)
            yield Row(
                language,
                question,
                str(row["typed"]),
                kept,
                None if ask is None else frozenset(ask),
                row.get("does"),
                row.get("or"),
            )


def at(question: str, language: str, picked: tuple[str, ...] = ()) -> Talk:
    """Put a person at a question."""
    order = [one.id for one in CONTEXT.content.questionnaire.questions]
    given = {name: answer for name, answer in BEFORE.items() if order.index(name) < order.index(question)}
    place = Asking(question=question, picked=picked)
    session = Session(language="en" if language == "en" else "nl", language_set=True, run=1, place=place, given=given)
    return Talk(language_code=language, stored=dump(session))


@dataclass(frozen=True)
class Outcome:
    """What came of a typed text: `what` is keep, ask, skip, help, back, done, stop, other, unknown or lost."""

    what: str
    answers: frozenset[str] = frozenset()


def outcome(row: Row) -> Outcome:
    picked = ("whatsapp",) if row.does == "done" and row.question == "today" else ()
    picked = ("facebook",) if row.does == "done" and row.question == "platforms" else picked
    picked = ("trust",) if row.does == "done" and row.question == "data_reasons" else picked
    talk = at(row.question, row.language, picked)
    before = talk.session
    talk.type(row.typed)
    return told(before, talk, row.question)


def told(before: Session, talk: Talk, question: str) -> Outcome:
    """Tell what came of it from what is kept and shown."""
    after, place = talk.session, talk.session.place
    if {**after.given, question: 0} != {**before.given, question: 0} and question not in after.given:
        return Outcome("lost")
    if question in after.given:
        answer = after.given[question]
        if answer is None:
            return Outcome("skip")
        was_picked = isinstance(before.place, Asking) and before.place.picked
        if isinstance(answer, tuple):
            return Outcome("done" if was_picked else "keep", frozenset(answer))
        return Outcome("keep", frozenset([answer]))
    if not isinstance(place, Asking):
        return Outcome("lost")
    if place.question != question:
        return Outcome("back")
    if isinstance(before.place, Asking) and place.picked != before.place.picked:
        return Outcome("keep", frozenset(place.picked))
    if place.offered:
        return Outcome("ask", frozenset(place.offered))
    if place.helping:
        return Outcome("help")
    stopped = CONTEXT.content.texts[after.language].messages.general.stopped
    if stopped.fill() in talk.last.html:
        return Outcome("stop")
    return Outcome("other" if place.said.startswith("elsewhere:") else "unknown")


def right(row: Row, came: Outcome) -> bool:
    """Tell whether that is what must come of it."""
    if row.also and came.what == row.also:
        return True
    if row.keep is not None:
        return came == Outcome("keep", row.keep)
    if row.ask is not None:
        return came == Outcome("ask", row.ask)
    return came.what == row.does


def wrong(row: Row, came: Outcome) -> bool:
    """Tell whether something was kept, left or passed that was not meant."""
    return not right(row, came) and came.what not in ("ask", "unknown", "other", "help")
