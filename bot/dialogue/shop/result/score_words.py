"""The score in words: the readiness, the level, and the comparison with the shops of 2010.

The result, its picture, the report and "what if" say the same with these.
"""

import math

from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Finished, without_skipped
from bot.dialogue.core.wording import enumeration
from bot.library.parsing.markup import Html
from bot.library.schema.content import LevelText, Texts
from scoring.model import MONITORED, Answers, Interval, Questionnaire, Topic
from scoring.overall import next_level, ways_to_score
from scoring.score import score as score_of

MANY = 3
"""A way to a score of so many topics is named alone."""
MOST_WAYS = 2
MOST_POINTS = 100


def score_lines(context: Context, finished: Finished, texts: Texts) -> list[Html | None]:
    """Say the readiness with what the next level takes, or what would give one; then the comparison."""
    return [*readiness_lines(context, finished, texts), *monitor_lines(finished, texts)]


def readiness_lines(context: Context, finished: Finished, texts: Texts) -> list[Html | None]:
    """Say the readiness and what the next level takes, or which topics would give one."""
    result, overall = texts.messages.result, finished.result.overall
    questionnaire = context.content.questionnaire
    if overall is None:
        needed = result.no_score.fill(topics=_ways_to_score(questionnaire, finished.result.missing, texts))
        return [_few_topics_line(finished, texts), needed]
    score = result.score.fill(score=overall.score, level=level_text(overall.level, texts).name)
    return [_sentence(score, next_level_line(context, finished, texts))]


def next_level_line(context: Context, finished: Finished, texts: Texts) -> Html | None:
    """Say what the next level takes, or that there is no more to gain; nothing without a readiness."""
    overall = finished.result.overall
    above = next_level(context.content.questionnaire, overall.score) if overall else None
    if overall and overall.score == MOST_POINTS:
        return texts.messages.result.all_points.fill()
    if above is None:
        return None
    level = level_text(above.id, texts).name
    return texts.messages.result.next_level.fill(points=above.lowest, level=level)


def _sentence(*parts: Html | None) -> Html:
    return Html(" ".join(part for part in parts if part))


def needed_line(context: Context, answers: Answers, texts: Texts) -> Html | None:
    """Say which topics these answers still need for a readiness; None where they give one."""
    content = context.content
    found = score_of(content.questionnaire, content.figures, answers)
    if found.overall:
        return None
    topics = _ways_to_score(content.questionnaire, found.missing, texts)
    return texts.messages.result.no_score.fill(topics=topics)


def _few_topics_line(finished: Finished, texts: Texts) -> Html | None:
    """Say what there is of a result of one topic, or of none."""
    said, topics = texts.messages.result, finished.result.topics
    if not topics:
        return said.no_topic.fill()
    if len(topics) > 1:
        return None
    ((topic, one),) = topics.items()
    return said.one_topic.fill(name=texts.terms.topics[topic].name, points=one.score)


def _ways_to_score(questionnaire: Questionnaire, missing: tuple[Topic, ...], texts: Texts) -> str:
    """Name the topics that would give a score: "social media, or e-mail and SMS"."""
    general = texts.messages.general
    found = list(ways_to_score(questionnaire, missing))
    ways = ([way for way in found if len(way) < MANY] or found[:1] or [missing])[:MOST_WAYS]
    named = [enumeration([texts.terms.topics[topic].within for topic in way], general.both) for way in ways]
    if all(len(way) == 1 for way in ways):
        return enumeration(named, general.either)
    return f", {general.either} ".join(named)


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
    """Say that not all has to be done; where nothing is left to gain, to keep it up; or that no step fits."""
    result, steps = texts.messages.result, finished.result.next_steps
    if keeps_up(finished):
        return result.keep_up.fill()
    return result.one_channel.fill() if steps else texts.messages.steps.none.fill()


def keeps_up(finished: Finished) -> bool:
    """Tell whether all next steps are for keeping up what is there."""
    steps = finished.result.next_steps
    return bool(steps) and all(step.reason.kind == "keep" for step in steps)


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
