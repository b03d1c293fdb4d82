"""Where the figures come from, how sure they are, and this shop's place in them."""

import math

from bot.dialogue.core.context import Context
from bot.dialogue.core.published_figures import links
from bot.dialogue.core.queries import Peers
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Finished, Reading, without_skipped
from bot.dialogue.core.view import View, blocks, control, lines
from bot.dialogue.shop.result.pages import AtResult, result_choice
from bot.dialogue.shop.result.topics import later_figure
from bot.dialogue.shop.ways import to_page
from bot.library.parsing.cards import number
from bot.library.parsing.markup import Html
from bot.library.schema.content import Figure, Language, Texts
from scoring.margin import margin
from scoring.peers import complete_steps

# The share of shops that rests on "three quarters" is given in words, as its source did.
IN_WORDS = ("data", 1)


def sources_page(at: At[Reading]) -> View:
    """Show every figure of the monitor with its margin, the later ones beside it, and all sources."""
    positions = control(at.messages.controls.positions, to_page.code(at.session, "positions"))
    row = (positions, result_choice(at.session, at.texts))
    return View(monitor_html(at.context, at.session.language), (row,))


def monitor_html(context: Context, language: Language) -> Html:
    """Give every figure of the monitor with its margin and sources."""
    primary, said = context.content.primary, context.content.texts[language].messages.sources
    return blocks(
        said.intro.fill(),
        lines(*(_figure(context, language, name) for name in primary.figures)),
        said.words_only.fill(),
        said.margins.fill(
            sample=f"{primary.sample:,}".replace(",", "." if language == "nl" else ","),
            source=links(source for name, source in primary.sources.items() if name == primary.sample_source),
        ),
        said.sources.fill(sources=links(primary.sources.values())),
    )


def _figure(context: Context, language: Language, name: str) -> Html:
    texts, primary = context.content.texts[language], context.content.primary
    figure, said = primary.figures[name], texts.messages.sources
    sentence = said.figure_approximate if figure.approximate else said.figure
    error = margin(context.content.figures, name)
    return sentence.fill(
        count=number(figure.percent or 0, language),
        figure=texts.terms.figures[f"{primary.id}:{name}"],
        # Rounded up: a margin is never given smaller than it is.
        margin=number(math.ceil(error * 10) / 10, language),
    )


def positions_page(at: AtResult) -> View:
    """Show what is certain about this shop's place among the shops of 2010, and the later figures."""
    context, texts, said = at.context, at.texts, at.messages.sources
    places = _positions(at.finished, texts)
    mine = lines(*places) if places else said.position_none.fill()
    later = later_figures(context, texts)
    sources = [
        context.content.editions[edition_id].sources[source]
        for edition_id, _, figure in later
        for source in figure.sources
    ]
    language = at.session.language
    html = blocks(
        said.positions_intro.fill(),
        said.position_web.fill() if _is_web_only(at.finished) else mine,
        _among_peers(at),
        lines(
            said.later.fill(),
            *(f"• {later_figure(context, language, edition_id, name)}" for edition_id, name, _ in later),
        ),
        said.sources.fill(sources=links(sources)),
        said.planning.fill(),
    )
    sources_choice = control(at.messages.controls.sources, to_page.code(at.session, "sources"))
    return View(html, ((sources_choice, result_choice(at.session, texts)),))


def later_figures(context: Context, texts: Texts) -> list[tuple[str, str, Figure]]:
    """List the shares of later editions, those about shops first, each with its edition and name."""
    return [
        (edition_id, name, figure)
        for edition_id, edition in context.content.editions.items()
        if not edition.primary
        for name, figure in edition.figures.items()
        if figure.beside or texts.terms.editions[edition_id].population
    ]


def _is_web_only(finished: Finished) -> bool:
    return without_skipped(finished.given).get("shop_type") == "web"


def _among_peers(at: AtResult) -> Html | None:
    """Give the place among the participants; nothing for a webshop alone, or by another yardstick."""
    overall = at.finished.result.overall
    complete = complete_steps(at.finished.result.topics) is not None
    if overall is None or not complete or _is_web_only(at.finished):
        return None
    published = at.context.facts.ask(Peers())
    if published is None or published.yardstick != at.finished.yardstick:
        return None
    return at.messages.followup.peers.compared.fill(lower=published.table.place(overall.score))


def _positions(finished: Finished, texts: Texts) -> list[Html]:
    said, found = texts.messages.sources, []
    for topic, result in finished.result.topics.items():
        name = texts.terms.topics[topic].name
        if result.with_about is not None:
            alike = said.position_with_data if topic == "data" else said.position_with
            found.append(alike.fill(name=name, count=result.with_about))
        elif (topic, result.step) == IN_WORDS and result.ahead_of_at_least is not None:
            found.append(said.position_more_than_half.fill(name=name))
        elif result.ahead_of_at_least is not None:
            found.append(said.position_ahead.fill(name=name, count=result.ahead_of_at_least))
    return found
