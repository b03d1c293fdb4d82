"""Who administers the bot, and who advises shops."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from bot.records.groups import Organisation


@dataclass(frozen=True, slots=True)
class Admin:
    chat_id: int
    label: str
    """Who it is, as the admin wrote it who appointed this one; empty for the holder of the claim link."""
    since: datetime | None
    """None for who stands in ADMIN_IDS, and cannot be withdrawn in the chat."""


@dataclass(frozen=True, slots=True)
class Advisor:
    chat_id: int
    organisation: Organisation
    label: str
    """Who it is, as the admin wrote it with the invitation."""
    since: datetime


Person = Admin | Advisor
Kind = Literal["advisor", "admin"]


class Appointment(NamedTuple):
    """By which a chat administers a bot; it ends where somebody withdraws it."""

    bot_id: int
    chat_id: int


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes something for everybody."""

    name: str
    """As the log has it."""
    appointment: Appointment | None = None
    """What they write is made only while it stands; None of who stands in ADMIN_IDS or at the machine."""
