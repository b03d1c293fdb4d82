"""What an administrator's pages need to know of people and of use."""

from dataclasses import dataclass

from bot.dialogue.admin.queries import AdminQuery
from bot.records.people import Kind, Person
from bot.records.statistics import Stopped, Week


@dataclass(frozen=True, slots=True)
class Statistics:
    weeks: tuple[Week, ...]
    stopped: tuple[Stopped, ...]


@dataclass(frozen=True, slots=True)
class ReadStatistics(AdminQuery[Statistics]):
    """How many began and finished, and where people stopped."""


@dataclass(frozen=True, slots=True)
class People(AdminQuery[tuple[Person, ...]]):
    """All advisors, or all administrators."""

    kind: Kind
