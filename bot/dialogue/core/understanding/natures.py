"""What a question asks about, as far as that makes words count there that count nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Nature:
    """What does not count as an answer to a question, or counts only there."""

    present: bool = False
    """It is asked what there is: what is planned does not count."""
    lasting: bool = False
    """What was so in former days does not count."""
    own: bool = False
    """What another shop has or does does not count."""
    marketplace: bool = False
    """A marketplace is no other shop there, but an answer."""
    doubts: tuple[Literal["others", "judged", "less", "maybe"], ...] = ()
    """The cautions that make an answer doubtful there."""
    either: bool = False
    """One of the two that are asked about is enough for a yes."""
    beyond_orders: bool = False
    """What is done for an order alone is no yes."""
    kept: bool = False
    """It is asked what is kept, so that "not this, but that" says yes."""


_PLAIN = Nature()
_NATURES: Mapping[str, Nature] = {
    "shop_type": Nature(present=True, lasting=True, own=True, doubts=("others", "maybe")),
    "branch": Nature(own=True, doubts=("others", "maybe")),
    "today": Nature(present=True, lasting=True, own=True, marketplace=True, doubts=("others", "maybe")),
    "platforms": Nature(lasting=True, own=True, doubts=("judged", "others")),
    "data_asks": Nature(either=True, beyond_orders=True),
    "data_file": Nature(kept=True),
    "goal": Nature(doubts=("less",)),
}


def nature(question: str) -> Nature:
    """Give the nature of a question by its id."""
    return _NATURES.get(question, _PLAIN)
