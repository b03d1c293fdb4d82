"""What is done to a shop's name before it is drawn."""

import re
import unicodedata

from bot.lib.text import one_line
from bot.pictures.glyphs import emoji_characters, text_characters

LONGEST_NAME = 60
"""Characters."""
MOST_ACCENTS = 2
"""Stacked on one letter; what stands higher would run into the line above."""

# The work must not grow with what somebody sends: accents and spaces that go count too, so some more is read.
_LONGEST_READ = 8 * LONGEST_NAME
_JOINER, _EMOJI_STYLE, _KEYCAP = "\u200d", "\ufe0f", "\u20e3"
_BLACK_FLAG = "\U0001f3f4"
_TONE = "[\U0001f3fb-\U0001f3ff]"
_TAG = "[\U000e0020-\U000e007f]"
_TONE_IN_JOINED = re.compile(f"{_TONE}+(?={_EMOJI_STYLE}*{_JOINER})|(?<={_JOINER}.){_TONE}+")
_STRAY_TAG = re.compile(f"({_BLACK_FLAG}{_TAG}+)|{_TAG}")
_FLAG_ALONE = r"\1"


def clean(text: str) -> str:
    """Make a name that can be drawn: one line of at most LONGEST_NAME characters, all of which have a glyph.

    Control characters, marks that turn the reading direction, lone surrogates, and accents piled higher than
    MOST_ACCENTS go. A character without a glyph is written in plain letters where Unicode knows them ("Ｗ" as
    "W"), and goes otherwise. Empty when nothing is left.
    """
    read = unicodedata.normalize("NFC", text[:_LONGEST_READ])
    drawable = "".join(_drawable_form(character) for character in read)
    # Tags first: one may stand between a tone and the joiner that takes it away.
    tagged = _STRAY_TAG.sub(_FLAG_ALONE, drawable)
    name = _without_piles(
        unicodedata.normalize("NFC", _without_stray_joiners(_TONE_IN_JOINED.sub("", tagged)))
    )
    return one_line(name)[:LONGEST_NAME].rstrip(f" {_JOINER}")


def undrawable(text: str) -> tuple[str, ...]:
    """Give the parts of a name that cannot be drawn, each once; what nobody sees is none of it."""
    read = unicodedata.normalize("NFC", one_line(text)[:_LONGEST_READ])
    marked = "".join(" " if _drawable_form(one) or _is_unseen(one) else one for one in read)
    return tuple(dict.fromkeys(marked.split()))


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character)[0] in "CZ"


def _drawable_form(character: str) -> str:
    """Write one character with glyphs that the fonts have; empty where they have none."""
    if character.isspace():
        return " "
    if _has_glyph(character):
        return character
    # In parts, so that a letter with an accent keeps it where the fonts have the two but not the one.
    plain = unicodedata.normalize("NFKD", character)
    return plain if all(map(_has_glyph, plain)) else ""


def _has_glyph(character: str) -> bool:
    if character in (_JOINER, _EMOJI_STYLE, _KEYCAP, " "):
        return True
    code = ord(character)
    if code in emoji_characters():
        return True
    # "Cf" are invisible: what turns the reading direction, and what hyphenates.
    return code in text_characters() and unicodedata.category(character)[0] not in "CZ"


def _without_stray_joiners(text: str) -> str:
    """Take out the joiners that join no emoji."""
    kept: list[str] = []
    for character, after in zip(text, [*text[1:], ""], strict=False):
        before = "".join(kept[-2:]).rstrip(_EMOJI_STYLE)[-1:]
        if character != _JOINER or (_is_emoji(before) and _is_emoji(after)):
            kept.append(character)
    return "".join(kept)


def _is_emoji(character: str) -> bool:
    """Tell whether an emoji can begin with this character; what only changes or joins emoji is none."""
    return (
        character != ""
        and ord(character) in emoji_characters()
        and unicodedata.category(character) not in ("Cf", "Mn", "Me")
    )


def _without_piles(text: str) -> str:
    """Take out the accents that are piled too high, and those that stand on nothing."""
    kept: list[str] = []
    height = MOST_ACCENTS
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me"):
            height += 1
        else:
            height = MOST_ACCENTS if character == " " else 0
        if character == " " or height <= MOST_ACCENTS:
            kept.append(character)
    return "".join(kept)
