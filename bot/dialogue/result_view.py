"""The result: the first message, the points per topic, and the next best steps."""

import math
from typing import Literal

from bot.dialogue.again import moved_line, moved_topics
from bot.dialogue.assisting import shop_choices
from bot.dialogue.codes import code
from bot.dialogue.context import Context
from bot.dialogue.interview import open_questions
from bot.dialogue.published import population_of, year_of
from bot.dialogue.session import Finished, Session, answered
from bot.dialogue.sharing import joined
from bot.dialogue.told import listed
from bot.dialogue.view import Choice, Rows, View, blocks, control, lines, rows
from content.cards import number
from content.markup import Html, as_html
from content.messages import Group
from content.schema import Figure, LevelText, Texts
from scoring.model import Interval, Overall, Topic, TopicResult
from scoring.score import topics_needed

DOING = 3
"""From this step up a shop uses a channel, and "ahead of" is said."""

MOST_TOLD = 3
"""So many things that go well are named, so that the message stays short."""

GROUP_OF: dict[Topic | Literal["today"], Group] = {
    "email": "email",
    "sms": "sms",
    "social": "social",
    "blog": "social",
    "twitter": "social",
    "data": "data",
    "today": "today",
}
"""The group of advice that a card's topic belongs to."""


def page(session: Session, name: str, *args: str) -> str:
    """Write the code of a page of the finished result."""
    run = session.finished.run if session.finished else 0
    return code("page", run, "/".join((name, *args)))


def to_result(session: Session, texts: Texts) -> Choice:
    return control(texts.messages.controls.to_result, page(session, "result"))


def result_view(session: Session, context: Context, finished: Finished) -> View:
    """Show the result in at most eight lines: what goes well, the score beside 2010, and the first step."""
    texts = context.texts(session)
    moved = moved_line(session, context, finished)
    return View(
        blocks(
            _doing(context, finished, texts),
            lines(*score_lines(context, finished, texts), moved),
            lines(
                _first_step(context, finished, texts),
                # Eight lines are what a phone shows at once.
                None if moved else texts.messages.result.one_channel.fill(),
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
        return shop_choices(session, context)
    controls = context.texts(session).messages.followup.controls
    if session.again is None:
        return [control(controls.again_later, code("again_later", session.run))]
    return [control(controls.again_off, code("again_off", session.run))]


def follow_ups(session: Session, context: Context) -> list[Choice]:
    """List what can be done with a result; their words work on every screen."""
    followup, campaign = context.texts(session).messages.followup, joined(session)
    share = context.texts(session).messages.sharing.controls.share
    # A plan of another's shop would stay in the advisor's chat.
    planning = control(followup.plan_controls.plan, code("plan_item", session.run, ""))
    return [
        control(followup.controls.what_if, code("what_if", session.run)),
        *([] if session.assisted else [planning]),
        control(followup.controls.picture, code("picture", session.run)),
        control(followup.controls.report, code("report", session.run)),
        *([control(share, code("share", session.run, str(campaign.organisation)))] if campaign else []),
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


def score_lines(context: Context, finished: Finished, texts: Texts) -> list[str | None]:
    """Say the score and how it stands to the shops of 2010, or why there is none."""
    result, overall = texts.messages.result, finished.result.overall
    web_only = result.web_only.fill() if answered(finished.given).get("shop_type") == "web" else None
    if overall is None:
        needed = topics_needed(context.content.questionnaire, finished.result)
        none = None if finished.result.topics else result.no_topics.fill()
        return [none, result.no_score.fill(needed), web_only]
    score = result.score.fill(score=overall.score, level=level_text(overall, texts).name)
    if overall.sector is None or overall.verdict is None:
        return [score, web_only]
    low, high = whole(overall.sector)
    return [score, result.sector.fill(low=low, high=high), result.verdicts[overall.verdict].fill()]


def level_text(overall: Overall, texts: Texts) -> LevelText:
    """Find the words of a level; one that today's content no longer has is called by its id."""
    return texts.terms.levels.get(overall.level) or LevelText(name=overall.level, text=overall.level)


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


def topics_view(session: Session, context: Context, finished: Finished) -> View:
    """List the points per topic, with a button for what each means."""
    texts = context.texts(session)
    overall, choices, listing = finished.result.overall, [], []
    for count, (topic, result) in enumerate(finished.result.topics.items(), 1):
        name = texts.terms.topics[topic].name
        line = texts.messages.topics.line.fill(name=name, points=result.score)
        listing.append(f"{count}. {line}")
        choices.append(Choice(name, page(session, "topic", topic), (), count))
    missing = [
        texts.messages.topics.skipped.fill(name=texts.terms.topics[topic].name)
        for topic in finished.result.missing
    ]
    level = as_html(level_text(overall, texts).text) if overall else None
    html = blocks(
        texts.messages.topics.intro.fill(),
        lines(*listing),
        lines(*(f"• {one}" for one in missing)),
        lines(*moved_topics(session, context, finished)),
        level,
    )
    return View(html, (*rows(choices, 2), (to_result(session, texts),)))


def topic_view(session: Session, context: Context, finished: Finished, topic: Topic) -> View:
    """Show one topic: the step in words, its points, and how that stands to shops in 2010 and later."""
    texts = context.texts(session)
    words, result, said = texts.terms.topics[topic], finished.result.topics[topic], texts.messages.topics
    low, high = whole(result.sector) if result.sector else (0, 0)
    position = None
    if result.step >= DOING and result.ahead_of_at_least is not None:
        position = said.ahead.fill(count=result.ahead_of_at_least)
    elif result.with_about is not None:
        position = said.with_about.fill(count=result.with_about)
    html = blocks(
        lines(
            f"<b>{as_html(words.name)}</b>",
            as_html(words.steps[result.step]),
            said.points.fill(points=result.score),
        ),
        said.sector.fill(low=low, high=high) if result.sector else None,
        position,
        lines(*_later(session, context, topic)),
    )
    controls = texts.messages.controls
    group = GROUP_OF[topic]
    label = f"{controls.advice.label}: {texts.messages.advice.groups[group].label}"
    return View(
        html,
        (
            (Choice(label, page(session, "group", group), controls.advice.words),),
            (control(controls.topics, page(session, "topics")), to_result(session, texts)),
        ),
    )


def _later(session: Session, context: Context, topic: Topic) -> list[str]:
    """Tell the figures of later editions that stand beside a topic, each with year and population."""
    texts = context.texts(session)
    told = [
        later_figure(session, context, edition_id, name, figure)
        for edition_id, edition in context.content.editions.items()
        for name, figure in edition.figures.items()
        if topic in figure.beside
    ]
    return [*told, texts.messages.topics.later_approximate.fill()] if told else []


def later_figure(session: Session, context: Context, edition_id: str, name: str, figure: Figure) -> Html:
    """Tell one figure of a later edition, with its year and of whom it is."""
    texts, edition = context.texts(session), context.content.editions[edition_id]
    return texts.messages.topics.later.fill(
        count=number(figure.percent or 0, session.language),
        population=population_of(texts, edition_id, figure),
        figure=texts.terms.figures[f"{edition_id}:{name}"],
        edition=texts.terms.editions[edition_id].name,
        year=year_of(texts, edition, figure),
    )
