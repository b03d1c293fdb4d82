"""The corpus of typed answers, and what the bot makes of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.core.session import Asking, Session, dump
from tests.support.dialogue.talk import CONTEXT, Talk
from tests.support.paths import ROOT

FOLDER = ROOT / "tests" / "dialogue" / "core" / "understanding"
# What was answered before, so that each question is on the path.
BEFORE: dict[str, str | tuple[str, ...]] = {
    "shop_type": "physical",
    "social": "sometimes",
    "data_file": "yes",
    "data_asks": "no",
    "data_consider": "no",
}
# What is ticked where somebody says to be done with ticking.
PICKED = {"today": ("whatsapp",), "platforms": ("facebook",), "data_reasons": ("trust",)}


@dataclass(frozen=True)
class Row:
    language: str
    question: str
    typed: str
    keep: frozenset[str] | None
    ask: frozenset[str] | None
    does: str | None
    also: frozenset[str]


def rows(language: str) -> Iterator[Row]:
    for name in ("answers", "more", "unseen", "others", "fresh"):
        yield from _rows(FOLDER / f"{name}_{language}.yaml", language)


def _rows(path: Path, language: str) -> Iterator[Row]:
    raw: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for question, listed in raw.items():
        for row in listed:
            keep, ask = row.get("keep"), row.get("ask")
            also = row.get("or") or ()
            kept = None if keep is None else frozenset([keep] if isinstance(keep, str) else keep)
            yield Row(
                language,
                question,
                str(row["typed"]),
                kept,
                None if ask is None else frozenset(ask),
                row.get("does"),
                frozenset([also] if isinstance(also, str) else also),
            )


def at(question: str, language: str, picked: tuple[str, ...] = ()) -> Talk:
    """Put a person at a question."""
    order = [one.id for one in CONTEXT.content.questionnaire.questions]
    given = {name: answer for name, answer in BEFORE.items() if order.index(name) < order.index(question)}
    place = Asking(question=question, picked=picked)
    session = Session(
        language="en" if language == "en" else "nl", language_set=True, run=1, place=place, given=given
    )
    return Talk(language_code=language, stored=dump(session))


@dataclass(frozen=True)
class Outcome:
    """What came of a typed text: `what` is "keep", or what a row may say under `does`, or "lost"."""

    what: str
    answers: frozenset[str] = frozenset()


def outcome(row: Row) -> Outcome:
    picked = PICKED.get(row.question, ()) if row.does == "done" else ()
    talk = at(row.question, row.language, picked)
    before = talk.session
    talk.type(row.typed)
    return told(before, talk, row.question)


def told(before: Session, talk: Talk, question: str) -> Outcome:
    """Tell what came of it from what is kept and shown."""
    after, was = talk.session, before.place
    assert isinstance(was, Asking)
    if any(after.given.get(name) != answer for name, answer in before.given.items()):
        return Outcome("lost")
    if question in after.given:
        answer = after.given[question]
        if answer is None:
            return Outcome("skip")
        return Outcome("done") if was.picked else Outcome("keep", frozenset([str(answer)]))
    if not isinstance(after.place, Asking):
        return Outcome("lost")
    return _still(was, after.place, talk)


def _still(was: Asking, place: Asking, talk: Talk) -> Outcome:
    """Tell what came of it where the question was neither answered nor skipped."""
    said = CONTEXT.texts(talk.session).messages.general.stopped.fill()
    ways = (
        (place.question != was.question, Outcome("back")),
        (place.picked != was.picked, Outcome("keep", frozenset(place.picked))),
        (bool(place.offered), Outcome("ask", frozenset(place.offered))),
        (place.helping, Outcome("help")),
        (said in talk.last.html, Outcome("stop")),
        (place.said.startswith("elsewhere:"), Outcome("other")),
    )
    return next((came for so, came in ways if so), Outcome("unknown"))


def right(row: Row, came: Outcome) -> bool:
    """Tell whether that is what must come of it."""
    if came.what in row.also:
        return True
    wanted = row.keep if row.ask is None else row.ask
    if wanted is not None:
        return came == Outcome("keep" if row.ask is None else "ask", wanted)
    return came.what == row.does


def wrong(row: Row, came: Outcome) -> bool:
    """Tell whether something was kept, left or passed that was not meant."""
    return not right(row, came) and came.what not in ("ask", "unknown", "other", "help")
