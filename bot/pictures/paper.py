"""What is made to hang up, to scan or to fill in on paper."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bot.library.schema.content import Language
from bot.pictures.parts import Line, Name
from scoring.model import Frozen

Link = Annotated[str, StringConstraints(pattern=r"^(https://|http://127\.0\.0\.1:)[!-~]+$", max_length=200)]
"""Printable ASCII, and short enough for a code whose squares a phone still tells apart."""


class QrDrawing(Frozen):
    """The QR code of a link, without words."""

    kind: Literal["qr"] = "qr"
    url: Link


class PosterDrawing(Frozen):
    """A poster for a wall or a counter, with a QR code that opens the bot."""

    kind: Literal["poster"] = "poster"
    language: Language
    product: Line
    organisation: Name = ""
    campaign: Name = ""
    headline: Line
    lines: tuple[Line, ...] = Field(min_length=1, max_length=5)
    """What it is, and what one gets."""
    duration: Line
    scan: Line
    """How to use the code ("Scan deze code met de camera van uw telefoon")."""
    url: Link
    """What the code holds; its squares are made from this, so that code and link cannot differ."""
    or_type: Line
    """Before the link in words ("Of typ:")."""
    link: Line
    """The link as people would type it."""
    needs: Line
    """Which app it takes ("U hebt de gratis app Telegram nodig.")."""
    footer: Line


class SheetQuestion(Frozen):
    """One question, with what can be ticked."""

    number: Line
    text: Line
    hint: Line | None = None
    """Under the question; where more answers may be ticked, it says so."""
    note: Line | None = None
    """Who may leave it out ("Beantwoord dit alleen als u bij vraag 3 ‘ja’ koos")."""
    several: bool
    """Squares where several may be ticked, circles where one is."""
    options: tuple[Line, ...] = Field(min_length=1, max_length=14)


class SheetDrawing(Frozen):
    """The questions to fill in on paper."""

    kind: Literal["sheet"] = "sheet"
    language: Language
    product: Line
    organisation: Name = ""
    title: Line
    intro: tuple[Line, ...] = Field(max_length=6)
    questions: tuple[SheetQuestion, ...] = Field(min_length=1, max_length=30)
    footer: Line
    page: Line
    """Numbers the pages; the template fills in {page} and {pages}."""
