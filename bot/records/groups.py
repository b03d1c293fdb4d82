"""What is known of organisations, their campaigns and the shops that came through them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from scoring.group_disclosure import Tally
from scoring.model import Frozen

INVITATION_LASTS = timedelta(days=7)
SHARE_LASTS = timedelta(days=365)
RIPENS = timedelta(minutes=30)
"""How long a finished shop may think about sharing before it counts in totals without a word on it."""

MOST_CAMPAIGNS = 200
"""How many campaigns an organisation can have, closed ones included."""
LONGEST_CAMPAIGN_NAME = 60
LONGEST_ORGANISATION_NAME = 80
LONGEST_CONTACT = 120
LONGEST_MESSAGE = 1_000
"""Characters of a message that is relayed."""


@dataclass(frozen=True, slots=True)
class Organisation:
    id: int
    name: str
    """As an admin typed it: user text."""


@dataclass(frozen=True, slots=True)
class Link:
    """What the code in a start link stands for."""

    kind: Literal["campaign", "demo", "invitation"]
    organisation: Organisation
    open: bool
    """Neither closed, used nor expired."""
    campaign: int | None = None
    campaign_name: str = ""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A link of an organisation, and how many shops opened it, began and finished."""

    id: int
    code: str
    name: str
    """As an advisor typed it: user text."""
    created: datetime
    closed: bool
    opened: int
    started: int
    finished: int


@dataclass(frozen=True, slots=True)
class WaveTotals:
    """What may be told of one wave of a campaign: the shops' first assessment is wave 1."""

    campaign: int
    wave: int
    totals: Mapping[str, Tally]
    """By variable, over the blocks that are open; see `scoring.group_figures`."""
    shops: int
    """How many shops the totals rest on, at most."""
    waiting: int
    """How many finished shops are not in the totals yet."""
    needed: int
    """How many more are needed before they can be."""
    ripening: bool = False
    """What waits is enough, once those that still choose about sharing have chosen, or taken half an hour."""
    webshop: bool = False
    """A webshop alone counts in it, which the monitor of 2010 did not ask."""


class Layers(Frozen):
    """How deep a shop lets an organisation look."""

    result: bool = False
    """Score and level."""
    answers: bool = False
    """All answers, and the advice; includes the result."""
    contact: str | None = None
    """How to reach the shop, as its owner typed it: user text."""

    @property
    def nothing(self) -> bool:
        return not (self.result or self.answers or self.contact)


@dataclass(frozen=True, slots=True)
class Share:
    """What a shop shares with an organisation, as its owner sees it."""

    organisation: Organisation
    layers: Layers
    since: datetime
    until: datetime
    held: bool
    """The answers are kept back, because with the totals they would give another shop away."""
    looks: tuple[datetime, ...]
    """When an advisor looked, the latest first."""


@dataclass(frozen=True, slots=True)
class SharedSession:
    """What a shop shares, as an advisor may see it."""

    id: int
    layers: Layers
    """Of shops whose answers are held, only the contact."""
    since: datetime
    session: str
    """The shop's session as JSON, of which only these layers may be shown."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What is kept of a shop that an advisor filled in for."""

    organisation: Organisation
    finished: datetime
    values: Mapping[str, int]
    """See `scoring.group_figures.variables`; empty where it counts no longer."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation between a shop and an organisation's advisors, relayed by the bot."""

    id: int
    organisation: Organisation
    of_shop: bool
    """Whether this chat is the shop in it; else it is one of the advisors."""
    who: str
    """What the shop is called in it: user text, or empty."""
    ended: bool
    barred: bool = False
    """An advisor ended it: what the shop writes is relayed no more."""
