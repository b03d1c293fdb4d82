"""What a step may need besides its session: it says so, the shell reads it, and the step is taken again."""

from collections.abc import Mapping
from dataclasses import dataclass

from content.schema import Language
from scoring.peers import Steps


@dataclass(frozen=True, slots=True)
class Search:
    """The cards that a person's own words are about, best first."""

    query: str
    language: Language


@dataclass(frozen=True, slots=True)
class PeerSteps:
    """The other shops' steps, of each its latest assessment in 24 months that answered all six topics."""


Query = Search | PeerSteps


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers to queries; None where it was not asked for."""

    found: tuple[str, ...] | None = None
    """Card ids; empty where nothing fits well enough."""
    peers: Mapping[Steps, int] | None = None
    """How many other shops stand on the same steps."""


NONE = Facts()


class Wanted(Exception):
    """The step needs facts that it was not given."""

    def __init__(self, query: Query) -> None:
        super().__init__(repr(query))
        self.query = query


def found(facts: Facts, query: str, language: Language) -> tuple[str, ...]:
    """Give the cards found; raises Wanted."""
    if facts.found is None:
        raise Wanted(Search(query, language))
    return facts.found


def peers(facts: Facts) -> Mapping[Steps, int]:
    """Give the other shops' steps; raises Wanted."""
    if facts.peers is None:
        raise Wanted(PeerSteps())
    return facts.peers
