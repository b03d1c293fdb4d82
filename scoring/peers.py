"""Where a shop stands among the other participants: beside the monitor, never mixed with it.

What is told comes from a table that is released (see `scoring.disclosure`), so that no two looks at it tell
what one shop scored.
"""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import NamedTuple

from scoring.disclosure import STRIDE, to_stride
from scoring.model import TOPICS, Frozen, Percent, Questionnaire, Topic, TopicResult
from scoring.overall import overall_score

ENOUGH_PEERS = 50
"""With fewer shops there is no table."""
# A shop's steps on all topics, in the order of TOPICS.
Steps = tuple[int, ...]


class PeerTable(Frozen):
    """How many of 100 participating shops scored lower than 0, 5, 10 … 100 points, rounded to fives."""

    lower: tuple[Percent, ...]

    def place(self, score: int) -> int:
        """Look up how many of 100 shops scored lower than a readiness."""
        return self.lower[score // STRIDE]


class Published(NamedTuple):
    """The table that is told from, and the yardstick of the scores in it."""

    table: PeerTable
    yardstick: str


def complete_steps(topics: Mapping[Topic, TopicResult]) -> Steps | None:
    """Give the steps of an assessment that answered all topics; None for another."""
    return tuple(topics[topic].step for topic in TOPICS) if len(topics) == len(TOPICS) else None


def peer_table(questionnaire: Questionnaire, shops: Collection[Steps]) -> PeerTable | None:
    """Make the table over shops, each scored with the live weights; None with too few of them."""
    if len(shops) < ENOUGH_PEERS:
        return None
    scores = [score_from_steps(questionnaire, steps) for steps in shops]
    shares = (
        Fraction(100 * sum(score < points for score in scores), len(scores))
        for points in range(0, 101, STRIDE)
    )
    return PeerTable(lower=tuple(map(to_stride, shares)))


def score_from_steps(questionnaire: Questionnaire, steps: Steps) -> int:
    """Score a shop with a door by its steps on all topics, rounded half up, 0 to 100."""
    on_topic = zip(TOPICS, steps, strict=True)
    score = overall_score(
        questionnaire, {topic: questionnaire.topics[topic].points[step] for topic, step in on_topic}
    )
    if score is None:
        raise ValueError("all topics weigh 100 together")
    return score
