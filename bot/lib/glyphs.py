"""How wide a line of text is in Roboto Medium, the font of buttons on Android."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# In hundredths of the font's size: advance widths in Roboto Medium 2.138, of Debian's fonts-roboto-unhinted.
# Roboto lacks the tick: its width is that of DejaVu Sans.
_BY_WIDTH: Mapping[int, str] = {
    17: "'",
    22: ",‘’",
    23: "‚",
    24: ";",
    25: " j|",
    26: "ilı",
    27: "!:[]¡",
    28: ".I·",
    29: "ł",
    30: "›",
    31: "‹",
    32: '"`',
    33: "-t‐‑",
    34: "{}",
    35: "()fr•",
    37: "²³",
    38: "°“„",
    39: "”",
    40: "/",
    42: "\\",
    43: "^",
    44: "*",
    45: "_ª",
    46: "º",
    49: "?y«»¿",
    50: "vxz",
    51: "<",
    52: ">cks",
    53: "×",
    54: "Lae±",
    55: "FŁ",
    56: "+=Jbdhnpu¢‒",
    57: "$0123456789Egoq÷øþ€",
    58: "ð",
    59: "£µ",
    60: "SZÞ",
    61: "#TYß",
    62: "R§đ",
    63: "BKX™",
    64: "&P",
    65: "CDUV–",
    66: "~",
    67: "AÐĐ",
    68: "G",
    69: "OQØ",
    71: "HN…",
    73: "%¼",
    74: "w",
    77: "½—",
    78: "©®",
    79: "¾",
    84: "æ✓",
    87: "m",
    88: "MW",
    90: "@œ",
    94: "Æ",
    96: "Œ‰",
}
_WIDTHS: Mapping[str, int] = {
    character: width for width, characters in _BY_WIDTH.items() for character in characters
}
# Wider than a full square, as an emoji is drawn.
_OTHER = 125
# Marks on a letter, and what joins or shapes the characters beside it.
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


@lru_cache(maxsize=8192)
def line_width(text: str) -> float:
    """Give the width of a text on one line, where 1 is the font's size; pairs are not set closer together."""
    return sum(map(_width, unicodedata.normalize("NFD", text))) / 100


def _width(character: str) -> int:
    if character in _WIDTHS:
        return _WIDTHS[character]
    return 0 if unicodedata.category(character) in _NO_WIDTH else _OTHER
