"""A group's pages: who sees them, and what they tell."""

import re

import pytest

from bot.dialogue.advisor.group.wording import sector_line
from bot.dialogue.core.queries import Advises, Totals
from bot.dialogue.core.session import Desk, dump
from bot.records.groups import WaveTotals
from scoring.group_disclosure import Tally
from scoring.group_figures import group_figures
from tests.support.dialogue.group_chat import (
    AUTUMN,
    ORGANISATION,
    SPRING,
    TOTALS,
    advisor,
    random_totals,
)
from tests.support.dialogue.group_talk import PAGES, SHOP_PAGES, limits, told, with_totals
from tests.support.dialogue.talk import CONTEXT

# Who may see it.


@pytest.mark.parametrize("page", [*PAGES, *SHOP_PAGES])
def test_a_page_is_for_advisors_alone(page: str) -> None:
    """Even where all else is known, as after an advisor was withdrawn."""
    talk = advisor()
    talk.known[Advises()] = None
    talk.tap_code(f"desk:0:{page}")
    talk.stored = dump(talk.session.at(Desk(page=page)))
    said = told(talk.command("help"))
    assert "alleen voor adviseurs" in said
    for secret in (ORGANISATION.name, SPRING.name, "Jansen Mode", "Gemiddelde"):
        assert secret not in said
    assert talk.writes == []


@pytest.mark.parametrize(
    "page", ["group/77", "group/77/1/topics", "group/12/9", "group/12/x", "group/links/x", "group/x"]
)
def test_another_organisation_s_page_or_nonsense_shows_one_s_own_links(page: str) -> None:
    talk = advisor()
    talk.known[Totals()] = (*TOTALS, random_totals(77, 1, 20, seed=1))
    talk.tap_code(f"desk:0:{page}")
    assert "Gemiddelde" not in talk.text
    assert SPRING.name in talk.text


def test_totals_of_a_foreign_campaign_are_not_added() -> None:
    talk = with_totals(TOTALS[0], random_totals(77, 1, 40, seed=1))
    talk.command("groep")
    assert f"{TOTALS[0].shops} winkels tellen mee" in talk.text


# What the pages tell.


def test_the_first_page_tells_the_funnel_and_what_is_still_needed() -> None:
    talk = with_totals(random_totals(9, 1, 2, seed=3), campaigns=(AUTUMN,))
    talk.command("groep")
    assert "Najaar: 7 geopend, 4 begonnen, 2 klaar" in talk.text
    assert "Er zijn nog geen totalen." in talk.text
    assert "winkels klaar zijn" in talk.text
    assert "Gemiddelde" not in talk.text
    assert "Plaatje van de groep" not in talk.last.labels
    assert "Alles in Excel" in talk.last.labels


def test_who_has_no_link_yet_is_told_how_to_make_one() -> None:
    talk = with_totals(campaigns=())
    talk.command("groep")
    assert "U hebt nog geen link. Typ /link" in talk.text


def test_the_first_page_tells_the_mean_beside_2010_and_says_that_is_no_norm() -> None:
    talk = advisor()
    talk.command("groep")
    figures = group_figures(TOTALS[0].totals, CONTEXT.content.questionnaire, CONTEXT.content.figures)
    assert figures is not None
    assert f"Gemiddelde score: {figures.overall} van de 100." in talk.text
    assert figures.monitor is not None
    assert f"Op die zes heeft de groep nu gemiddeld {figures.monitor.score} punten" in talk.text
    assert "Ze zeggen niet hoe het nu moet. Het onderzoek van toen ging over winkels met een" in talk.text
    assert "bron: HBD Monitor ICT, 2010" in talk.text
    assert "Wij werken de totalen pas bij als er 5 winkels bij komen." in talk.text
    assert "Daarvoor " in talk.text


def test_the_comparison_says_so_where_not_all_six_topics_have_a_mean() -> None:
    figures = group_figures(TOTALS[0].totals, CONTEXT.content.questionnaire, CONTEXT.content.figures)
    assert figures is not None
    some = {topic: found for topic, found in figures.topics.items() if topic != "twitter"}
    less, texts = figures.model_copy(update={"topics": some}), CONTEXT.content.texts["nl"]
    assert "Op die zes " in (sector_line(CONTEXT, texts, figures) or "")
    said = sector_line(CONTEXT, texts, less) or ""
    assert "Op die zes " not in said
    assert "Niet voor elk onderwerp kunnen wij een gemiddelde van de groep geven." in said


def test_levels_that_are_counted_together_are_named_together() -> None:
    talk = advisor()
    talk.command("groep")
    figures = group_figures(TOTALS[0].totals, CONTEXT.content.questionnaire, CONTEXT.content.figures)
    assert figures is not None
    first, last = figures.levels
    assert (first.first, first.last, last.first, last.last) == ("starter", "explorer", "builder", "leader")
    assert f"• Starter of Verkenner: {first.shops}" in talk.text
    assert f"• Bouwer, Gevorderde of Koploper: {last.shops}" in talk.text


def test_what_is_withheld_is_told_with_the_reason() -> None:
    low = {"topic:email": Tally(unknown=(3, 2, 0, 0, 0), known=(0,) * 5)}
    talk = with_totals(WaveTotals(12, 1, low, 5, 0, 5), campaigns=(SPRING,))
    talk.command("groep")
    assert "Dit tonen wij nog niet: de gemiddelde score en de niveaus. Er zijn te weinig" in talk.text
    assert "Gemiddelde score:" not in talk.text
    talk.tap("Per onderwerp")
    others = "Sociale media, Klantgegevens, Online te vinden, Sms, Blog en X (Twitter)"
    assert f"Dit tonen wij nog niet: {others}. Er zijn te weinig antwoorden" in talk.text
    assert "E-mail: 4 van de 100 (5 winkels). In 2010: 19 tot 30." in talk.text
    talk.tap("Redenen en stappen")
    assert "Dit tonen wij nog niet: de redenen. Er zijn te weinig antwoorden" in talk.text
    assert "(E-mail, " in talk.text


def test_reasons_are_those_of_shops_that_would_not_consider_it_the_commonest_first() -> None:
    totals = {
        "reason:no_time": Tally(unknown=(5, 8), known=(0, 1)),
        "reason:trust": Tally(unknown=(5, 6), known=(0, 0)),
        "reason:other": Tally(unknown=(9, 4), known=(0, 0)),
    }
    talk = with_totals(WaveTotals(12, 1, totals, 14, 0, 5), campaigns=(SPRING,))
    talk.command("groep")
    talk.tap("Redenen en stappen")
    assert "Dit zeiden winkels die er niet om vragen en dat ook niet overwegen." in talk.text
    assert talk.text.index("• Ik heb geen tijd: 9 van de 14 winkels") < talk.text.index(
        "• Het schaadt het vertrouwen: 6 van de 11 winkels"
    )
    assert "te weinig antwoorden" not in talk.text


def test_the_steps_serve_where_the_group_stands_the_quickest_first() -> None:
    talk = advisor()
    talk.command("groep")
    talk.tap("Redenen en stappen")
    cards = CONTEXT.content.texts["nl"].cards
    titles = [match[1] for match in re.finditer(r"^\d\. (.*) \(", talk.text, re.MULTILINE)]
    by_title = {text.title: CONTEXT.content.card(id_) for id_, text in cards.items()}
    found = [by_title[title] for title in titles]
    assert len(found) == 3
    for card in found:
        assert card is not None
        rivals = [
            other
            for other in CONTEXT.content.cards
            if other.topic == card.topic and (set(other.steps) & set(card.steps) or not card.steps)
        ]
        assert card in rivals
        assert card.uses == "google" or (card.leads_to or 0) > min(card.steps)


def test_a_later_wave_is_told_or_what_it_needs() -> None:
    talk = advisor()
    talk.command("groep")
    assert f"Tweede meting: {TOTALS[1].shops} winkels tellen mee, gemiddeld" in talk.text
    talk.tap("Tweede meting")
    assert f"{TOTALS[1].shops} winkels tellen mee" in talk.text
    second = random_totals(12, 2, 2, seed=2)
    few = with_totals(TOTALS[0], second)
    few.command("groep")
    needed = f"Hiervoor moeten nog winkels meedoen: minstens {second.needed}."
    assert f"Tweede meting: er zijn nog geen totalen. {needed}" in few.text


def test_many_waves_are_told_up_to_the_fifth_and_the_rest_is_in_the_file() -> None:
    waves = [random_totals(12, wave, 6, seed=wave) for wave in range(1, 9)]
    talk = with_totals(*waves)
    limits(talk.command("groep"))
    assert "Vijfde meting:" in talk.text
    assert "Meting 6" not in talk.text
    assert "Latere metingen staan in het Excel-bestand." in talk.text


def test_an_organisation_s_total_is_the_sum_of_its_campaigns() -> None:
    waves = [random_totals(12, 1, 11, seed=1), random_totals(9, 1, 7, seed=2)]
    talk = with_totals(*waves)
    talk.command("groep")
    assert f"{waves[0].shops + waves[1].shops} winkels tellen mee" in talk.text
    assert "De totalen van elke link werken wij apart bij." in talk.text
    talk.tap("Najaar")
    assert f"{waves[1].shops} winkels tellen mee" in talk.text
    assert "Elke link" not in talk.text
