"""What an administrator wants done with the content."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaveText:
    """Put a text into the draft; `seen` names the text that it takes the place of."""

    path: str
    name: str
    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class CopyCard:
    """Begin a card as a copy of another, in each language; "changed" where there is another of that id."""

    card: str
    new: str
    title: str


@dataclass(frozen=True, slots=True)
class Publish:
    """Make the draft live; `seen` names the one that is meant, and None whichever there is."""

    seen: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Discard:
    """Throw the draft away; `seen` names the one that is meant, and None whichever there is."""

    seen: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class GoBack:
    """Make an earlier version live again; `live` is the one that it was weighed against."""

    version: int
    live: int
    why: str


Order = SaveText | CopyCard | Publish | Discard | GoBack
