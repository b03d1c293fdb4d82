"""Formatted text as the Bot API returns it: cleaned, trimmed, and with its entities in order.

Inside the sandbox a span counts characters; on the wire an entity counts UTF-16 code units.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import Any

from bot.sandbox.wire import JsonObject, bad_request

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
VERBATIM = ("pre", "code")
# At one place and of one length, the entity that comes first here encloses the others.
_ORDER = (
    "blockquote",
    "expandable_blockquote",
    "pre",
    "code",
    "text_link",
    "text_mention",
    "custom_emoji",
    *SPLITTABLE,
)

_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_BLANKED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_INVISIBLE = " \n\t\u00a0\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u3000"
_FOUND_IN_TEXT = re.compile(
    r"(?P<bot_command>(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/@]))"
    r"|(?P<url>(?<![\w@.-])(?:https?://[^\s<>\"']+[^\s<>\"'.,:;!?)\]]"
    r"|(?:[a-z0-9-]+\.)+(?:com|nl|org|net|eu|be)(?:/[^\s<>\"']*[^\s<>\"'.,:;!?)\]])?(?![\w@])))"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?!\w))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d])\w{1,256})"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Mark a stretch of text, counted in characters, as being of a type."""

    start: int
    end: int
    type: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Hold a text and its entities in the Bot API's form."""

    text: str = ""
    entities: tuple[JsonObject, ...] = ()


def finish(text: str, spans: Iterable[Span]) -> FormattedText:
    """Clean, trim and order a text as Telegram's server does.

    Also finds commands, links, addresses, mentions and hashtags that the text itself contains.
    """
    text, spans = _clean(text, list(spans))
    text, spans = _trim(text, spans)
    spans = _normalise(spans)
    found = _detected_spans(text, spans)
    spans = sorted([*(piece for span in spans for piece in _cut(span, found)), *found], key=_rank)
    offsets = _utf16_offsets(text)
    return FormattedText(
        text,
        tuple(
            {"type": s.type, "offset": offsets[s.start], "length": offsets[s.end] - offsets[s.start]}
            | dict(s.details)
            for s in spans
        ),
    )


def spans_of(text: str, entities: Sequence[JsonObject]) -> list[Span]:
    """Turn entities, counted in UTF-16 code units, into spans.

    An entity that reaches outside the text is cut off at its end.
    """
    index = {offset: i for i, offset in enumerate(_utf16_offsets(text))}
    last = max(index)

    def character(offset: int) -> int:
        # An offset between the halves of a surrogate pair belongs to the character before it.
        return index.get(offset, index.get(offset - 1, len(text))) if offset < last else len(text)

    return [
        Span(
            character(e["offset"]),
            character(e["offset"] + e["length"]),
            e["type"],
            {k: v for k, v in e.items() if k not in ("type", "offset", "length")},
        )
        for e in entities
        if e["offset"] >= 0 and e["length"] > 0
    ]


def _utf16_offsets(text: str) -> list[int]:
    return list(accumulate((2 if ord(c) > 0xFFFF else 1 for c in text), initial=0))


def clean(text: str) -> str:
    """Take out of a text what Telegram takes out of every text."""
    return _REMOVED.sub("", _BLANKED.sub(" ", text))


def _clean(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    text = _BLANKED.sub(" ", text)
    if not _REMOVED.search(text):
        return text, spans
    kept = list(accumulate((0 if _REMOVED.match(c) else 1 for c in text), initial=0))
    return _REMOVED.sub("", text), _moved_spans(spans, lambda i: kept[i])


def _trim(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    text = text.rstrip()
    if not text.strip(_INVISIBLE):
        raise bad_request("Text must be non-empty")
    spans = _moved_spans(spans, lambda i: min(i, len(text)))
    first = min((s.start for s in spans), default=len(text))
    lead = min(first, len(text) - len(text.lstrip(" \n")))
    return text[lead:], _moved_spans(spans, lambda i: i - lead)


def _moved_spans(spans: Iterable[Span], move: Callable[[int], int]) -> list[Span]:
    moved = (replace(s, start=move(s.start), end=move(s.end)) for s in spans)
    return [s for s in moved if s.start < s.end]


def _normalise(spans: list[Span]) -> list[Span]:
    verbatim = _outermost([s for s in spans if s.type in VERBATIM])
    quotes = _outermost([s for s in spans if s.type.endswith("blockquote")])
    links = _outermost(
        [
            s
            for s in spans
            if s.type in ("text_link", "text_mention", "custom_emoji") and not _hits(s, verbatim)
        ]
    )
    united = [
        piece
        for kind in SPLITTABLE
        for piece in _joined_spans([s for s in spans if s.type == kind], kind, verbatim)
    ]
    return _nested_spans(sorted(verbatim + quotes + links + united, key=_rank))


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=_rank):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _hits(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _joined_spans(spans: list[Span], kind: str, verbatim: list[Span]) -> list[Span]:
    """Join what touches, and leave out what code does not show."""
    covered = {i for s in spans for i in range(s.start, s.end)}
    covered -= {i for v in verbatim for i in range(v.start, v.end)}
    starts = sorted(i for i in covered if i - 1 not in covered)
    ends = sorted(i + 1 for i in covered if i + 1 not in covered)
    return [Span(start, end, kind) for start, end in zip(starts, ends, strict=True)]


def _nested_spans(spans: list[Span]) -> list[Span]:
    """Split a span that crosses the end of one around it."""
    result: list[Span] = []
    open_spans: list[Span] = []
    waiting = list(spans)
    while waiting:
        span = waiting.pop(0)
        while open_spans and open_spans[-1].end <= span.start:
            open_spans.pop()
        if open_spans and span.end > open_spans[-1].end:
            waiting = sorted([*waiting, replace(span, start=open_spans[-1].end)], key=_rank)
            span = replace(span, end=open_spans[-1].end)
        result.append(span)
        open_spans.append(span)
    return result


def _crosses(span: Span, other: Span) -> bool:
    return span.start < other.start < span.end < other.end or other.start < span.start < other.end < span.end


def _cut(span: Span, found: Iterable[Span]) -> list[Span]:
    """Split what crosses the end of something that the text itself contains, which stays whole."""
    ends = {end for one in found if _crosses(span, one) for end in (one.start, one.end)}
    places = [span.start, *sorted(end for end in ends if span.start < end < span.end), span.end]
    return [replace(span, start=start, end=end) for start, end in pairwise(places)]


def _rank(span: Span) -> tuple[int, int, int]:
    return span.start, -span.end, _ORDER.index(span.type) if span.type in _ORDER else len(_ORDER)


def _detected_spans(text: str, spans: list[Span]) -> list[Span]:
    taken = [s for s in spans if s.type in (*VERBATIM, "text_link", "text_mention")]
    found = (Span(m.start(), m.end(), m.lastgroup or "") for m in _FOUND_IN_TEXT.finditer(text))
    whole = [s for s in spans if s.type not in SPLITTABLE]
    return [one for one in found if not _hits(one, taken) and not any(_crosses(one, s) for s in whole)]
