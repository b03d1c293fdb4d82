"""What the picture and the report say, and that the caption says the same."""

from datetime import UTC, datetime

import pytest

from bot.dialogue.card_wording import CAPTION_LIMIT, caption
from bot.dialogue.report_wording import report_drawing
from bot.pictures.model import MOST_MOMENTS, Band, Drawing
from content.schema import LANGUAGES, Language
from scoring.model import TOPICS
from tests.dialogue.talk import CONTEXT
from tests.pictures.made import (
    EARLIER,
    EVERY,
    FRONT_RUNNER,
    LOW,
    MIXED,
    NO_SCORE,
    NOTHING,
    SOME_MISSING,
    WEB_ONLY,
    card,
    finished,
    picture,
    report,
)

TEXTS = CONTEXT.content.texts["nl"]


def test_the_card_holds_score_level_and_all_six_topics() -> None:
    made = card(shop="De Vlinderstruik")
    overall = MIXED.result.overall
    assert overall is not None
    assert (made.shop, made.score) == ("De Vlinderstruik", overall.score)
    assert made.standing.name == TEXTS.terms.levels[overall.level].name
    assert made.standing.over == f"Niveau {made.standing.reached} van {made.standing.count}"
    assert made.sentence == TEXTS.terms.levels[overall.level].text
    assert [row.name for row in made.rows] == [TEXTS.terms.topics[topic].name for topic in TOPICS]
    assert {row.label for row in made.rows} == {"u"}


def test_a_band_is_where_the_mean_lies_and_is_named_with_its_year() -> None:
    made = card()
    assert made.rows[0].band == Band(low=19.4, high=29.25, said="2010: 19 tot 30")
    assert made.legend is not None
    assert "2010" in made.legend
    assert "HBD Monitor ICT 2010" in made.notes[0]


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
    assert made.standing.name == "2 van de 6 onderwerpen"
    assert (made.standing.reached, made.standing.count) == (2, 6)
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
    assert "minstens 78 van de 100 winkels in 2010" in said["E-mail"]
    assert "minstens" not in said["Sms"]
    assert "Net als 87 van de 100 winkels in 2010" in said["X (Twitter)"]


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
    for moment in made.history if len(made.history) > 1 else ():
        assert f"{moment.score} ({moment.date})" in told
    assert "<" not in told


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
    assert [task.title for task in made.checklist.tasks[:-1]] == [step.title for step in made.steps]


def test_a_report_names_the_figures_with_their_margins_and_the_later_ones() -> None:
    told = report().model_dump_json()
    assert "22 van de 100 winkels mailden meerdere klanten tegelijk (± 1,7)" in told
    assert "2.502" in told
    assert "schoenvisie.nl, 2011" in told
    assert "Gemeten in 2021 bij bedrijven in de handel" in told


def test_a_step_that_the_content_no_longer_has_is_left_out() -> None:
    gone = MIXED.result.next_steps[0].model_copy(update={"id": "gone"})
    result = MIXED.result.model_copy(update={"next_steps": (gone,)})
    made = report(MIXED.model_copy(update={"result": result}))
    assert made.steps == ()
    assert made.steps_intro == str(TEXTS.messages.steps.none.fill())


def test_drawings_survive_being_stored() -> None:
    from pydantic import TypeAdapter

    stored: TypeAdapter[Drawing] = TypeAdapter(Drawing)
    for drawing in (card(earlier=EARLIER), report(shop="Café")):
        assert stored.validate_json(drawing.model_dump_json()) == drawing


def test_the_report_s_texts_to_copy_hold_the_shop_s_name() -> None:
    made = report_drawing(CONTEXT, picture("nl"), "nl", MIXED, shop="Jansen & Zoon")
    copied = str([step.beside for step in made.steps])
    assert "Jansen & Zoon" in copied
    assert "[naam winkel]" not in copied
    assert "[naam winkel]" in str(
        [step.beside for step in report_drawing(CONTEXT, picture("nl"), "nl", MIXED).steps]
    )


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
