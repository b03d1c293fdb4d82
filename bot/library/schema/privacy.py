"""The texts of /privacy: a short first page, and one page a subject."""

from collections.abc import Mapping
from typing import Annotated, Literal

from bot.library.parsing.markup import Template, holds
from bot.library.schema.base import Control, Plain, Texts, WideControl, whole

Subject = Literal["who", "kept", "why", "seen", "period", "rights", "objection", "choice"]
Doing = Literal["on", "off"]


class PrivacyControls(Texts):
    subjects: Annotated[Mapping[Subject, WideControl], whole(Subject)]
    back: Control
    research: Annotated[Mapping[Doing, WideControl], whole(Doing)]
    """Take part again, and no longer."""
    peers: Annotated[Mapping[Doing, WideControl], whole(Doing)]
    leave: WideControl


class ObjectionTexts(Texts):
    """What rests on our interest, and how it stands with this person."""

    intro: Plain
    research: Annotated[Mapping[Doing, Plain], whole(Doing)]
    peers: Annotated[Mapping[Doing, Plain], whole(Doing)]
    group: Annotated[Template, holds("organisation")]
    left: Annotated[Template, holds("organisation")]
    limits: Annotated[Template, holds("contact")]


class PrivacyTexts(Texts):
    controls: PrivacyControls
    short: Annotated[Template, holds("organisation", "contact", "days", "months")]
    who: Annotated[Template, holds("organisation")]
    address: Annotated[Template, holds("address")]
    kvk: Annotated[Template, holds("kvk")]
    questions: Annotated[Template, holds("contact")]
    kept: Plain
    why: Plain
    seen: Annotated[Template, holds("host")]
    host: Annotated[Template, holds("host")]
    host_unknown: Plain
    period: Annotated[Template, holds("days", "months", "backups")]
    rights: Annotated[Template, holds("contact")]
    objection: ObjectionTexts
    choice: Plain
