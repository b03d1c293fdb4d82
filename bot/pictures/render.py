"""From a drawing to the bytes of a picture (PNG) or of something to print (PDF)."""

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import typst

from bot.pictures.drawing import Drawing, PosterDrawing, QrDrawing
from bot.pictures.glyphs import FONT_FOLDERS, font_files
from bot.pictures.qr import matrix, png

TEMPLATES = Path(__file__).parent / "templates"
Kind = Literal["card", "report", "group", "workshop", "poster", "qr", "sheet", "snippet"]
FORMATS: dict[Kind, Literal["png", "pdf"]] = {
    "card": "png",
    "report": "pdf",
    "group": "png",
    "workshop": "pdf",
    "poster": "pdf",
    "qr": "png",
    "sheet": "pdf",
    "snippet": "png",
}
PPI: dict[Kind, int] = {"snippet": 110}
"""Of what is drawn in points of paper; elsewhere a point is a pixel."""


class CannotDraw(RuntimeError):
    """A drawing could not be made into a picture; the caller says it in words instead."""


def render(drawing: Drawing) -> bytes:
    """Draw a picture as PNG of 1080 × 1350, a QR code as a square PNG, or what is to print as tagged PDF.

    Raises CannotDraw. The same drawing gives the same bytes. May be called from several threads at once.
    """
    try:
        made = _compile_drawing(drawing)
    except (RuntimeError, ValueError, OSError) as fault:
        raise CannotDraw(f"{drawing.kind}: {fault}") from fault
    except BaseException as fault:
        # A panic inside Typst is no Exception, and would end whatever task met it.
        if type(fault).__module__ != "pyo3_runtime":
            raise
        raise CannotDraw(f"{drawing.kind}: Typst panicked") from fault
    if not isinstance(made, bytes):
        raise CannotDraw(f"{drawing.kind}: does not fit one picture")
    return made


def _compile_drawing(drawing: Drawing) -> object:
    """Run the template of a drawing; a list of pages where a picture would have several."""
    if isinstance(drawing, QrDrawing):
        return png(drawing.url)
    form = FORMATS[drawing.kind]
    return typst.compile(
        str(TEMPLATES / f"{drawing.kind}.typ"),
        root=str(TEMPLATES),
        font_paths=fonts(),
        format=form,
        ppi=PPI.get(drawing.kind, 72),
        sys_inputs=inputs(drawing),
        pdf_standards=["ua-1"] if form == "pdf" else [],
        timestamp=0,
    )


def inputs(drawing: Drawing) -> dict[str, str]:
    """Give what a template reads: the drawing as JSON, and the squares of its QR code."""
    given = {"data": drawing.model_dump_json()}
    if isinstance(drawing, PosterDrawing):
        given["qr"] = json.dumps(matrix(drawing.url))
    return given


def key(drawing: Drawing) -> str:
    """Name what `render` makes of a drawing: equal keys, equal bytes."""
    digest = _machine().copy()
    digest.update(f"{FORMATS[drawing.kind]}\0{drawing.model_dump_json()}".encode())
    return digest.hexdigest()


@cache
def fonts() -> typst.Fonts:
    """Load the fonts once; those of the computer would make pictures differ from one to the next."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in FONT_FOLDERS],
    )


@cache
def _machine() -> "hashlib._Hash":
    """Digest all that a picture depends on beside its data."""
    digest = hashlib.sha256(f"{version('typst')}\0{version('segno')}".encode())
    for path in (*sorted(TEMPLATES.glob("*.typ")), *font_files()):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest
