"""What an administrator's pages need to know of people and of use, and have done about people."""

from dataclasses import dataclass
from typing import Literal

from bot.dialogue.admin.queries import AdminQuery
from bot.records.people import Person
from bot.records.statistics import Stopped, Week


@dataclass(frozen=True, slots=True)
class Statistics:
    weeks: tuple[Week, ...]
    stopped: tuple[Stopped, ...]


@dataclass(frozen=True, slots=True)
class ReadStatistics(AdminQuery[Statistics]):
    moment: int


Kind = Literal["advisor", "admin"]


@dataclass(frozen=True, slots=True)
class People(AdminQuery[tuple[Person, ...]]):
    kind: Kind
    moment: int


@dataclass(frozen=True, slots=True)
class Invite(AdminQuery[bool]):
    """Keep an invitation: of an advisor for the organisation of that name, or of an admin of that name."""

    kind: Kind
    name: str
    code: str
    label: str = ""
    """Which advisor it is for; only administrators read it."""


@dataclass(frozen=True, slots=True)
class Withdraw(AdminQuery[bool]):
    kind: Kind
    chat_id: int
