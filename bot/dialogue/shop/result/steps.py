"""The next best steps, each with its reason in words."""

from collections.abc import Sequence

from bot.dialogue.core.view import View, blocks, control, lines, rows
from bot.dialogue.shop.result.pages import AtResult, card_choice, result_choice
from bot.dialogue.shop.result.score_words import whole_advice
from bot.dialogue.shop.ways import to_page
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts
from scoring.model import NextStep, Reason, Topic


def steps_page(at: AtResult) -> View:
    """Show the next best steps, each with its reason and a button to read it."""
    texts, said = at.texts, at.messages.steps
    found = [step for step in at.finished.result.next_steps if step.id in texts.cards]
    parts, choices = [], []
    for count, step in enumerate(found, 1):
        parts.append(lines(_step_line(at, count, step), *reason_lines(texts, step)))
        choices.append(card_choice(at.session, step.id, texts.cards[step.id].title, count))
    intro = lines(said.intro.fill(), whole_advice(at.finished, texts))
    html = blocks(intro, *parts) if found else said.none.fill()
    advice = control(at.messages.controls.advice, to_page.code(at.session, "advice"))
    return View(html, (*rows(choices), (advice, result_choice(at.session, texts))))


def _step_line(at: AtResult, count: int, step: NextStep) -> Html:
    card, texts = at.context.content.card(step.id), at.texts
    return at.messages.steps.step.fill(
        number=count,
        title=texts.cards[step.id].title,
        topic=topic_name(texts, step.topic),
        minutes=card.minutes if card else 0,
    )


def topic_name(texts: Texts, topic: Topic) -> str:
    """Name a topic of the method."""
    return texts.terms.topics[topic].name


def reason_lines(texts: Texts, step: NextStep) -> Sequence[Html]:
    """Say why a step was chosen."""
    reason, said = step.reason, texts.messages.steps
    reasons = [_reason(texts, step.topic, reason)]
    why = texts.cards[step.id].suits.get(reason.suits) if reason.suits and step.id in texts.cards else None
    if why:
        reasons.append(said.suits.fill(why=why))
    if reason.no_plans:
        reasons.append(said.no_plans.fill())
    if reason.goal and reason.goal in texts.terms.goals:
        reasons.append(said.goal.fill(goal=texts.terms.goals[reason.goal]))
    reasons += [
        said.answers.fill(objection=texts.terms.objections[one])
        for one in reason.answers
        if one in texts.terms.objections
    ]
    return reasons


def _reason(texts: Texts, topic: Topic, reason: Reason) -> Html:
    said = texts.messages.steps
    if reason.kind == "need" and reason.enables and reason.enables in texts.cards:
        return said.need.fill(title=texts.cards[reason.enables].title)
    if reason.kind == "consent":
        return said.consent.fill()
    if reason.kind == "online":
        return said.online.fill()
    sentence = said.keep if reason.kind == "keep" else said.gain
    return sentence.fill(topic=texts.terms.topics[topic].within)
