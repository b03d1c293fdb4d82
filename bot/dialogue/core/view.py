"""What is on screen: a text, and choices that can be tapped or typed alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.dialogue.core.replies import LONGEST_COPY, Button, Keyboard, Style
from bot.library.parsing.markup import Html
from bot.library.schema.base import Control


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its label, its callback data, and what a person may type for it."""

    label: str
    code: str
    words: tuple[str, ...] = ()
    number: int | None = None
    """Shown before the label, and enough to type."""
    picked: bool = False
    """Its button shows a tick."""
    style: Style | None = None
    copied: str = ""
    """What its button copies; then it has no code."""
    button: Button = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Made with the choice: those of a question are kept, and shown many times.
        made = Button(
            label=self.button_text,
            code=None if self.copied else self.code,
            copy_text=self.copied or None,
            style=self.style,
        )
        object.__setattr__(self, "button", made)

    @property
    def name(self) -> str:
        """Give what it is called in a text: as on its button, without a tick."""
        return self.label if self.number is None else f"{self.number}. {self.label}"

    @property
    def button_text(self) -> str:
        """Give what stands on its button."""
        return f"{self.name} ✓" if self.picked else self.name


Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    html: Html
    rows: Rows = ()

    @property
    def keyboard(self) -> Keyboard:
        return tuple(tuple([choice.button for choice in row]) for row in self.rows)

    @property
    def choices(self) -> Iterator[Choice]:
        return (choice for row in self.rows for choice in row)


def control(text: Control, code: str, style: Style | None = None) -> Choice:
    """Make a choice of one of the bot's own buttons."""
    return Choice(text.label, code, text.words, style=style)


def copying(text: Control, copied: str) -> list[Choice]:
    """Offer to copy a text, where it is short enough for a button."""
    if not 0 < len(copied.encode("utf-16-le")) // 2 <= LONGEST_COPY:
        return []
    return [Choice(text.label, "", text.words, copied=copied)]


def rows(choices: Iterable[Choice], width: int = 1) -> Rows:
    """Lay choices out in rows of at most `width`."""
    laid = list(choices)
    return tuple(tuple(laid[start : start + width]) for start in range(0, len(laid), width))


def lines(*parts: str | None) -> Html:
    """Join lines; what is None or empty is left out."""
    return Html("\n".join(part for part in parts if part))


def blocks(*parts: str | None) -> Html:
    """Join paragraphs, a blank line apart; what is None or empty is left out."""
    return Html("\n\n".join(part for part in parts if part))


def shorten(text: str, limit: int = 40) -> str:
    """Cut a text to at most `limit` characters, at a word where there is one."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"
