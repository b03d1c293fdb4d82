"""What is on screen: a text, and choices that can be tapped or typed alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.dialogue.core.replies import LONGEST_COPY, Button, Keyboard, Style
from bot.library.button_labels import TICK, fits, whole_words
from bot.library.parsing.markup import Html
from bot.library.schema.base import Control


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its label, its callback data, and what a person may type for it.

    On the button the label is cut at a word to what a phone shows; typed it is known whole.
    """

    label: str
    code: str
    words: tuple[str, ...] = ()
    number: int | None = None
    """Shown before the label, and enough to type."""
    picked: bool | None = None
    """Its button shows a tick; None where it never does."""
    common: bool = False
    """Its label is a word of many sentences: it is not looked for inside a longer text."""
    style: Style | None = None
    copied: str = ""
    """What its button copies; then it has no code."""
    button: Button = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Made with the choice: those of a question are kept, and shown many times.
        made = Button(
            label=whole_words(self.button_text),
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
        """Give what stands on its button, the tick first: a phone cuts a label at its end."""
        return f"{TICK} {self.name}" if self.picked else self.name

    @property
    def widest_text(self) -> str:
        """Give what may stand on its button once it is tapped, so that a tick moves no button."""
        return self.button_text if self.picked is None else f"{TICK} {self.name}"


Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    html: Html
    rows: Rows = ()

    @property
    def keyboard(self) -> Keyboard:
        return keyboard_of(self.rows)

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


def keyboard_of(rows_wanted: Rows) -> Keyboard:
    """Make the buttons of rows of choices; a row that a phone would cut labels in becomes more rows."""
    laid = (row for wanted in rows_wanted for row in rows(wanted, len(wanted)))
    return tuple(tuple([choice.button for choice in row]) for row in laid)


def rows(choices: Iterable[Choice], width: int = 1) -> Rows:
    """Lay choices out in rows of at most `width`, and of fewer where a phone would cut a label.

    Where most would then stand alone, all do: one column is easier to read than a few pairs in it.
    """
    laid = _fitting_rows(choices, width)
    alone = sum(len(row) == 1 for row in laid)
    if alone > sum(map(len, laid)) - alone:
        laid = [[choice] for row in laid for choice in row]
    return tuple(map(tuple, laid))


def _fitting_rows(choices: Iterable[Choice], width: int) -> list[list[Choice]]:
    laid: list[list[Choice]] = []
    for choice in choices:
        wider = [*laid[-1], choice] if laid else []
        if wider and len(wider) <= width and all(fits(one.widest_text, len(wider)) for one in wider):
            laid[-1] = wider
        else:
            laid.append([choice])
    return laid


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
