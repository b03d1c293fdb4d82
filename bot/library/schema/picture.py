"""The texts that stand on pictures and reports alone; what the chat says too is taken from its own texts."""

from typing import Annotated

from pydantic import Field, StringConstraints

from bot.library.parsing.markup import Template, holds
from bot.library.schema.base import Label, Plain, Texts

Month = Annotated[str, StringConstraints(min_length=1, max_length=12)]
Months = Annotated[tuple[Month, ...], Field(min_length=12, max_length=12)]


class ReportTexts(Texts):
    title: Label
    topics: Label
    meaning: Label
    band: Plain
    """What the band is not, said once."""
    steps: Label
    about: Annotated[Template, holds("topic", "minutes")]
    checklist: Label
    checklist_intro: Plain
    first: Annotated[Template, holds("minutes")]
    next: Plain
    afterwards: Label
    again: Plain
    blank: Label
    page: Annotated[Template, holds("page", "pages")]


class PictureTexts(Texts):
    product: Label
    you: Label
    out_of: Label
    level: Annotated[Template, holds("index", "count")]
    no_score: Label
    answered: Annotated[Template, holds("count", "total")]
    not_answered: Label
    monitor: Label
    """The row of the comparison; `monitor_some` where not all topics of the monitor were answered."""
    monitor_some: Label
    legend: Annotated[Template, holds("year")]
    band: Annotated[Template, holds("year", "low", "high")]
    source: Annotated[Template, holds("edition")]
    taken: Annotated[Template, holds("date")]
    date: Annotated[Template, holds("day", "month", "year")]
    months: Months
    months_short: Months
    history: Label
    history_anew: Label
    """Where two scores were measured by another yardstick."""
    what_if: Label
    not_drawn: Annotated[Template, holds("parts")]
    """Said in the chat of a name in letters that the fonts lack."""
    report: ReportTexts
