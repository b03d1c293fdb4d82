"""The picture of a result: its size, what can be read on it, and its colours."""

import itertools
import re
import struct
from functools import cache

import pytest

from bot.library.schema.content import LANGUAGES, Language
from bot.pictures.drawing import Band, CardDrawing, Moment, Row
from bot.pictures.render import TEMPLATES, render
from scoring.model import TOPICS
from tests.support.pictures.made import (
    COUNTED_ANEW,
    EARLIER,
    EVERY,
    FRONT_RUNNER,
    LOW,
    MIXED,
    NO_SCORE,
    ONE_TOPIC,
    SOME_MISSING,
    WEB_ONLY,
    card,
)
from tests.support.pictures.readback import Picture, as_pdf, as_png, pixels, placed, squeezed, text_of

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
    shown = squeezed(text_of(as_pdf(made)))
    expected = [made.product, made.shop, made.standing.over, made.standing.name, made.sentence, made.date]
    expected += made.notes
    expected += [f"{row.name} {row.label} {row.points}" for row in made.rows if row.points is not None]
    expected += [f"{row.name} {row.label}" for row in made.rows if row.points is None]
    if made.compared is not None and made.compared.band is not None:
        expected += [f"{made.compared.name} {made.compared.label} {made.compared.points}"]
        expected += [made.compared.band.said, made.legend or ""]
    if len(made.history) > 1:
        expected += [made.history_title, *(moment.date for moment in made.history)]
        expected += [made.history_anew] if any(moment.anew for moment in made.history[1:]) else []
    if made.score is not None:
        expected.append(f"{made.score} {made.out_of}")
    for words in expected:
        assert squeezed(words) in shown


def fullest(shop: str, language: Language = "nl") -> CardDrawing:
    return card(language=language, shop=shop, earlier=EARLIER).model_copy(
        update={"what_if": "Zo wordt het met deze stappen"}
    )


@pytest.mark.parametrize("shop", LONG_NAMES, ids=["wide", "long", "emoji", "accents"])
def test_nothing_is_too_small_or_falls_off_the_card(shop: str) -> None:
    drawings = [
        card(shop=shop),
        card(WEB_ONLY, "en", shop=shop),
        card(NO_SCORE, shop=shop),
        card(ONE_TOPIC, shop=shop),
        card(LOW, shop=shop, earlier=COUNTED_ANEW),
        fullest(shop),
        fullest(shop, "en"),
    ]
    for made in drawings:
        pieces = placed(as_pdf(made))
        assert min(piece.size for piece in pieces) >= SMALLEST
        assert all(40 <= piece.y <= HEIGHT - 40 and 60 <= piece.x <= WIDTH - 60 for piece in pieces)
        assert made.shop.replace(" ", "") in text_of(as_pdf(made)).replace(" ", "")


def test_without_a_score_there_is_no_ring() -> None:
    made = card(NO_SCORE)
    assert made.out_of not in text_of(as_pdf(made))


def test_a_webshop_has_no_legend_and_an_imagined_result_is_marked() -> None:
    legend = card().legend
    assert legend is not None
    assert legend in text_of(as_pdf(card()))
    assert legend not in text_of(as_pdf(card(WEB_ONLY)))
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


EDGE = 72 / SHRUNK
PAD = 26 / SHRUNK
"""Within the ground of the comparison."""


def lines_of(drawn: Picture) -> list[Picture]:
    width = WIDTH // SHRUNK
    return [drawn[start : start + width] for start in range(0, len(drawn), width)]


def longest(drawn: Picture, name: str) -> list[int]:
    """Give line by line how long the longest stretch of one colour is."""
    wanted = colour(name)
    return [
        max(
            (len(list(run)) for same, run in itertools.groupby(line, wanted.__eq__) if same is True),
            default=0,
        )
        for line in lines_of(drawn)
    ]


@pytest.mark.parametrize("points", [10, 50, 100])
def test_the_bars_are_as_long_as_the_points(points: int) -> None:
    assert bar(points) == pytest.approx(bar(100) * points / 100, abs=2)


def test_no_points_have_no_bar() -> None:
    # The figures have the colour too.
    assert bar(0) < 6


@cache
def bar(points: int) -> int:
    """Measure the bar of a topic with so many points."""
    rows = tuple(Row(name="E-mail", points=points, label="u") for _ in TOPICS)
    return max(longest(small(card(WEB_ONLY).model_copy(update={"rows": rows})), "accent"))


def test_a_band_is_drawn_where_the_mean_lies_and_only_on_the_row_of_the_comparison() -> None:
    def drawn(band: Band) -> Picture:
        row = card().compared
        assert row is not None
        return small(card().model_copy(update={"compared": row.model_copy(update={"band": band})}))

    here, there = drawn(Band(low=20, high=30, said=".")), drawn(Band(low=60, high=80, said="."))
    columns = {
        index % (WIDTH // SHRUNK) for index, (a, b) in enumerate(zip(here, there, strict=True)) if a != b
    }
    start, inner = EDGE + PAD, (WIDTH / SHRUNK) - 2 * (EDGE + PAD)
    expected = [start + inner * share for share in (0.2, 0.3, 0.6, 0.8)]
    assert min(columns) == pytest.approx(expected[0], abs=1.5)
    assert max(columns) == pytest.approx(expected[3], abs=1.5)
    assert not [column for column in columns if expected[1] + 6 < column < expected[2] - 6]

    bare = tuple(row.model_copy(update={"band": None}) for row in card().rows)
    assert any(row.band for row in card().rows)
    assert render(card().model_copy(update={"rows": bare})) == render(card())


def test_the_comparison_stands_apart_below_the_topics_and_is_not_there_without_one() -> None:
    made = card()
    assert made.compared is not None
    heights = {piece.text: piece.y for piece in placed(as_pdf(made))}
    assert heights[made.compared.name] < min(heights[row.name] for row in made.rows) - 40
    ground = [length for length in longest(small(made), "pale") if length > 10]
    assert len(ground) * SHRUNK > 60
    for other in (WEB_ONLY, ONE_TOPIC):
        assert max(longest(small(card(other)), "pale")) <= 10


def history(*scores: int, anew: int | None = None) -> CardDrawing:
    moments = tuple(
        Moment(date=f"{index} mei 2026", score=score, anew=index == anew)
        for index, score in enumerate(scores)
    )
    return card().model_copy(update={"history": moments})


def test_the_history_is_drawn_on_the_whole_scale_from_0_to_100() -> None:
    for scores in ((0, 50, 100), (40, 45, 50)):
        pieces = placed(as_pdf(history(*scores)))
        axis = {
            piece.text: piece.y for piece in pieces if piece.text in ("0", "100") and piece.size == SMALLEST
        }
        places = {piece.text: piece.y for piece in pieces if piece.size == 32 and piece.text.isdigit()}
        low, middle, high = (places[str(score)] for score in scores)
        for one, other in ((low, middle), (middle, high)):
            share = (scores[1] - scores[0]) / 100
            assert other - one == pytest.approx((axis["100"] - axis["0"]) * share, abs=0.1)


def test_no_line_runs_across_a_change_of_the_yardstick_and_a_mark_says_so() -> None:
    def crossing(made: CardDrawing) -> bool:
        """Tell whether anything of the lines' colour is drawn in the middle between two scores."""
        pieces = placed(as_pdf(made))
        first, second = (piece for piece in pieces if piece.size == 32 and piece.text in ("40", "60"))
        middle = round((first.x + second.x + 40) / 2 / SHRUNK)
        axis = {piece.text: HEIGHT - piece.y for piece in pieces if piece.size == SMALLEST}
        lines = lines_of(small(made))[round(axis["100"] / SHRUNK) : round(axis["0"] / SHRUNK)]
        # A thin line is drawn in a paler shade of its colour; grey words are none of it.
        return any(green - red > 40 for red, green, _ in (line[middle] for line in lines))

    unbroken, broken = history(40, 60), history(40, 60, anew=1)
    assert crossing(unbroken)
    assert not crossing(broken)
    assert broken.history_anew in text_of(as_pdf(broken))
    assert broken.history_anew not in text_of(as_pdf(unbroken))
    # Of the first score that is shown the one before it is not: there is nothing to mark.
    assert render(history(40, 60, anew=0)) == render(unbroken)


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
        lines = sorted({round(piece.y) for piece in placed(as_pdf(made)) if piece.x < 110})
        assert all(above - below >= 30 for below, above in itertools.pairwise(lines))
