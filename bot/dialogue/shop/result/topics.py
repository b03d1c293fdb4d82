"""The pages of the topics: the points of each, what they mean, and the figures that stand beside them."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.published_figures import population_of, year_of
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows
from bot.dialogue.shop.interview.rounds import moved_topics
from bot.dialogue.shop.result.pages import AtResult, result_choice
from bot.dialogue.shop.result.score_words import level_text, step_text, whole
from bot.dialogue.shop.ways import to_page
from bot.library.parsing.cards import number
from bot.library.parsing.markup import Html, as_html, plain
from bot.library.schema.content import Language, Texts
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


def topics_page(at: AtResult) -> View:
    """List the points per topic, with a button for what each means."""
    texts, said, result = at.texts, at.messages.topics, at.finished.result
    choices, listing = [], []
    for count, (topic, one) in enumerate(result.topics.items(), 1):
        name = texts.terms.topics[topic].name
        listing.append(f"{count}. {said.line.fill(name=name, points=one.score)}")
        choices.append(Choice(name, to_page.code(at.session, f"topic/{topic}"), (), count))
    missing = [said.skipped.fill(name=texts.terms.topics[topic].name) for topic in result.missing]
    overall = result.overall
    html = blocks(
        said.intro.fill(),
        lines(*listing),
        lines(*(f"• {one}" for one in missing)),
        lines(*moved_topics(at.session, at.context, at.finished)),
        as_html(level_text(overall.level, texts).text) if overall else None,
    )
    return View(html, (*rows(choices, 2), (result_choice(at.session, texts),)))


def topic_page(at: AtResult, topic: Topic) -> View:
    """Show one topic: the step in words, its points, and how that stands to shops in 2010 and later."""
    texts, said, result = at.texts, at.messages.topics, at.finished.result.topics[topic]
    low, high = whole(result.sector) if result.sector else (0, 0)
    html = blocks(
        lines(
            f"<b>{as_html(texts.terms.topics[topic].name)}</b>",
            as_html(step_text(topic, result.step, at.finished, texts)),
            said.points.fill(points=result.score),
        ),
        said.sector.fill(low=low, high=high) if result.sector else None,
        position_line(topic, result, texts),
        lines(*_later(at, topic)),
    )
    controls, group = at.messages.controls, GROUP_OF[topic]
    name = at.messages.advice.groups[group].label
    words = (f"{controls.advice.label}: {name}", *controls.advice.words)
    label = plain(said.advice.fill(name=name))
    advice = Choice(label, to_page.code(at.session, f"group/{group}"), words)
    topics = control(controls.topics, to_page.code(at.session, "topics"))
    return View(html, ((advice,), (topics, result_choice(at.session, texts))))


def position_line(topic: Topic, result: TopicResult, texts: Texts) -> Html | None:
    """Say how a topic stands to the shops of the monitor, where the method has it said."""
    said = texts.messages.topics
    if result.step >= DOING and result.ahead_of_at_least is not None:
        return said.ahead.fill(count=result.ahead_of_at_least)
    if result.with_about is None:
        return None
    return (said.with_about_data if topic == "data" else said.with_about).fill(count=result.with_about)


def _later(at: AtResult, topic: Topic) -> list[str]:
    """Give the figures of later editions that stand beside a topic, each with year and population."""
    language = at.session.language
    found = [
        later_figure(at.context, language, edition_id, name)
        for edition_id, edition in at.context.content.editions.items()
        for name, figure in edition.figures.items()
        if topic in figure.beside
    ]
    return [*found, at.messages.topics.later_approximate.fill()] if found else []


def later_figure(context: Context, language: Language, edition_id: str, name: str) -> Html:
    """Give one figure of a later edition, with its year and of whom it is."""
    texts, edition = context.content.texts[language], context.content.editions[edition_id]
    figure = edition.figures[name]
    return texts.messages.topics.later.fill(
        count=number(figure.percent or 0, language),
        population=population_of(texts, edition_id, figure),
        figure=texts.terms.figures[f"{edition_id}:{name}"],
        edition=texts.terms.editions[edition_id].name,
        year=year_of(texts, edition, figure),
    )
