"""What a step changes beside its session, in the same transaction.

Each is done by the chat whose step it is, in the name of whom that chat is: an advisor's writes change
nothing where the chat is no advisor of that organisation any more. A write whose ground has gone meanwhile
makes the whole commit fail with VersionConflict, and the step is taken again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.records.content import ChangeContent
from bot.records.groups import Layers
from bot.records.notices import Relayed
from bot.records.people import Author, Kind


@dataclass(frozen=True, slots=True)
class Join:
    """Become an advisor by an invitation, which can be used once.

    What this chat contributed as a shop goes: advisors never count.
    """

    code: str


@dataclass(frozen=True, slots=True)
class BecomeAdmin:
    """Become an administrator by a link, which can be used once.

    What this chat contributed as a shop goes: administrators never count.
    """

    code: str


@dataclass(frozen=True, slots=True)
class MakeCampaign:
    organisation: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RenameCampaign:
    campaign: int
    name: str


@dataclass(frozen=True, slots=True)
class CloseCampaign:
    """Close a campaign's link, or open it again."""

    campaign: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Open:
    """Note that a shop opened a campaign's link; the first time counts."""

    campaign: int


@dataclass(frozen=True, slots=True)
class Start:
    """Note that a shop began the questions; the first time counts."""

    campaign: int


@dataclass(frozen=True, slots=True)
class Contribute:
    """Let a finished assessment count in a campaign's totals.

    The same run again takes the place of what it was, unless that is in the totals already. A later run is
    the shop's next wave. With `assisted` an advisor filled it in for a shop that was present: each is another
    shop.
    """

    campaign: int
    run: int
    values: Mapping[str, int]
    """See `scoring.group_figures.variables`."""
    finished: datetime
    assisted: bool = False
    receipt: str = ""
    """The code by which the shop can see and erase what was filled in for it; only a digest of it is kept."""


@dataclass(frozen=True, slots=True)
class Decide:
    """Note that a shop decided about sharing: it need not be waited for."""

    campaign: int


@dataclass(frozen=True, slots=True)
class SetShare:
    """Share with an organisation in these layers from now on; empty layers end it.

    Something new that is shared is told to the advisors.
    """

    organisation: int
    layers: Layers
    who: str


@dataclass(frozen=True, slots=True)
class Look:
    """Note that an advisor looked at what shops share."""

    shares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Relay a message of a shop to the advisors of an organisation; opens a thread where there is none."""

    organisation: int
    who: str
    said: Relayed


@dataclass(frozen=True, slots=True)
class Answer:
    """Relay a message of an advisor to the shop."""

    thread: int
    said: Relayed


@dataclass(frozen=True, slots=True)
class EndThread:
    """End a thread for both sides; only the shop can open a new one, and not where an advisor ended it."""

    thread: int


@dataclass(frozen=True, slots=True)
class Leave:
    """Count no longer among an organisation's shops: what is kept and shared there of this chat goes."""

    organisation: int


@dataclass(frozen=True, slots=True)
class Uncount:
    """Take this chat's assessment out of those that others are compared with."""


@dataclass(frozen=True, slots=True)
class EraseReceipt:
    """Erase what an advisor filled in for a shop, by whoever has the shop's code."""

    code: str


@dataclass(frozen=True, slots=True)
class Admit:
    """Let the browser that shows a code into the console, as this chat."""

    code: str


@dataclass(frozen=True, slots=True)
class Invite:
    """Keep an invitation: of an advisor for the organisation of that name, or of an admin of that name."""

    kind: Kind
    name: str
    code: str
    """From the event's nonce; of it only a digest is kept."""
    author: Author
    label: str = ""
    """Which advisor it is for; only administrators read it."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """End that a chat is an advisor or an admin, and its sessions of the console."""

    kind: Kind
    chat_id: int
    author: Author
    others: tuple[int, ...] = ()
    """Admins who stay: where one of these has gone meanwhile, nothing is done."""


Write = (
    Join
    | BecomeAdmin
    | MakeCampaign
    | RenameCampaign
    | CloseCampaign
    | Open
    | Start
    | Contribute
    | Decide
    | SetShare
    | Look
    | Ask
    | Answer
    | EndThread
    | Leave
    | Uncount
    | EraseReceipt
    | Admit
    | ChangeContent
    | Invite
    | Withdraw
)
