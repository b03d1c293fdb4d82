"""What is wrong with something that was handed in, as a code that can be said in each language."""

from collections.abc import Mapping
from typing import Self

from bot.library.words import Words

WORDS = Words("bot.library")
"""What is said of each problem, by its code."""


class Problem(str):
    """A problem; as a text it is in English, as the command line says it."""

    __slots__ = ("code", "values")
    code: str
    values: Mapping[str, str | int]

    def __new__(cls, code: str, **values: str | int) -> Self:
        problem = super().__new__(cls, _text_of_code(code, values, "en"))
        problem.code = code
        problem.values = values
        return problem

    def text(self, language: str) -> str:
        """Say it in a language."""
        return _text_of_code(self.code, self.values, language)


def at(place: str, problem: Problem) -> Problem:
    """Say of which part of a file a problem is."""
    return Problem("at", place=place, problem=problem)


def place_and_problem(problem: str) -> tuple[str, str]:
    """Tell of which part of a file a problem is, and what it is without that."""
    if isinstance(problem, Problem) and problem.code == "at":
        inner = problem.values["problem"]
        return str(problem.values["place"]), inner if isinstance(inner, str) else str(inner)
    return "", problem


def problem_text(problem: str, language: str) -> str:
    """Say a problem in a language; what is no code stays as it is."""
    return problem.text(language) if isinstance(problem, Problem) else problem


def _text_of_code(code: str, values: Mapping[str, str | int], language: str) -> str:
    template = WORDS.template(language, code, values)
    return template.format_map({name: _value(value, language) for name, value in values.items()})


def _value(value: str | int, language: str) -> str:
    if isinstance(value, int):
        return f"{value:,}".replace(",", "." if language == "nl" else ",")
    return problem_text(value, language)
