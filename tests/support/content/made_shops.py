"""Made-up shops that answer at random, with what the shipped content gives them."""

import random
from functools import cache

from bot.library.loader import load
from bot.library.schema.content import Content
from scoring.advice import next_steps
from scoring.fit import Shop
from scoring.model import Answers, Card, NextStep, Question, Result
from scoring.path import holding, options_for, path
from scoring.score import score

SHOPS = 2_000
SKIPPED = 0.05


@cache
def content() -> Content:
    return load()


def _answer(question: Question, given: Answers, dice: random.Random) -> str | tuple[str, ...]:
    options = options_for(question, given)
    first = dice.choice(options)
    if not question.several:
        return first.id
    if first.alone:
        return (first.id,)
    others = [option.id for option in options if not option.alone and dice.random() < 0.3]
    return tuple(dict.fromkeys((first.id, *others)))


@cache
def shops() -> tuple[Answers, ...]:
    """Make up shops that answer at random, and skip one question of twenty."""
    dice = random.Random(2026)  # noqa: S311 -- a test that can be repeated
    made: list[Answers] = []
    questions = content().questionnaire.questions
    for _ in range(SHOPS):
        given: dict[str, str | tuple[str, ...]] = {}
        for question in questions:
            if question in path(questions, given) and dice.random() >= SKIPPED:
                given[question.id] = _answer(question, given, dice)
        made.append(given)
    return tuple(made)


def scored(given: Answers) -> Result:
    return score(content().questionnaire, content().figures, given)


def steps_for(given: Answers) -> tuple[NextStep, ...]:
    return next_steps(content().questionnaire, scored(given), given, content().cards)


def cards_of(steps: tuple[NextStep, ...]) -> list[Card]:
    return [card for step in steps if (card := content().card(step.id))]


def standing(given: Answers) -> Shop:
    questionnaire = content().questionnaire
    return Shop(questionnaire, scored(given), holding(questionnaire.questions, given))
