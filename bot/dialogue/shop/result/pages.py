"""What the pages of the result have in common: what they show, and the buttons that lead to them."""

from dataclasses import dataclass

from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Finished, Reading, Session
from bot.dialogue.core.view import Choice, control
from bot.dialogue.shop.ways import to_page
from bot.library.schema.content import Texts


@dataclass(frozen=True, slots=True)
class AtResult(At[Reading]):
    """A session that is at a page, and the result that it is of."""

    finished: Finished


def result_choice(session: Session, texts: Texts) -> Choice:
    """Lead back to the result."""
    return control(texts.messages.controls.to_result, to_page.code(session, "result"))


def steps_choice(session: Session, texts: Texts) -> Choice:
    """Lead to the next steps."""
    return control(texts.messages.controls.steps, to_page.code(session, "steps"))


def card_choice(session: Session, card: str, title: str, number: int) -> Choice:
    """Lead to a card, which is listed under this number."""
    return Choice(title, to_page.code(session, f"card/{card}"), (), number)


def result_choices(session: Session, texts: Texts) -> list[Choice]:
    """List the pages behind the result; their words work on every screen."""
    controls = texts.messages.controls
    return [
        steps_choice(session, texts),
        control(controls.advice, to_page.code(session, "advice")),
        control(controls.topics, to_page.code(session, "topics")),
        control(controls.sources, to_page.code(session, "sources")),
    ]
