"""What the picture and the report say, and that the caption says the same."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter

from bot.dialogue.shop.result.card_picture import CAPTION_LIMIT, caption
from bot.dialogue.shop.result.steps import reason_lines
from bot.library.parsing.markup import plain
from bot.library.schema.content import LANGUAGES, Language
from bot.pictures.drawing import MOST_MOMENTS, Band, Drawing
from bot.pictures.render import render
from scoring.model import TOPICS, NextStep, Reason
from tests.support.dialogue.talk import CONTEXT, START
from tests.support.pictures.made import (
    COUNTED_ANEW,
    EARLIER,
    EVERY,
    FRONT_RUNNER,
    LOW,
    MIXED,
    NO_SCORE,
    NOTHING,
    ONE_TOPIC,
    SOME_MISSING,
    WEB_ONLY,
    card,
    finished,
    longest_steps,
    picture,
    report,
)

TEXTS = CONTEXT.content.texts["nl"]


def test_the_card_holds_score_level_and_all_seven_topics() -> None:
    made = card(shop="De Vlinderstruik")
    overall = MIXED.result.overall
    assert overall is not None
    assert (made.shop, made.score) == ("De Vlinderstruik", overall.score)
    assert made.standing.name == TEXTS.terms.levels[overall.level].name
    assert made.standing.over == f"Niveau {made.standing.reached} van {made.standing.count}"
    assert made.sentence.startswith(TEXTS.terms.levels[overall.level].text)
    above = TEXTS.messages.result.next_level.fill(points=80, level=TEXTS.terms.levels["leader"].name)
    assert made.sentence.endswith(above)
    more = TEXTS.messages.result.all_points
    assert card(FRONT_RUNNER).sentence == f"{TEXTS.terms.levels['leader'].text} {plain(more.fill())}"
    assert [row.name for row in made.rows] == [TEXTS.terms.topics[topic].name for topic in TOPICS]
    assert {row.label for row in made.rows} == {"u"}


def test_the_comparison_is_one_row_with_a_band_named_with_its_year() -> None:
    made, found = card(), MIXED.result.monitor
    assert found is not None
    row = made.compared
    assert row is not None
    assert (row.name, row.points, row.label) == (picture("nl").monitor, found.score, "u")
    assert row.band == Band(low=found.sector.low, high=found.sector.high, said="2010: 9 tot 24")
    bands = {row.name: row.band for row in made.rows}
    assert bands["E-mail"] == Band(low=19.4, high=29.25, said="2010: 19 tot 30")
    assert bands[TEXTS.terms.topics["online"].name] is None
    assert made.legend is not None
    assert "2010" in made.legend
    assert "HBD Monitor ICT 2010" in made.notes[0]


def test_a_comparison_over_some_topics_is_called_that() -> None:
    row = card(SOME_MISSING).compared
    assert row is not None
    assert row.name == picture("nl").monitor_some


def test_with_too_few_answers_nothing_is_compared_but_the_bands_of_the_report_are_explained() -> None:
    made = card(ONE_TOPIC)
    assert (made.compared, made.notes) == (None, ())
    assert made.rows[0].band is not None
    assert made.legend is not None
    assert picture("nl").report.band.fill() not in report(ONE_TOPIC).meaning.model_dump_json()


@pytest.mark.parametrize(("score", "reached"), [(0, 1), (100, 5)])
def test_the_level_is_counted_from_the_score(score: int, reached: int) -> None:
    made = card({0: LOW, 100: FRONT_RUNNER}[score])
    assert (made.score, made.standing.reached, made.standing.count) == (score, reached, 5)


def test_a_level_that_the_content_no_longer_has_is_called_by_its_id() -> None:
    overall = MIXED.result.overall
    assert overall is not None
    result = MIXED.result.model_copy(update={"overall": overall.model_copy(update={"level": "former"})})
    assert card(MIXED.model_copy(update={"result": result})).standing.name == "former"


def test_a_topic_without_an_answer_says_so_and_has_no_band() -> None:
    rows = {row.name: row for row in card(SOME_MISSING).rows}
    assert (rows["E-mail"].points, rows["E-mail"].label) == (75, "u")
    missing = rows[TEXTS.terms.topics["data"].name]
    assert (missing.points, missing.label, missing.band, missing.said) == (None, "niet beantwoord", None, ())


def test_without_a_score_the_card_tells_how_many_topics_were_answered() -> None:
    made = card(NO_SCORE)
    assert made.score is None
    assert made.standing.name == "2 van de 7 onderwerpen"
    assert (made.standing.reached, made.standing.count) == (2, 7)
    assert "totale score" in made.sentence
    assert card(NOTHING).standing.reached == 0


def test_a_webshop_is_not_compared() -> None:
    made = card(WEB_ONLY)
    assert all(row.band is None for row in made.rows)
    assert made.legend is None
    assert made.notes == (str(TEXTS.messages.result.web_only.fill()),)
    assert "HBD" not in report(WEB_ONLY).figures[0].model_dump_json()


def test_ahead_is_said_from_doing_up_and_with_others_on_step_0() -> None:
    said = {row.name: " ".join(row.said) for row in card().rows}
    words = TEXTS.messages.topics
    assert plain(words.ahead.fill(count=78)) in said["E-mail"]
    assert said["Sms"] == TEXTS.terms.topics["sms"].steps[1]
    assert plain(words.with_about.fill(count=87)) in said["X (Twitter)"]


def test_the_date_is_that_of_the_shops() -> None:
    late = MIXED.model_copy(update={"finished": datetime(2026, 12, 31, 23, 30, tzinfo=UTC)})
    assert card(late).date == "Ingevuld op 1 januari 2027"
    assert card(late, "en").date == "Filled in on 1 January 2027"


def test_the_history_runs_from_old_to_new_and_keeps_the_last() -> None:
    made = card(earlier=[*reversed(EARLIER), finished({})])
    assert len(made.history) == MOST_MOMENTS
    scores = [one.result.overall.score for one in (*EARLIER, MIXED) if one.result.overall]
    assert [moment.score for moment in made.history] == scores[-MOST_MOMENTS:]
    dates = [moment.date for moment in made.history]
    assert dates[-1] == "24 nov 2026"
    assert len(set(dates)) == MOST_MOMENTS


def test_a_history_by_another_yardstick_is_marked_where_it_changed() -> None:
    made = card(earlier=COUNTED_ANEW)
    assert [moment.anew for moment in made.history] == [False, False, False, True]
    told = caption(CONTEXT, made, MIXED)
    assert told.count(made.history_anew) == 1
    assert f"{made.history_anew}: {made.score} (" in told
    # The mark goes with the score that it would lead to.
    first = made.model_copy(update={"history": made.history[-1:] * 2})
    assert caption(CONTEXT, first, MIXED).count(made.history_anew) == 1


def test_a_history_draws_no_line_between_results_over_other_topics_though_measured_alike() -> None:
    """Of what was measured as before, the results over the topics of the last of those are shown."""
    then = (ONE_TOPIC, *EARLIER[:2])
    earlier = [
        one.model_copy(update={"yardstick": "of before", "finished": START + timedelta(days=day - 9)})
        for day, one in enumerate(then)
    ]
    made = card(earlier=earlier)
    scores = [one.result.overall.score for one in (*EARLIER[:2], MIXED) if one.result.overall]
    assert [moment.score for moment in made.history] == scores
    assert [moment.anew for moment in made.history] == [False, False, True]


def test_an_imagined_result_says_so_and_has_no_history() -> None:
    made = card(what_if=True, earlier=EARLIER)
    assert made.what_if == picture("nl").what_if
    assert made.history == ()
    assert caption(CONTEXT, made, MIXED).startswith(picture("nl").what_if)
    assert card().what_if is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_the_caption_says_all_that_the_card_shows(name: str, language: Language) -> None:
    made = card(EVERY[name], language, shop="🌷" * 60, earlier=EARLIER)
    told = caption(CONTEXT, made, EVERY[name])
    assert len(told.encode("utf-16-le")) // 2 <= CAPTION_LIMIT
    assert made.shop in told
    assert made.date in told
    for row in made.rows:
        assert row.name in told
        assert row.points is None or f"{row.name}: {row.points} " in told
    for step in EVERY[name].result.next_steps[:1]:
        # A screen reader is told the first three lines of it as what the picture is of.
        title = CONTEXT.content.texts[language].cards[step.id].title
        assert title in " ".join(told.splitlines()[:3])
    for moment in made.history if len(made.history) > 1 else ():
        assert f"{moment.score} ({moment.date})" in told
    assert "<" not in told


def test_the_caption_names_the_first_step_that_there_is_and_none_of_an_imagined_result() -> None:
    gone = NextStep(id="gone", topic="sms", reason=Reason(kind="gain"))
    result = MIXED.result.model_copy(update={"next_steps": (gone, *MIXED.result.next_steps)})
    first = TEXTS.cards[MIXED.result.next_steps[0].id].title
    assert first in caption(CONTEXT, card(), MIXED.model_copy(update={"result": result}))
    assert first not in caption(CONTEXT, card(what_if=True), MIXED)
    assert "Uw eerste stap" not in caption(CONTEXT, card(NOTHING), NOTHING)


def test_a_caption_that_is_too_long_loses_its_last_lines() -> None:
    made = card().model_copy(update={"sentence": "lang " * 150, "what_if": "x" * 400})
    told = caption(CONTEXT, made, MIXED)
    assert len(told) <= CAPTION_LIMIT
    assert told.startswith("x" * 400)
    assert made.date not in told


def test_a_report_holds_each_step_in_full() -> None:
    made = report()
    assert len(made.steps) == len(MIXED.result.next_steps) == 3
    for step, drawn in zip(MIXED.result.next_steps, made.steps, strict=True):
        text = TEXTS.cards[step.id]
        assert drawn.title == text.title
        headings = [part.heading for part in (*drawn.parts, *drawn.beside)]
        assert headings == [TEXTS.terms.sections[section] for section in text.sections]
        needs = CONTEXT.content.card(step.id).needs  # type: ignore[union-attr]
        assert len(drawn.reasons) > len(needs)
        assert drawn.example is not None
        assert text.examples["books_toys"] in drawn.example
        assert (drawn.source is not None) == bool(text.figures)
    assert made.steps[0].reasons[0] == str(TEXTS.messages.steps.consent.fill())


def test_a_report_tells_what_a_step_costs_and_each_reason_that_there_is() -> None:
    one = longest_steps("nl", MIXED)
    for step, drawn in zip(one.result.next_steps, report(one).steps, strict=True):
        told = " ".join(drawn.reasons)
        assert all(plain(line) in told for line in reason_lines(TEXTS, step))
        assert step.reason.suits is None or TEXTS.cards[step.id].suits[step.reason.suits] in told
        assert plain(TEXTS.messages.advice.cost.fill(cost=TEXTS.cards[step.id].cost)) in told


def test_a_report_names_the_figures_with_their_margins_and_the_later_ones() -> None:
    told = report().model_dump_json()
    assert "22 van de 100 winkels mailden meerdere klanten tegelijk (± 1,7)" in told
    assert "2.502" in told
    assert "schoenvisie.nl, 2011" in told
    assert "rapport HBD Monitor ICT 2010, via adoc.pub" in told
    assert "(adoc.pub/2-hbd-monitor-ict-2010.html)" in told
    assert "(www.cbs.nl/nl-nl/cijfers/detail/85736NED)" in told
    assert "https://" not in told
    assert "Gemeten in 2021 bij bedrijven in de handel" in told


def test_a_step_that_the_content_no_longer_has_is_left_out() -> None:
    gone = MIXED.result.next_steps[0].model_copy(update={"id": "gone"})
    result = MIXED.result.model_copy(update={"next_steps": (gone,)})
    made = report(MIXED.model_copy(update={"result": result}))
    assert made.steps == ()
    assert made.steps_intro == str(TEXTS.messages.steps.none.fill())


def test_drawings_survive_being_stored() -> None:
    stored: TypeAdapter[Drawing] = TypeAdapter(Drawing)
    for drawing in (card(earlier=EARLIER), report(shop="Café")):
        assert stored.validate_json(drawing.model_dump_json()) == drawing


def test_what_an_earlier_release_left_to_send_can_still_be_drawn() -> None:
    kept = json.loads(report(earlier=EARLIER).model_dump_json())
    for new in ("compared", "history_anew"):
        del kept["card"][new]
    for moment in kept["card"]["history"]:
        del moment["anew"]
    kept["checklist"]["tasks"] = [
        {"title": task["title"], "boxes": ["Eerste stap", "Volgende stap"]}
        for task in kept["checklist"]["tasks"]
    ]
    stored: TypeAdapter[Drawing] = TypeAdapter(Drawing)
    for old in (kept, kept["card"]):
        assert render(stored.validate_json(json.dumps(old)))


def test_the_report_s_texts_to_copy_hold_the_shop_s_name() -> None:
    made = report(MIXED, shop="Jansen & Zoon")
    copied = str([step.beside for step in made.steps])
    assert "Jansen & Zoon" in copied
    assert "[naam winkel]" not in copied
    assert "[naam winkel]" in str([step.beside for step in report().steps])


@pytest.mark.parametrize(
    ("branch", "trade", "shown"),
    [
        ("books_toys", None, "uw [soort winkel]"),
        ("books_toys", "boekhandel", "uw boekhandel"),
        ("books_toys", "bookshop", "uw boekhandel"),
        (None, "toko", "uw toko"),
        (None, None, "uw [soort winkel]"),
    ],
)
def test_the_report_s_texts_to_copy_hold_what_the_shop_calls_itself(
    branch: str | None, trade: str | None, shown: str
) -> None:
    given = {**MIXED.given, "branch": branch}
    step = MIXED.result.next_steps[0].model_copy(update={"id": "social_choose_one"})
    result = MIXED.result.model_copy(update={"next_steps": (step,)})
    one = MIXED.model_copy(update={"given": given, "result": result})
    told = str(report(one, shop="[soort winkel]", trade=trade).steps[0].beside)
    assert f"Welkom bij [soort winkel], {shown}." in told
