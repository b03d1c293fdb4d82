from collections.abc import Mapping
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from scoring.model import Answers, Option, Question
from scoring.path import answers_that_hold, chosen_options, holding, longest, path
from tests.support.builders import answers, any_answer, any_answers, questionnaire

QUESTIONS = questionnaire().questions
CONDITIONAL = {"platforms", "data_consent", "data_consider", "data_reasons"}


def ids(questions: tuple[Question, ...]) -> list[str]:
    return [question.id for question in questions]


def question(
    id_: str, *options: str, several: bool = False, when: Mapping[str, tuple[str, ...]] | None = None
) -> Question:
    made = tuple(Option(id=option, alone=option == "none") for option in options or ("a", "b", "c"))
    return Question(id=id_, options=made, several=several, when=when or {})


# On the first question two branches exclude each other, and the longer one ends in a fork again.
FORKED = (
    question("fork"),
    question("short", when={"fork": ("a",)}),
    question("long", when={"fork": ("b",)}),
    question("longer", when={"fork": ("b",), "long": ("a", "b")}),
    question("both", when={"short": ("a",), "long": ("a",)}),
    question("picks", "x", "y", "none", several=True),
    question("of_x", when={"picks": ("x",)}),
    question("of_y", when={"picks": ("y",)}),
    question("of_none", when={"picks": ("none",)}),
    question("last"),
)


def open_answers(questions: tuple[Question, ...]) -> st.SearchStrategy[Answers]:
    return st.fixed_dictionaries({}, optional={question.id: any_answer(question) for question in questions})


def test_chosen_is_a_tuple_whatever_the_shape_of_the_answer() -> None:
    given_answers = answers(goal="visit", today=("google", "reviews"))

    assert chosen_options(given_answers, "goal") == ("visit",)
    assert chosen_options(given_answers, "today") == ("google", "reviews")
    assert chosen_options(given_answers, "branch") == ()


def test_without_answers_only_the_unconditional_questions_are_asked_in_order() -> None:
    assert ids(path(QUESTIONS, {})) == [q.id for q in QUESTIONS if q.id not in CONDITIONAL]


def test_a_condition_opens_its_question() -> None:
    assert "platforms" in ids(path(QUESTIONS, answers(social=2)))
    assert "platforms" not in ids(path(QUESTIONS, answers(social=1)))


@given(any_answers(), st.sets(st.sampled_from([one.id for one in QUESTIONS])))
def test_a_skipped_question_opens_what_an_open_one_does(given_answers: Answers, skipped: set[str]) -> None:
    left = {name: answer for name, answer in given_answers.items() if name not in skipped}
    assert path(QUESTIONS, {**given_answers, **dict.fromkeys(skipped)}) == path(QUESTIONS, left)


def test_what_a_type_of_shop_is_not_offered_holds_no_more_and_a_skipped_question_stays_skipped() -> None:
    choice = Question(
        id="choice",
        options=(Option(id="a"), Option(id="b", not_for=("web",))),
        several=True,
    )
    questions = (question("shop_type", "web", "physical"), choice, question("other"))
    both = {"shop_type": "web", "choice": ("a", "b"), "other": None, "unknown": "a"}
    assert answers_that_hold(questions, both) == {"shop_type": "web", "choice": ("a",), "other": None}
    assert answers_that_hold(questions, {**both, "choice": ("b",)}) == {"shop_type": "web", "other": None}


def test_a_condition_on_a_question_that_is_not_asked_does_not_hold() -> None:
    refusing = answers(data_asks="no", data_consider="no")
    assert "data_reasons" in ids(path(QUESTIONS, refusing))
    assert "data_reasons" not in ids(path(QUESTIONS, {**refusing, "data_asks": "yes"}))


def test_a_condition_on_a_later_question_does_not_hold() -> None:
    questions = (question("first", when={"second": ("a",)}), question("second"))
    assert ids(path(questions, {"second": "a"})) == ["second"]


def test_every_condition_of_a_question_must_hold() -> None:
    assert "both" not in ids(path(FORKED, {"fork": "a", "short": "a", "long": "a"}))
    assert "longer" in ids(path(FORKED, {"fork": "b", "long": "b"}))
    assert "longer" not in ids(path(FORKED, {"fork": "b", "long": "c"}))


def test_one_of_several_chosen_options_meets_a_condition() -> None:
    assert {"of_x", "of_y"} <= set(ids(path(FORKED, {"picks": ("x", "y")})))
    assert "of_y" not in ids(path(FORKED, {"picks": ("x",)}))


def test_only_answers_on_the_path_hold() -> None:
    stale = answers(
        data_asks="yes", data_consider="no", data_reasons=("trust",), social=0, platforms=("other",)
    )
    assert holding(QUESTIONS, stale) == answers(data_asks="yes", social=0)


def test_the_longest_path_counts_what_may_still_be_asked() -> None:
    assert ids(longest(QUESTIONS, {})) == ids(QUESTIONS)
    assert len(longest(QUESTIONS, answers(data_asks="yes"))) == len(QUESTIONS) - 2
    assert len(longest(QUESTIONS, answers(data_consider="yes"))) == len(QUESTIONS) - 1
    assert len(longest(QUESTIONS, {}, skipped=["data_asks"])) == len(QUESTIONS) - 2
    assert len(longest(QUESTIONS, {}, skipped=["goal"])) == len(QUESTIONS)


def test_the_longest_path_is_one_consistent_path() -> None:
    assert ids(longest(FORKED, {})) == ["fork", "long", "longer", "picks", "of_x", "of_y", "last"]
    assert ids(longest(FORKED, {"fork": "a"})) == ["fork", "short", "picks", "of_x", "of_y", "last"]
    assert ids(longest(FORKED, {"fork": "c"}, skipped={"picks"})) == ["fork", "picks", "last"]


@given(open_answers(FORKED), st.sets(st.sampled_from(ids(FORKED))))
def test_the_longest_path_is_the_longest_of_all_ways_to_answer(
    given_answers: Answers, skipped: set[str]
) -> None:
    subsets: list[tuple[str, ...] | str] = [("x",), ("y",), ("x", "y"), ("none",)]
    ways: list[list[tuple[str, tuple[str, ...] | str]]] = [
        [(q.id, way) for way in (subsets if q.several else ("a", "b", "c"))]
        for q in FORKED
        if q.id in {"fork", "short", "long", "picks"} and q.id not in given_answers and q.id not in skipped
    ]
    lengths = [len(path(FORKED, {**given_answers, **dict(way)})) for way in product(*ways)]
    assert len(longest(FORKED, given_answers, skipped)) == max(lengths)


@given(st.data())
def test_another_answer_or_skip_never_makes_the_longest_path_longer(data: st.DataObject) -> None:
    questions = data.draw(st.sampled_from([QUESTIONS, FORKED]))
    all_answers = data.draw(open_answers(questions))
    before: dict[str, str | tuple[str, ...]] = {}
    skipped: set[str] = set()
    count = len(longest(questions, before, skipped))
    for question_id in data.draw(st.permutations(ids(questions))):
        if question_id in all_answers:
            before[question_id] = all_answers[question_id]
        else:
            skipped.add(question_id)
        now = len(longest(questions, before, skipped))
        assert len(path(questions, before)) <= now <= count
        count = now
    assert longest(questions, before, skipped) == path(questions, before)


@given(any_answers())
def test_what_holds_keeps_the_path(given_answers: Answers) -> None:
    held = holding(QUESTIONS, given_answers)
    assert path(QUESTIONS, held) == path(QUESTIONS, given_answers)
    assert holding(QUESTIONS, held) == held
