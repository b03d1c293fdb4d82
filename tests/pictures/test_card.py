"""The picture of a result: its size, what can be read on it, and its colours."""

import itertools
import re
import struct

import pytest

from bot.pictures.model import Band, CardDrawing, Row
from bot.pictures.render import TEMPLATES, render
from content.schema import LANGUAGES, Language
from scoring.model import TOPICS
from tests.pictures.made import (
    EARLIER,
    EVERY,
    FRONT_RUNNER,
    LOW,
    MIXED,
    NO_SCORE,
    SOME_MISSING,
    WEB_ONLY,
    card,
)
from tests.pictures.readback import Picture, as_pdf, as_png, pixels, placed, text_of

WIDTH, HEIGHT = 1080, 1350
SHRUNK = 6
SMALLEST = 28
LONG_NAMES = [
    "W" * 60,
    "Gereedschappenenijzerwarengroothandel Van Nieuwenhuizen & Zn",
    "🌷" * 60,
    "é\u0302\u0303" * 20,
]


@pytest.mark.parametrize("name", EVERY)
def test_a_card_is_one_png_of_1080_by_1350(name: str) -> None:
    png = render(card(EVERY[name], shop="De Vlinderstruik"))
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">LL", png[16:24]) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_all_that_the_card_holds_can_be_read_on_it(name: str, language: Language) -> None:
    made = card(EVERY[name], language, shop="Café ’t Hoekje & Zn. €5", earlier=EARLIER)
    shown = text_of(as_pdf(made))
    expected = [made.product, made.shop, made.standing.over, made.standing.name, made.sentence, made.date]
    expected += [*made.notes, *([made.legend] if made.legend else [])]
    expected += [f"{row.name} {row.label} {row.points}" for row in made.rows if row.points is not None]
    expected += [f"{row.name} {row.label}" for row in made.rows if row.points is None]
    if len(made.history) > 1:
        expected += [made.history_title, *(moment.date for moment in made.history)]
    if made.score is not None:
        expected.append(f"{made.score} {made.out_of}")
    for words in expected:
        assert words in shown


def fullest(shop: str) -> CardDrawing:
    return card(shop=shop, earlier=EARLIER).model_copy(update={"what_if": "Uw score met deze stappen"})


@pytest.mark.parametrize("shop", LONG_NAMES)
def test_nothing_is_too_small_or_falls_off_the_card(shop: str) -> None:
    for made in (card(shop=shop), card(WEB_ONLY, "en", shop=shop), card(NO_SCORE, shop=shop), fullest(shop)):
        pieces = placed(as_pdf(made))
        assert min(piece.size for piece in pieces) >= SMALLEST
        assert all(40 <= piece.y <= HEIGHT - 40 and 60 <= piece.x <= WIDTH - 60 for piece in pieces)
        assert made.shop.replace(" ", "") in text_of(as_pdf(made)).replace(" ", "")


def test_without_a_score_there_is_no_ring() -> None:
    made = card(NO_SCORE)
    assert made.out_of not in text_of(as_pdf(made))


def test_a_webshop_has_no_legend_and_an_imagined_result_is_marked() -> None:
    assert "vak" not in text_of(as_pdf(card(WEB_ONLY)))
    imagined = card(what_if=True)
    assert imagined.what_if is not None
    assert imagined.what_if in text_of(as_pdf(imagined))


def small(drawing: CardDrawing) -> Picture:
    """Draw SHRUNK times as small, as pixels row by row: what is measured on it needs no more."""
    return pixels(as_png(drawing, shrunk=SHRUNK))


def colour(name: str) -> tuple[int, int, int]:
    theme = (TEMPLATES / "theme.typ").read_text(encoding="utf-8")
    found = re.search(rf'#let {name} = rgb\("#(..)(..)(..)"\)', theme)
    assert found is not None
    red, green, blue = (int(part, 16) for part in found.groups())
    return red, green, blue


EDGE, INNER = 72 / SHRUNK, (WIDTH - 2 * 72) / SHRUNK


@pytest.mark.parametrize("points", [0, 10, 50, 100])
def test_the_bars_are_as_long_as_the_points(points: int) -> None:
    rows = tuple(Row(name="E-mail", points=points, label="u") for _ in TOPICS)
    drawn = small(card(WEB_ONLY).model_copy(update={"rows": rows}))
    width = WIDTH // SHRUNK
    lines = [drawn[start : start + width] for start in range(0, len(drawn), width)]
    # The points in figures have the colour too, but never fill a line from the edge on.
    bars = [line for line in lines if line[round(EDGE) + 3] == colour("accent")]
    assert bool(bars) == bool(points)
    ends = [column for line in bars for column, pixel in enumerate(line) if pixel == colour("accent")]
    assert max(ends, default=EDGE) == pytest.approx(EDGE + INNER * points / 100, abs=2)


def test_a_band_is_drawn_where_the_mean_lies() -> None:
    def drawn(band: Band) -> Picture:
        first, *others = card().rows
        rows = (first.model_copy(update={"band": band}), *others)
        return small(card().model_copy(update={"rows": rows}))

    here, there = drawn(Band(low=20, high=30, said="a")), drawn(Band(low=60, high=80, said="b"))
    columns = {
        index % (WIDTH // SHRUNK) for index, (a, b) in enumerate(zip(here, there, strict=True)) if a != b
    }
    expected = [EDGE + INNER * share for share in (0.2, 0.3, 0.6, 0.8)]
    assert min(columns) == pytest.approx(expected[0], abs=1.5)
    assert max(columns) == pytest.approx(expected[3], abs=1.5)
    assert not [column for column in columns if expected[1] + 1.5 < column < expected[2] - 1.5]


def test_a_low_score_has_the_colours_of_a_high_one_and_no_red() -> None:
    for one in (LOW, FRONT_RUNNER, SOME_MISSING, MIXED):
        assert all(red <= green + 8 for red, green, _ in small(card(one)))


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Reckon the contrast of two colours as WCAG 2 does."""

    def light(rgb: tuple[int, int, int]) -> float:
        parts = [part / 255 for part in rgb]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "on-hero", 15),
        ("accent", "on-hero", 5.8),
        ("soft", "on-hero", 5.8),
        ("on-hero", "hero", 9),
        ("on-hero-soft", "hero", 7),
        ("ink", "pale", 12),
        ("soft", "pale", 5),
        ("accent", "pale", 5),
        ("accent", "track", 4.5),
    ],
)
def test_the_colours_can_be_told_apart(front: str, back: str, least: float) -> None:
    assert contrast(colour(front), colour(back)) >= least


def test_words_keep_clear_of_each_other() -> None:
    for made in (card(shop="De Vlinderstruik"), fullest("W" * 60)):
        lines = sorted({round(piece.y) for piece in placed(as_pdf(made)) if piece.x < 200})
        assert all(above - below >= 30 for below, above in itertools.pairwise(lines))
