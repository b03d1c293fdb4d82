"""The texts of an advisor's desk: the links, what is printed, and filling in for a shop."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from bot.library.parsing.markup import Template, holds
from bot.library.schema.base import Control, Label, Plain, Texts, WideControl, whole

Printed = Literal["nl", "en"]


class DeskControls(Texts):
    new: Control
    newer: Control
    older: Control
    totals: Control
    to_links: Control
    copy_link: Control
    invite: Control
    qr: Control
    posters: Annotated[Mapping[Printed, Control], whole(Printed)]
    sheet: Control
    rename: Control
    close: Control
    reopen: Control
    cancel: Control
    assist: Control
    agree: WideControl
    disagree: Control
    inform: WideControl
    next_shop: Control
    wipe: WideControl
    erase: Control
    erase_yes: Control


class LinksTexts(Texts):
    """The list of links."""

    intro: Annotated[Template, holds("organisation")]
    empty: Annotated[Template, holds("organisation")]
    line: Annotated[Template, holds("number", "name", "opened", "started", "finished")]
    closed: Annotated[Template, holds("number", "name", "opened", "started", "finished")]
    page: Annotated[Template, holds("page", "pages")]
    commands: Plain


class LinkTexts(Texts):
    """One link."""

    name: Annotated[Template, holds("name", "opened", "started", "finished")]
    address: Annotated[Template, holds("link")]
    demo: Annotated[Template, holds("link")]
    closed: Plain
    made: Plain
    renamed: Plain
    closed_now: Plain
    reopened: Plain
    message: Annotated[Template, holds("organisation", "link")]
    """What an advisor sends to shops, in the shops' language."""


class CampaignNameTexts(Texts):
    ask: Plain
    ask_again: Annotated[Template, holds("name")]
    empty: Plain
    long: Annotated[Template, holds("most")]
    full: Annotated[Template, holds("most")]


class PosterTexts(Texts):
    headline: Plain
    lines: tuple[Plain, ...] = Field(min_length=1, max_length=5)
    duration: Plain
    scan: Plain
    or_type: Label
    needs: Plain
    footer: Plain


class SheetTexts(Texts):
    title: Label
    intro: tuple[Plain, ...] = Field(max_length=6)
    several: Plain
    """Under a question that takes several answers and has no hint of its own."""
    only: Annotated[Template, holds("conditions")]
    condition: Annotated[Template, holds("number", "options")]
    footer: Plain


class PaperTexts(Texts):
    """What goes with a picture or a file."""

    qr: Annotated[Template, holds("name", "link")]
    poster: Annotated[Template, holds("name")]
    sheet: Plain


class AssistTexts(Texts):
    """Filling in for a shop that is present."""

    ask: Annotated[Template, holds("name")]
    loses_own: Plain
    loses_previous: Plain
    for_whom: Annotated[Template, holds("name")]
    read_out: Plain
    """Above what the advisor reads out, which is `information`."""
    information: Annotated[Template, holds("operator", "organisation", "link")]
    informed: Plain
    handed: Annotated[Template, holds("code", "link")]
    wiped: Plain


class ReceiptTexts(Texts):
    """What a shop sees of what an advisor filled in for it, and what its report says of that."""

    heading: Label
    printed: Annotated[Template, holds("code", "link", "bot")]
    intro: Annotated[Template, holds("organisation", "date")]
    level: Annotated[Template, holds("level")]
    reasons: Annotated[Template, holds("reasons")]
    out: Plain
    until: Plain
    ask: Annotated[Template, holds("organisation")]
    erased: Annotated[Template, holds("backups")]
    unknown: Plain
    too_many: Plain


class DeskTexts(Texts):
    no_advisor: Plain
    controls: DeskControls
    links: LinksTexts
    link: LinkTexts
    naming: CampaignNameTexts
    paper: PaperTexts
    poster: PosterTexts
    sheet: SheetTexts
    assisting: AssistTexts
    receipt: ReceiptTexts
