"""From answers to scores: per topic, the readiness over all, and the comparison with the sector of 2010.

Channels are scored by the three measures of the HBD Monitor ICT 2010 (awareness, intention, use), asking for
contact data by what the shop asks, keeps and records, and `online` by how many things of today it uses. All
arithmetic is exact; floats are made only where a result is filled in.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction

from scoring.model import (
    MONITORED,
    ONLINE_ITEMS,
    TOPICS,
    Answers,
    Figures,
    Interval,
    Monitor,
    Overall,
    Question,
    Questionnaire,
    Result,
    Topic,
    TopicResult,
    Verdict,
    Weighting,
)
from scoring.overall import half_up, level_of, overall_score, weight_of, weighted_mean
from scoring.path import SHOP_TYPE, chosen_options, holding

_Answer = str | tuple[str, ...]

WEB = "web"
"""The shop type of a webshop alone, which the monitor did not ask."""


class AnswerNotOffered(ValueError):
    """An answer to a question that is not there, or that the question does not offer.

    `option` is what was given: an option, or a whole answer of a wrong shape; None for an unknown question.
    `allowed` holds the option ids of the question, or the question ids.
    """

    def __init__(self, question: str, option: object, allowed: Sequence[str]) -> None:
        super().__init__(f"{question}: {option!r} is not offered; allowed: {', '.join(allowed)}")
        self.question = question
        self.option = option
        self.allowed = tuple(allowed)


def valid_answers(questionnaire: Questionnaire, given: Mapping[str, object]) -> Answers:
    """Return the answers given, if each is one that its question offers.

    A question that takes several options needs a tuple of at least one, none twice, and none beside an
    option that stands alone. Raises AnswerNotOffered.
    """
    questions = {question.id: question for question in questionnaire.questions}
    answers: dict[str, _Answer] = {}
    for question_id, answer in given.items():
        if question_id not in questions:
            raise AnswerNotOffered(question_id, None, list(questions))
        answers[question_id] = _offered_answer(questions[question_id], answer)
    return answers


def answers_still_valid(
    questionnaire: Questionnaire, given: Mapping[str, _Answer | None]
) -> dict[str, _Answer | None]:
    """Leave out the answers that no question of this questionnaire offers, as those to one of before may be.

    A skipped question, of which the answer is None, stays skipped.
    """
    questions = {question.id: question for question in questionnaire.questions}
    valid: dict[str, _Answer | None] = {}
    for question_id, answer in given.items():
        with suppress(AnswerNotOffered, KeyError):
            question = questions[question_id]
            valid[question_id] = None if answer is None else _offered_answer(question, answer)
    return valid


def _offered_answer(question: Question, answer: object) -> _Answer:
    return _several_of(question, answer) if question.several else _one_of(question, answer)


def _one_of(question: Question, answer: object) -> str:
    if isinstance(answer, str) and any(option.id == answer for option in question.options):
        return answer
    raise AnswerNotOffered(question.id, answer, [option.id for option in question.options])


def _several_of(question: Question, answer: object) -> tuple[str, ...]:
    allowed = [option.id for option in question.options]
    if not isinstance(answer, tuple) or not answer:
        raise AnswerNotOffered(question.id, answer, allowed)
    options = tuple(_one_of(question, option) for option in answer)
    alone = {option.id for option in question.options if option.alone}
    if len(set(options)) < len(options) or (len(options) > 1 and not alone.isdisjoint(options)):
        raise AnswerNotOffered(question.id, answer, allowed)
    return options


def score(questionnaire: Questionnaire, figures: Figures, answers: Answers) -> Result:
    """Score the answers, without next steps.

    Answers to questions that other answers rule out are ignored, and so are options that this type of shop
    is not offered. Without a physical shop nothing is held against the sector. Raises AnswerNotOffered.
    """
    answers = holding(questionnaire.questions, valid_answers(questionnaire, answers))
    sector = None if answers.get(SHOP_TYPE) == WEB else figures
    steps = {topic: _step(questionnaire, answers, topic) for topic in TOPICS}
    topics = {
        topic: _topic_result(questionnaire.topics[topic], sector, topic, step)
        if topic != "online"
        else TopicResult(step=step, score=online_score(step, answers))
        for topic, step in steps.items()
        if step is not None
    }
    scores = {topic: result.score for topic, result in topics.items()}
    return Result(
        overall=overall(questionnaire, scores),
        monitor=None if sector is None else monitor(questionnaire, sector, scores),
        topics=topics,
        missing=tuple(topic for topic in TOPICS if topic not in topics),
    )


def overall(questionnaire: Questionnaire, scores: Mapping[Topic, int]) -> Overall | None:
    """Give the readiness and its level from the points of topics; None where they weigh under 50."""
    rounded = overall_score(questionnaire, scores)
    return None if rounded is None else Overall(score=rounded, level=level_of(questionnaire, rounded).id)


def online_used(answers: Answers) -> tuple[str, ...]:
    """List the items of `online` that a shop uses; the website of a webshop counts as used."""
    today = chosen_options(answers, "today")
    web = answers.get(SHOP_TYPE) == WEB
    return tuple(
        item
        for item in online_items(answers)
        if (web and item == "website") or any(option in today for option in ONLINE_ITEMS[item])
    )


def online_items(answers: Answers) -> tuple[str, ...]:
    """List the items of `online` that a shop can have: a webshop has no opening hours to show on Google."""
    web = answers.get(SHOP_TYPE) == WEB
    return tuple(item for item in ONLINE_ITEMS if not (web and item == "google"))


def online_score(used: int, answers: Answers) -> int:
    """Give the points of `online` with so many items in use."""
    return half_up(Fraction(100 * used, len(online_items(answers))))


def sector_interval(weighting: Weighting, figures: Figures, topic: Topic) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and highest mean score, 0 to 100, that the sector's shops can have had on a topic.

    The published shares say how many shops were at least on a step, not where above it. None where a share
    that this rests on was not published.
    """
    if topic == "data":
        return _data_interval(weighting, figures)
    return None if topic == "online" else _channel_interval(weighting, figures, topic)


def sector_intervals(
    questionnaire: Questionnaire, figures: Figures, topics: Iterable[Topic]
) -> dict[Topic, tuple[Fraction, Fraction]]:
    """Return the intervals of the sector on these topics, as far as they are known."""
    found = {topic: sector_interval(questionnaire.topics[topic], figures, topic) for topic in topics}
    return {topic: interval for topic, interval in found.items() if interval is not None}


def monitor(questionnaire: Questionnaire, figures: Figures, scores: Mapping[Topic, int]) -> Monitor | None:
    """Hold the mean over the monitor's own topics against the same mean of the sector.

    None where those that were answered weigh less than half of them all, or where an interval is not known.
    """
    asked = {topic: points for topic, points in scores.items() if topic in MONITORED}
    if weight_of(questionnaire, asked) * 2 < weight_of(questionnaire, MONITORED):
        return None
    known = sector_intervals(questionnaire, figures, asked)
    mean = weighted_mean(questionnaire, asked)
    low = weighted_mean(questionnaire, {topic: interval[0] for topic, interval in known.items()})
    high = weighted_mean(questionnaire, {topic: interval[1] for topic, interval in known.items()})
    if len(known) < len(asked) or mean is None or low is None or high is None:
        return None
    rounded = half_up(mean)
    sector = Interval(low=float(low), high=float(high))
    return Monitor(score=rounded, sector=sector, verdict=_verdict(rounded, low, high))


def _channel_interval(
    weighting: Weighting, figures: Figures, topic: Topic
) -> tuple[Fraction, Fraction] | None:
    aware, use = figures.shares.get(f"{topic}.aware"), figures.shares.get(f"{topic}.use")
    _, known, planned, sometimes, regular = weighting.points
    if aware is None:
        return None
    if use is None:
        return Fraction(aware * known, 100), Fraction(aware * regular, 100)
    only_aware = aware - use
    return (
        Fraction(only_aware * known + use * sometimes, 100),
        Fraction(only_aware * planned + use * regular, 100),
    )


def _data_interval(weighting: Weighting, figures: Figures) -> tuple[Fraction, Fraction] | None:
    asks, refuses = figures.shares.get("data.asks"), figures.shares.get("data.would_not_consider")
    if asks is None or refuses is None:
        return None
    considers = Fraction((100 - asks) * (100 - refuses), 100)
    _, would_ask, asking, _, best = weighting.points
    return (considers * would_ask + asks * asking) / 100, (considers * would_ask + asks * best) / 100


def _step(questionnaire: Questionnaire, answers: Answers, topic: Topic) -> int | None:
    """Return the highest step of the topic that the answers establish; None where it was skipped."""
    if topic == "data":
        return _data_step(answers)
    if topic == "online":
        return len(online_used(answers)) if "today" in answers else None
    question, answer = questionnaire.question(topic), answers.get(topic)
    option = question.option(answer) if question is not None and isinstance(answer, str) else None
    return None if option is None else option.step


def _data_step(answers: Answers) -> int | None:
    asks, file = answers.get("data_asks"), answers.get("data_file")
    if asks is None:
        return None
    if asks == "no":
        return 1 if answers.get("data_consider") == "yes" else 0
    if file != "yes":
        return 2
    return 4 if answers.get("data_consent") == "yes" else 3


def _topic_result(weighting: Weighting, sector: Figures | None, topic: Topic, step: int) -> TopicResult:
    points = weighting.points[step]
    if sector is None:
        return TopicResult(step=step, score=points)
    return TopicResult(
        step=step,
        score=points,
        sector=_as_interval(sector_interval(weighting, sector, topic)),
        ahead_of_at_least=_ahead_of_at_least(sector, topic, step),
        with_about=_with_about(sector, topic) if step == 0 else None,
    )


def _ahead_of_at_least(sector: Figures, topic: Topic, step: int) -> int | None:
    """Return the percent of shops that were certainly on a lower step; None where not known."""
    if step == 0:
        return None
    if topic == "data":
        return _ahead_on_data(sector, step)
    use = sector.shares.get(f"{topic}.use") if step >= 3 else None
    return _rest(sector, f"{topic}.aware") if use is None else 100 - use


def _ahead_on_data(sector: Figures, step: int) -> int | None:
    not_asking, refuses = _rest(sector, "data.asks"), sector.shares.get("data.would_not_consider")
    if step >= 2 or not_asking is None:
        return not_asking
    return None if refuses is None else not_asking * refuses // 100


def _with_about(sector: Figures, topic: Topic) -> int | None:
    return _rest(sector, "data.asks" if topic == "data" else f"{topic}.aware")


def _rest(sector: Figures, figure: str) -> int | None:
    share = sector.shares.get(figure)
    return None if share is None else 100 - share


def _verdict(rounded: int, low: Fraction, high: Fraction) -> Verdict:
    if rounded < math.floor(low):
        return "below"
    return "above" if rounded > math.ceil(high) else "within"


def _as_interval(bounds: tuple[Fraction, Fraction] | None) -> Interval | None:
    return None if bounds is None else Interval(low=float(bounds[0]), high=float(bounds[1]))
