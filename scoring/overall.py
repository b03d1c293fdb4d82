"""The overall score of steps: the weighted mean of their points over the topics that have one."""

import math
from collections.abc import Mapping
from fractions import Fraction

from scoring.model import Level, Questionnaire, Topic

ENOUGH_WEIGHT = 50
"""Under this weight of answered topics there is no overall score."""


def overall_score(questionnaire: Questionnaire, steps: Mapping[Topic, int]) -> int | None:
    """Score steps by topic, rounded half up, 0 to 100; None where the topics weigh under 50 together."""
    weight = sum(questionnaire.topics[topic].weight for topic in steps)
    if weight < ENOUGH_WEIGHT:
        return None
    weightings = ((questionnaire.topics[topic], step) for topic, step in steps.items())
    total = sum(weighting.weight * weighting.points[step] for weighting, step in weightings)
    return math.floor(Fraction(total, weight) + Fraction(1, 2))


def level_of(questionnaire: Questionnaire, score: int) -> Level:
    """Find the level of an overall score."""
    reached = (level for level in questionnaire.levels if level.lowest <= score)
    return max(reached, key=lambda level: level.lowest)
