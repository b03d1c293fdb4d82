"""What the score would be with some of the next steps done."""

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Finished, Session, WhatIf, answered
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows, shorten
from bot.dialogue.shop.result.view import level_text, page, readiness_lines, to_result
from bot.library.parsing.markup import as_html
from scoring.fit import Shop, reached
from scoring.model import Card, TopicResult
from scoring.overall import yardstick
from scoring.score import monitor, overall


def counts_alike(context: Context, finished: Finished) -> bool:
    """Tell whether a result is by the live yardstick; to the points of another no step can be added."""
    return finished.yardstick == yardstick(context.content.questionnaire)


def countable(context: Context, finished: Finished) -> list[Card]:
    """List the next steps that gain points, by the live content."""
    if not counts_alike(context, finished):
        return []
    shop = Shop(context.content.questionnaire, finished.result, answered(finished.given))
    cards = (context.content.card(step.id) for step in finished.result.next_steps)
    return [card for card in cards if card and shop.gain(card) > 0]


def imagined(context: Context, finished: Finished, picked: tuple[str, ...]) -> Finished:
    """Give the result as it would be with the picked steps done: their topics on the step they lead to."""
    questionnaire, topics = context.content.questionnaire, dict(finished.result.topics)
    answers = answered(finished.given)
    for card in countable(context, finished):
        if card.id in picked:
            before = topics[card.topic]
            step, points = reached(questionnaire, answers, card, before.step)
            topics[card.topic] = TopicResult(step=step, score=points, sector=before.sector)
    scores = {topic: one.score for topic, one in topics.items()}
    compared = finished.result.monitor
    then = monitor(questionnaire, context.content.figures, scores) if compared else None
    result = finished.result.model_copy(
        update={"topics": topics, "overall": overall(questionnaire, scores), "monitor": then}
    )
    return finished.model_copy(update={"result": result})


def what_if_view(session: Session, context: Context, finished: Finished, place: WhatIf) -> View:
    """Show the score now, and with the steps that are ticked."""
    texts = context.texts(session)
    said, controls = texts.messages.followup.what_if, texts.messages.followup.controls
    if not counts_alike(context, finished):
        again = control(texts.messages.controls.again, code("begin", session.run))
        html = blocks(said.intro.fill(), said.anew.fill())
        return View(html, ((again,), (to_result(session, texts),)))
    choices = []
    for number, card in enumerate(countable(context, finished), 1):
        title, on = texts.cards[card.id].title, card.id in place.picked
        # The tick stands within the width of a button too.
        label = shorten(title, 38) if on else shorten(title)
        made = code("what_if_tick", session.run, card.id, "0" if on else "1")
        choices.append(Choice(label, made, (title,), number, on))
    now = finished.result.overall
    then = imagined(context, finished, place.picked).result.overall if place.picked else None
    titles = [texts.cards[card].title for card in place.picked if card in texts.cards]
    html = blocks(
        said.intro.fill(),
        said.choose.fill() if choices else said.same_level.fill(),
        lines(*(f"✓ {as_html(title)}" for title in titles)),
        lines(
            said.now.fill(score=now.score) if now else None,
            said.then.fill(score=then.score, level=level_text(then.level, texts).name) if then else None,
            *([] if now else readiness_lines(context, finished, texts)),
        ),
        said.basis.fill() if then else None,
    )
    picture = [control(controls.picture, code("what_if_picture", session.run))] if then else []
    steps = control(texts.messages.controls.steps, page(session, "steps"))
    return View(html, (*rows(choices), *rows(picture), (steps, to_result(session, texts))))
