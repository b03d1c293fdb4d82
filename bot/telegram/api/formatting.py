"""Text that was formatted in the app → the same in Markdown.

Apps take the asterisks out of **bold** when it is typed, and send where it was. Markdown cannot say all that
an app can: a mark that it cannot is left out, so that no asterisk is left standing in the text.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from bot.library.parsing.markup import Style, styled_parts
from bot.telegram.api.raw import Entity

_KINDS = {"bold": "bold", "italic": "italic", "code": "code", "text_link": "link"}
_OUTER_FIRST = ("link", "bold", "italic", "code")
_MOST_ENTITIES = 100
"""Telegram's own limit."""
_MOST_MARKS, _LONGEST_LINE = 20, 1_000
"""Marks that are tried one by one, where a line cannot have all of them; of a longer line none is."""


class _Mark(NamedTuple):
    """What a part of a line looks like, by its first character and the one after its last."""

    kind: str
    value: str | bool
    start: int
    end: int


def as_markdown(text: str, entities: Sequence[Entity]) -> str:
    """Write bold, italic, code and links as Markdown; the text without them stays as it was typed."""
    starts = _unit_offsets(text)
    marks = [
        _Mark(_KINDS[one.type], one.url or "" if one.type == "text_link" else True, one.offset, end)
        for one in entities[:_MOST_ENTITIES]
        if one.type in _KINDS and (end := one.offset + one.length) > one.offset
    ]
    if not marks:
        return text
    written, at = [], 0
    for line in text.split("\n"):
        units = starts[at : at + len(line)]
        written.append(_written_line(line, [one for mark in marks if (one := _on_line(mark, units))]))
        at += len(line) + 1
    return "\n".join(written)


def _unit_offsets(text: str) -> list[int]:
    """Give where each character begins; Telegram counts in UTF-16 code units."""
    offsets, at = [], 0
    for character in text:
        offsets.append(at)
        at += 1 + (ord(character) > 0xFFFF)
    return offsets


def _on_line(mark: _Mark, units: Sequence[int]) -> _Mark | None:
    """Give the part of a mark that is on a line, counted in its characters: Markdown knows none over two."""
    start, end = bisect_left(units, mark.start), bisect_left(units, mark.end)
    return mark._replace(start=start, end=end) if start < end and mark.value else None


def _written_line(line: str, marks: Sequence[_Mark]) -> str:
    """Write a line with as many of its marks as Markdown can say there."""
    if not marks:
        return line
    typed = styled_parts(line)
    if _shows(line, marks, typed):
        return _write(line, marks)
    kept: list[_Mark] = []
    if len(line) > _LONGEST_LINE:
        return line
    for mark in sorted(marks, key=lambda one: _OUTER_FIRST.index(one.kind))[:_MOST_MARKS]:
        if _shows(line, [*kept, mark], typed):
            kept.append(mark)
    return _write(line, kept)


def _shows(line: str, marks: Sequence[_Mark], typed: Sequence[tuple[str, Style]]) -> bool:
    """Tell whether a line with these marks shows what it shows without them, and them."""
    shown = styled_parts(_write(line, marks))
    if [character for character, _ in shown] != [character for character, _ in typed]:
        return False
    # Where somebody typed marks as well, there is no telling which are whose.
    as_typed = typed == [(character, Style()) for character in line]
    return not as_typed or _visible(shown) == _visible(_styles(line, marks))


def _visible(shown: Sequence[tuple[str, Style]]) -> list[tuple[str, Style]]:
    return [(character, style) for character, style in shown if not character.isspace()]


def _styles(line: str, marks: Sequence[_Mark]) -> list[tuple[str, Style]]:
    styles = [Style()] * len(line)
    for mark in marks:
        for index in range(mark.start, mark.end):
            styles[index] = Style(**{**styles[index]._asdict(), mark.kind: mark.value})
    return list(zip(line, styles, strict=True))


def _write(line: str, marks: Sequence[_Mark]) -> str:
    return _write_within(_styles(line, marks), _OUTER_FIRST) if marks else line


def _write_within(shown: Sequence[tuple[str, Style]], kinds: Sequence[str]) -> str:
    """Write characters with marks of these kinds, the first of them outermost."""
    if not kinds:
        text = "".join(character for character, _ in shown)
        style = shown[0][1]
        return re.sub(r"[\[\]]", r"\\\g<0>", text) if style.link and not style.code else text
    kind, inner = kinds[0], kinds[1:]
    written = ""
    for value, group in groupby(shown, key=lambda one: getattr(one[1], kind)):
        part = _write_within(list(group), inner)
        written += _with_mark(part, kind, value) if value else part
    return written


def _with_mark(part: str, kind: str, value: str | bool) -> str:
    """Put a mark round a part, but not round blanks at its ends: Markdown knows no mark beside one."""
    body = part.strip()
    if not body:
        return part
    before, _, after = part.partition(body)
    if kind == "link":
        address = str(value)
        marked = f"[{body}](<{address}>)" if re.search(r"[()\s]", address) else f"[{body}]({address})"
    elif kind == "code":
        fence = "`" * (1 + max(map(len, re.findall("`+", body)), default=0))
        blank = " " if "`" in (body[0], body[-1]) else ""
        marked = f"{fence}{blank}{body}{blank}{fence}"
    else:
        marked = f"**{body}**" if kind == "bold" else f"*{body}*"
    return f"{before}{marked}{after}"
