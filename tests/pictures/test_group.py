"""The picture of a group and the hand-out: sizes, what can be read on them, and whose names they bear."""

import io
import itertools
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from pypdf import PdfReader

from bot.dialogue.core.replies import Picture
from bot.library.schema.content import LANGUAGES, Language
from bot.pictures.drawing import MOST_LEVELS, Cell, Copy, Drawing, GroupDrawing, Part, Row, Tally
from bot.pictures.names import clean
from bot.pictures.render import TEMPLATES, key, render
from tests.support.dialogue.group_chat import contributed, wave_totals
from tests.support.dialogue.group_talk import everything, with_totals
from tests.support.pictures.group_made import HOSTILE, LONG_NAMES, group, poster, sheet, workshop
from tests.support.pictures.readback import (
    as_pdf,
    as_png,
    by_page,
    lines_on,
    page_texts,
    pages,
    pixels,
    placed,
    size,
    squeezed,
    text_of,
)

WIDTH, HEIGHT, EDGE = 1080, 1350, 72
SMALLEST = 28
SMALLEST_ON_PAPER = 10 - 0.01
LEAST_LINES = 7
WITHHELD = "minder dan 5 winkels"


def fullest(language: Language = "nl", name: str = LONG_NAMES[0]) -> GroupDrawing:
    """Make a picture with as much on it as it has room for."""
    made = group(language, organisation=name, campaign=name)
    cells = (
        Cell(label="Starter of Verkenner", count=None, said=WITHHELD),
        *(Cell(label="Gevorderde", count=1000) for _ in range(MOST_LEVELS - 1)),
    )
    notes = [f"{note} {note}" for note in made.notes]
    return group(
        language, organisation=name, campaign=name, notes=notes, levels=Tally(heading="Niveaus", cells=cells)
    )


def nothing_known() -> GroupDrawing:
    rows = [Row(name=row.name, points=None, label="te weinig antwoorden") for row in group().rows]
    return group(
        score=None, levels=None, legend=None, rows=rows, compared=None, notes=(), organisation="", campaign=""
    )


EVERY = {
    "usual": group(),
    "English": group("en"),
    "no levels": group(levels=None),
    "no score": group(score=None),
    "nothing known": nothing_known(),
    "fullest": fullest(),
}


def texts_of(model: BaseModel) -> list[str]:
    """List all strings of a drawing, save those that the templates do not show as they are."""
    found: list[str] = []
    for name, value in model:
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, BaseModel):
                found += texts_of(one)
            elif isinstance(one, str) and name not in ("kind", "language", "page", "url", "marker"):
                found.append(one)
    return found


@pytest.mark.parametrize("name", EVERY)
def test_a_group_is_one_png_of_1080_by_1350(name: str) -> None:
    assert size(render(EVERY[name])) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("name", EVERY)
def test_all_that_the_picture_holds_can_be_read_on_it(name: str) -> None:
    made = EVERY[name]
    shown = text_of(as_pdf(made)).replace(" ", "")
    # Of the topics only the hand-out says more than their points.
    left_out = {words for row in made.rows for words in (row.band.said if row.band else "", *row.said)}
    for words in texts_of(made):
        assert (
            words in left_out
            or (words == made.out_of and made.score is None)
            or words.replace(" ", "") in shown
        )
    for row in made.rows:
        assert row.points is None or f"{row.name}{row.label}{row.points}".replace(" ", "") in shown
    assert (made.out_of.replace(" ", "") in shown) == (made.score is not None)


@pytest.mark.parametrize("name", LONG_NAMES, ids=["wide", "long", "emoji", "accents"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_too_small_or_falls_off_the_picture(name: str, language: Language) -> None:
    for made in (group(language, organisation=name, campaign=name), fullest(language, name)):
        pieces = placed(as_pdf(made))
        assert min(piece.size for piece in pieces) >= SMALLEST
        assert all(40 <= piece.y <= HEIGHT - 25 and 60 <= piece.x <= WIDTH - 60 for piece in pieces)


def test_words_keep_clear_of_each_other() -> None:
    for made in (group(), fullest()):
        lines = sorted({round(piece.y) for piece in placed(as_pdf(made)) if piece.x < EDGE + 3})
        assert all(above - below >= SMALLEST for below, above in itertools.pairwise(lines))


@pytest.mark.parametrize("points", [10, 50, 100])
def test_the_bars_are_as_long_as_the_points(points: int) -> None:
    def longest(points: int) -> int:
        rows = [Row(name="E-mail", points=points, label="gemiddeld") for _ in range(7)]
        drawn = pixels(as_png(group(rows=rows, compared=None, legend=None, levels=None), shrunk=6))
        width, accent = WIDTH // 6, (0x00, 0x6A, 0x72)
        lines = [drawn[start : start + width] for start in range(0, len(drawn), width)]
        runs = (itertools.groupby(line, lambda one: one == accent) for line in lines)
        return max(len(list(run)) for line in runs for same, run in line if same)

    assert longest(points) == pytest.approx(longest(100) * points / 100, abs=2)


def test_the_comparison_is_a_row_of_its_own_below_topics_without_bands() -> None:
    made = group()
    assert made.compared is not None
    heights = {piece.text: piece.y for piece in placed(as_pdf(made))}
    assert heights[made.compared.name] < min(heights[row.name] for row in made.rows) - 40
    bare = tuple(row.model_copy(update={"band": None}) for row in made.rows)
    assert render(made.model_copy(update={"rows": bare})) == render(made)


def test_a_group_that_answered_one_topic_alone_is_drawn_without_a_comparison() -> None:
    shops = [
        contributed(number, {"shop_type": "physical", "email": "planned" if number % 2 else "regular"})
        for number in range(40)
    ]
    talk = with_totals(wave_totals(12, 1, shops))
    sent = [one.drawing for one in everything(talk) if isinstance(one, Picture)]
    drawings = [one for one in sent if isinstance(one, GroupDrawing)]
    assert drawings
    for made in drawings:
        assert made.compared is None
        assert made.legend is not None
        assert any(row.band for row in made.rows)
        assert made.legend not in text_of(as_pdf(made))


def test_a_withheld_count_looks_the_same_whatever_the_others_are() -> None:
    """Else its column would tell what its words withhold."""

    def dashes(count: int) -> bytes:
        cells = (Cell(label="a", count=None, said=WITHHELD), Cell(label="b", count=count))
        pdf = as_pdf(group(levels=Tally(heading="Niveaus", cells=cells)))
        content = PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
        assert content is not None
        outlines: list[bytes] = re.findall(rb"\]\s*0 d(.*?)\nS\n", content.get_data(), re.DOTALL)
        assert len(outlines) == 1
        return outlines[0]

    assert dashes(0) == dashes(6) == dashes(90)


def test_what_cannot_be_drawn_is_refused() -> None:
    cells = [Cell(label="a", count=1)] * (MOST_LEVELS + 1)
    refused: list[dict[str, Any]] = [
        {"legend": None},
        {"levels": Tally(heading="x", cells=tuple(cells))},
        {"notes": ("x",) * 4},
        {"score": 101},
    ]
    for more in refused:
        with pytest.raises(ValidationError):
            group(**more)
    for count, said in ((None, None), (1, WITHHELD), (-1, None)):
        with pytest.raises(ValidationError):
            Cell(label="a", count=count, said=said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", [1, 2])
def test_all_that_the_hand_out_holds_can_be_read_in_it(language: Language, length: int) -> None:
    made = workshop(language, length=length)
    shown = set(re.findall(r"\w+", text_of(render(made))))
    for words in texts_of(made):
        assert not [word for word in re.findall(r"\w+", words) if word not in shown], words
    assert "{page}" not in text_of(render(made))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hand_out_has_four_to_six_pages(language: Language) -> None:
    none: dict[str, Any] = {"steps": (), "reasons": None, "figures": ()}
    assert pages(render(workshop(language, **none))) == 3
    for length in (1, 2):
        for one in (group(language), fullest(language)):
            assert 4 <= pages(render(workshop(language, length=length, group=one))) <= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_hand_out_nothing_is_too_small_and_no_page_nearly_empty(language: Language) -> None:
    for length in (1, 2, 3):
        for one in (group(language), fullest(language), group(language, levels=None)):
            drawn = by_page(render(workshop(language, length=length, group=one)))
            assert min(piece.size for page in drawn for piece in page) >= SMALLEST_ON_PAPER
            assert min(map(lines_on, drawn)) >= LEAST_LINES


@pytest.mark.parametrize("length", [1, 3, 5])
def test_a_step_of_the_hand_out_stands_on_one_page(length: int) -> None:
    made = workshop(length=length)
    texts = page_texts(render(made))
    (copied,) = [block.text for block in made.steps[0].first.blocks if isinstance(block, Copy)]
    for number in range(1, len(made.steps) + 1):
        opening = squeezed(f"{number}{made.steps[0].title}")
        (page,) = [text for text in texts if opening in text]
        assert squeezed(copied) in page[page.index(opening) :]


def test_a_longer_meaning_runs_on_and_leaves_no_page_empty() -> None:
    made = workshop()
    blocks = made.meaning.blocks * 12
    longer = workshop(meaning=Part(heading=made.meaning.heading, blocks=blocks))
    drawn = by_page(render(longer))
    assert len(drawn) <= 6
    assert min(map(lines_on, drawn)) >= LEAST_LINES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [workshop, poster, sheet])
def test_a_screen_reader_finds_language_title_and_structure(make: Any, language: Language) -> None:
    drawing = make(language)
    reader = PdfReader(io.BytesIO(render(drawing)))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    heading = drawing.headline if drawing.kind == "poster" else drawing.title
    assert (reader.metadata.title or "").startswith(heading)
    assert heading in str(reader.outline)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_prints_as_it_was_written(name: str) -> None:
    printed = " ".join(name.split())
    assert printed in text_of(as_pdf(group(organisation=name)))
    assert printed in text_of(as_pdf(group(campaign=name)))
    assert printed in text_of(render(workshop(group=group(organisation=name, campaign=name))))
    assert printed in text_of(render(poster(organisation=name)))
    assert printed in text_of(render(poster(campaign=name)))
    assert printed in text_of(render(sheet(organisation=name)))


@settings(max_examples=4, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_any_name_can_be_drawn(name: str) -> None:
    drawings: list[Drawing] = [
        group(organisation=name, campaign=name),
        workshop(group=group(organisation=name, campaign=name)),
        poster(organisation=name, campaign=name),
        sheet(organisation=name),
    ]
    for drawing in drawings:
        assert render(drawing)


MARKUP = st.text(st.sampled_from("#[]{}()$*_`=-+/\\@<>~\"'&;:.,!a1 "), min_size=1, max_size=40)


@settings(max_examples=8, deadline=None)
@given(MARKUP)
def test_no_name_is_read_as_markup(name: str) -> None:
    """As markup, some sign would vanish from what can be read, or nothing would be drawn."""
    expected = clean(name).replace(" ", "")
    assert expected in text_of(as_pdf(group(organisation=name))).replace(" ", "")
    assert expected in text_of(as_pdf(poster(campaign=name))).replace(" ", "")


def test_the_templates_evaluate_no_text() -> None:
    """The only ways in Typst for a string to become code."""
    for path in TEMPLATES.glob("*.typ"):
        code = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        assert not re.findall(r"\b(?:eval|read|plugin)\s*\(", code), path.name


def test_drawings_survive_being_stored_and_give_the_same_bytes() -> None:
    stored: TypeAdapter[Drawing] = TypeAdapter(Drawing)
    drawings: list[Drawing] = [group(), workshop(), poster(), sheet()]
    for drawing in drawings:
        again = stored.validate_json(drawing.model_dump_json())
        assert again == drawing
        assert render(again) == render(drawing)
        assert key(again) == key(drawing)
    assert len({key(drawing) for drawing in drawings}) == len(drawings)


def test_a_text_to_copy_keeps_its_lines() -> None:
    (copied,) = [block.text for block in workshop().steps[0].first.blocks if isinstance(block, Copy)]
    rows = {piece.y for piece in placed(render(workshop())) if piece.text in copied.split("\n")}
    assert len(rows) == 3 * len(copied.split("\n"))
