"""The fonts that pictures are drawn with, and the characters that they can draw."""

import struct
from functools import cache
from importlib.resources import files
from pathlib import Path

FONT_FOLDERS = (Path(str(files("fontpkg_inter"))) / "files", Path(__file__).parent / "fonts")
TEXT_FONT = "Inter[opsz,wght].ttf"
EMOJI_FONT = "TwemojiMozilla.ttf"


def font_files() -> tuple[Path, ...]:
    """List all font files, in a fixed order."""
    return tuple(sorted(path for folder in FONT_FOLDERS for path in folder.glob("*.ttf")))


@cache
def text_characters() -> frozenset[int]:
    """Give the code points that the text font has a glyph for."""
    return _characters(FONT_FOLDERS[0] / TEXT_FONT)


@cache
def emoji_characters() -> frozenset[int]:
    """Give the code points that the emoji font has a glyph for, without the digits of its key caps."""
    return frozenset(code for code in _characters(FONT_FOLDERS[1] / EMOJI_FONT) if code > _LAST_OF_ASCII)


# The font files are asked themselves: Typst does not say what it could not draw, and a list made beforehand
# would be wrong after the next release of a font. Reading one table takes no library.
def _characters(path: Path) -> frozenset[int]:
    font = path.read_bytes()
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for index in range(count):
        (offset,) = struct.unpack_from(">L", font, start + 4 + 8 * index + 4)
        (layout,) = struct.unpack_from(">H", font, start + offset)
        if layout == _ALL_OF_UNICODE:
            return frozenset(_groups(font, start + offset))
    raise ValueError(f"{path.name} has no character map of format {_ALL_OF_UNICODE}")


_LAST_OF_ASCII = 0x7F
_ALL_OF_UNICODE = 12
"""The format of the character map that holds all code points, also those beyond the first 65,536."""


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if tag == name:
            return int(offset)
    raise ValueError(f"the font has no table {name.decode()}")


def _groups(font: bytes, start: int) -> list[int]:
    (count,) = struct.unpack_from(">L", font, start + 12)
    found: list[int] = []
    for index in range(count):
        first, last, _ = struct.unpack_from(">LLL", font, start + 16 + 12 * index)
        found.extend(range(first, last + 1))
    return found
