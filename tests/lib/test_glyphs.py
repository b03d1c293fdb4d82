"""How wide a line is, held against what fontTools adds up of Roboto Medium."""

import pytest

from bot.lib.glyphs import line_width


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Instagram", 4.560),
        ("Nee, ik ken de mogelijkheden niet", 15.002),
        ("WhatsApp, Google and website", 13.912),
        ("10. Één ‘café’ – €5", 8.244),
        ("", 0.0),
    ],
)
def test_a_line_is_as_wide_as_in_the_font(text: str, width: float) -> None:
    assert line_width(text) == pytest.approx(width, rel=0.01)


def test_an_accent_takes_no_width_however_it_is_written() -> None:
    assert line_width("cafe\u0301") == line_width("café") == line_width("cafe")


def test_what_the_font_lacks_is_taken_to_be_wide() -> None:
    assert line_width("漢") > line_width("W")
    assert line_width("😀") > line_width("W")
