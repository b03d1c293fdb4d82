"""The report: its pages, the text in it, and that a screen reader can read it."""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from bot.dialogue.report_wording import snippet_drawing
from bot.pictures.model import Copy, Listing, Part
from bot.pictures.render import render
from content.schema import LANGUAGES, Language
from tests.dialogue.talk import CONTEXT
from tests.pictures.made import EARLIER, EVERY, MIXED, NOTHING, longest_steps, report
from tests.pictures.readback import as_pdf, pages, text_of

MOST_PAGES = 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_the_longest_report_has_four_pages(name: str, language: Language) -> None:
    made = report(longest_steps(language, EVERY[name]), language, shop="W" * 60, earlier=EARLIER)
    assert 3 <= pages(render(made)) <= MOST_PAGES


def test_the_shortest_report_has_two_pages() -> None:
    result = NOTHING.result.model_copy(update={"next_steps": ()})
    assert pages(render(report(NOTHING.model_copy(update={"result": result})))) == 2


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
    for task in made.checklist.tasks:
        expected += [task.title, *task.boxes]
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
    assert render(drawing).startswith(b"\x89PNG")
