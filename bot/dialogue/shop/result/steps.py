"""The next best steps, each with its reason in words."""

from collections.abc import Sequence

from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Finished, Session
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows, shorten
from bot.dialogue.shop.result.view import page, to_result, whole_advice
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts
from scoring.model import NextStep, Reason, Topic


def steps_view(session: Session, context: Context, finished: Finished) -> View:
    """Show the next best steps, each with its reason and a button to read it."""
    texts = context.texts(session)
    shown = [step for step in finished.result.next_steps if step.id in texts.cards]
    parts, choices = [], []
    for count, step in enumerate(shown, 1):
        title = texts.cards[step.id].title
        parts.append(lines(_step_line(context, texts, count, step), *reason_lines(texts, step)))
        choices.append(Choice(shorten(title), page(session, "card", step.id), (title,), count))
    said = texts.messages.steps
    intro = lines(said.intro.fill(), whole_advice(finished, texts))
    html = blocks(intro, *parts) if shown else said.none.fill()
    advice = control(texts.messages.controls.advice, page(session, "advice"))
    return View(html, (*rows(choices), (advice, to_result(session, texts))))


def _step_line(context: Context, texts: Texts, count: int, step: NextStep) -> Html:
    card = context.content.card(step.id)
    topic = topic_name(texts, step.topic)
    minutes = card.minutes if card else 0
    return texts.messages.steps.step.fill(
        number=count, title=texts.cards[step.id].title, topic=topic, minutes=minutes
    )


def topic_name(texts: Texts, topic: Topic) -> str:
    """Name a topic of the method."""
    return texts.terms.topics[topic].name


def reason_lines(texts: Texts, step: NextStep) -> Sequence[Html]:
    """Say why a step was chosen."""
    reason, said = step.reason, texts.messages.steps
    told = [_reason(texts, step.topic, reason)]
    why = texts.cards[step.id].suits.get(reason.suits) if reason.suits and step.id in texts.cards else None
    if why:
        told.append(said.suits.fill(why=why))
    if reason.no_plans:
        told.append(said.no_plans.fill())
    if reason.goal and reason.goal in texts.terms.goals:
        told.append(said.goal.fill(goal=texts.terms.goals[reason.goal]))
    told += [
        said.answers.fill(objection=texts.terms.objections[one])
        for one in reason.answers
        if one in texts.terms.objections
    ]
    return told


def _reason(texts: Texts, topic: Topic, reason: Reason) -> Html:
    said = texts.messages.steps
    if reason.kind == "need" and reason.enables and reason.enables in texts.cards:
        return said.need.fill(title=texts.cards[reason.enables].title)
    if reason.kind == "consent":
        return said.consent.fill()
    if reason.kind == "online":
        return said.online.fill()
    told = said.keep if reason.kind == "keep" else said.gain
    return told.fill(topic=texts.terms.topics[topic].within)
