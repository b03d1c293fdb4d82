"""What the pages of the result have in common: what they show, and the buttons that lead to them."""

from dataclasses import dataclass

from bot.dialogue.core.context import Context
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Finished, Reading, Session
from bot.dialogue.core.view import Choice, control
from bot.dialogue.shop.ways import to_page
from bot.library.schema.content import Texts
from scoring.advice import AT_MOST
from scoring.model import Card


@dataclass(frozen=True, slots=True)
class AtResult(At[Reading]):
    """A session that is at a page, and the result that it is of."""

    finished: Finished


def result_choice(session: Session, texts: Texts) -> Choice:
    """Lead back to the result."""
    return control(texts.messages.controls.to_result, to_page.code(session, "result"))


def steps_choice(session: Session, texts: Texts) -> Choice:
    """Lead to the next steps."""
    controls, finished = texts.messages.controls, session.finished
    fewer = finished is not None and len(finished.result.next_steps) < AT_MOST
    return control(controls.steps_fewer if fewer else controls.steps, to_page.code(session, "steps"))


def first_step(finished: Finished, context: Context) -> Card | None:
    """Find the card of the first next step that today's content has."""
    cards = (context.content.card(step.id) for step in finished.result.next_steps)
    return next((card for card in cards if card), None)


def begin_choices(session: Session, context: Context) -> list[Choice]:
    """Lead to the first step, where there is one."""
    card = first_step(session.finished, context) if session.finished else None
    label = context.texts(session).messages.controls.begin_step
    return [control(label, to_page.code(session, f"card/{card.id}"), "primary")] if card else []


def more_choice(session: Session, texts: Texts) -> Choice:
    """Lead to all else that can be done with a result."""
    said = texts.messages.controls.more
    return Choice(said.label, to_page.code(session, "more"), said.words, common=True)


def card_choice(session: Session, card: str, title: str, number: int) -> Choice:
    """Lead to a card, which is listed under this number."""
    return Choice(title, to_page.code(session, f"card/{card}"), (), number)


def reading_choices(session: Session, texts: Texts) -> list[Choice]:
    """List the pages to read behind the result."""
    controls = texts.messages.controls
    return [
        control(controls.advice, to_page.code(session, "advice")),
        control(controls.topics, to_page.code(session, "topics")),
        control(controls.sources, to_page.code(session, "sources")),
    ]
