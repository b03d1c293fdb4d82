"""What several drawings are made of."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from bot.pictures.names import clean
from scoring.model import Frozen, Percent

# Bounds, because setting type takes longer with every letter and cannot be called off.
Line = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Passage = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Name = Annotated[str, BeforeValidator(clean)]
"""What somebody calls a shop, an organisation or a campaign."""
ShopName = Name
Points = Annotated[float, Field(ge=0, le=100)]

MOST_CELLS = 12
"""How many counts one tally has room for."""


class Band(Frozen):
    """Where the mean of the sector's shops certainly lies, in points."""

    low: Points
    high: Points
    said: Line
    """The same in whole points; beside the band on the report, where there is room."""

    @model_validator(mode="after")
    def _from_low_to_high(self) -> Self:
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class Row(Frozen):
    """One topic."""

    name: Line
    points: Percent | None
    """None where the topic was not answered."""
    label: Line
    """Before the points ("u"), or in their place ("niet beantwoord")."""
    band: Band | None = None
    said: tuple[Passage, ...] = ()
    """What the points mean; on the report only."""


def check_legend(legend: str | None, rows: tuple[Row, ...]) -> None:
    """Raise ValueError where bands are not explained, or the explanation is of nothing."""
    if (legend is not None) != any(row.band for row in rows):
        raise ValueError("a legend and bands go together")


class Standing(Frozen):
    """A name in large letters over a bar of `count` parts, `reached` of them filled."""

    over: Line
    name: Line
    reached: Annotated[int, Field(ge=0)]
    count: Annotated[int, Field(ge=1, le=9)]

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.reached > self.count:
            raise ValueError("more parts are filled than there are")
        return self


class Cell(Frozen):
    """How many shops of a group said or reached one thing."""

    label: Line
    count: Annotated[int, Field(ge=0)] | None
    said: Line | None = None
    """In place of a count that is withheld ("minder dan 5")."""

    @model_validator(mode="after")
    def _counted_or_said(self) -> Self:
        if (self.count is None) != (self.said is not None):
            raise ValueError("a cell has either a count or words in its place")
        return self


class Tally(Frozen):
    """Counts under a heading, each with a bar."""

    heading: Line
    cells: tuple[Cell, ...] = Field(min_length=1, max_length=MOST_CELLS)


class Paragraph(Frozen):
    kind: Literal["paragraph"] = "paragraph"
    text: Passage


class Item(Frozen):
    marker: Line
    """The bullet, or the number with its dot."""
    text: Passage
    under: tuple[Passage, ...] = ()
    """Further lines that belong to it, such as a list within the list."""


class Listing(Frozen):
    kind: Literal["list"] = "list"
    items: tuple[Item, ...] = Field(min_length=1)


class Copy(Frozen):
    """A text to take over, line by line as it stands."""

    kind: Literal["copy"] = "copy"
    text: Passage


Block = Annotated[Paragraph | Listing | Copy, Field(discriminator="kind")]


class Part(Frozen):
    """Blocks under a heading."""

    heading: Line
    blocks: tuple[Block, ...]
