"""What fits on a button: Telegram shows a label on one line, and cuts it at its end where it is too wide."""

from dataclasses import dataclass
from functools import cache
from math import ceil

from bot.lib.glyphs import line_width

TICK = "✓"
"""Stands first on a button that is chosen, where no phone cuts it off."""
_ELLIPSIS = "…"
# A letter of a Dutch or English label is this wide on average, as a share of the font's size.
_LETTER = 0.53
# Marks that are stacked on a letter take no width.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Phone:
    """How a phone lays out the buttons under a message, in its own units."""

    across: float
    """How wide the buttons of a row are together, with what is between them."""
    gap: float
    edges: float
    """What stays free beside a label, on both sides together."""
    size: float
    """The size that Roboto Medium would have to be as wide as the phone's own font."""


# As the source code of Telegram's apps has it. Android sets labels in Roboto Medium of 15; an iPhone in San
# Francisco of 16, which makes them as wide as Roboto of 16.4 would.
PHONES = (
    Phone(across=343, gap=5, edges=10, size=15),
    Phone(across=324, gap=2, edges=8, size=16.4),
)
"""An Android phone 360 dp wide, and an iPhone 375 points wide."""


@cache
def room(columns: int) -> float:
    """Give how wide a label may be in a row of so many buttons, where 1 is the font's size."""
    return min(
        ((phone.across - phone.gap * (columns - 1)) / columns - phone.edges) / phone.size for phone in PHONES
    )


def fits(label: str, columns: int = 1) -> bool:
    """Tell whether a label is shown whole in a row of so many buttons."""
    return line_width(label) <= room(columns)


def letters_over(label: str, columns: int = 1) -> int:
    """Tell by how many letters of average width a label is too wide, 0 where it fits."""
    return max(0, ceil((line_width(label) - room(columns)) / _LETTER))


def whole_words(label: str) -> str:
    """Cut a label to what a row of its own shows, at a word where there is one."""
    if fits(label) and len(label) <= _MOST:
        return label
    cut = label[: _MOST - 1]
    while cut and not fits(cut + _ELLIPSIS):
        cut = cut[:-1]
    words = cut if label[len(cut)].isspace() else cut.rpartition(" ")[0]
    return (words.rstrip(" ,;:") or cut) + _ELLIPSIS
