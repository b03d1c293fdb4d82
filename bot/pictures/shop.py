"""What is drawn of one shop's result: the picture, and the report to print."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from bot.library.schema.content import Language
from bot.pictures.parts import Line, Part, Passage, Row, ShopName, Standing, check_legend
from scoring.model import TOPICS, Frozen, Percent

MOST_MOMENTS = 4
"""How many scores the small chart has room for."""


class Moment(Frozen):
    """An overall score of an assessment, and its date."""

    date: Line
    score: Percent
    anew: bool = False
    """Measured by another yardstick than the one before: no line leads to it."""


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
    compared: Row | None = None
    """The comparison with the sector: a row of its own, since it is not about the score above."""
    legend: Line | None = None
    """What the band is; None where nothing is compared."""
    notes: tuple[Line, ...] = Field(default=(), max_length=2)
    """The sources, or why there is no comparison."""
    history_title: Line
    history_anew: Annotated[str, StringConstraints(max_length=600)] = ""
    """Said where the yardstick changed between two scores; of an earlier release there is none."""
    history: tuple[Moment, ...] = Field(default=(), max_length=MOST_MOMENTS)
    """From old to new; drawn from two on."""

    @model_validator(mode="after")
    def _legend_with_bands(self) -> Self:
        check_legend(self.legend, (*self.rows, *([self.compared] if self.compared else ())))
        return self


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


class SnippetDrawing(Frozen):
    """One step as the report shows it, by itself."""

    kind: Literal["snippet"] = "snippet"
    language: Language
    step: StepDrawing


class TaskList(Frozen):
    """Boxes to tick under one heading, with a blank for the date."""

    heading: Line | None = None
    boxes: tuple[Passage, ...] = Field(min_length=1)
    flow: bool = False
    """The boxes are sentences of one text: where room is short they may stand together at one box."""


class Task(Frozen):
    """All that is to be done of one step."""

    title: Line
    moment: Line | None = None
    """When the shop plans to do it: "if …, then …"."""
    lists: tuple[TaskList, ...] = Field(min_length=1, max_length=2)

    @model_validator(mode="before")
    @classmethod
    def _of_an_earlier_release(cls, given: Any) -> Any:
        """Read a drawing that waits to be sent since before tasks had more than one list."""
        if isinstance(given, dict) and "boxes" in given:
            return {"title": given.get("title"), "lists": [{"boxes": given["boxes"]}]}
        return given


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
    checklist: Checklist | None = None
    """None where there is nothing to do."""
    figures: tuple[Part, ...]
    footer: Line
    page: Line
    """Numbers the pages; the template fills in {page} and {pages}."""
