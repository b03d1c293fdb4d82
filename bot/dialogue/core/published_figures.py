"""What is said with a published figure: of when it is, of whom, and where it stands."""

import re
from collections.abc import Iterable
from html import escape

from bot.dialogue.core.context import Context
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import EditionFile, Figure, Source, Texts

_LINK_TAG = re.compile(r"</?a\b[^>]*>")


def year_of(texts: Texts, edition: EditionFile, figure: Figure) -> str:
    """Say of which year a figure is, or that nobody knows."""
    year = figure.year or edition.year
    return texts.messages.sources.undated if figure.undated or year is None else str(year)


def population_of(texts: Texts, edition_id: str, figure: Figure) -> str:
    """Say of whom a figure is: its own words where it has some, or else its edition's."""
    if figure.population is not None:
        return texts.terms.populations[figure.population]
    return texts.terms.editions[edition_id].population or ""


def link(source: Source) -> Html:
    """Name a source, with the address of the page behind its name."""
    return Html(f'<a href="{escape(source.url)}">{as_html(source.name)}</a>')


def links(sources: Iterable[Source]) -> Html:
    """Name sources, each once."""
    return Html("; ".join(dict.fromkeys(map(link, sources))))


def without_links(html: Html) -> Html:
    """Take the addresses out of a text whose sources stand with theirs below it."""
    return Html(_LINK_TAG.sub("", html))


def origin(context: Context, texts: Texts, name: str) -> Html:
    """Give the year, population and sources of a figure named as "edition:figure"."""
    edition_id, _, figure_id = name.partition(":")
    edition, words = context.content.editions[edition_id], texts.terms.editions[edition_id]
    figure = edition.figures[figure_id]
    places = ", ".join(link(edition.sources[source]) for source in figure.sources)
    told = as_html(f"{year_of(texts, edition, figure)}, {population_of(texts, edition_id, figure)}")
    # What measured many things of many people has no name of its own: there the source leads.
    if words.population is None:
        return Html(f"{places}, {told}")
    return Html(f"{as_html(words.name)}, {told} ({places})")
