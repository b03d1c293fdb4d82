"""What can be read back from what was drawn."""

import io
import struct
import zlib
from typing import NamedTuple, cast

import typst
import zxingcpp
from pypdf import PageObject, PdfReader

from bot.pictures.drawing import Drawing
from bot.pictures.render import TEMPLATES, fonts, inputs

Picture = tuple[tuple[int, int, int], ...]


def as_pdf(drawing: Drawing) -> bytes:
    """Draw a picture as PDF, whose texts can be read back."""
    made = typst.compile(
        str(TEMPLATES / f"{drawing.kind}.typ"),
        root=str(TEMPLATES),
        font_paths=fonts(),
        format="pdf",
        sys_inputs=inputs(drawing),
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def as_png(drawing: Drawing, *, shrunk: float = 1) -> bytes:
    """Draw one page as PNG, so many times as small."""
    made = typst.compile(
        str(TEMPLATES / f"{drawing.kind}.typ"),
        root=str(TEMPLATES),
        font_paths=fonts(),
        format="png",
        ppi=72 / shrunk,
        sys_inputs=inputs(drawing),
    )
    assert isinstance(made, bytes)
    return made


def as_pngs(drawing: Drawing) -> list[bytes]:
    """Draw each page of paper as a small PNG."""
    made = typst.compile(
        str(TEMPLATES / f"{drawing.kind}.typ"),
        root=str(TEMPLATES),
        font_paths=fonts(),
        format="png",
        ppi=36,
        sys_inputs=inputs(drawing),
    )
    # Of more than one page it gives a list, which its types do not say.
    return list(cast("list[bytes]", made))


class Placed(NamedTuple):
    text: str
    size: float
    x: float
    y: float
    """From the foot of the page."""


def placed(pdf: bytes) -> list[Placed]:
    """List the pieces of text on the pages, with their sizes and places in points."""
    return [piece for page in by_page(pdf) for piece in page]


def by_page(pdf: bytes) -> list[list[Placed]]:
    """List the pieces of text page by page."""
    return [_on_page(page) for page in PdfReader(io.BytesIO(pdf)).pages]


def _on_page(page: PageObject) -> list[Placed]:
    found: list[Placed] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.append(Placed(text.strip(), abs(size * tm[3] * cm[3]), x, y))

    page.extract_text(visitor_text=visit)
    return found


FOOT = 18 / 25.4 * 72
"""What is lower on a page of paper is its footer, in points."""


def lines_on(page: list[Placed]) -> int:
    """Count the lines of a page of paper above its footer."""
    return len({round(piece.y) for piece in page if piece.y > FOOT})


def squeezed(text: str) -> str:
    """Take out all white space: lines and pages break anywhere."""
    return "".join(text.replace("\u200b", "").split())


def page_texts(pdf: bytes) -> list[str]:
    """Read the text of each page, without white space."""
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    """Read all text of a PDF, each run of white space as one space."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def pixels(png: bytes) -> Picture:
    """Decode a PNG of 8-bit RGBA, or of black and white."""
    width, height = size(png)
    depth, colours = png[24], png[25]
    assert (depth, colours) in ((8, 6), (1, 0))
    step = 4 * width if colours else -(-width // 8)
    raw = zlib.decompress(_data(png))
    before, found = bytearray(step), []
    for row in range(height):
        start = row * (step + 1)
        line = bytearray(raw[start + 1 : start + 1 + step])
        _unfilter(raw[start], line, before, 4 if colours else 1)
        if colours:
            found += [(line[i], line[i + 1], line[i + 2]) for i in range(0, step, 4)]
        else:
            found += [(255 * (line[x // 8] >> (7 - x % 8) & 1),) * 3 for x in range(width)]
        before = line
    return tuple(found)


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">LL", png[16:24])
    return width, height


def scanned(png: bytes) -> list[str]:
    """Read the QR codes on a picture, as a phone would."""
    width, height = size(png)
    grey = bytes(sum(pixel) // 3 for pixel in pixels(png))
    return [one.text for one in zxingcpp.read_barcodes(memoryview(grey).cast("B", (height, width)))]


def _data(png: bytes) -> bytes:
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">L", png[at : at + 4])
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    return data


def _unfilter(kind: int, line: bytearray, above: bytearray, step: int) -> None:
    for i in range(len(line)):
        left, up = (line[i - step] if i >= step else 0), above[i]
        corner = above[i - step] if i >= step else 0
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda one: abs(guess - one))
        line[i] = (line[i] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
