"""Finished assessments, their drawings, and what can be read back from what was drawn."""

import io
from datetime import timedelta
from typing import Any, NamedTuple

import typst
from pypdf import PdfReader

from bot.dialogue.card_wording import card_drawing
from bot.dialogue.report_wording import report_drawing
from bot.dialogue.session import Finished
from bot.pictures.model import CardDrawing, ReportDrawing
from bot.pictures.render import TEMPLATES, fonts
from content.picture_texts import PictureTexts
from content.schema import Language
from scoring.advice import next_steps
from scoring.model import Answers, NextStep, Reason
from scoring.score import score
from tests.builders import answers, every_topic_on
from tests.dialogue.talk import CONTEXT, START

ABOUT: Answers = {
    "shop_type": "physical",
    "branch": "books_toys",
    "goal": "return",
    "today": ("whatsapp", "website"),
}


def picture(language: Language) -> PictureTexts:
    return CONTEXT.content.texts[language].messages.picture


def finished(given: Answers, *, days: int = 0) -> Finished:
    content = CONTEXT.content
    result = score(content.questionnaire, content.figures, given)
    steps = next_steps(content.questionnaire, result, given, content.cards)
    return Finished(
        run=1,
        given=given,
        result=result.model_copy(update={"next_steps": steps}),
        content_version=content.version,
        edition=content.primary.id,
        finished=START + timedelta(days=days),
    )


MIXED = finished({**answers(email=3, sms=1, blog=2, twitter=0, social=4, data=3), **ABOUT})
LOW = finished({**every_topic_on(0), **ABOUT, "today": ("none",)})
FRONT_RUNNER = finished({**every_topic_on(4), **ABOUT})
SOME_MISSING = finished({**answers(email=3, sms=1, blog=2), **ABOUT})
NO_SCORE = finished({**answers(sms=1, blog=2), **ABOUT})
NOTHING = finished({})
WEB_ONLY = finished({**MIXED.given, "shop_type": "web"})  # type: ignore[dict-item]
EARLIER = tuple(finished(every_topic_on(step), days=-100 * (5 - step)) for step in range(5))
EVERY = {
    "mixed": MIXED,
    "low": LOW,
    "front runner": FRONT_RUNNER,
    "some missing": SOME_MISSING,
    "no score": NO_SCORE,
    "nothing": NOTHING,
    "web only": WEB_ONLY,
}


def card(one: Finished = MIXED, language: Language = "nl", **more: Any) -> CardDrawing:
    return card_drawing(CONTEXT, picture(language), language, one, **more)


def report(one: Finished = MIXED, language: Language = "nl", **more: Any) -> ReportDrawing:
    return report_drawing(CONTEXT, picture(language), language, one, **more)


def longest_steps(language: Language, one: Finished) -> Finished:
    """Give a result the three longest cards, each with every reason there can be."""

    def length(card_id: str) -> int:
        return sum(map(len, CONTEXT.content.texts[language].cards[card_id].sections.values()))

    by_topic = {one.topic: one for one in sorted(CONTEXT.content.cards, key=lambda one: length(one.id))}
    longest = sorted(by_topic.values(), key=lambda one: length(one.id))[-3:]
    reason = Reason(
        kind="gain", goal="return", answers=("no_time", "trust"), branch="books_toys", no_plans=True
    )
    steps = tuple(NextStep(id=one.id, topic=one.topic, reason=reason) for one in longest)
    return one.model_copy(update={"result": one.result.model_copy(update={"next_steps": steps})})


def as_pdf(drawing: CardDrawing) -> bytes:
    """Draw a card as PDF, whose texts can be read back."""
    made = typst.compile(
        str(TEMPLATES / "card.typ"),
        root=str(TEMPLATES),
        font_paths=fonts(),
        format="pdf",
        sys_inputs={"data": drawing.model_dump_json()},
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


class Placed(NamedTuple):
    text: str
    size: float
    x: float
    y: float
    """From the foot of the page."""


def placed(pdf: bytes) -> list[Placed]:
    """List the pieces of text on the pages, with their sizes and places in points."""
    found: list[Placed] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.append(Placed(text.strip(), abs(size * tm[3] * cm[3]), x, y))

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return found


def text_of(pdf: bytes) -> str:
    """Read all text of a PDF, each run of white space as one space."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())
