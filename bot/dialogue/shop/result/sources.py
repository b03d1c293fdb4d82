"""Where the figures come from, how sure they are, and this shop's place in them."""

import math

from bot.dialogue.core.context import Context
from bot.dialogue.core.published_figures import links
from bot.dialogue.core.queries import Peers
from bot.dialogue.core.session import Finished, Session, answered
from bot.dialogue.core.view import View, blocks, control, lines
from bot.dialogue.shop.result.topics import later_figure
from bot.dialogue.shop.result.view import page, to_result
from bot.library.parsing.cards import number
from bot.library.parsing.markup import Html
from bot.library.schema.content import Figure, Texts
from scoring.margin import margin
from scoring.peers import complete_steps

# The share of shops that rests on "three quarters" is told in words, as its source did.
IN_WORDS = ("data", 1)


def sources_view(session: Session, context: Context) -> View:
    """Show every figure of the monitor with its margin, the later ones beside it, and all sources."""
    texts, primary = context.texts(session), context.content.primary
    said, controls = texts.messages.sources, texts.messages.controls
    html = blocks(
        said.intro.fill(),
        lines(*(_figure(session, context, name) for name in primary.figures)),
        said.words_only.fill(),
        said.margins.fill(
            sample=f"{primary.sample:,}".replace(",", "." if session.language == "nl" else ","),
            source=links(source for name, source in primary.sources.items() if name == primary.sample_source),
        ),
        said.sources.fill(sources=links(primary.sources.values())),
    )
    row = (control(controls.positions, page(session, "positions")), to_result(session, texts))
    return View(html, (row,))


def _figure(session: Session, context: Context, name: str) -> Html:
    texts, primary = context.texts(session), context.content.primary
    figure, said = primary.figures[name], texts.messages.sources
    told = said.figure_approximate if figure.approximate else said.figure
    error = margin(context.content.figures, name)
    return told.fill(
        count=number(figure.percent or 0, session.language),
        figure=texts.terms.figures[f"{primary.id}:{name}"],
        # Rounded up: a margin is never told smaller than it is.
        margin=number(math.ceil(error * 10) / 10, session.language),
    )


def positions_view(session: Session, context: Context, finished: Finished) -> View:
    """Show what is certain about this shop's place among the shops of 2010, and the later figures."""
    texts, controls = context.texts(session), context.texts(session).messages.controls
    said = texts.messages.sources
    web = answered(finished.given).get("shop_type") == "web"
    places = _positions(finished, texts)
    mine = said.position_web.fill() if web else lines(*places) if places else said.position_none.fill()
    shown = later_shown(context, texts)
    later = [
        f"• {later_figure(session, context, edition_id, name, figure)}" for edition_id, name, figure in shown
    ]
    sources = [
        context.content.editions[edition_id].sources[source]
        for edition_id, _, figure in shown
        for source in figure.sources
    ]
    html = blocks(
        said.positions_intro.fill(),
        mine,
        _among_peers(context, finished, texts),
        lines(said.later.fill(), *later),
        said.sources.fill(sources=links(sources)),
        said.planning.fill(),
    )
    row = (control(controls.sources, page(session, "sources")), to_result(session, texts))
    return View(html, (row,))


def later_shown(context: Context, texts: Texts) -> list[tuple[str, str, Figure]]:
    """List the shares of later editions, those about shops first, each with its edition and name."""
    return [
        (edition_id, name, figure)
        for edition_id, edition in context.content.editions.items()
        if not edition.primary
        for name, figure in edition.figures.items()
        if figure.beside or texts.terms.editions[edition_id].population
    ]


def _among_peers(context: Context, finished: Finished, texts: Texts) -> Html | None:
    """Tell the place among the participants; nothing for a webshop alone, or by another yardstick."""
    overall = finished.result.overall
    complete = complete_steps(finished.result.topics) is not None
    if overall is None or not complete or answered(finished.given).get("shop_type") == "web":
        return None
    published = context.facts.ask(Peers())
    if published is None or published.yardstick != finished.yardstick:
        return None
    return texts.messages.followup.peers.compared.fill(lower=published.table.place(overall.score))


def _positions(finished: Finished, texts: Texts) -> list[Html]:
    said, told = texts.messages.sources, []
    for topic, result in finished.result.topics.items():
        name = texts.terms.topics[topic].name
        if result.with_about is not None:
            alike = said.position_with_data if topic == "data" else said.position_with
            told.append(alike.fill(name=name, count=result.with_about))
        elif (topic, result.step) == IN_WORDS and result.ahead_of_at_least is not None:
            told.append(said.position_more_than_half.fill(name=name))
        elif result.ahead_of_at_least is not None:
            told.append(said.position_ahead.fill(name=name, count=result.ahead_of_at_least))
    return told
