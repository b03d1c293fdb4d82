"""What another content changes for shops, over made-up ones.

Not over answers that shops gave: whoever may write drafts can write one that changes something for shops of
one kind alone, and then the count tells whether there is one. No rounding withstands many such drafts.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.library.schema.content import Content
from scoring.advice import next_steps
from scoring.model import Answers, Monitor, Option, Question, Questionnaire, Result
from scoring.path import holding, options_for, path
from scoring.score import answers_still_valid, score

PROFILES = 200
MOST_EXAMPLES = 5

# The fractions of the roots of primes lie evenly, and no two of them rise and fall together.
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53)
_STEADY = 59
"""The prime of where a shop stands as a whole."""
_ONE_IN = 20
"""Of the questions, this share is skipped."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a shop is told: its scores, its level, how it compares, and its next steps."""

    score: int | None
    level: str | None
    topics: Mapping[str, int]
    monitor: Monitor | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A shop that is told something else."""

    answers: Answers
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Impact:
    """Of a number of shops, how many are told something else."""

    shops: int
    scores: int
    """Those with another overall score, or another score on a topic."""
    levels: int
    compared: int
    """Those that are compared otherwise with the shops of the monitor."""
    steps: int
    """Those with other next steps."""
    dropped: int
    """Those that gave an answer which is not offered or not asked any more."""
    examples: tuple[Example, ...]

    @property
    def nothing(self) -> bool:
        """Whether no score, no level, no comparison and no next step changes."""
        return not (self.scores or self.levels or self.compared or self.steps)


def impact(before: Content, after: Content) -> Impact:
    """Tell what changes when one content takes the place of another, over 200 made-up shops."""
    return impact_on(before, after, profiles(before.questionnaire))


def profiles(questionnaire: Questionnaire) -> tuple[Answers, ...]:
    """Make up shops that answer as differently as they can; the same questionnaire gives the same ones."""
    return tuple(_profile(questionnaire, number) for number in range(PROFILES))


def _profile(questionnaire: Questionnaire, number: int) -> Answers:
    answers: dict[str, str | tuple[str, ...]] = {}
    for place, question in enumerate(questionnaire.questions):
        if question not in path(questionnaire.questions, answers):
            continue
        share = _share(number, _PRIMES[place % len(_PRIMES)])
        # Every second shop stands on much the same step everywhere: only so are the outer levels reached.
        if question.ladder and number % 2:
            share = min(max(_share(number, _STEADY) * 1.2 - 0.1 + (share - 0.5) / 4, 0), 0.999)
        elif share * _ONE_IN < 1:
            continue
        else:
            share = (share * _ONE_IN - 1) / (_ONE_IN - 1)
        answers[question.id] = _answer(question, options_for(question, answers), share, number)
    return answers


def _share(number: int, prime: int) -> float:
    """Give the number's place, from 0 to under 1, in a sequence of its own."""
    return math.modf((number + 1) * math.sqrt(prime))[0]


def _answer(
    question: Question, options: Sequence[Option], share: float, number: int
) -> str | tuple[str, ...]:
    first = options[int(share * len(options))]
    if not question.several:
        return first.id
    if first.alone:
        return (first.id,)
    together = [option.id for option in options if not option.alone]
    start = together.index(first.id)
    # On a ladder the first option is the highest step; who stands high there uses many things too.
    many = 1 + int((1 - _share(number, _STEADY)) * len(together))
    return tuple((together * 2)[start : start + many])


def impact_on(before: Content, after: Content, shops: Iterable[Answers]) -> Impact:
    """Tell what changes for these shops."""
    found = list(_changes(before, after, shops))
    differing = [(answers, old, new) for answers, _, old, new in found if old != new]
    # Whose score changes is shown first, and then whose level or steps do.
    differing.sort(key=lambda one: (one[1].score == one[2].score, one[1].level == one[2].level))
    return Impact(
        shops=len(found),
        scores=sum((old.score, old.topics) != (new.score, new.topics) for _, old, new in differing),
        levels=sum(old.level != new.level for _, old, new in differing),
        compared=sum(old.monitor != new.monitor for _, old, new in differing),
        steps=sum(old.steps != new.steps for _, old, new in differing),
        dropped=sum(kept != answers for answers, kept, _, _ in found),
        examples=tuple(Example(*one) for one in differing[:MOST_EXAMPLES]),
    )


def _changes(
    before: Content, after: Content, shops: Iterable[Answers]
) -> Iterator[tuple[Answers, Answers, Standing, Standing]]:
    for given in shops:
        answers = still_holding(before.questionnaire, given)
        kept = still_holding(after.questionnaire, answers)
        yield answers, kept, _standing(before, answers), _standing(after, kept)


def still_holding(questionnaire: Questionnaire, answers: Answers) -> Answers:
    """Keep the answers that a questionnaire offers and asks for."""
    valid = answers_still_valid(questionnaire, answers)
    return holding(questionnaire.questions, {name: answer for name, answer in valid.items() if answer})


def _standing(content: Content, answers: Answers) -> Standing:
    result: Result = score(content.questionnaire, content.figures, answers)
    steps = next_steps(content.questionnaire, result, answers, content.cards)
    return Standing(
        score=result.overall.score if result.overall else None,
        level=result.overall.level if result.overall else None,
        topics={topic: found.score for topic, found in result.topics.items()},
        monitor=result.monitor,
        steps=tuple(step.id for step in steps),
    )
