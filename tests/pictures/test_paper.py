"""What is hung up, scanned and filled in: that it can be scanned, and that it can be read."""

import re

import pytest
import segno
from pydantic import ValidationError

from bot.library.schema.content import LANGUAGES, Language
from bot.pictures.drawing import PosterDrawing, QrDrawing, SheetQuestion
from bot.pictures.qr import LEAST_PIXELS, QUIET_ZONE, matrix, png
from bot.pictures.render import key, render
from tests.support.pictures.group_made import LINK, LONG_NAMES, LONGEST_LINK, poster, sheet
from tests.support.pictures.readback import (
    as_png,
    by_page,
    lines_on,
    pages,
    pixels,
    placed,
    scanned,
    size,
    text_of,
)

A4 = (595, 842)
LINKS = [LINK, LONGEST_LINK, "https://t.me/x", "https://example.nl/a%20b?c=d&e=%C3%A9#f~g"]
SMALLEST_TO_FILL_IN = 10.5
SMALLEST_ON_PAPER = 10 - 0.01
LEAST_LINES = 7
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


@pytest.mark.parametrize("url", LINKS)
def test_the_matrix_is_the_code_of_the_link(url: str) -> None:
    made = matrix(url)
    assert {len(row) for row in made} == {len(made)}
    assert {sign for row in made for sign in row} == {"0", "1"}
    code = segno.make_qr(url, error="q")
    assert code.error in ("Q", "H")
    assert [[int(sign) for sign in row] for row in made] == [list(row) for row in code.matrix]


@pytest.mark.parametrize("url", LINKS)
def test_the_picture_of_a_code_is_that_code_and_can_be_scanned(url: str) -> None:
    made = render(QrDrawing(url=url))
    assert made == png(url)
    width, height = size(made)
    assert width == height >= LEAST_PIXELS
    assert scanned(made) == [url]
    drawn, code = pixels(made), matrix(url)
    module = width // (len(code) + 2 * QUIET_ZONE)
    assert module * (len(code) + 2 * QUIET_ZONE) == width
    for y in range(-QUIET_ZONE, len(code) + QUIET_ZONE):
        for x in range(-QUIET_ZONE, len(code) + QUIET_ZONE):
            inside = 0 <= x < len(code) and 0 <= y < len(code)
            at = ((y + QUIET_ZONE) * module + module // 2) * width + (x + QUIET_ZONE) * module + module // 2
            assert drawn[at] == (BLACK if inside and code[y][x] == "1" else WHITE)


@pytest.mark.parametrize(
    "url",
    [
        "http://t.me/x",
        "https://",
        "https://t.me/é",
        "https://t.me/a b",
        "javascript:x",
        "https://" + "x" * 200,
    ],
)
def test_only_a_link_has_a_code(url: str) -> None:
    with pytest.raises(ValidationError):
        QrDrawing(url=url)


def fullest(language: Language = "nl", name: str = LONG_NAMES[0]) -> PosterDrawing:
    """Make a poster with as much on it as it has room for."""
    made = poster(language)
    return poster(
        language,
        organisation=name,
        campaign=name,
        url=LONGEST_LINK,
        headline=f"Gereedschappenenijzerwarengroothandel: {made.headline} {made.headline}",
        lines=(made.lines[0],) * 5,
        duration=f"{made.duration}, {made.duration}",
        needs=f"{made.needs} {made.needs} {made.needs}",
        footer=f"{made.footer} {made.footer}",
    )


@pytest.mark.parametrize(
    ("name", "language"),
    [("", "en"), *((name, "nl") for name in LONG_NAMES)],
    ids=["none", "wide", "long", "emoji", "accents"],
)
def test_a_poster_is_one_page_that_can_be_scanned_and_nothing_falls_off_it(
    name: str, language: Language
) -> None:
    for made in (poster(language, organisation=name, campaign=name), fullest(language, name)):
        pdf = render(made)
        assert pages(pdf) == 1
        assert all(20 <= piece.y <= A4[1] - 20 and 40 <= piece.x <= A4[0] - 40 for piece in placed(pdf))
        assert min(piece.size for piece in placed(pdf)) >= SMALLEST_ON_PAPER
    assert scanned(as_png(fullest(language, name))) == [LONGEST_LINK]


def test_a_poster_s_code_can_be_scanned_close_by_and_from_afar() -> None:
    assert scanned(as_png(poster())) == [LINK]
    assert scanned(as_png(poster(), shrunk=2.2)) == [LINK]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_the_poster_holds_can_be_read_on_it(language: Language) -> None:
    made = fullest(language, "Café ’t Hoekje & Zn. 🌷")
    shown = text_of(render(made)).replace(" ", "")
    words = [made.product, made.organisation, made.campaign, made.headline, *made.lines, made.duration]
    for text in [*words, made.scan, made.or_type, made.link, made.needs, made.footer]:
        assert text.replace(" ", "") in shown


def test_the_code_on_a_poster_changes_its_key() -> None:
    assert key(poster()) != key(poster(url=LONGEST_LINK, link=poster().link))


@pytest.mark.parametrize("language", LANGUAGES)
def test_fifteen_questions_fit_on_two_to_four_pages(language: Language) -> None:
    for options in (2, 8, 12):
        assert 2 <= pages(render(sheet(language, options=options, organisation=LONG_NAMES[0]))) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_can_be_read_without_much_light(language: Language) -> None:
    made = sheet(language, options=12)
    pdf = render(made)
    assert min(piece.size for piece in placed(pdf)) >= SMALLEST_TO_FILL_IN - 0.01
    shown = set(re.findall(r"\w+", text_of(pdf)))
    texts = [made.title, made.organisation, made.footer, *made.intro]
    for question in made.questions:
        texts += [question.number, question.text, question.hint or "", question.note or "", *question.options]
    for words in texts:
        assert not [word for word in re.findall(r"\w+", words) if word not in shown], words


@pytest.mark.parametrize("count", range(4, 16))
def test_no_page_of_the_sheet_is_nearly_empty(count: int) -> None:
    for options in (2, 8):
        made = sheet(options=options)
        drawn = by_page(render(made.model_copy(update={"questions": made.questions[:count]})))
        assert min(map(lines_on, drawn)) >= LEAST_LINES


def test_a_long_answer_stays_beside_its_box() -> None:
    long = SheetQuestion(number="1", text="Wat?", several=True, options=("W" * 80, "Gereedschap " * 9) * 6)
    pieces = placed(render(sheet(questions=(long,) * 15)))
    assert all(piece.x < A4[0] - 40 for piece in pieces)
    assert "WWWW" in "".join(piece.text for piece in pieces)


def test_answers_run_down_the_first_column_before_the_second() -> None:
    one = SheetQuestion(number="1", text="Wat?", several=False, options=("a1", "a2", "a3", "b1", "b2"))
    at = {piece.text: piece for piece in placed(render(sheet(questions=(one,))))}
    assert at["a1"].x == at["a2"].x == at["a3"].x < at["b1"].x == at["b2"].x
    assert at["a1"].y == at["b1"].y > at["a2"].y == at["b2"].y > at["a3"].y


def test_several_answers_have_squares_and_one_answer_has_circles() -> None:
    def drawn(several: bool) -> bytes:
        one = SheetQuestion(number="1", text="Wat?", several=several, options=("a", "b"))
        return as_png(sheet(questions=(one,)))

    assert drawn(True) != drawn(False)
