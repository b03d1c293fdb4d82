"""QR codes of links."""

import io

import segno

QUIET_ZONE = 4
"""Modules of white on each side; scanners need them to find the code."""
LEAST_PIXELS = 1024
"""The side of a picture that is to be printed; it comes out a little larger, as modules are whole pixels."""
_CORRECTION = "q"
"""A quarter of the code may be dirty, torn or in glare."""


def matrix(url: str) -> tuple[str, ...]:
    """Give the modules of a link's QR code row by row, "1" where it is dark; without the quiet zone."""
    return tuple("".join("1" if dark else "0" for dark in row) for row in _code(url).matrix)


def png(url: str) -> bytes:
    """Draw a link's QR code as a square PNG, black on white with its quiet zone."""
    code = _code(url)
    modules = len(code.matrix) + 2 * QUIET_ZONE
    made = io.BytesIO()
    scale = -(-LEAST_PIXELS // modules)
    code.save(made, kind="png", scale=scale, border=QUIET_ZONE, dark="#000", light="#fff")
    return made.getvalue()


def _code(url: str) -> segno.QRCode:
    # Segno raises the level where that takes no larger code.
    return segno.make_qr(url, error=_CORRECTION)
