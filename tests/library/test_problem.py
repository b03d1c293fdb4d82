"""What is wrong is said in each language."""

from pydantic_core._pydantic_core import list_all_errors

from bot.library.parsing.problem import WORDS, Problem, at, problem_text
from tests.support import words
from tests.support.paths import ROOT


def test_each_language_says_the_same_problems() -> None:
    assert len(WORDS.texts("nl")) > 150
    assert words.disagreements(WORDS) == []
    dutch, english = WORDS.texts("nl"), WORDS.texts("en")
    assert [code for code in dutch if dutch[code] == english[code]] == ["at"]


def test_each_problem_that_is_found_is_said_and_all_that_is_said_is_found() -> None:
    code = sorted((ROOT / "bot").rglob("*.py"))
    ours = list(words.in_python(code, frozenset({"Problem", "ArchiveRefused"})))
    assert len(ours) > 150
    texts = WORDS.texts("en")
    pydantic = [
        words.Use("pydantic", error["type"], words.blanks(texts[error["type"]]))
        for error in list_all_errors()
        if error["type"] in texts
        and words.blanks(texts[error["type"]]) <= set(error["example_context"] or ())
    ]
    assert len(pydantic) > 15
    written = words.written_in_python(path for path in code if {"library", "editorial"} & set(path.parts))
    assert words.misuses(WORDS, [*ours, *pydantic], written) == []


def test_a_problem_is_english_and_can_be_said_in_dutch() -> None:
    problem = at("topics", Problem("together", total=2345, most=2000))
    assert problem == "topics: 2,345 characters together, 2,000 fit in a message; shorten them"
    assert (
        problem_text(problem, "nl")
        == "topics: dit zijn samen 2.345 tekens, en er passen er 2.000 in een bericht; maak ze korter"
    )
    assert problem_text("as it is", "nl") == "as it is"


def test_a_value_is_no_template() -> None:
    assert Problem("twice", name="{most}").text("nl") == "‘{most}’ staat hier twee keer; laat er één staan"


def test_one_is_said_otherwise_than_more() -> None:
    one, more = (Problem("trades_count", count=count, dutch=3) for count in (1, 2))
    assert one.startswith("1 word, and 3 in Dutch")
    assert more.startswith("2 words, and 3 in Dutch")
    assert one.text("nl").startswith("hier staat 1 woord, en 3")
    assert more.text("nl").startswith("hier staan 2 woorden, en 3")
