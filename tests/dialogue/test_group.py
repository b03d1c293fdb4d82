"""A group's totals and the shops that share: who sees what, what is withheld, and Telegram's limits."""

import random
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.codes import code, parse
from bot.dialogue.facts import Advises, Campaigns, SharedShop, SharedShops, Totals
from bot.dialogue.group_actions import VERBS
from bot.dialogue.group_scope import ALL, measured, scope
from bot.dialogue.replies import Edit, Message, Picture, Reply, Report, Spreadsheet
from bot.dialogue.session import Asking, Desk, Session, dump
from bot.groups.model import (
    LONGEST_CAMPAIGN_NAME,
    LONGEST_CONTACT,
    LONGEST_ORGANISATION_NAME,
    MOST_CAMPAIGNS,
    Campaign,
    Layers,
    Organisation,
    WaveTotals,
)
from bot.groups.writes import Look
from bot.pictures.model import GroupDrawing, WorkshopDrawing
from content.markup import plain
from content.schema import LANGUAGES
from scoring.groups import Tally, group_figures
from tests.dialogue.fixtures_group import (
    AUTUMN,
    ORGANISATION,
    SHOPS,
    SPRING,
    TOTALS,
    advisor,
    campaign,
    group,
    random_totals,
    shop_session,
)
from tests.dialogue.talk import CONTEXT, START, Talk
from tests.dialogue.test_properties import within_limits

STALE = "Die knop hoorde bij iets van eerder."
PAGES = ("group", "group/all/1", "group/12", "group/12/1/topics", "group/all/1/more", "group/links/1")
SHOP_PAGES = ("shops", "shops/1", "shop/41", "shop/42")
SENDING = ("group_picture", "group_workshop", "group_csv", "group_xlsx")
HOSTILE = "<b>Jansen</b> & {name} {count} #read('x') `$x^2$` [a](tg://x) \\ “”"


def limits(replies: list[Reply]) -> None:
    for reply in replies:
        if isinstance(reply, Spreadsheet):
            assert len(plain(reply.caption)) <= 1024
            assert re.fullmatch(r"[a-z0-9-]+\.(csv|xlsx)", reply.name)
        else:
            within_limits(reply)


def told(replies: list[Reply]) -> str:
    """Give all that replies say, as one text."""
    return "\n".join(str(reply.model_dump()) for reply in replies)


def with_totals(*totals: WaveTotals, campaigns: tuple[Campaign, ...] = (SPRING, AUTUMN)) -> Talk:
    talk = advisor()
    talk.known |= {Totals(): totals, Campaigns(): campaigns}
    return talk


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


@pytest.mark.parametrize("verb", SENDING)
@pytest.mark.parametrize("name", ["all", "12", "12:1", "12:2"])
def test_a_file_is_for_advisors_alone(verb: str, name: str) -> None:
    talk = advisor()
    talk.known[Advises()] = None
    talk.tap_code(f"{verb}:0:{name}")
    assert STALE in talk.text
    assert talk.sent == []
    assert talk.writes == []


@pytest.mark.parametrize("verb", SENDING)
@pytest.mark.parametrize("name", ["77", "0", "", "al", "12:3", "12:0", "all:x", "12:99999", "-12", "１２"])
def test_of_another_organisation_s_campaign_or_of_nonsense_nothing_is_told(verb: str, name: str) -> None:
    talk = advisor()
    talk.known[Totals()] = (*TOTALS, random_totals(77, 1, 20, seed=1))
    talk.tap_code(f"{verb}:0:{name}")
    if name:
        assert STALE in talk.text
        assert talk.sent == []
        assert talk.writes == []
    else:
        assert len(talk.sent) == 1


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


@pytest.mark.parametrize("share", ["43", "0", "", "x", "41/", "４１"])
def test_a_share_that_is_not_one_s_own_is_stale(share: str) -> None:
    talk = advisor()
    talk.tap_code(f"shop:0:{share}")
    assert STALE in talk.text
    assert talk.writes == []


def test_a_shop_is_for_advisors_alone() -> None:
    talk = advisor()
    talk.known[Advises()] = None
    talk.tap_code("shop:0:41")
    assert STALE in talk.text
    assert talk.writes == []


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
    assert "Het gemiddelde van winkels in 2010 ligt tussen" in talk.text
    assert "2010 is een meetpunt, geen norm. Het gaat om winkels waar klanten binnenlopen" in talk.text
    assert "bron: HBD Monitor ICT, 2010" in talk.text
    assert "Bijgewerkt per 5 winkels." in talk.text
    assert "tot de volgende keer" in talk.text


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
    assert "Nog niet te tonen: de gemiddelde score en de niveaus, want daarmee" in talk.text
    assert "Gemiddelde score:" not in talk.text
    talk.tap("Per onderwerp")
    assert "Nog niet te tonen: Sms, Blog, X (Twitter), Sociale media en Klantgegevens, want" in talk.text
    assert "E-mail: 4 van de 100 (5 winkels). In 2010 tussen 19 en 30." in talk.text
    talk.tap("Redenen en stappen")
    assert "Nog niet te tonen: de redenen, want" in talk.text
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
    assert talk.text.index("• Geen tijd: 9 van de 14 winkels") < talk.text.index(
        "• Schaadt het vertrouwen: 6 van de 11 winkels"
    )
    assert "Anders" not in talk.text


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
            if other.topic == card.topic and set(other.steps) & set(card.steps)
        ]
        assert card in rivals


def test_a_later_wave_is_told_or_what_it_needs() -> None:
    talk = advisor()
    talk.command("groep")
    assert f"Tweede meting: {TOTALS[1].shops} winkels tellen mee, gemiddeld" in talk.text
    talk.tap("Tweede meting")
    assert f"{TOTALS[1].shops} winkels tellen mee" in talk.text
    second = random_totals(12, 2, 2, seed=2)
    few = with_totals(TOTALS[0], second)
    few.command("groep")
    needed = f"Winkels die nog nodig zijn: minstens {second.needed}."
    assert f"Tweede meting: nog geen totalen. {needed}" in few.text


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
    assert "Elke link wordt apart bijgewerkt." in talk.text
    talk.tap("Najaar")
    assert f"{waves[1].shops} winkels tellen mee" in talk.text
    assert "Elke link" not in talk.text


# What is sent.


@pytest.mark.parametrize("verb", SENDING)
def test_a_double_tap_sends_once_and_a_later_one_again(verb: str) -> None:
    talk = advisor()
    talk.command("groep")
    for _ in range(2):
        limits(talk.tap_code(f"{verb}:0:all:1"))
    assert len(talk.sent) == 1
    assert STALE not in talk.text
    talk.later(seconds=11)
    talk.tap_code(f"{verb}:0:all:1")
    assert len(talk.sent) == 2
    talk.tap_code(f"{verb}:0:12:1")
    assert len(talk.sent) == 3


def test_an_old_button_tapped_from_elsewhere_leads_back_to_the_group() -> None:
    talk = advisor()
    talk.stored = dump(talk.session.at(Asking(question="email")).model_copy(update={"run": 1}))
    talk.tap_code("group_picture:0:12:1")
    assert talk.session.place == Desk(page="group/12")
    assert len(talk.sent) == 1


@pytest.mark.parametrize("verb", ["group_picture", "group_workshop"])
def test_without_totals_nothing_is_drawn(verb: str) -> None:
    talk = with_totals(TOTALS[2], campaigns=(AUTUMN,))
    talk.tap_code(f"{verb}:0:all")
    assert talk.sent == []
    assert "Er zijn nog geen totalen." in talk.text


def test_the_picture_says_the_same_in_words() -> None:
    talk = advisor()
    talk.tap_code("group_picture:0:12")
    (picture,) = talk.sent
    assert isinstance(picture, Picture)
    assert isinstance(picture.drawing, GroupDrawing)
    for row in picture.drawing.rows:
        assert f"{row.name}: {row.points} van de 100" in picture.caption
    assert picture.drawing.levels is not None
    for cell in picture.drawing.levels.cells:
        assert f"• {cell.label}: {cell.count}" in picture.caption
    assert str(picture.drawing.score) in picture.caption
    for word in ("2010", "HBD Monitor ICT", "winkels waar klanten binnenlopen", "geen norm"):
        assert word in picture.caption
        assert word in " ".join((*picture.drawing.notes, picture.drawing.legend or ""))


@pytest.mark.parametrize("topics", range(4))
def test_the_hand_out_fills_an_hour_and_a_half_with_the_group_s_steps(topics: int) -> None:
    names = ("email", "sms", "data")[:topics]
    totals = {f"topic:{name}": Tally(unknown=(3, 3, 0, 0, 0), known=(0,) * 5) for name in names}
    totals["reason:trust"] = Tally(unknown=(5, 6), known=(0, 0))
    talk = with_totals(WaveTotals(12, 1, totals, 11, 0, 5), campaigns=(SPRING,))
    talk.tap_code("group_workshop:0:all")
    (report,) = talk.sent
    assert isinstance(report, Report)
    assert isinstance(report.drawing, WorkshopDrawing)
    assert report.name == "winkelpeil-werkblad-2026-11-24.pdf"
    assert sum(int(item.minutes.split()[0]) for item in report.drawing.agenda) == 90
    assert len(report.drawing.steps) == topics
    titles = [item.title for item in report.drawing.agenda]
    assert [title for title in titles if title in {step.title for step in report.drawing.steps}] == [
        step.title for step in report.drawing.steps
    ]
    figures = str([part.model_dump() for part in report.drawing.figures])
    for word in ("± 1,7", "dibevo.nl", "kozen er zelf voor", "per 5 tegelijk", "CBS"):
        assert word in figures


# What shops share.


def test_the_list_says_what_each_shop_shares() -> None:
    talk = advisor()
    talk.command("groep")
    talk.tap("Winkels die delen")
    assert "1. Jansen Mode (score)" in talk.text
    assert "2. Winkel zonder naam (score, antwoorden, contact)" in talk.text
    assert talk.writes == []


def test_every_showing_of_a_shop_is_noted_and_the_list_is_not() -> None:
    talk = advisor()
    talk.tap_code("shop:0:41")
    assert talk.writes == [Look((41,))]
    talk.command("help")
    assert talk.writes == [Look((41,)), Look((41,))]
    talk.tap_code("desk:0:shop/42")
    assert talk.writes[2:] == [Look((42,))]
    talk.tap_code("desk:0:shop/42/x")
    assert talk.writes[3:] == [Look((42,))]
    talk.command("groep")
    assert len(talk.writes) == 4


def test_a_share_that_ended_is_gone_from_its_page() -> None:
    talk = advisor()
    talk.tap_code("shop:0:42")
    assert "bel 06 na zes uur" in talk.text
    talk.known[SharedShops()] = SHOPS[:1]
    said = told(talk.command("help"))
    assert "bel 06" not in said
    assert "Winkel zonder naam" not in said
    assert talk.writes == [Look((42,))]


def test_a_shop_that_shares_nothing_is_not_there() -> None:
    talk = advisor()
    talk.known[SharedShops()] = (replace(SHOPS[0], layers=Layers()),)
    talk.tap_code("shop:0:41")
    assert STALE in talk.text
    assert "Jansen" not in told(talk.tap_code("desk:0:shops"))


LAYERS = st.builds(
    Layers,
    result=st.booleans(),
    answers=st.booleans(),
    contact=st.none() | st.just("bel na zessen"),
)


@settings(max_examples=60, deadline=None)
@given(layers=LAYERS, seed=st.integers(0, 10_000), language=st.sampled_from(LANGUAGES))
def test_only_what_the_layers_allow_appears(layers: Layers, seed: int, language: str) -> None:
    """On the page, in the list and in the file alike."""
    session = shop_session(seed % 300, name="Jansen", contact="oud@geheim.example")
    marked = session.model_copy(
        update={"history": (session.finished,), "given": {**session.given, "goal": None}}
    )
    talk = advisor(language)
    talk.known[SharedShops()] = (SharedShop(5, layers, marked),)
    said = told([*talk.tap_code("desk:0:shops"), *talk.tap_code("shop:0:5")])
    talk.tap_code("group_xlsx:0:all")
    (file,) = talk.sent
    assert isinstance(file, Spreadsheet)
    (row,) = file.tables[4].rows or ((),)
    if layers.nothing:
        assert row == ()
        assert "Jansen" not in said
        return
    texts = CONTEXT.content.texts[talk.session.language]
    assert session.finished is not None
    overall, steps = session.finished.result.overall, session.finished.result.next_steps
    assert overall is not None
    found = {
        "result": f"{overall.score} van de 100" in said or f"{overall.score} out of 100" in said,
        "date": texts.messages.picture.taken.fill(date="").strip() in said,
        "steps": texts.messages.group.shared.steps_heading.html in said,
        "answers": any(question.ask and f"{question.name}:" in said for question in _names(texts)),
        "contact": "bel na zessen" in said,
    }
    result = layers.result or layers.answers
    assert found == {
        "result": result,
        "date": result,
        "steps": layers.answers and bool(steps),
        "answers": layers.answers,
        "contact": layers.contact is not None,
    }
    assert "geheim" not in said + str(file.model_dump())
    assert [cell is not None for cell in row[2:6]] == [layers.contact is not None, result, result, result]
    assert any(cell is not None for cell in row[6:]) == layers.answers


def _names(texts: Any) -> list[Any]:
    return list(texts.questions.questions.values())


def test_a_shop_without_a_result_says_so() -> None:
    talk = advisor()
    talk.known[SharedShops()] = (SharedShop(5, Layers(result=True), Session()),)
    talk.tap_code("shop:0:5")
    assert "Er is nog geen resultaat." in talk.text


def test_answers_that_today_s_content_no_longer_has_are_left_out() -> None:
    session = shop_session(3)
    assert session.finished is not None
    old = session.finished.model_copy(update={"given": {"fax": "yes", "email": "gone", "goal": None}})
    talk = advisor()
    shop = SharedShop(5, Layers(answers=True), session.model_copy(update={"finished": old}))
    talk.known[SharedShops()] = (shop,)
    talk.tap_code("shop:0:5")
    assert "1. E-mail: \n2. Wens: overgeslagen" in talk.text
    talk.tap_code("group_xlsx:0:all")


# Nothing that is withheld leaks.


def everything(talk: Talk) -> list[Reply]:
    """Open all pages, and ask for all that can be sent."""
    seen: list[Reply] = talk.command("groep")
    codes, done = _codes(seen), set[str]()
    while new := sorted(codes - done):
        for one in new:
            done.add(one)
            talk.later(seconds=1)
            replies = talk.tap_code(one)
            codes |= _codes(replies)
            seen += replies
    return seen


def _codes(replies: list[Reply]) -> set[str]:
    made = {
        button.code or ""
        for reply in replies
        if isinstance(reply, Message | Edit)
        for row in reply.keyboard
        for button in row
    }
    return {one for one in made if parse(one).verb in VERBS or one.startswith("desk:0:group")}


def allowed(talk: Talk) -> set[int]:
    """List the numbers that may be shown: the figures', those on the links, and the texts' own."""
    context = replace(CONTEXT, facts=_facts(talk))
    names = [ALL, *(str(one.id) for one in talk.known[Campaigns()])]
    groups = [found for name in names if (found := scope(context, ORGANISATION, name))]
    may = {0, 5, 100, 2010, *range(1, 10)}
    for one in groups:
        may |= {sum(each.opened for each in one.campaigns), sum(each.started for each in one.campaigns)}
        may |= {sum(each.finished for each in one.campaigns)}
        for number in one.waves:
            wave = measured(context, one, number)
            may |= {number, wave.shops, wave.needed}
            may |= _figures(wave.figures.model_dump()) if wave.figures else set()
    return may | {card.minutes for card in CONTEXT.content.cards}


def _facts(talk: Talk) -> Any:
    facts = CONTEXT.facts
    for query, answer in talk.known.items():
        facts = facts.having(query, answer)
    return facts


def _figures(data: object) -> set[int]:
    if isinstance(data, dict):
        return set().union(*map(_figures, data.values()))
    if isinstance(data, list | tuple):
        return set().union(*map(_figures, data))
    if isinstance(data, float):
        return {int(data), int(data) + 1}
    return {data} if isinstance(data, int) else set()


def numbers(text: str) -> set[int]:
    return {int(one) for one in re.findall(r"\d+", plain(text))}


@settings(max_examples=25, deadline=None)
@given(
    shops=st.tuples(st.integers(0, 24), st.integers(0, 24), st.integers(0, 9)),
    seed=st.integers(0, 10_000),
    skips=st.sampled_from([0, 0.3, 0.7]),
)
def test_all_that_is_shown_is_what_the_method_gave(
    shops: tuple[int, int, int], seed: int, skips: float
) -> None:
    made = [campaign(12, "Eén", finished=shops[0] + 30), campaign(9, "Twee", finished=shops[1] + 60)]
    totals = [
        random_totals(campaign_id, wave, count, seed + count, skips=skips)
        for (campaign_id, wave), count in zip(((12, 1), (9, 1), (12, 2)), shops, strict=True)
    ]
    talk = with_totals(*totals, campaigns=tuple(made))
    talk.known[SharedShops()] = ()
    seen, may = everything(talk), allowed(talk)
    for reply in seen:
        if isinstance(reply, Message | Edit):
            assert numbers(reply.html) <= may
        elif isinstance(reply, Picture):
            assert numbers(reply.caption) <= may | {24, 2026}
            drawing = reply.drawing.model_dump()
            assert _figures({key: drawing[key] for key in ("score", "rows", "levels")}) <= may
        elif isinstance(reply, Report) and isinstance(reply.drawing, WorkshopDrawing):
            hand_out = reply.drawing
            assert _figures(hand_out.reasons.model_dump() if hand_out.reasons else {}) <= may
            said = [*hand_out.meaning.blocks, *(reason for one in hand_out.steps for reason in one.reasons)]
            assert numbers(str(said)) <= may
        elif isinstance(reply, Spreadsheet):
            for table in reply.tables:
                assert _figures([list(row) for row in table.rows]) <= may


def _hidden(seed: int) -> dict[str, Tally]:
    """Give tallies of too few shops to be told, of any composition."""
    chance = random.Random(seed)  # noqa: S311
    few = [0] * 5
    for _ in range(4):
        few[chance.randrange(5)] += 1
    told_by = chance.randint(0, 4)
    return {
        "topic:sms": Tally(unknown=tuple(few), known=(0,) * 5),
        "reason:trust": Tally(unknown=(9, told_by), known=(0, 0)),
        "level": Tally(unknown=(told_by, 4 - told_by, 6, 0, 0), known=(0,) * 5),
    }


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_what_is_withheld_makes_no_difference_to_anything_shown(one: int, other: int) -> None:
    shown = {"topic:email": Tally(unknown=(3, 4, 0, 0, 3), known=(0,) * 5)}
    talks = []
    for seed in (one, other):
        totals = WaveTotals(12, 1, shown | _hidden(seed), 10, 0, 5)
        talks.append(with_totals(totals, campaigns=(SPRING,)))
    first, second = (everything(talk) for talk in talks)
    assert first == second


# Hostile names, and Telegram's limits.


@pytest.mark.parametrize("app", LANGUAGES)
def test_names_are_user_text_everywhere(app: str) -> None:
    talk = advisor(app)
    layers = Layers(answers=True, contact=HOSTILE)
    talk.known |= {
        Advises(): Organisation(3, HOSTILE),
        Campaigns(): (replace(SPRING, name=HOSTILE), replace(AUTUMN, name=HOSTILE, closed=True)),
        SharedShops(): (SharedShop(5, layers, shop_session(1, name=HOSTILE)),),
    }
    seen = everything(talk)
    limits(seen)
    seen += talk.tap_code("shop:0:5")
    assert plain(talk.last.html).count(HOSTILE) == 2
    for reply in seen:
        if isinstance(reply, Message | Edit):
            assert "<b>Jansen</b>" not in reply.html
            assert "{" not in plain(reply.html).replace(HOSTILE, "")


@pytest.mark.parametrize("app", LANGUAGES)
def test_two_hundred_campaigns_fit_and_each_can_be_reached(app: str) -> None:
    long = "&<“" * (LONGEST_CAMPAIGN_NAME // 3)
    campaigns = tuple(
        replace(campaign(10**17 + number, long, closed=number % 2 == 0), opened=10**6)
        for number in range(MOST_CAMPAIGNS)
    )
    totals = [random_totals(campaigns[number].id, 1, 9, seed=number) for number in range(4)]
    talk = advisor(app)
    talk.stored = dump(talk.session.model_copy(update={"run": 999_999_999}))
    talk.known |= {
        Advises(): Organisation(3, "&" * LONGEST_ORGANISATION_NAME),
        Campaigns(): campaigns,
        Totals(): tuple(totals),
    }
    limits(talk.command("group"))
    reached: set[str] = set()
    page = 1
    while True:
        replies = talk.tap_code(f"desk:0:group/links/{page}")
        limits(replies)
        codes = {button.code or "" for row in talk.last.keyboard for button in row}
        reached |= codes
        page += 1
        if f"desk:999999999:group/links/{page}" not in codes:
            break
    assert {code("desk", 999_999_999, f"group/{one.id}") for one in campaigns} <= reached
    for one in campaigns[:5]:
        for part in ("", "/1/topics", "/1/more"):
            limits(talk.tap_code(f"desk:0:group/{one.id}{part}"))
        for verb in SENDING:
            limits(talk.tap_code(f"{verb}:0:{one.id}:1"))
    limits(talk.tap_code("group_xlsx:0:all"))


@pytest.mark.parametrize("app", LANGUAGES)
def test_many_shops_that_share_all_fit(app: str) -> None:
    talk = advisor(app)
    layers = Layers(answers=True, contact="&" * LONGEST_CONTACT)
    shops = tuple(
        SharedShop(10**17 + number, layers, shop_session(number, name="<" * 60)) for number in range(45)
    )
    talk.known[SharedShops()] = shops
    for page in range(1, 7):
        limits(talk.tap_code(f"desk:0:shops/{page}"))
    for shop in shops:
        limits(talk.tap_code(f"shop:0:{shop.id}"))
    limits(talk.tap_code("group_xlsx:0:all"))
    assert talk.writes[-1] == Look(tuple(shop.id for shop in shops))


def test_a_page_of_one_shop_is_within_limits_with_the_longest_answers() -> None:
    session = shop_session(1)
    assert session.finished is not None
    questions = CONTEXT.content.questionnaire.questions
    every = {
        one.id: tuple(option.id for option in one.options) if one.several else one.options[-1].id
        for one in questions
    }
    whole = session.model_copy(update={"finished": session.finished.model_copy(update={"given": every})})
    for app in LANGUAGES:
        talk = advisor(app)
        talk.known[SharedShops()] = (SharedShop(5, Layers(answers=True), whole, START),)
        limits(talk.tap_code("shop:0:5"))


def test_the_caption_of_the_longest_picture_keeps_its_source() -> None:
    levels = Tally(unknown=(1000,) * 5, known=(0,) * 5)
    totals = {f"topic:{one}": levels for one in CONTEXT.content.questionnaire.topics} | {"level": levels}
    for app in LANGUAGES:
        talk = advisor(app)
        talk.known |= {
            Advises(): Organisation(3, "W" * LONGEST_ORGANISATION_NAME),
            Campaigns(): (replace(SPRING, name="W" * LONGEST_CAMPAIGN_NAME),),
            Totals(): (WaveTotals(12, 7, totals, 5000, 0, 5),),
        }
        limits(talk.tap_code("group_picture:0:12:7"))
        (picture,) = talk.sent
        assert isinstance(picture, Picture)
        assert "HBD Monitor ICT, 2010" in picture.caption
        assert isinstance(picture.drawing, GroupDrawing)
        for row in picture.drawing.rows:
            assert f"{row.name}: " in picture.caption


def test_what_can_be_tapped_can_be_typed() -> None:
    talk = advisor()
    talk.command("groep")
    talk.type("onderwerpen")
    assert "Gemiddelde per onderwerp" in talk.text
    talk.type("naar de totalen")
    talk.type("1")
    assert talk.session.place == Desk(page="group/12")
    talk.type("werkblad")
    assert isinstance(talk.sent[-1], Report)


def test_the_group_stays_one_s_own_after_an_hour() -> None:
    talk = group(Talk())
    talk.command("groep")
    talk.later(hours=1)
    assert talk.now == START + timedelta(hours=1)
    talk.type("plaatje")
    assert isinstance(talk.sent[-1], Picture)
