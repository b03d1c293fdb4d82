"""What the score would be with some of the next steps done."""

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Finished, Home, Session, WhatIf, without_skipped
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows
from bot.dialogue.shop.result.files import send_imagined_picture
from bot.dialogue.shop.result.pages import result_choice, steps_choice
from bot.dialogue.shop.result.score_words import level_text, readiness_lines
from bot.dialogue.shop.ways import to_begin
from bot.library.parsing.markup import as_html
from scoring.fit import Shop, card_outcome
from scoring.model import Card, TopicResult
from scoring.overall import yardstick
from scoring.score import monitor, overall


@action("what_if")
def open_what_if(turn: Turn) -> Session:
    if turn.session.finished is None:
        raise Stale
    return turn.session.at(WhatIf())


@action("what_if_tick")
def set_step(turn: Turn, card: str, on: bool) -> Session:
    """Tick a step as done, or take its tick away."""
    place, finished = turn.session.place, turn.session.finished
    if not isinstance(place, WhatIf) or finished is None:
        raise Stale
    wanted = {*place.picked, card} if on else {*place.picked} - {card}
    gaining = gaining_steps(turn.context, finished)
    return turn.session.at(WhatIf(picked=tuple(one.id for one in gaining if one.id in wanted)))


class WhatIfScreen(Screen[WhatIf]):
    place = WhatIf
    actions = (open_what_if, set_step, send_imagined_picture)

    def settle(self, at: At[WhatIf]) -> Session:
        return at.session if at.session.finished else at.session.at(Home())

    def show(self, at: At[WhatIf]) -> View | None:
        finished = at.session.finished
        if finished is None:
            return None
        if has_live_yardstick(at.context, finished):
            return _scores(at, finished)
        said = at.messages.followup.what_if
        again = control(at.messages.controls.again, to_begin.code(at.session))
        html = blocks(said.intro.fill(), said.anew.fill())
        return View(html, ((again,), (result_choice(at.session, at.texts),)))


def has_live_yardstick(context: Context, finished: Finished) -> bool:
    """Tell whether a result is by the live yardstick; to the points of another no step can be added."""
    return finished.yardstick == yardstick(context.content.questionnaire)


def gaining_steps(context: Context, finished: Finished) -> list[Card]:
    """List the next steps that gain points, by the live content."""
    if not has_live_yardstick(context, finished):
        return []
    shop = Shop(context.content.questionnaire, finished.result, without_skipped(finished.given))
    cards = (context.content.card(step.id) for step in finished.result.next_steps)
    return [card for card in cards if card and shop.gain(card) > 0]


def result_with(context: Context, finished: Finished, picked: tuple[str, ...]) -> Finished:
    """Give the result as it would be with the picked steps done: their topics on the step they lead to."""
    questionnaire, topics = context.content.questionnaire, dict(finished.result.topics)
    answers = without_skipped(finished.given)
    for card in gaining_steps(context, finished):
        if card.id in picked:
            before = topics[card.topic]
            step, points = card_outcome(questionnaire, answers, card, before.step)
            topics[card.topic] = TopicResult(step=step, score=points, sector=before.sector)
    scores = {topic: one.score for topic, one in topics.items()}
    compared = finished.result.monitor
    then = monitor(questionnaire, context.content.figures, scores) if compared else None
    result = finished.result.model_copy(
        update={"topics": topics, "overall": overall(questionnaire, scores), "monitor": then}
    )
    return finished.model_copy(update={"result": result})


def _scores(at: At[WhatIf], finished: Finished) -> View:
    """Show the score now, and with the steps that are ticked."""
    texts, said, picked = at.texts, at.messages.followup.what_if, at.place.picked
    choices = _choices(at, finished)
    now = finished.result.overall
    then = result_with(at.context, finished, picked).result.overall if picked else None
    titles = [texts.cards[card].title for card in picked if card in texts.cards]
    html = blocks(
        said.intro.fill(),
        said.choose.fill() if choices else said.same_level.fill(),
        lines(*(f"✓ {as_html(title)}" for title in titles)),
        lines(
            said.now.fill(score=now.score) if now else None,
            said.then.fill(score=then.score, level=level_text(then.level, texts).name) if then else None,
            *([] if now else readiness_lines(at.context, finished, texts)),
        ),
        said.basis.fill() if then else None,
    )
    picture: Rows = ()
    if then:
        label = at.messages.followup.controls.picture
        picture = ((control(label, send_imagined_picture.code(at.session)),),)
    ways = (steps_choice(at.session, texts), result_choice(at.session, texts))
    return View(html, (*rows(choices), *picture, ways))


def _choices(at: At[WhatIf], finished: Finished) -> list[Choice]:
    """List the steps that can be ticked."""
    choices = []
    for number, card in enumerate(gaining_steps(at.context, finished), 1):
        title, on = at.texts.cards[card.id].title, card.id in at.place.picked
        choices.append(Choice(title, set_step.code(at.session, card.id, not on), (), number, on))
    return choices
