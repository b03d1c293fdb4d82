"""The readiness: the weighted mean of the points of the topics that were answered."""

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from scoring.model import TOPICS, Level, Questionnaire, Topic

ENOUGH_WEIGHT = 50
"""Under this weight of answered topics there is no readiness."""


def weighted_mean(
    questionnaire: Questionnaire, values: Mapping[Topic, int] | Mapping[Topic, Fraction]
) -> Fraction | None:
    """Give the mean of values by topic, each counted as heavily as its topic; None for no topics."""
    weights = {topic: questionnaire.topics[topic].weight for topic in values}
    weight = sum(weights.values())
    return (
        Fraction(sum(weights[topic] * value for topic, value in values.items())) / weight if weight else None
    )


def half_up(value: Fraction) -> int:
    """Round to the nearest whole number, halves up."""
    return math.floor(value + Fraction(1, 2))


def overall_score(questionnaire: Questionnaire, scores: Mapping[Topic, int]) -> int | None:
    """Score topics together, 0 to 100, from the points of each; None where they weigh under 50 together."""
    if weight_of(questionnaire, scores) < ENOUGH_WEIGHT:
        return None
    mean = weighted_mean(questionnaire, scores)
    return None if mean is None else half_up(mean)


def weight_of(questionnaire: Questionnaire, topics: Iterable[Topic]) -> int:
    """Add up what topics weigh."""
    return sum(questionnaire.topics[topic].weight for topic in topics)


def level_of(questionnaire: Questionnaire, score: int) -> Level:
    """Find the level of a readiness."""
    reached = (level for level in questionnaire.levels if level.lowest <= score)
    return max(reached, key=lambda level: level.lowest)


def next_level(questionnaire: Questionnaire, score: int) -> Level | None:
    """Find the level after that of a readiness; None on the highest."""
    above = (level for level in questionnaire.levels if level.lowest > score)
    return min(above, key=lambda level: level.lowest, default=None)


def ways_to_score(questionnaire: Questionnaire, missing: tuple[Topic, ...]) -> Iterator[tuple[Topic, ...]]:
    """Give the sets of missing topics of which each would just give a readiness, the smallest first.

    Just: without any one of them it would not do. Of sets of the same size those with heavier topics come
    first. None where there is a readiness already.
    """
    weights = {topic: questionnaire.topics[topic].weight for topic in TOPICS}
    lacking = ENOUGH_WEIGHT - weight_of(
        questionnaire, tuple(topic for topic in TOPICS if topic not in missing)
    )
    if lacking <= 0:
        return
    ordered = sorted(missing, key=lambda topic: (-weights[topic], TOPICS.index(topic)))
    for size in range(1, len(ordered) + 1):
        for some in combinations(ordered, size):
            weight = sum(map(weights.__getitem__, some))
            if weight >= lacking and weight - min(map(weights.__getitem__, some)) < lacking:
                yield some


def yardstick(questionnaire: Questionnaire) -> str:
    """Name what scores are measured by, in 8 characters: those of the same name can be compared."""
    measure = [
        (topic, weighting.weight, weighting.points)
        for topic, weighting in sorted(questionnaire.topics.items())
    ]
    return hashlib.sha256(repr(measure).encode()).hexdigest()[:8]
