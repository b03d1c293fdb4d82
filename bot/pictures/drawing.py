"""What a picture or a report shows, worded and in the reader's language, so that templates only lay it out.

A drawing is stored as JSON until it is sent, and its JSON is what a finished picture is kept under.
What users typed stands in a Name, or has been through `bot.pictures.names.clean`.
"""

from typing import Annotated

from pydantic import Field

from bot.pictures.group import MOST_LEVELS, AgendaItem, GroupDrawing, GroupStep, WorkshopDrawing
from bot.pictures.paper import Link, PosterDrawing, QrDrawing, SheetDrawing, SheetQuestion
from bot.pictures.parts import (
    MOST_CELLS,
    Band,
    Block,
    Cell,
    Copy,
    Item,
    Line,
    Listing,
    Name,
    Paragraph,
    Part,
    Passage,
    Points,
    Row,
    ShopName,
    Standing,
    Tally,
)
from bot.pictures.shop import (
    MOST_MOMENTS,
    CardDrawing,
    Checklist,
    Moment,
    ReportDrawing,
    SnippetDrawing,
    StepDrawing,
    Task,
    TaskList,
)

__all__ = [
    "MOST_CELLS",
    "MOST_LEVELS",
    "MOST_MOMENTS",
    "AgendaItem",
    "Band",
    "Block",
    "CardDrawing",
    "Cell",
    "Checklist",
    "Copy",
    "Drawing",
    "GroupDrawing",
    "GroupStep",
    "Item",
    "Line",
    "Link",
    "Listing",
    "Moment",
    "Name",
    "Paragraph",
    "Part",
    "Passage",
    "Points",
    "PosterDrawing",
    "QrDrawing",
    "ReportDrawing",
    "Row",
    "SheetDrawing",
    "SheetQuestion",
    "ShopName",
    "SnippetDrawing",
    "Standing",
    "StepDrawing",
    "Tally",
    "Task",
    "TaskList",
    "WorkshopDrawing",
]

Drawing = Annotated[
    CardDrawing
    | ReportDrawing
    | GroupDrawing
    | WorkshopDrawing
    | PosterDrawing
    | QrDrawing
    | SheetDrawing
    | SnippetDrawing,
    Field(discriminator="kind"),
]
