"""Which finished shops enter a group's totals, and when: no look, and no two looks, tell one shop's answer.

Contributions enter in batches, and the variables of batches open in blocks. A total is a sum over open
blocks, so what can be known of a variable is the sum of each of its blocks, and nothing that happens later
makes that more. Who deletes its data takes its batch along: each block *and each waiting list* with a part of
it goes from that variable, and what else was in those does not count again.
"""

from collections.abc import Mapping, Sequence
from operator import add, sub
from typing import NamedTuple, Self

from scoring.disclosure import ENOUGH, MIXED, is_mixed
from scoring.model import TOP_STEP, TOPICS, Frozen, Questionnaire

MIXED_LEVELS = 5
"""Of levels so many: fewer cannot be shown, and beside the topics' totals could tell a batch's level."""
MOST_WAITING = 40
"""So many units wait together at most; then they are left out and the variable begins anew.

What waited that long is nearly all alike, or came to a state in which nothing may open any more.
"""
LEVEL = "level"
"""The level, in contributions from before they said by which yardstick; see `level_variable`."""
WEBSHOP = "shop:web"
"""Says that a contribution is of a webshop; never totalled, since it is known from outside."""
REASONS = "data_reasons"
"""The question why a shop does not ask for data; only shops on step 0 of that topic get it."""


class Contribution(Frozen):
    """One finished assessment of one shop, in one campaign and one wave."""

    id: int
    known: bool = False
    """The advisor knows its answers: the shop shares or shared them, or the advisor filled them in."""
    values: Mapping[str, int]
    """Category by variable; what was not answered is absent."""


Unit = tuple[Contribution, ...]
"""What enters a variable's totals at once: a batch, or the batches of a block."""


class Tally(Frozen):
    """How many contributions are in each category of a variable."""

    unknown: tuple[int, ...]
    known: tuple[int, ...]

    def __add__(self, other: Self) -> "Tally":
        return Tally(
            unknown=tuple(map(add, self.unknown, other.unknown)),
            known=tuple(map(add, self.known, other.known)),
        )


class Placed(NamedTuple):
    """The blocks that open with a batch, and what each variable waits with from now on."""

    opened: Mapping[str, Unit]
    waiting: Mapping[str, tuple[Unit, ...]]


def level_variable(yardstick: str) -> str:
    """Name the variable of the level by a yardstick: levels by two of them are not added up."""
    return f"{LEVEL}:{yardstick}" if yardstick else LEVEL


def is_level(variable: str) -> bool:
    """Tell whether a variable is the level, by any yardstick."""
    return variable.partition(":")[0] == LEVEL


def topic_variable(topic: str) -> str:
    """Name the variable of a topic."""
    return f"topic:{topic}"


def reason_variable(option: str) -> str:
    """Name the variable of a reason not to ask for data."""
    return f"reason:{option}"


def reason_options(questionnaire: Questionnaire) -> tuple[str, ...]:
    """List the reasons not to ask for data, in their order."""
    question = questionnaire.question(REASONS)
    return () if question is None else tuple(option.id for option in question.options)


def categories(variable: str, levels: int) -> int:
    """Count the categories of a variable, where there are so many levels."""
    if is_level(variable):
        return levels
    return TOP_STEP + 1 if variable.startswith("topic:") else 2


def batches(waiting: Sequence[Contribution], least: int = ENOUGH) -> tuple[Unit, ...]:
    """Split off the batches of at least so many that what waits makes, in order of finishing.

    The rest waits on. A batch has no unknown contributions, or at least 5.
    """
    made: list[Unit] = []
    batch: list[Contribution] = []
    unknown = 0
    for contribution in waiting:
        batch.append(contribution)
        unknown += not contribution.known
        if len(batch) >= least and (unknown == 0 or unknown >= ENOUGH):
            made.append(tuple(batch))
            batch, unknown = [], 0
    return tuple(made)


def shops_until_next_batch(waiting: Sequence[Contribution], least: int = ENOUGH) -> int:
    """Count how many more shops that do not share make the next batch."""
    rest = waiting[sum(map(len, batches(waiting, least))) :]
    return max(ENOUGH - sum(not contribution.known for contribution in rest), least - len(rest))


def tally(batch: Sequence[Contribution], variable: str, size: int) -> Tally:
    """Count the categories of a variable."""
    unknown, known = [0] * size, [0] * size
    for contribution in batch:
        category = contribution.values.get(variable)
        if category is not None:
            (known if contribution.known else unknown)[category] += 1
    return Tally(unknown=tuple(unknown), known=tuple(known))


def total_tally(tallies: Sequence[Tally]) -> Tally:
    """Add up tallies of one variable, at least one."""
    first, *others = tallies
    return sum(others, first)


def opens(pending: Sequence[Tally], outside: int = MIXED) -> bool:
    """Tell whether what waits with a variable, the newest last, opens together as a block.

    So many must be `outside` the most common category.
    """
    together = total_tally(pending)
    if not any(together.unknown):
        return sum(together.known) >= ENOUGH
    return is_mixed(together.unknown, outside) and not _tells_the_newest(pending, outside - 1)


def _tells_the_newest(pending: Sequence[Tally], most: int) -> bool:
    """Tell whether the sum, and that the others had to wait, gives away that the newest are all alike.

    That 5 or more had to wait says that at `most` so many of them were outside their most common category.
    Where the sum has as many outside as those and the newest can hold, and all in one category, all of the
    newest are in it, unless the two sides can have changed places.
    """
    counts = total_tally(pending).unknown
    newest = sum(pending[-1].unknown)
    waited, common = sum(counts) - newest, max(counts)
    if waited < ENOUGH or common > waited - most:
        return False
    one_kind_outside = sum(count > 0 for count in counts) == 2
    return common < waited - most or (one_kind_outside and newest < waited - 2 * most)


def placement(waiting: Mapping[str, Sequence[Unit]], batch: Unit, questionnaire: Questionnaire) -> Placed:
    """Let a new batch join what each variable waits with, and open what opens.

    Levels and reasons follow from answers on topics, so their totals say something about topics too. Both are
    counted only where the answers could still change places among the shops, with levels and reasons and all.
    For levels those are the shops of one batch, and only if each topic opened with this batch alone: a level
    can give away the topic that waits because all shops are alike. And only by one yardstick: parted, fewer
    shops would stand behind each. For reasons those are the shops of one
    block of the topic `data`, so they join as that block when it opens: who gave one is on its step 0.
    """
    levels = len(questionnaire.levels)
    opened: dict[str, Unit] = {}
    still = {variable: tuple(units) for variable, units in waiting.items()}

    def join(variable: str, unit: Unit) -> None:
        units = (*still.pop(variable, ()), unit)
        tallies = [tally(each, variable, categories(variable, levels)) for each in units]
        if opens(tallies, MIXED_LEVELS if is_level(variable) else MIXED):
            opened[variable] = tuple(contribution for each in units for contribution in each)
        else:
            still[variable] = units if len(units) < MOST_WAITING else ()

    for topic in TOPICS:
        join(topic_variable(topic), batch)
    by = {name for contribution in batch for name in contribution.values if is_level(name)}
    if len(by) == 1 and alone(
        batch, {name: tally(unit, name, categories(name, levels)) for name, unit in opened.items()}
    ):
        join(by.pop(), batch)
    for option in reason_options(questionnaire):
        if topic_variable("data") in opened:
            join(reason_variable(option), opened[topic_variable("data")])
    return Placed(opened, still)


def alone(batch: Sequence[Contribution], blocks: Mapping[str, Tally]) -> bool:
    """Tell whether on each topic the batch's unknown contributions are the only unknown ones in their block.

    `blocks` holds the open blocks with this batch. A topic that still waits, or went with a deletion, does
    not pass, unless no unknown contribution of the batch answered it.
    """
    unknown = [contribution for contribution in batch if not contribution.known]
    return all(
        variable in blocks
        and sum(blocks[variable].unknown) == sum(variable in contribution.values for contribution in unknown)
        for variable in map(topic_variable, TOPICS)
        if any(variable in contribution.values for contribution in unknown)
    )


def revealable(
    batch: Sequence[Contribution], asking: Sequence[int], blocks: Mapping[str, Tally]
) -> tuple[int, ...]:
    """Choose who of a batch may become known, of those that ask; `blocks` holds its open blocks.

    The unknown ones become known together or not at all: fewer than 5 must not be left. They do not where a
    topic joins them with other shops, of which would be known what is left and that some had to wait.
    """
    already = [contribution.id for contribution in batch if contribution.known]
    if all(contribution.known or contribution.id in asking for contribution in batch) and (
        alone(batch, blocks) and all(_leaves_enough(batch, name, block) for name, block in blocks.items())
    ):
        return tuple(asking)
    return tuple(id_ for id_ in asking if id_ in already)


def _leaves_enough(batch: Sequence[Contribution], variable: str, block: Tally) -> bool:
    own = tally(batch, variable, len(block.unknown)).unknown
    left = tuple(map(sub, block.unknown, own))
    return not any(left) or is_mixed(left)
