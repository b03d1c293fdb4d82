"""Which questions are asked, given the answers so far."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from scoring.model import Answers, Option, Question

T = TypeVar("T")


class Same(Generic[T]):
    """Equal to another of the very same object: to compare a whole content takes too long."""

    __slots__ = ("it",)

    def __init__(self, it: T) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.it is self.it

    def __hash__(self) -> int:
        return id(self.it)


Questions = tuple[Question, ...]
Given = Mapping[str, str | tuple[str, ...] | None]
"""Answers by question, with None where a question was skipped."""
SHOP_TYPE = "shop_type"
_Opening = tuple[str | tuple[str, ...] | None, ...]
"""What was answered to each question that can open others; None where it was not."""

# What opens others has few answers: enough for all ways through some questionnaires, which are looked up
# many times at each step.
_KEPT = 4096


def chosen_options(answers: Answers, question_id: str) -> tuple[str, ...]:
    """Return the options chosen for a question: none for a skipped one, one or more otherwise."""
    answer = answers.get(question_id, ())
    return (answer,) if isinstance(answer, str) else answer


def path(questions: Questions, answers: Given) -> Questions:
    """Return the questions that are asked given these answers, in their order.

    A condition on a question that is skipped, not asked, or stands later, does not hold. A question that
    takes several options meets a condition with any of them.
    """
    key = Same(questions)
    return _path(key, _opening(key, answers))


def longest(questions: Questions, answers: Answers, skipped: Collection[str] = ()) -> Questions:
    """Return the longest path that these answers and skipped question ids still allow.

    It is the longest of the paths of all ways to answer what is open, so a further answer, which leaves
    fewer ways, never makes it longer. Of equally long paths the one by the earliest options is returned.
    """
    key = Same(questions)
    return _longest(key, _opening(key, answers), frozenset(skipped).intersection(_openers(key)))


def holding(questions: Questions, answers: Answers) -> Answers:
    """Return the answers that count, in the order of the questions.

    Left out are answers to questions off the path, and options that this type of shop is not offered.
    """
    shop_type = answers.get(SHOP_TYPE)
    kept = (
        (question.id, offered_to(question, shop_type, answers[question.id]))
        for question in path(questions, answers)
        if question.id in answers
    )
    return {question: answer for question, answer in kept if answer is not None}


def answers_that_hold(questions: Questions, given: Given) -> Given:
    """Leave out what this type of shop is not offered; an answer of which nothing is left goes as a whole.

    Unlike `holding` it keeps skipped questions, and answers off the path.
    """
    shop_type = given.get(SHOP_TYPE)
    kept: dict[str, str | tuple[str, ...] | None] = {}
    for question in questions:
        if question.id in given:
            before = given[question.id]
            answer = None if before is None else offered_to(question, shop_type, before)
            if answer is not None or before is None:
                kept[question.id] = answer
    return kept


def options_for(question: Question, answers: Answers) -> tuple[Option, ...]:
    """Return the options that a question offers to the type of shop that was answered, or to any."""
    shop_type = answers.get(SHOP_TYPE)
    return tuple(option for option in question.options if shop_type not in option.not_for)


def offered_to(
    question: Question, shop_type: object, answer: str | tuple[str, ...]
) -> str | tuple[str, ...] | None:
    """Return what is left of an answer without the options that this type of shop is not offered.

    Where none of several is left, that is what was answered, if the question has an option for it.
    """
    closed = {option.id for option in question.options if shop_type in option.not_for}
    if not closed:
        return answer
    if isinstance(answer, str):
        return None if answer in closed else answer
    left = tuple(option for option in answer if option not in closed)
    return left or next(((option.id,) for option in question.options if option.alone), None)


@lru_cache(maxsize=64)
def _openers(key: Same[Questions]) -> tuple[str, ...]:
    """Name the questions on which others depend: what is asked hangs on no other answer."""
    named = {earlier for question in key.it for earlier in question.when}
    return tuple(question.id for question in key.it if question.id in named)


def _opening(key: Same[Questions], answers: Given) -> _Opening:
    return tuple(map(answers.get, _openers(key)))


def _answers(key: Same[Questions], opening: _Opening) -> dict[str, str | tuple[str, ...]]:
    return {name: answer for name, answer in zip(_openers(key), opening, strict=True) if answer is not None}


@lru_cache(maxsize=_KEPT)
def _path(key: Same[Questions], opening: _Opening) -> Questions:
    return _asked_questions(key.it, _answers(key, opening))


@lru_cache(maxsize=_KEPT)
def _longest(key: Same[Questions], opening: _Opening, skipped: frozenset[str]) -> Questions:
    questions, answers = key.it, _answers(key, opening)
    open_ways = [
        [(question.id, way) for way in _ways_to_go_on(question, questions)]
        for question in questions
        if question.id not in answers and question.id not in skipped
    ]
    completions = product(*(ways for ways in open_ways if ways))
    return max(
        (_asked_questions(questions, {**answers, **dict(completion)}) for completion in completions), key=len
    )


def _asked_questions(questions: Questions, answers: Answers) -> Questions:
    asked: dict[str, Question] = {}
    for question in questions:
        if all(
            earlier in asked and _any_of(chosen_options(answers, earlier), allowed)
            for earlier, allowed in question.when.items()
        ):
            asked[question.id] = question
    return tuple(asked.values())


def _any_of(options: Iterable[str], allowed: Collection[str]) -> bool:
    return any(option in allowed for option in options)


def _ways_to_go_on(question: Question, questions: Questions) -> list[tuple[str, ...]]:
    """Return one answer for each set of questions that answering this question can open.

    Answers that open nothing are left out: conditions only ever ask for an answer, so such an answer
    never makes a longer path than another one. The same goes for fewer of the options that combine.
    """
    conditions = [(later.id, later.when[question.id]) for later in questions if question.id in later.when]
    if not conditions:
        return []
    ways: dict[frozenset[str], tuple[str, ...]] = {}
    for answer in _fullest_answers(question):
        opened = frozenset(later for later, allowed in conditions if _any_of(answer, allowed))
        if opened:
            ways.setdefault(opened, answer)
    return list(ways.values())


def _fullest_answers(question: Question) -> list[tuple[str, ...]]:
    if not question.several:
        return [(option.id,) for option in question.options]
    together = tuple(option.id for option in question.options if not option.alone)
    return [together, *((option.id,) for option in question.options if option.alone)]
