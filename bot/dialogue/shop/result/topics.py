"""The pages of the topics: the points of each, what they mean, and the figures that stand beside them."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.published_figures import population_of, year_of
from bot.dialogue.core.session import Finished, Session
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows
from bot.dialogue.shop.interview.rounds import moved_topics
from bot.dialogue.shop.result.view import level_text, page, step_text, to_result, whole
from bot.library.parsing.cards import number
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import Figure, Texts
from bot.library.schema.messages import Group
from scoring.model import Topic, TopicResult

DOING = 3
"""From this step up a shop uses a channel, and "ahead of" is said."""

GROUP_OF: dict[Topic, Group] = {
    "email": "email",
    "sms": "sms",
    "social": "social",
    "blog": "social",
    "twitter": "social",
    "data": "data",
    "online": "today",
}
"""The group of advice that a card's topic belongs to."""


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
    level = as_html(level_text(overall.level, texts).text) if overall else None
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
    html = blocks(
        lines(
            f"<b>{as_html(words.name)}</b>",
            as_html(step_text(topic, result.step, finished, texts)),
            said.points.fill(points=result.score),
        ),
        said.sector.fill(low=low, high=high) if result.sector else None,
        position_line(topic, result, texts),
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


def position_line(topic: Topic, result: TopicResult, texts: Texts) -> Html | None:
    """Say how a topic stands to the shops of the monitor, where the method has it said."""
    said = texts.messages.topics
    if result.step >= DOING and result.ahead_of_at_least is not None:
        return said.ahead.fill(count=result.ahead_of_at_least)
    if result.with_about is None:
        return None
    return (said.with_about_data if topic == "data" else said.with_about).fill(count=result.with_about)


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
