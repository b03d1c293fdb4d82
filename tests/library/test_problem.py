"""What is wrong is said in each language."""

from string import Formatter

import pytest

from bot.library.parsing.problem import SAID, Problem, at, said


def _blanks(text: str) -> set[str]:
    # Words after the last blank come without one.
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(SAID["en"].keys() | SAID["nl"].keys()))
def test_each_problem_is_said_in_each_language_with_the_same_blanks(code: str) -> None:
    english, dutch = (_blanks(SAID[one][code]) for one in ("en", "nl"))
    assert english == dutch
    assert SAID["en"][code] != SAID["nl"][code] or code in ("at",)


def test_a_problem_is_english_and_can_be_said_in_dutch() -> None:
    problem = at("topics", Problem("together", total=2345, most=2000))
    assert problem == "topics: 2,345 characters together, 2,000 fit in a message; shorten them"
    assert (
        said(problem, "nl")
        == "topics: dit zijn samen 2.345 tekens, en er passen er 2.000 in een bericht; maak ze korter"
    )
    assert said("as it is", "nl") == "as it is"


def test_a_value_is_no_template() -> None:
    assert Problem("twice", name="{most}").said("nl") == "‘{most}’ staat hier twee keer; laat er één staan"
