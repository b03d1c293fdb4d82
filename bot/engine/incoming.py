"""What a channel, such as Telegram, gives the engine: updates that it has read, and files."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.core.events import Event
from bot.engine.flood import Verdict


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update that means something to the bot. The worker gives its event a moment and a nonce."""

    update_id: int
    chat_id: int
    event: Event
    verdict: Verdict = Verdict.HANDLE


@dataclass(frozen=True, slots=True)
class Update:
    """An update as its channel has read it."""

    id: int | None
    """The channel's own number for it, by which a repeated update is known; None where it has none."""
    kind: str = "other"
    """One of a few words that the channel chooses, to count by."""
    sent: datetime | None = None
    """When somebody sent it, where the channel tells."""
    incoming: Incoming | None = None
    """What it means; None where the bot leaves it alone."""
    malformed: str = ""
    """Where it does not have the shape that the channel documents, without what people wrote."""


Read = Callable[[object], Update]
"""Reads what a channel brought; raises nothing."""
Handle = Callable[[Sequence[Update]], Awaitable[None]]
"""Handles a batch; returns when it is committed. Raises LeftAlone."""


Fetch = Callable[[str], Awaitable[bytes]]
"""Gets a file by the id that its channel gave it. Raises FileUnreachable."""


class FileUnreachable(Exception):
    """The channel did not give the file; the text says why, without what people wrote."""


class LeftAlone(Exception):
    """Some updates of a batch are left for another process, and the others are handled."""

    def __init__(self, update_ids: Collection[int]) -> None:
        super().__init__(f"updates left: {len(update_ids)}")
        self.update_ids = frozenset(update_ids)
