"""Text that was formatted in the app → the same in Markdown.

Apps take the asterisks out of **bold** when it is typed, and send where it was.
"""

from collections.abc import Sequence

from bot.telegram.api.raw import Entity

_MARKS = {"bold": "**", "italic": "*", "code": "`"}


def as_markdown(text: str, entities: Sequence[Entity]) -> str:
    """Write bold, italic, code and links as Markdown; the text without them stays as it was typed."""
    # Telegram counts in UTF-16 code units.
    units = text.encode("utf-16-le", errors="surrogatepass")
    marks: list[tuple[int, int, str]] = []
    for number, entity in enumerate(entities):
        mark = _MARKS.get(entity.type)
        link = entity.url if entity.type == "text_link" else None
        start, end = _span_without_blanks(units, entity.offset, entity.offset + entity.length)
        if start >= end or not (mark or link):
            continue
        # Of two that begin together the one that comes first holds the other, and so it ends last.
        marks.append((start, number, mark or "["))
        marks.append((end, -1 - number, mark or f"]({link})"))
    written = units
    for at, _, mark in sorted(marks, reverse=True):
        written = written[: 2 * at] + mark.encode("utf-16-le") + written[2 * at :]
    return written.decode("utf-16-le", errors="surrogatepass")


def _span_without_blanks(units: bytes, start: int, end: int) -> tuple[int, int]:
    """Leave white space out of what is marked: Markdown knows no mark beside it."""
    part = units[2 * start : 2 * end].decode("utf-16-le", errors="surrogatepass")
    before = len(part) - len(part.lstrip())
    after = len(part) - len(part.rstrip())
    return start + before, min(end, len(units) // 2) - after
