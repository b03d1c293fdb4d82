"""The result: the first message, the points per topic, and the next best steps."""

import math

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Finished, Session, answered
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows
from bot.dialogue.core.wording import listed
from bot.dialogue.shop.interview.answers import open_questions
from bot.dialogue.shop.interview.rounds import moved_line
from bot.dialogue.shop.sharing.sharing import joined
from bot.dialogue.shop.ways import to_next_shop, to_plan, to_sharing, wipe_shop
from bot.library.parsing.markup import Html
from bot.library.schema.content import LevelText, Texts
from scoring.model import MONITORED, Interval, Questionnaire, Topic, TopicResult
from scoring.overall import next_level, ways_to_score

MANY = 3
"""A way to a score of so many topics is told alone."""
MOST_WAYS = 2
MOST_TOLD = 3
"""So many things that go well are named, so that the message stays short."""


def page(session: Session, name: str, *args: str) -> str:
    """Write the code of a page of the finished result."""
    run = session.finished.run if session.finished else 0
    return code("page", run, "/".join((name, *args)))


def to_result(session: Session, texts: Texts) -> Choice:
    return control(texts.messages.controls.to_result, page(session, "result"))


def result_view(session: Session, context: Context, finished: Finished) -> View:
    """Show the result in a few lines: what goes well, the score, the comparison, and the first step."""
    texts = context.texts(session)
    moved = moved_line(session, context, finished)
    return View(
        blocks(
            _doing(context, finished, texts),
            lines(*score_lines(context, finished, texts), moved),
            lines(
                _first_step(context, finished, texts),
                # Eight lines are what a phone shows at once.
                None if moved else whole_advice(finished, texts),
            ),
        ),
        _result_rows(session, context, finished, texts),
    )


def result_choices(session: Session, context: Context) -> list[Choice]:
    """List the pages behind the result; their words work on every screen."""
    controls = context.texts(session).messages.controls
    names = ("steps", "advice", "topics", "sources")
    return [control(getattr(controls, name), page(session, name)) for name in names]


def afterwards(session: Session, context: Context) -> list[Choice]:
    """Offer the message after three months, or to do without it; to an advisor for a shop, the next shop."""
    if session.assisted:
        return _of_another(session, context)
    controls = context.texts(session).messages.followup.controls
    if session.again is None:
        return [control(controls.again_later, code("again_later", session.run))]
    return [control(controls.again_off, code("again_off", session.run))]


def follow_ups(session: Session, context: Context) -> list[Choice]:
    """List what can be done with a result; their words work on every screen."""
    followup, campaign = context.texts(session).messages.followup, joined(session)
    share = context.texts(session).messages.sharing.controls.share
    # A plan of another's shop would stay in the advisor's chat.
    planning = control(followup.plan_controls.plan, to_plan.code(session, ""))
    return [
        control(followup.controls.what_if, code("what_if", session.run)),
        *([] if session.assisted else [planning]),
        control(followup.controls.picture, code("picture", session.run)),
        control(followup.controls.report, code("report", session.run)),
        *([control(share, to_sharing.code(session, campaign.organisation))] if campaign else []),
    ]


def _result_rows(session: Session, context: Context, finished: Finished, texts: Texts) -> Rows:
    controls, pages = texts.messages.controls, result_choices(session, context)
    more = follow_ups(session, context)
    if session.run > finished.run:
        more.append(control(controls.go_on, code("go_on", session.run)))
    elif open_questions(session, context):
        more.append(control(controls.finish_questions, code("go_on", session.run)))
    else:
        more.append(control(controls.overview, code("overview", session.run)))
    return rows([*pages, *more, *afterwards(session, context)], 2)


def _heaviest(context: Context, finished: Finished) -> list[tuple[Topic, TopicResult]]:
    """List the topics' results, those that count most first."""
    weightings = context.content.questionnaire.topics
    return sorted(finished.result.topics.items(), key=lambda one: -weightings[one[0]].weight)


def _doing(context: Context, finished: Finished, texts: Texts) -> Html:
    """Say what goes well; where no channel is in use yet, what is used today, or that a start was made."""
    result, word = texts.messages.result, texts.messages.general.both
    told = (texts.terms.topics[topic].doing.get(one.step) for topic, one in _heaviest(context, finished))
    clauses = [clause for clause in told if clause]
    if clauses:
        return result.doing.fill(doing=listed(clauses[:MOST_TOLD], word))
    today = answered(finished.given).get("today", ())
    used = [text.label for option in today if option != "none" and (text := texts.option("today", option))]
    return result.doing_today.fill(doing=listed(used, word)) if used else result.doing_first.fill()


def score_lines(context: Context, finished: Finished, texts: Texts) -> list[Html | None]:
    """Say the readiness with what the next level takes, or what would give one; then the comparison."""
    return [*readiness_lines(context, finished, texts), *monitor_lines(finished, texts)]


def readiness_lines(context: Context, finished: Finished, texts: Texts) -> list[Html | None]:
    """Say the readiness and what the next level takes, or which topics would give one."""
    result, overall = texts.messages.result, finished.result.overall
    questionnaire = context.content.questionnaire
    if overall is None:
        return [result.no_score.fill(topics=_ways_told(questionnaire, finished, texts))]
    score = result.score.fill(score=overall.score, level=level_text(overall.level, texts).name)
    return [_sentence(score, next_level_line(context, finished, texts))]


def next_level_line(context: Context, finished: Finished, texts: Texts) -> Html | None:
    """Say what the next level takes; nothing on the highest, or without a readiness."""
    overall = finished.result.overall
    above = next_level(context.content.questionnaire, overall.score) if overall else None
    if above is None:
        return None
    level = level_text(above.id, texts).name
    return texts.messages.result.next_level.fill(points=above.lowest, level=level)


def _sentence(*parts: Html | None) -> Html:
    return Html(" ".join(part for part in parts if part))


def _ways_told(questionnaire: Questionnaire, finished: Finished, texts: Texts) -> str:
    """Name the topics that would give a score: "social media, or e-mail and SMS"."""
    general = texts.messages.general
    ways = [
        listed([texts.terms.topics[topic].within for topic in way], general.both)
        for way in ways_to_score(questionnaire, finished.result.missing)
        if len(way) < MANY
    ]
    if not ways:
        way = next(ways_to_score(questionnaire, finished.result.missing), finished.result.missing)
        ways = [listed([texts.terms.topics[topic].within for topic in way], general.both)]
    return f", {general.either} ".join(ways[:MOST_WAYS])


def monitor_lines(finished: Finished, texts: Texts) -> list[Html | None]:
    """Say how the shop stands to the shops of 2010, or why that is not said; the same in every place."""
    result, compared = texts.messages.result, finished.result.monitor
    shop_type = answered(finished.given).get("shop_type")
    if shop_type == "web":
        return [result.web_only.fill()]
    if compared is None:
        return []
    low, high = whole(compared.sector)
    said = result.monitor if all_monitored(finished) else result.monitor_some
    return [
        _sentence(
            said.fill(score=compared.score, low=low, high=high),
            result.verdicts[compared.verdict].fill(),
            None if shop_type else result.monitor_if_door.fill(),
        )
    ]


def all_monitored(finished: Finished) -> bool:
    """Tell whether all topics of the monitor were answered."""
    return all(topic in finished.result.topics for topic in MONITORED)


def whole_advice(finished: Finished, texts: Texts) -> Html:
    """Say that not all has to be done; where nothing is left to gain, that it is to be kept up."""
    steps = finished.result.next_steps
    keeping = bool(steps) and all(step.reason.kind == "keep" for step in steps)
    return texts.messages.result.keep_up.fill() if keeping else texts.messages.result.one_channel.fill()


def level_text(level: str, texts: Texts) -> LevelText:
    """Find the words of a level; one that today's content no longer has is called by its id."""
    return texts.terms.levels.get(level) or LevelText(name=level, text=level)


def step_text(topic: Topic, step: int, finished: Finished, texts: Texts) -> str:
    """Say what a shop does on a step of a topic."""
    words = texts.terms.topics[topic]
    web = answered(finished.given).get("shop_type") == "web"
    return words.web_steps[step] if web and words.web_steps else words.steps[step]


def whole(interval: Interval) -> tuple[int, int]:
    """Give an interval in whole points, outward, as the verdict reads it."""
    return math.floor(interval.low), math.ceil(interval.high)


def _first_step(context: Context, finished: Finished, texts: Texts) -> Html:
    for step in finished.result.next_steps:
        card = context.content.card(step.id)
        if card is not None:
            return texts.messages.result.first_step.fill(
                minutes=card.minutes, title=texts.cards[step.id].title
            )
    return texts.messages.result.keep.fill()


def _of_another(session: Session, context: Context) -> list[Choice]:
    """Offer what follows on the result of a shop that an advisor filled in for."""
    controls = context.texts(session).messages.desk.controls
    return [
        control(controls.next_shop, to_next_shop.code(session)),
        control(controls.wipe, wipe_shop.code(session)),
    ]
