"""The report: its pages, the text in it, and that a screen reader can read it."""

import io
import re
from collections import Counter
from typing import Any

import pytest
from pypdf import PdfReader

from bot.dialogue.shop.result.report import snippet_drawing
from bot.library.schema.content import LANGUAGES, Language
from bot.pictures.drawing import Copy, Listing, Paragraph, Part, ReportDrawing, Task, TaskList
from bot.pictures.render import render
from tests.support.dialogue.talk import CONTEXT
from tests.support.pictures.made import (
    COUNTED_ANEW,
    EARLIER,
    EVERY,
    MIXED,
    NOTHING,
    WEB_ONLY,
    longest_steps,
    picture,
    report,
)
from tests.support.pictures.readback import (
    as_pdf,
    as_pngs,
    by_page,
    lines_on,
    page_texts,
    pages,
    pixels,
    placed,
    squeezed,
    text_of,
)

MOST_PAGES = 9
SMALLEST = 10 - 0.01
LEAST_LINES = 7
SHOPS = ("De Vlinderstruik", "Gereedschappenenijzerwarengroothandel Van Nieuwenhuizen & Zn")
SHAPES = [
    *((name, False) for name in EVERY),
    *((name, True) for name in ("mixed", "low", "web only", "no score", "front runner", "one topic")),
]
"""Each result as it is, and some with the longest cards, scores of before and the longest name."""


def shaped(name: str, longest: bool, language: Language) -> ReportDrawing:
    if not longest:
        return report(EVERY[name], language, shop=SHOPS[0])
    return report(longest_steps(language, EVERY[name]), language, shop=SHOPS[1], earlier=COUNTED_ANEW)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "longest"), SHAPES)
def test_no_text_is_too_small_no_page_nearly_empty_and_no_card_split(
    name: str, longest: bool, language: Language
) -> None:
    made = shaped(name, longest, language)
    pdf = render(made)
    drawn, texts = by_page(pdf), page_texts(pdf)
    if made.checklist:
        # The list to tick off repeats the tasks.
        texts = ["" if text.startswith(squeezed(made.checklist.heading)) else text for text in texts]
    assert len(drawn) <= MOST_PAGES
    assert min(piece.size for page in drawn for piece in page) >= SMALLEST
    assert min(map(lines_on, drawn)) >= LEAST_LINES
    for number, step in enumerate(made.steps, 1):
        parts = [*step.parts, *step.beside]
        on = {page for part in parts for page in pages_of(part, texts)}
        opening = squeezed(f"{number}{step.title}{step.about}{step.reasons[0]}")
        (page,) = [page for page, text in enumerate(texts) if opening in text]
        assert page == min(on)
        # Only a card that is longer than a page breaks, between two of its parts, and begins on a new page.
        assert len(on) == 1 or (longest and on == {page, page + 1} and texts[page].startswith(opening)), on


def pages_of(part: Part, texts: list[str]) -> set[int]:
    """Find the one page on which a part of a card stands whole."""
    words = [squeezed(piece) for piece in words_of(part)]
    found = {page for page, text in enumerate(texts) if all(word in text for word in words)}
    assert found, part.heading
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("longest", [False, True])
def test_the_list_to_tick_off_is_alone_on_its_page_with_the_tasks(longest: bool, language: Language) -> None:
    made = shaped("mixed", longest, language)
    texts, listed = page_texts(render(made)), made.checklist
    assert listed is not None
    (page,) = [text for text in texts if text.startswith(squeezed(listed.heading + listed.intro))]
    for task in listed.tasks:
        assert squeezed(task.title) in page
        for one in task.lists:
            assert squeezed(f"{one.heading}{listed.blank}" if one.heading else "") in page
            assert all(squeezed(words) in page for words in one.boxes)
    others = [made.meaning.heading, made.topics_heading, *(part.heading for part in made.figures)]
    others += [part.heading for step in made.steps for part in (*step.parts[:1], *step.beside)]
    assert not [words for words in others if squeezed(words) in page]


def test_a_list_that_is_too_long_for_a_page_breaks_between_two_steps() -> None:
    made = report()
    boxes = TaskList(heading="Doen", boxes=("Een taak van gewone lengte, met nog wat woorden. " * 3,) * 6)
    tasks = tuple(Task(title=f"Stap {number} hier", lists=(boxes, boxes)) for number in (1, 2, 3))
    assert made.checklist is not None
    listed = made.checklist.model_copy(update={"tasks": tasks})
    drawn = render(made.model_copy(update={"checklist": listed}))
    shown = [page for page in page_texts(drawn) if "taakvangewone" in page]
    assert [page.count("taakvangewone") for page in shown] == [72, 36]
    assert min(map(lines_on, by_page(drawn))) >= LEAST_LINES


def test_a_longer_card_breaks_between_its_parts_alone() -> None:
    made = report()
    text = Paragraph(text="Dit is een zin die er staat om lengte te geven. " * 40)
    parts = tuple(Part(heading=f"Deel {number}.", blocks=(text,)) for number in range(1, 6))
    step = made.steps[0].model_copy(update={"parts": parts, "beside": parts})
    drawn = render(made.model_copy(update={"steps": (step,)}))
    shown = [page for page in page_texts(drawn) if "lengtetegeven" in page]
    assert len(shown) > 1
    assert all(page.count("lengtetegeven") % 40 == 0 for page in shown)
    assert min(map(lines_on, by_page(drawn))) >= LEAST_LINES


def test_the_topics_have_their_bands_and_what_they_mean_on_one_page() -> None:
    made = report()
    (page,) = [text for text in page_texts(render(made)) if text.startswith(squeezed(made.topics_heading))]
    for row in made.card.rows:
        assert squeezed("".join(row.said)) in page
        assert row.band is None or squeezed(row.band.said) in page


def test_the_comparison_is_a_row_of_its_own_on_the_first_page() -> None:
    made = report()
    row = made.card.compared
    assert row is not None
    assert row.band is not None
    assert made.card.legend is not None
    first = page_texts(render(made))[0]
    assert squeezed(f"{row.name}{row.label}{row.points}{row.band.said}{made.card.legend}") in first
    assert squeezed(made.card.legend) not in page_texts(render(report(WEB_ONLY)))[0]


def test_the_history_shows_where_the_yardstick_changed() -> None:
    anew = picture("nl").history_anew
    assert squeezed(anew) in page_texts(render(report(earlier=COUNTED_ANEW)))[0]
    assert squeezed(anew) not in page_texts(render(report(earlier=EARLIER)))[0]


def test_the_shortest_report_has_three_pages_and_no_list_to_tick_off() -> None:
    result = NOTHING.result.model_copy(update={"next_steps": ()})
    made = report(NOTHING.model_copy(update={"result": result}))
    assert made.checklist is None
    assert pages(render(made)) == 3


def words_of(part: Part) -> list[str]:
    found = [part.heading]
    for block in part.blocks:
        if isinstance(block, Listing):
            found += [words for item in block.items for words in (item.text, *item.under)]
        elif isinstance(block, Copy):
            found += block.text.split("\n")
        else:
            found.append(block.text)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_the_report_holds_can_be_read_in_it(language: Language) -> None:
    made = report(MIXED, language, shop="Café ’t Hoekje & Zn. 🌷", earlier=EARLIER)
    expected = [made.title, made.card.shop, made.topics_heading, made.steps_heading, made.steps_intro]
    expected += [words for row in made.card.rows for words in row.said]
    expected += [row.band.said for row in made.card.rows if row.band]
    expected += words_of(made.meaning)
    for step in made.steps:
        expected += [step.title, step.about, *step.reasons, step.example or "", step.source or ""]
        expected += [words for part in (*step.parts, *step.beside) for words in words_of(part)]
    for task in made.checklist.tasks if made.checklist else ():
        expected += [task.title, *(words for one in task.lists for words in (one.heading or "", *one.boxes))]
    expected += [words for part in made.figures for words in words_of(part)]
    # Columns and pages break sentences, so it is held against word by word.
    shown = set(re.findall(r"\w+", text_of(render(made))))
    for words in expected:
        assert not [word for word in re.findall(r"\w+", words) if word not in shown], words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_finds_language_title_and_structure(language: Language) -> None:
    reader = PdfReader(io.BytesIO(render(report(MIXED, language, shop="De Vlinderstruik"))))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == f"{report(MIXED, language).title}: De Vlinderstruik"


def test_the_headings_can_be_jumped_to() -> None:
    made = report()
    reader = PdfReader(io.BytesIO(render(made)))
    found = str(reader.outline)
    for heading in (made.title, made.steps_heading, *(step.title for step in made.steps)):
        assert heading in found


def test_each_page_is_numbered() -> None:
    reader = PdfReader(io.BytesIO(render(report())))
    for number, page in enumerate(reader.pages, 1):
        assert f"Pagina {number} van {len(reader.pages)}" in page.extract_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_by_itself_says_what_the_report_would(language: Language) -> None:
    card = CONTEXT.content.card("email_first_mail")
    assert card is not None
    drawing = snippet_drawing(CONTEXT, language, card, "clothing")
    read = " ".join(text_of(as_pdf(drawing)).split())
    step = drawing.step
    assert step.example is not None
    for words in (step.title, step.about, step.example, *(part.heading for part in step.parts)):
        assert " ".join(words.split()) in read
    assert min(piece.size for piece in placed(as_pdf(drawing))) >= SMALLEST
    assert render(drawing).startswith(b"\x89PNG")


MOST_INK = 0.08
"""Of a page, as black would be; its words alone are some 0.05."""
MOST_TINTED = 0.01
"""Of a page, in one light colour: a printer makes dots of it. What bars do not reach is less."""


def test_it_takes_little_ink_and_has_no_tinted_grounds() -> None:
    for page in as_pngs(shaped("mixed", False, "nl"))[:2]:
        drawn = pixels(page)
        assert sum(1 - sum(pixel) / 765 for pixel in drawn) / len(drawn) < MOST_INK
        light = Counter(pixel for pixel in drawn if 650 < sum(pixel) < 750)
        assert max(light.values()) / len(drawn) < MOST_TINTED
