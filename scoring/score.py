"""From answers to scores: per topic, overall, and beside the sector's mean of 2010.

Channels are scored by the three measures of the HBD Monitor ICT 2010 (awareness, intention, use), and
asking for contact data by what the shop asks, keeps and records. All arithmetic is exact; floats are made
only where a result is filled in.
"""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from scoring.model import (
    TOPICS,
    Answers,
    Figures,
    Interval,
    Overall,
    Question,
    Questionnaire,
    Result,
    Topic,
    TopicResult,
    Verdict,
    Weighting,
)
from scoring.overall import ENOUGH_WEIGHT, level_of, overall_score
from scoring.path import holding


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


def offered(questionnaire: Questionnaire, given: Mapping[str, object]) -> Answers:
    """Return the answers given, if each is one that its question offers.

    A question that takes several options needs a tuple of at least one, none twice, and none beside an
    option that stands alone. Raises AnswerNotOffered.
    """
    answers: dict[str, str | tuple[str, ...]] = {}
    for question_id, answer in given.items():
        question = questionnaire.question(question_id)
        if question is None:
            raise AnswerNotOffered(question_id, None, [known.id for known in questionnaire.questions])
        answers[question_id] = (
            _several_of(question, answer) if question.several else _one_of(question, answer)
        )
    return answers


def _one_of(question: Question, answer: object) -> str:
    if isinstance(answer, str) and question.option(answer) is not None:
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

    Answers to questions that other answers rule out are ignored. Without a physical shop nothing is held
    against the sector. Raises AnswerNotOffered.
    """
    answers = holding(questionnaire.questions, offered(questionnaire, answers))
    sector = None if answers.get("shop_type") == "web" else figures
    steps = {topic: _step(questionnaire, answers, topic) for topic in TOPICS}
    topics = {
        topic: _topic_result(questionnaire.topics[topic], sector, topic, step)
        for topic, step in steps.items()
        if step is not None
    }
    return Result(
        overall=_overall(questionnaire, sector, topics),
        topics=topics,
        missing=tuple(topic for topic in TOPICS if topic not in topics),
    )


def topics_needed(questionnaire: Questionnaire, result: Result) -> int:
    """Return how many more topics, at least, would give an overall score; 0 when there is one."""
    weight = _weight(questionnaire, result.topics)
    heaviest_first = sorted((questionnaire.topics[topic].weight for topic in result.missing), reverse=True)
    needed = 0
    while weight < ENOUGH_WEIGHT and needed < len(heaviest_first):
        weight += heaviest_first[needed]
        needed += 1
    return needed


def sector_interval(weighting: Weighting, figures: Figures, topic: Topic) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and highest mean score, 0 to 100, that the sector's shops can have had on a topic.

    The published shares say how many shops were at least on a step, not where above it. None where a share
    that this rests on was not published.
    """
    return (
        _data_interval(weighting, figures)
        if topic == "data"
        else _channel_interval(weighting, figures, topic)
    )


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


def _overall(
    questionnaire: Questionnaire, sector: Figures | None, topics: Mapping[Topic, TopicResult]
) -> Overall | None:
    rounded = overall_score(questionnaire, {topic: result.step for topic, result in topics.items()})
    if rounded is None:
        return None
    interval = None if sector is None else _overall_interval(questionnaire, sector, topics)
    return Overall(
        score=rounded,
        level=level_of(questionnaire, rounded).id,
        sector=_as_interval(interval),
        verdict=None if interval is None else _verdict(rounded, *interval),
    )


def _overall_interval(
    questionnaire: Questionnaire, sector: Figures, topics: Mapping[Topic, TopicResult]
) -> tuple[Fraction, Fraction] | None:
    """Weigh the topics' intervals as the shop's own score is weighed; None where one is not known."""
    low = high = Fraction(0)
    for topic in topics:
        weighting = questionnaire.topics[topic]
        interval = sector_interval(weighting, sector, topic)
        if interval is None:
            return None
        low += weighting.weight * interval[0]
        high += weighting.weight * interval[1]
    weight = _weight(questionnaire, topics)
    return low / weight, high / weight


def _verdict(rounded: int, low: Fraction, high: Fraction) -> Verdict:
    if rounded < math.floor(low):
        return "below"
    return "above" if rounded > math.ceil(high) else "within"


def _weight(questionnaire: Questionnaire, topics: Mapping[Topic, TopicResult]) -> int:
    return sum(questionnaire.topics[topic].weight for topic in topics)


def _as_interval(bounds: tuple[Fraction, Fraction] | None) -> Interval | None:
    return None if bounds is None else Interval(low=float(bounds[0]), high=float(bounds[1]))
