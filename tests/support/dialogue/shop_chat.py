"""A chat of a shop with a result, whatever its answers."""

from typing import Any

from bot.dialogue.core.session import Finished, Reading, Session, dump
from bot.library.parsing.blanks import needs
from bot.library.schema.content import Language
from scoring.advice import next_steps
from scoring.model import Answers, NextStep, Reason
from scoring.score import score
from tests.support.builders import answers
from tests.support.dialogue.talk import CONTEXT, START, Talk

ABOUT: Answers = {**answers(email=3, social=2, data=1), "shop_type": "physical", "branch": "food"}

A_WHOLE_SHOP = (
    *("Winkel", "Kleding", "Folder of krant", "Klaar met kiezen"),
    *("Ja, soms", "Facebook", "Klaar met kiezen"),
    *("Ja, regelmatig", "Ja, soms", "Nee, ken ik wel, geen plannen", "Nee, ken ik wel, geen plannen"),
    *("Ja", "Ja", "Ja"),
    *("Klanten die terugkomen", "Toon mijn resultaat"),
)
"""What is tapped to answer all questions, to the result."""


def result_of(given: Answers, *steps: str) -> Finished:
    """Give a result, with its own steps or with these."""
    content = CONTEXT.content
    result = score(content.questionnaire, content.figures, given)
    chosen = [
        NextStep(id=card.id, topic=card.topic, reason=Reason(kind="gain"))
        for card in content.cards
        if card.id in steps
    ]
    found = tuple(chosen) or next_steps(content.questionnaire, result, given, content.cards)
    return Finished(
        run=1,
        given=given,
        result=result.model_copy(update={"next_steps": found}),
        content_version=content.version,
        edition=content.primary.id,
        finished=START,
    )


def shop(language: Language = "nl", *, session: dict[str, Any] | None = None, **given: Any) -> Talk:
    """Give a chat that reads its result; an answer None is a question that was skipped."""
    told = {name: answer for name, answer in {**ABOUT, **given}.items() if answer is not None}
    made = Session(
        language=language,
        language_set=True,
        run=1,
        given={**ABOUT, **given},
        finished=result_of(told),
        place=Reading(),
    )
    talk = Talk(language_code=language)
    talk.stored = dump(made.model_copy(update=session or {}))
    talk.command("result")
    return talk


def opened(talk: Talk, card: str) -> str:
    """Open a card, and give what it shows."""
    talk.tap_code(f"page:1:card/{card}")
    return talk.text


def with_blanks(*blanks: str) -> str:
    """Find a card whose text to copy holds just these of our blanks."""
    cards = CONTEXT.content.texts["nl"].cards
    return next(name for name, card in cards.items() if needs(card, "nl") == set(blanks))
