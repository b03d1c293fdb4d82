"""The texts of a group of shops: its totals, the shops that share, and what is exported."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bot.library.parsing.markup import Template, holds
from bot.library.schema.base import Control, Counted, Label, Plain, Texts, WideControl, whole

Sheet = Literal["totals", "levels", "reasons", "links", "shops", "codebook"]
# What Excel takes as the name of a sheet.
SheetLabel = Annotated[str, StringConstraints(pattern=r"^[^\[\]:*?/\\']{1,31}$", strip_whitespace=True)]
ColumnName = Literal[
    "link",
    "wave",
    "topic",
    "n",
    "mean",
    "low",
    "high",
    "level_from",
    "level_to",
    "level_shops",
    "reason",
    "reason_shops",
    "reason_n",
    "made",
    "closed",
    "opened",
    "started",
    "finished",
    "shop",
    "shares",
    "date",
    "score",
    "level",
    "step",
    "contact",
    "sheet",
    "column",
    "meaning",
]


class GroupControls(Texts):
    topics: Control
    more: Control
    totals: Control
    all: Control
    campaigns: Control
    before: Control
    after: Control
    picture: Control
    workshop: Control
    csv: Control
    xlsx: Control
    shops: Control
    links: Control
    digest_on: WideControl
    digest_off: Control


class FunnelTexts(Texts):
    """How far shops came with the links."""

    all: Label
    """What the links together are called."""
    link: Annotated[Template, holds("name")]
    closed: Annotated[Template, holds("name")]
    counts: Annotated[Template, holds("opened", "started", "finished")]
    line: Annotated[Template, holds("number", "name", "counts")]
    more: Counted
    none: Plain
    intro: Plain
    page: Annotated[Template, holds("page", "pages")]


class TotalTexts(Texts):
    counted: Counted
    renewed: Annotated[Template, holds("count")]
    each: Plain
    """Said where several links are renewed, each at its own time."""
    next: Counted
    ripening: Plain
    """Said where enough shops are ready, once those have chosen that still choose about sharing."""
    first: Counted
    mean: Annotated[Template, holds("score", "level")]
    sector: Annotated[Template, holds("year", "score", "low", "high")]
    sector_some: Annotated[Template, holds("year", "score", "low", "high")]
    """Said where not each of the monitor's topics has a mean."""
    yardstick: Annotated[Template, holds("year", "edition", "population")]
    sample: Plain
    anew: Plain
    """Said where some of the shops got their score by an earlier yardstick."""
    levels_then: Plain
    levels_now: Plain
    levels: Label
    level: Annotated[Template, holds("names", "shops")]
    withheld: Annotated[Template, holds("what")]
    withheld_score: Label
    withheld_levels: Label
    withheld_reasons: Label


class WaveTexts(Texts):
    names: Annotated[tuple[Label, ...], Field(min_length=2)]
    """What the first assessment of each shop is called, the second, and so on."""
    other: Annotated[Template, holds("wave")]
    counted: Annotated[Template, holds("name", "shops", "score")]
    without_score: Annotated[Template, holds("name", "shops")]
    needed: Annotated[Template, holds("name", "shops")]
    more: Plain


class GroupPageTexts(Texts):
    """The pages behind the totals."""

    topics: Plain
    topic: Annotated[Template, holds("name", "mean", "n", "year", "low", "high")]
    topic_alone: Annotated[Template, holds("name", "mean", "n")]
    reasons: Plain
    reason: Annotated[Template, holds("reason", "shops", "n")]
    steps: Plain
    why: Annotated[Template, holds("topic", "mean", "n")]
    no_steps: Plain


class SharedTexts(Texts):
    intro: Plain
    none: Plain
    line: Annotated[Template, holds("number", "name", "shares")]
    nameless: Label
    result: Label
    answers: Label
    contact: Label
    title: Annotated[Template, holds("name")]
    shares: Annotated[Template, holds("shares")]
    score: Annotated[Template, holds("score", "level")]
    no_score: Plain
    no_result: Plain
    answers_heading: Plain
    steps_heading: Plain
    step: Annotated[Template, holds("number", "title")]
    reach: Annotated[Template, holds("contact")]
    seen: Plain


class DigestTexts(Texts):
    on: Plain
    off: Plain
    intro: Annotated[Template, holds("organisation")]
    line: Annotated[Template, holds("name", "counts")]
    shared: Counted
    end: Plain


class GroupDrawingTexts(Texts):
    """What stands on the group's picture alone."""

    average: Label
    withheld: Label
    no_score: Label
    topics: Annotated[Template, holds("count", "total")]
    source: Annotated[Template, holds("edition", "year", "population")]


class AgendaText(Texts):
    title: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    text: Plain


class WorkshopTexts(Texts):
    title: Label
    topics: Label
    n: Annotated[Template, holds("n")]
    meaning: Label
    reasons: Plain
    reason: Annotated[Template, holds("reason", "n")]
    steps: Label
    steps_intro: Plain
    agenda: Label
    agenda_intro: Plain
    minutes: Annotated[Template, holds("minutes")]
    welcome: AgendaText
    picture: AgendaText
    step: Annotated[Template, holds("number", "first")]
    exchange: AgendaText
    plan: AgendaText
    close: AgendaText
    notes: Label
    limits: Label
    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,30}$")]
    """Of the file."""
    caption: Plain


class RuleTexts(Texts):
    """How totals come about; on the hand-out and in the codebook."""

    voluntary: Plain
    batches: Annotated[Template, holds("count")]
    withheld: Plain
    waves: Plain
    reasons: Plain
    yardstick: Plain
    source: Annotated[Template, holds("edition", "year", "population", "sources")]


class ColumnText(Texts):
    name: Label
    means: Plain


class TableTexts(Texts):
    file: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,30}$")]
    csv: Plain
    xlsx: Plain
    sheets: Annotated[Mapping[Sheet, SheetLabel], whole(Sheet)]
    columns: Annotated[Mapping[ColumnName, ColumnText], whole(ColumnName)]
    monitor: Annotated[Template, holds("year")]
    overall: Label
    """In the place of a topic: the overall score."""
    everywhere: Label
    """In the place of a sheet or column: what holds for the whole file."""
    closed: Label
    open: Label


class GroupTexts(Texts):
    nothing_yet: Plain
    controls: GroupControls
    funnel: FunnelTexts
    totals: TotalTexts
    waves: WaveTexts
    pages: GroupPageTexts
    shared: SharedTexts
    digest: DigestTexts
    drawing: GroupDrawingTexts
    workshop: WorkshopTexts
    rules: RuleTexts
    tables: TableTexts
