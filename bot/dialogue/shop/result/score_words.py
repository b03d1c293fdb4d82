"""The score in words: the readiness, the level, and the comparison with the shops of 2010.

The result, its picture, the report and "what if" say the same with these.
"""

import math

from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Finished, without_skipped
from bot.dialogue.core.wording import enumeration
from bot.library.parsing.markup import Html
from bot.library.schema.content import LevelText, Texts
from scoring.model import MONITORED, Interval, Questionnaire, Topic
from scoring.overall import next_level, ways_to_score

MANY = 3
"""A way to a score of so many topics is named alone."""
MOST_WAYS = 2


def score_lines(context: Context, finished: Finished, texts: Texts) -> list[Html | None]:
    """Say the readiness with what the next level takes, or what would give one; then the comparison."""
    return [*readiness_lines(context, finished, texts), *monitor_lines(finished, texts)]


def readiness_lines(context: Context, finished: Finished, texts: Texts) -> list[Html | None]:
    """Say the readiness and what the next level takes, or which topics would give one."""
    result, overall = texts.messages.result, finished.result.overall
    questionnaire = context.content.questionnaire
    if overall is None:
        return [result.no_score.fill(topics=_ways_to_score(questionnaire, finished, texts))]
    score = result.score.fill(score=overall.score, level=level_text(overall.level, texts).name)
    return [_sentence(score, next_level_line(context, finished, texts))]


def next_level_line(context: Context, finished: Finished, texts: Texts) -> Html | None:
    """Say what the next level takes; nothing on the highest, or without a readiness."""
    overall = finished.result.overall
    above = next_level(context.content.questionnaire, overall.score) if overall else None
    if above is None:
        return None
    level = level_text(above.id, texts).name
    return texts.messages.result.next_level.fill(points=above.lowest, level=level)


def _sentence(*parts: Html | None) -> Html:
    return Html(" ".join(part for part in parts if part))


def _ways_to_score(questionnaire: Questionnaire, finished: Finished, texts: Texts) -> str:
    """Name the topics that would give a score: "social media, or e-mail and SMS"."""
    general = texts.messages.general
    ways = [
        enumeration([texts.terms.topics[topic].within for topic in way], general.both)
        for way in ways_to_score(questionnaire, finished.result.missing)
        if len(way) < MANY
    ]
    if not ways:
        way = next(ways_to_score(questionnaire, finished.result.missing), finished.result.missing)
        ways = [enumeration([texts.terms.topics[topic].within for topic in way], general.both)]
    return f", {general.either} ".join(ways[:MOST_WAYS])


def monitor_lines(finished: Finished, texts: Texts) -> list[Html | None]:
    """Say how the shop stands to the shops of 2010, or why that is not said; the same in every place."""
    result, compared = texts.messages.result, finished.result.monitor
    shop_type = without_skipped(finished.given).get("shop_type")
    if shop_type == "web":
        return [result.web_only.fill()]
    if compared is None:
        return []
    low, high = whole(compared.sector)
    sentence = result.monitor if has_all_monitored(finished) else result.monitor_some
    return [
        _sentence(
            sentence.fill(score=compared.score, low=low, high=high),
            result.verdicts[compared.verdict].fill(),
            None if shop_type else result.monitor_if_door.fill(),
        )
    ]


def has_all_monitored(finished: Finished) -> bool:
    """Tell whether all topics of the monitor were answered."""
    return all(topic in finished.result.topics for topic in MONITORED)


def whole_advice(finished: Finished, texts: Texts) -> Html:
    """Say that not all has to be done; where nothing is left to gain, that it is to be kept up."""
    steps = finished.result.next_steps
    keeping = bool(steps) and all(step.reason.kind == "keep" for step in steps)
    return texts.messages.result.keep_up.fill() if keeping else texts.messages.result.one_channel.fill()


def level_text(level: str, texts: Texts) -> LevelText:
    """Find the words of a level; one that today's content no longer has is called by its id."""
    return texts.terms.levels.get(level) or LevelText(name=level, text=level)


def step_text(topic: Topic, step: int, finished: Finished, texts: Texts) -> str:
    """Say what a shop does on a step of a topic."""
    words = texts.terms.topics[topic]
    web = without_skipped(finished.given).get("shop_type") == "web"
    return words.web_steps[step] if web and words.web_steps else words.steps[step]


def whole(interval: Interval) -> tuple[int, int]:
    """Give an interval in whole points, outward, as the verdict reads it."""
    return math.floor(interval.low), math.ceil(interval.high)
