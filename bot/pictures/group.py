"""What is drawn of a group of shops: the picture, and the hand-out for an evening with them."""

from typing import Literal, Self

from pydantic import Field, model_validator

from bot.library.schema.content import Language
from bot.pictures.parts import Line, Name, Part, Passage, Row, Standing, Tally, check_legend
from scoring.model import TOPICS, Frozen, Percent

MOST_LEVELS = 6
"""How many levels stand beside each other on the picture."""


class GroupDrawing(Frozen):
    """The picture of a group's totals."""

    kind: Literal["group"] = "group"
    language: Language
    product: Line
    organisation: Name = ""
    campaign: Name = ""
    """A campaign's name, or that these are all campaigns."""
    shops: Line
    """How many shops the totals are of."""
    date: Line
    score: Percent | None
    """The group's mean; None where it is withheld, and there is no ring."""
    out_of: Line
    standing: Standing
    rows: tuple[Row, ...] = Field(min_length=1, max_length=len(TOPICS))
    compared: Row | None = None
    """The comparison with the sector: a row of its own, since it is not about the score above."""
    levels: Tally | None = None
    """How many shops are on each level; None where that is withheld."""
    legend: Line | None = None
    """What the bands are; None where no row has one."""
    notes: tuple[Line, ...] = Field(default=(), max_length=3)
    """When the totals are renewed, what they rest on, and the source."""

    @model_validator(mode="after")
    def _legend_with_bands(self) -> Self:
        check_legend(self.legend, (*self.rows, *([self.compared] if self.compared else ())))
        return self

    @model_validator(mode="after")
    def _levels_fit_side_by_side(self) -> Self:
        if self.levels and len(self.levels.cells) > MOST_LEVELS:
            raise ValueError(f"more than {MOST_LEVELS} levels do not fit")
        return self


class GroupStep(Frozen):
    """One of the steps that move the group most."""

    title: Line
    about: Line
    """Topic and minutes."""
    reasons: tuple[Passage, ...] = ()
    """Why this step, and for how many of the shops."""
    first: Part
    """What a shop does first."""


class AgendaItem(Frozen):
    minutes: Line
    """How long, in words ("10 minuten")."""
    title: Line
    text: Passage


class WorkshopDrawing(Frozen):
    """The hand-out: the group's totals, what they mean, the steps to talk about, and room to write."""

    kind: Literal["workshop"] = "workshop"
    title: Line
    group: GroupDrawing
    topics_heading: Line
    meaning: Part
    reasons: Tally | None = None
    """What keeps the shops; None where too few said it."""
    steps_heading: Line
    steps_intro: Passage
    steps: tuple[GroupStep, ...] = Field(max_length=3)
    agenda_heading: Line
    agenda_intro: Passage
    agenda: tuple[AgendaItem, ...] = Field(max_length=8)
    notes_heading: Line
    """Over the lines to write on."""
    figures: tuple[Part, ...]
    footer: Line
    page: Line
    """Numbers the pages; the template fills in {page} and {pages}."""
