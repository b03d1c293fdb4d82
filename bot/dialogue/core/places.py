"""Where a chat is: what stands on its screen."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.library.schema.privacy import Subject
from scoring.model import Frozen


class Home(Frozen):
    """Nothing is being asked: the welcome."""

    at: Literal["home"] = "home"


class Asking(Frozen):
    """A question is on screen."""

    at: Literal["asking"] = "asking"
    question: str
    picked: tuple[str, ...] = ()
    """The options ticked so far, where the question takes several."""
    changing: bool = False
    """Opened from the overview, and returning there."""
    filling: bool = False
    """Opened from the result, to answer what was left out: it goes on with the next, and returns there."""
    helping: bool = False
    """Its explanation is shown with it."""
    misses: int = 0
    """How many texts were not understood here since something was."""
    offered: tuple[str, ...] = ()
    """The answers that were asked back just now."""
    said: str = ""
    """What was said last of a text, so that it is not said twice in a row."""


class Overview(Frozen):
    """All answers are on screen, to be changed or confirmed."""

    at: Literal["overview"] = "overview"


class Reading(Frozen):
    """A page of the result is on screen."""

    at: Literal["reading"] = "reading"
    page: str = "result"


class Planning(Frozen):
    """The plan is on screen, or one of its steps."""

    at: Literal["planning"] = "planning"
    card: str | None = None
    choosing: bool = False
    """On which day it is to be done is being asked."""


class Reminded(Frozen):
    """A reminder of a step is on screen."""

    at: Literal["reminded"] = "reminded"
    card: str
    day: datetime | None = None
    """The day that the shop planned it for."""
    ahead: bool = False
    """It comes before the day is over: it tells what is planned; after it, it asks how it went."""
    beside: tuple[str, ...] = ()
    """Other steps planned for the week that follows, in which nothing more is said."""


class WhatIf(Frozen):
    """The score with some next steps done is on screen."""

    at: Literal["what_if"] = "what_if"
    picked: tuple[str, ...] = ()


class Naming(Frozen):
    """The shop's name is being asked; then the page of the result that it is for is shown."""

    at: Literal["naming"] = "naming"
    page: str


class NamingTrade(Frozen):
    """What kind of shop it is, in a word, is being asked; then the page that it is for is shown."""

    at: Literal["naming_trade"] = "naming_trade"
    page: str


class Found(Frozen):
    """Cards that a typed question found are on screen."""

    at: Literal["found"] = "found"
    query: str
    cards: tuple[str, ...]


class MyData(Frozen):
    """What is kept of this person is on screen, or whether to erase it is being asked."""

    at: Literal["my_data"] = "my_data"
    forgetting: bool = False


class Invited(Frozen):
    """The invitation to take the test again is on screen."""

    at: Literal["invited"] = "invited"


class Aside(Frozen):
    """A page beside the assessment is on screen."""

    at: Literal["aside"] = "aside"
    page: Literal["privacy", "language"]
    subject: Subject | None = None
    """Of the privacy text; None is its first page."""


class Receipt(Frozen):
    """What is kept of a shop that an advisor filled in for is on screen, or whether to erase it."""

    at: Literal["receipt"] = "receipt"
    code: str
    erasing: bool = False


class Sharing(Frozen):
    """What is shared with organisations is on screen, or the layers of one."""

    at: Literal["sharing"] = "sharing"
    organisation: int | None = None
    giving_contact: bool = False
    """How to reach the shop is being asked: the next text is taken as that."""


class Writing(Frozen):
    """A message is being asked, for the other side of a thread.

    A shop writes to an organisation's advisors; an advisor writes to the shop of a thread.
    """

    at: Literal["writing"] = "writing"
    organisation: int | None = None
    thread: int | None = None


class Desk(Frozen):
    """A page of an advisor is on screen, such as "links", "link/12", "group" or "group/12"."""

    at: Literal["desk"] = "desk"
    page: str = "links"


class NamingCampaign(Frozen):
    """A campaign's name is being asked: of a new one, or a new name of one."""

    at: Literal["naming_campaign"] = "naming_campaign"
    campaign: int | None = None


class Admitting(Frozen):
    """Whether to let the browser that shows a code into the console is being asked."""

    at: Literal["admitting"] = "admitting"
    code: str


class Managing(Frozen):
    """A page of an administrator is on screen, such as "menu", "draft" or "text/nl/m/general.stale"."""

    at: Literal["managing"] = "managing"
    page: str = "menu"
    moment: int = 0
    """Of a place that an earlier release stored: its buttons are named by it too. 0 of any since."""
    seen: str = ""
    """Names what was looked at, for a change that means just this: a text, the draft or a version."""
    text: str = ""
    """What was typed here, and waits to be confirmed."""


Place = Annotated[
    Home
    | Asking
    | Overview
    | Reading
    | Planning
    | Reminded
    | WhatIf
    | Naming
    | NamingTrade
    | Found
    | MyData
    | Invited
    | Aside
    | Receipt
    | Sharing
    | Writing
    | Desk
    | NamingCampaign
    | Admitting
    | Managing,
    Field(discriminator="at"),
]
