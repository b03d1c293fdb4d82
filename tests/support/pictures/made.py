"""Finished assessments, and their drawings."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.dialogue.core.session import Finished
from bot.dialogue.shop.result.card_picture import Owner, card_drawing
from bot.dialogue.shop.result.report import report_drawing
from bot.library.schema.content import Language
from bot.library.schema.picture import PictureTexts
from bot.pictures.drawing import CardDrawing, ReportDrawing
from scoring.advice import next_steps
from scoring.model import Answers, Card, NextStep, Reason
from scoring.score import score
from tests.support.builders import answers, every_topic_on
from tests.support.dialogue.talk import CONTEXT, START

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
FRONT_RUNNER = finished({**every_topic_on(4), **ABOUT, "today": ("google", "website", "reviews", "whatsapp")})
SOME_MISSING = finished({**answers(email=3, sms=1, social=2), "shop_type": "physical"})
NO_SCORE = finished({**answers(sms=1, blog=2), "shop_type": "physical"})
ONE_TOPIC = finished({**answers(email=4), "shop_type": "physical"})
NOTHING = finished({})
WEB_ONLY = finished({**MIXED.given, "shop_type": "web"})  # type: ignore[dict-item]
EARLIER = tuple(finished(every_topic_on(step), days=-100 * (5 - step)) for step in range(5))
COUNTED_ANEW = tuple(one.model_copy(update={"yardstick": "of before"}) for one in EARLIER[2:])
EVERY = {
    "mixed": MIXED,
    "low": LOW,
    "front runner": FRONT_RUNNER,
    "some missing": SOME_MISSING,
    "no score": NO_SCORE,
    "one topic": ONE_TOPIC,
    "nothing": NOTHING,
    "web only": WEB_ONLY,
}


def card(
    one: Finished = MIXED,
    language: Language = "nl",
    *,
    shop: str = "",
    earlier: Sequence[Finished] = (),
    what_if: bool = False,
) -> CardDrawing:
    return card_drawing(CONTEXT, language, one, Owner(shop, earlier=earlier), what_if=what_if)


def report(one: Finished = MIXED, language: Language = "nl", **owner: Any) -> ReportDrawing:
    return report_drawing(CONTEXT, language, one, Owner(name=owner.pop("shop", ""), **owner))


def longest_steps(language: Language, one: Finished) -> Finished:
    """Give a result the three longest cards, each with every reason there can be."""

    def length(card_id: str) -> int:
        return sum(map(len, CONTEXT.content.texts[language].cards[card_id].sections.values()))

    by_topic = {one.topic: one for one in sorted(CONTEXT.content.cards, key=lambda one: length(one.id))}
    longest = sorted(by_topic.values(), key=lambda one: length(one.id))[-3:]
    steps = tuple(NextStep(id=one.id, topic=one.topic, reason=_every_reason(one)) for one in longest)
    return one.model_copy(update={"result": one.result.model_copy(update={"next_steps": steps})})


def _every_reason(card: Card) -> Reason:
    suits = card.suits[0] if card.suits else None
    return Reason(kind="gain", goal="return", answers=("no_time", "trust"), suits=suits, no_plans=True)
