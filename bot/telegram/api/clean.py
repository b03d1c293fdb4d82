"""What is taken out of texts from outside before anything else sees them."""

import re
import unicodedata

TEXT_LIMIT = 4096
"""Characters; Telegram's own limit."""
CODE_LIMIT = 64
"""Bytes of callback data; Telegram's own limit."""

# Lone surrogates (Telegram's JSON can hold them, UTF-8 and SQLite cannot), control characters except the
# newline, and the marks that turn the reading direction, with which a text can pose as another.
_UNWANTED = re.compile(
    "[\ud800-\udfff\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return the text in NFC, without unwanted characters, at most TEXT_LIMIT characters."""
    # Bounded first as well: the work must not grow with what somebody sends.
    kept = _UNWANTED.sub("", text[: 2 * TEXT_LIMIT].replace("\r\n", "\n").replace("\t", " "))
    return unicodedata.normalize("NFC", kept)[:TEXT_LIMIT]


def clean_code(data: str) -> str:
    """Return callback data without unwanted characters, at most CODE_LIMIT bytes of UTF-8."""
    kept = _UNWANTED.sub("", data[: 2 * CODE_LIMIT])
    return kept.encode()[:CODE_LIMIT].decode(errors="ignore")


def without_surrogates(text: str) -> str:
    """Replace every lone surrogate by NUL, which keeps the offsets of entities and goes in the cleaning."""
    return _SURROGATES.sub("\0", text)
