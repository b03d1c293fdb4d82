"""Wherever a figure is shown, so are its year, of whom it is, and the page that says it."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.dialogue.core.context import Context
from bot.dialogue.core.published_figures import link, origin, population_of, without_links, year_of
from bot.dialogue.core.queries import Facts
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Finished, Reading, Session
from bot.dialogue.shop.result.advice import card_page, source_line
from bot.dialogue.shop.result.pages import AtResult
from bot.dialogue.shop.result.sources import later_figures, positions_page, sources_page
from bot.dialogue.shop.result.topics import topic_page
from bot.library.loader import load
from bot.library.parsing.markup import plain
from bot.library.schema.content import LANGUAGES, Language, Source
from scoring.score import score
from tests.support.builders import answers
from tests.support.content.changed import with_prices

CONTEXT = Context(
    content=load(),
    organisation="Stichting Winkelhart",
    privacy_contact="privacy@winkelhart.example",
    bot_username="WinkelpeilBot",
    facts=Facts(lambda _: None),
)
WIDE = "alle bedrijven met 10 of meer mensen, ook buiten de winkels"
CARD = "email_monthly"


def finished(shop_type: str) -> Finished:
    content = CONTEXT.content
    given = answers(email=3, sms=1, blog=2, twitter=0, social=4, data=3, shop_type=shop_type)
    return Finished(
        run=1,
        given=given,
        result=score(content.questionnaire, content.figures, given),
        content_version=content.version,
        edition=content.primary.id,
        finished=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    )


MIXED, WEB_ONLY = finished("physical"), finished("web")


SHOP = Session(language="nl", finished=MIXED)


def at(language: Language = "nl", shop: Finished = MIXED) -> AtResult:
    return AtResult(Session(language=language, finished=shop), CONTEXT, Reading(), shop)


def addresses(html: str) -> set[str]:
    return set(re.findall(r'<a href="([^"]+)">', html))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_monitor_is_shown_with_margin_year_population_and_pages(
    language: Language,
) -> None:
    html, primary = sources_page(at(language)).html, CONTEXT.content.primary
    words = CONTEXT.content.texts[language].terms
    for name, figure in primary.figures.items():
        (line,) = [line for line in html.split("\n") if words.figures[f"{primary.id}:{name}"] in line]
        assert str(int(figure.value)) in line
        assert "±" in line
    assert "2010" in html
    assert {"nl": "winkels met een winkelruimte", "en": "shops that customers walk into"}[language] in html
    assert addresses(html) == {source.url for source in primary.sources.values()}


@pytest.mark.parametrize(("language", "asked"), [("nl", "2.502 winkels"), ("en", "2,502 shops")])
def test_how_many_were_asked_is_told_with_the_report_that_says_it(language: Language, asked: str) -> None:
    html = sources_page(at(language)).html
    (line,) = [line for line in html.split("\n") if asked in line]
    assert addresses(line) == {"https://adoc.pub/2-hbd-monitor-ict-2010.html"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shop", [MIXED, WEB_ONLY], ids=["physical", "web"])
def test_every_later_figure_is_shown_with_year_population_and_page(
    language: Language, shop: Finished
) -> None:
    texts = CONTEXT.content.texts[language]
    html = positions_page(at(language, shop)).html
    shown = later_figures(CONTEXT, texts)
    assert len(shown) == 9
    for edition_id, name, figure in shown:
        words, edition = texts.terms.figures[f"{edition_id}:{name}"], CONTEXT.content.editions[edition_id]
        population = population_of(texts, edition_id, figure)
        lines = [line for line in plain(html).split("\n") if words in line and population in line]
        assert any(year_of(texts, edition, figure) in line for line in lines), name
        assert {edition.sources[source].url for source in figure.sources} <= addresses(html)


def test_figures_about_shops_come_before_those_about_trade_and_all_businesses() -> None:
    for html in (
        positions_page(at()).html,
        topic_page(at(), "social").html,
    ):
        years = re.findall(r"Gemeten in (\d{4}) bij ([^:]+):", plain(html))
        assert [year for year, _ in years] == sorted(year for year, _ in years)
        assert years[0] == ("2016", "winkelbedrijven waar 10 of meer mensen werken")
        assert years[-1] == ("2023", WIDE)
        assert {population for year, population in years if year == "2023"} == {WIDE}


def with_card(why: str, cost: str = "gratis") -> Context:
    path = f"nl/advice/email/{CARD}.md"
    files = with_prices()
    (line,) = [line for line in files[path].split("\n") if line.startswith("cost:")]
    files[path] = files[path].replace("## Waarom\n", f"## Waarom\n{why}\n").replace(line, f"cost: '{cost}'")
    del files[path.replace("nl/", "en/", 1)]
    return replace(CONTEXT, content=load(files))


def shown(context: Context) -> str:
    """Show the card; its sources stand in the last line."""
    card = context.content.card(CARD)
    assert card is not None
    return card_page(At(SHOP, context, Reading()), card).html


def test_a_card_names_of_whom_its_figures_are_and_where_they_stand() -> None:
    html = shown(
        with_card("Er zijn {facts:users.x} miljoen gebruikers van X, en {facts:users.youtube} van YouTube.")
    )
    assert plain(html).count("Newcom, via tweakers.net, 2025, mensen van 15 jaar en ouder in Nederland") == 1
    assert {url for url in addresses(html) if "tweakers" in url} == {
        CONTEXT.content.editions["facts"].sources["newcom-2025"].url
    }


def test_a_price_is_told_with_its_source_and_that_its_year_is_unknown() -> None:
    context = with_card("Dat kost geld.", "ongeveer {facts:sms.low} tot {facts:sms.high} cent")
    assert "Kosten: ongeveer 12 tot 15 cent." in shown(context)
    told = "prijslijst.example, prijs van een sms, jaar onbekend, prijs bij één aanbieder"
    assert plain(shown(context)).count(told) == 1


def test_a_share_of_the_monitor_is_told_with_its_population_and_pages() -> None:
    texts = CONTEXT.content.texts["nl"]
    told = "HBD Monitor ICT, 2010, winkels met een winkelruimte (baby-wereld.nl, 2011, dibevo.nl, 19-04-2011)"
    assert source_line(CONTEXT, texts, "hbd-2010:data.asks") == told
    assert len(addresses(origin(CONTEXT, texts, "hbd-2010:data.asks"))) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_there_is_can_be_told_with_all_three(language: Language) -> None:
    texts = CONTEXT.content.texts[language]
    for edition in CONTEXT.content.editions.values():
        for name, figure in edition.figures.items():
            told = source_line(CONTEXT, texts, f"{edition.id}:{name}")
            assert year_of(texts, edition, figure) in told
            assert population_of(texts, edition.id, figure) in told
            assert all(edition.sources[source].name in told for source in figure.sources)


def test_a_name_and_an_address_can_break_nothing() -> None:
    made = link(Source(name="A & <b>", url='https://a.nl/?x=1&y="2"'))
    assert made == '<a href="https://a.nl/?x=1&amp;y=&quot;2&quot;">A &amp; &lt;b&gt;</a>'
    assert without_links(made) == "A &amp; &lt;b&gt;"
