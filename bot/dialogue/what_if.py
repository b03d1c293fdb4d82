"""What the score would be with some of the next steps done."""

from bot.dialogue.codes import code
from bot.dialogue.context import Context
from bot.dialogue.result_view import page, to_result
from bot.dialogue.session import Finished, Session, WhatIf
from bot.dialogue.view import Choice, View, blocks, control, lines, rows, shorten
from content.markup import as_html
from scoring.model import Card, Overall, TopicResult
from scoring.overall import level_of, overall_score
from scoring.score import topics_needed


def countable(context: Context, finished: Finished) -> list[Card]:
    """List the next steps that were chosen for the points they gain."""
    gaining = [step.id for step in finished.result.next_steps if step.reason.gain > 0]
    cards = (context.content.card(card) for card in gaining)
    return [card for card in cards if card and card.topic in finished.result.topics]


def imagined(context: Context, finished: Finished, picked: tuple[str, ...]) -> Finished:
    """Give the result as it would be with the picked steps done: their topics on the step they lead to."""
    questionnaire, topics = context.content.questionnaire, dict(finished.result.topics)
    for card in countable(context, finished):
        if card.id in picked and card.topic != "today" and card.leads_to is not None:
            points = questionnaire.topics[card.topic].points[card.leads_to]
            sector = topics[card.topic].sector
            topics[card.topic] = TopicResult(step=card.leads_to, score=points, sector=sector)
    score = overall_score(questionnaire, {topic: one.step for topic, one in topics.items()})
    before = finished.result.overall
    overall = None
    if score is not None:
        overall = Overall(
            score=score, level=level_of(questionnaire, score).id, sector=before.sector if before else None
        )
    result = finished.result.model_copy(update={"topics": topics, "overall": overall})
    return finished.model_copy(update={"result": result})


def what_if_view(session: Session, context: Context, finished: Finished, place: WhatIf) -> View:
    """Show the score now, and with the steps that are ticked."""
    texts = context.texts(session)
    said, controls = texts.messages.followup.what_if, texts.messages.followup.controls
    choices = []
    for number, card in enumerate(countable(context, finished), 1):
        title, on = texts.cards[card.id].title, card.id in place.picked
        label = f"{shorten(title, 38)} ✓" if on else shorten(title)
        made = code("what_if_tick", session.run, card.id, "0" if on else "1")
        choices.append(Choice(label, made, (title,), number))
    overall = finished.result.overall
    needed = topics_needed(context.content.questionnaire, finished.result)
    then = imagined(context, finished, place.picked).result.overall if place.picked else None
    titles = [texts.cards[card].title for card in place.picked if card in texts.cards]
    html = blocks(
        said.intro.fill(),
        said.choose.fill() if choices else said.same_level.fill(),
        lines(*(f"✓ {as_html(title)}" for title in titles)),
        lines(
            said.now.fill(score=overall.score) if overall else None,
            said.then.fill(score=then.score, level=texts.terms.levels[then.level].name) if then else None,
            None if overall else texts.messages.result.no_score.fill(needed),
        ),
        said.basis.fill() if then else None,
    )
    picture = [control(controls.picture, code("what_if_picture", session.run))] if then else []
    steps = control(texts.messages.controls.steps, page(session, "steps"))
    return View(html, (*rows(choices), *rows(picture), (steps, to_result(session, texts))))
