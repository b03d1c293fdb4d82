"""Where a shop stands among the other participants: beside the monitor, never mixed with it."""

from collections.abc import Mapping

from scoring.model import TOPICS, Frozen, Questionnaire, Topic, TopicResult
from scoring.overall import overall_score

ENOUGH_PEERS = 30
"""With fewer other shops nothing is said."""

# A shop's steps on all six topics, in the order of TOPICS.
Steps = tuple[int, ...]


class Peers(Frozen):
    """How many of the other shops scored lower than this one, and how many the same."""

    others: int
    lower: int
    same: int


def complete_steps(topics: Mapping[Topic, TopicResult]) -> Steps | None:
    """Give the steps of an assessment that answered all six topics; None for another."""
    return tuple(topics[topic].step for topic in TOPICS) if len(topics) == len(TOPICS) else None


def peers(questionnaire: Questionnaire, own: Steps, others: Mapping[Steps, int]) -> Peers | None:
    """Compare a shop with others, all scored with the same weights; None with fewer than 30 others.

    `others` counts the other shops by their steps; the shop itself is not among them.
    """
    count = sum(others.values())
    if count < ENOUGH_PEERS:
        return None
    mine = rescored(questionnaire, own)
    scores = [(rescored(questionnaire, steps), shops) for steps, shops in others.items()]
    lower = sum(shops for score, shops in scores if score < mine)
    return Peers(others=count, lower=lower, same=sum(shops for score, shops in scores if score == mine))


def rescored(questionnaire: Questionnaire, steps: Steps) -> int:
    """Score steps on all six topics with a questionnaire's weights and points, rounded half up, 0 to 100."""
    score = overall_score(questionnaire, dict(zip(TOPICS, steps, strict=True)))
    if score is None:
        raise ValueError("all six topics weigh 100 together")
    return score
