"""What a picture or a report shows, worded and in the reader's language, so that templates only lay it out.

A drawing is stored as JSON until it is sent, and its JSON is what a finished picture is kept under.
"""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from bot.pictures.names import clean
from content.schema import Language
from scoring.model import TOPICS, Frozen, Percent

# Bounds, because setting type takes longer with every letter and cannot be called off.
Line = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Passage = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
ShopName = Annotated[str, BeforeValidator(clean)]
Points = Annotated[float, Field(ge=0, le=100)]

MOST_MOMENTS = 4
"""How many scores the small chart has room for."""


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


class Moment(Frozen):
    """An overall score of an assessment, and its date."""

    date: Line
    score: Percent


class CardDrawing(Frozen):
    """The picture of one result."""

    kind: Literal["card"] = "card"
    language: Language
    product: Line
    shop: ShopName = ""
    date: Line
    what_if: Line | None = None
    """Says that this result is imagined; None on a real one."""
    score: Percent | None
    """None while too little was answered: the standing is then about the answers, and there is no ring."""
    out_of: Line
    standing: Standing
    sentence: Line
    rows: tuple[Row, ...] = Field(min_length=1, max_length=len(TOPICS))
    legend: Line | None = None
    """What the bands are; None where no row has one."""
    notes: tuple[Line, ...] = Field(default=(), max_length=2)
    """The sources, or why there is no comparison."""
    history_title: Line
    history: tuple[Moment, ...] = Field(default=(), max_length=MOST_MOMENTS)
    """From old to new; drawn from two on."""

    @model_validator(mode="after")
    def _legend_with_bands(self) -> Self:
        if (self.legend is not None) != any(row.band for row in self.rows):
            raise ValueError("a legend and bands go together")
        return self


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


class StepDrawing(Frozen):
    """One next step in full."""

    title: Line
    about: Line
    """Topic and minutes."""
    reasons: tuple[Passage, ...] = ()
    """Why this step, and what it needs."""
    parts: tuple[Part, ...] = ()
    """What to do."""
    beside: tuple[Part, ...] = ()
    """What to keep at hand while doing it: the law, a text to copy."""
    example: Passage | None = None
    source: Passage | None = None
    """Year, population and source of the figures in its text."""


class Task(Frozen):
    """Things to tick off with a pen, each with a blank for the date."""

    title: Line
    boxes: tuple[Line, ...] = Field(min_length=1)


class Checklist(Frozen):
    heading: Line
    intro: Line
    blank: Line
    """The word before the blank: "datum"."""
    tasks: tuple[Task, ...]


class ReportDrawing(Frozen):
    """The report to print: the result, what it means, the steps, a list to tick off, and the figures."""

    kind: Literal["report"] = "report"
    title: Line
    card: CardDrawing
    topics_heading: Line
    meaning: Part
    steps_heading: Line
    steps_intro: Passage
    steps: tuple[StepDrawing, ...]
    checklist: Checklist
    figures: tuple[Part, ...]
    footer: Line
    page: Line
    """Numbers the pages; the template fills in {page} and {pages}."""


Drawing = Annotated[CardDrawing | ReportDrawing, Field(discriminator="kind")]
