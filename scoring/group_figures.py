"""What a group's totals say: means beside the sector of 2010, levels, reasons, and where most is to gain.

All of it is computed from the totals alone. `scoring.group_disclosure` decides which shops are in those.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from scoring.disclosure import ENOUGH
from scoring.group_disclosure import (
    REASONS,
    WEBSHOP,
    Tally,
    is_level,
    level_variable,
    reason_options,
    reason_variable,
    topic_variable,
)
from scoring.model import (
    TOPICS,
    Answers,
    Figures,
    Frozen,
    Interval,
    Percent,
    Questionnaire,
    Result,
    Step,
    Topic,
)
from scoring.overall import half_up, level_of, overall_score, yardstick
from scoring.path import SHOP_TYPE, chosen_options, holding
from scoring.score import WEB, monitor, sector_intervals


class GroupTopic(Frozen):
    n: int
    """How many shops answered it."""
    mean: Percent


class LevelCell(Frozen):
    """Neighbouring levels that are counted together."""

    first: str
    last: str
    shops: int


class GroupReason(Frozen):
    """How many of the shops that said why they do not ask for data gave this reason."""

    id: str
    shops: int
    n: int


class GroupMonitor(Frozen):
    """The comparison: the group's mean over the monitor's own topics, beside that of shops in 2010."""

    score: Percent
    sector: Interval


class GroupFigures(Frozen):
    overall: Percent | None
    """The readiness; null while the topics with a mean weigh under 50."""
    level: str | None
    topics: Mapping[Topic, GroupTopic]
    missing: tuple[Topic, ...]
    """The topics without a mean yet."""
    levels: tuple[LevelCell, ...]
    """From low to high; empty where they are withheld."""
    levels_then: bool
    """The levels are by an earlier yardstick, as none by the live one can be told yet."""
    anew: bool
    """Some shops got their score by an earlier yardstick; the means are by the live one for all."""
    reasons: tuple[GroupReason, ...]
    """The commonest first."""
    sector: Mapping[Topic, Interval]
    """Empty where a webshop counts: the monitor did not ask those."""
    monitor: GroupMonitor | None
    """Null too where too few of the monitor's topics have a mean."""


class Gap(Frozen):
    """What a group can gain on a topic."""

    topic: Topic
    gain: float
    """Points of the readiness: weight × (100 − mean) / 100."""
    step: Step
    """Where the group stands: the highest step whose points are not above the mean."""


def variables(
    result: Result, answers: Answers, questionnaire: Questionnaire, measured_by: str
) -> dict[str, int]:
    """Give what an assessment contributes to totals: its category by variable.

    Its level is by the yardstick that its result was given with.

    A webshop has three things to have online and not four, so its step on that is another measure.
    """
    web = answers.get(SHOP_TYPE) == WEB
    values = {
        topic_variable(topic): found.step
        for topic, found in result.topics.items()
        if not (web and topic == "online")
    }
    if web:
        values[WEBSHOP] = 1
    if result.overall is not None:
        values[level_variable(measured_by)] = [level.id for level in questionnaire.levels].index(
            result.overall.level
        )
    reasons = chosen_options(holding(questionnaire.questions, answers), REASONS)
    if reasons:
        values |= {reason_variable(id_): int(id_ in reasons) for id_ in reason_options(questionnaire)}
    return values


def group_figures(
    totals: Mapping[str, Tally], questionnaire: Questionnaire, figures: Figures, *, webshop: bool = False
) -> GroupFigures | None:
    """Compute what may be told of a group from its totals by variable; None where that is nothing.

    Where a webshop counts among them, nothing is held against the sector.
    """
    topics = _topics(totals, questionnaire)
    live = level_variable(yardstick(questionnaire))
    earlier = [variable for variable in totals if is_level(variable) and variable != live]
    now, reasons = _levels(totals.get(live), questionnaire), _reasons(totals, questionnaire)
    levels = now or _levels(max(map(totals.get, earlier), key=_size, default=None), questionnaire)
    if not (topics or levels or reasons):
        return None
    means = {topic: found.mean for topic, found in topics.items()}
    score = overall_score(questionnaire, means)
    sector = {} if webshop else sector_intervals(questionnaire, figures, means)
    return GroupFigures(
        overall=score,
        level=None if score is None else level_of(questionnaire, score).id,
        topics=topics,
        missing=tuple(topic for topic in TOPICS if topic not in topics),
        levels=levels,
        levels_then=levels != now,
        anew=bool(earlier),
        reasons=reasons,
        sector={topic: Interval(low=float(low), high=float(high)) for topic, (low, high) in sector.items()},
        monitor=None if webshop else _monitor(questionnaire, figures, means),
    )


def _monitor(
    questionnaire: Questionnaire, figures: Figures, means: Mapping[Topic, int]
) -> GroupMonitor | None:
    found = monitor(questionnaire, figures, means)
    return None if found is None else GroupMonitor(score=found.score, sector=found.sector)


def gaps(group: GroupFigures, questionnaire: Questionnaire) -> tuple[Gap, ...]:
    """List the topics on which the group can gain, the most first."""
    found = [
        Gap(
            topic=topic,
            gain=questionnaire.topics[topic].weight * (100 - group.topics[topic].mean) / 100,
            step=_standing(questionnaire.topics[topic].points, group.topics[topic].mean),
        )
        for topic in TOPICS
        if topic in group.topics and group.topics[topic].mean < 100
    ]
    return tuple(sorted(found, key=lambda gap: -gap.gain))


def _standing(points: Sequence[int], mean: int) -> int:
    return max((step for step, reached in enumerate(points) if reached <= mean), default=0)


def _topics(totals: Mapping[str, Tally], questionnaire: Questionnaire) -> dict[Topic, GroupTopic]:
    topics: dict[Topic, GroupTopic] = {}
    for topic in TOPICS:
        shops = _shops(totals.get(topic_variable(topic)))
        if sum(shops) >= ENOUGH:
            points = zip(shops, questionnaire.topics[topic].points, strict=True)
            mean = Fraction(sum(count * each for count, each in points), sum(shops))
            topics[topic] = GroupTopic(n=sum(shops), mean=half_up(mean))
    return topics


def _levels(total: Tally | None, questionnaire: Questionnaire) -> tuple[LevelCell, ...]:
    """Merge neighbouring levels until each cell is large enough; a single one is withheld."""
    ids = [level.id for level in questionnaire.levels]
    if total is None or len(total.unknown) > len(ids):
        # There were other levels then: what they were called is not known any more.
        return ()
    shops, ends = _shops(total), _cell_ends(_counting(total))
    cells = tuple(
        LevelCell(first=ids[start], last=ids[end - 1], shops=sum(shops[start:end]))
        for start, end in zip([0, *ends], ends, strict=False)
    )
    return cells if len(cells) > 1 else ()


def _cell_ends(sizes: Sequence[int]) -> list[int]:
    """Find where cells end, from low to high; what is left at the top belongs to the last cell."""
    ends: list[int] = []
    size = 0
    for index, count in enumerate(sizes, 1):
        size += count
        if size >= ENOUGH:
            ends.append(index)
            size = 0
    return [*ends[:-1], len(sizes)]


def _reasons(totals: Mapping[str, Tally], questionnaire: Questionnaire) -> tuple[GroupReason, ...]:
    options = ((id_, totals.get(reason_variable(id_))) for id_ in reason_options(questionnaire))
    found = [
        GroupReason(id=id_, shops=_shops(total)[1], n=sum(_shops(total)))
        for id_, total in options
        if total is not None and min(_counting(total)) >= ENOUGH
    ]
    return tuple(sorted(found, key=lambda reason: -reason.shops))


def _shops(total: Tally | None) -> tuple[int, ...]:
    return () if total is None else tuple(map(sum, zip(total.unknown, total.known, strict=True)))


def _size(total: Tally | None) -> int:
    return sum(_shops(total))


def _counting(total: Tally) -> tuple[int, ...]:
    """Give the counts that make a cell large enough: of unknown shops, unless all are known."""
    return total.unknown if any(total.unknown) else total.known
