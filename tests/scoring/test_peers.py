import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.disclosure import STRIDE
from scoring.model import TOPICS, Answers
from scoring.peers import ENOUGH_PEERS, Steps, complete_steps, peer_table, score_from_steps
from scoring.score import score
from tests.support.builders import any_answers, every_topic_on, figures, questionnaire

steps = st.tuples(*[st.integers(0, 4) for _ in TOPICS])


def on(step: int, shops: int) -> list[Steps]:
    return [(step,) * len(TOPICS)] * shops


def test_with_49_shops_there_is_no_table_and_with_50_there_is() -> None:
    assert peer_table(questionnaire(), on(0, ENOUGH_PEERS - 1)) is None
    table = peer_table(questionnaire(), on(0, 20) + on(4, 30))
    assert table is not None
    assert (table.place(0), table.place(4), table.place(5), table.place(100)) == (0, 0, 40, 40)


def test_shares_are_rounded_to_fives() -> None:
    table = peer_table(questionnaire(), on(0, 21) + on(4, 30))  # 41.2 of 100
    assert table is not None
    assert table.place(100) == 40


@given(st.lists(steps, min_size=ENOUGH_PEERS, max_size=80))
def test_a_table_rises_and_tells_no_single_shop(shops: list[Steps]) -> None:
    table = peer_table(questionnaire(), shops)
    assert table is not None
    assert list(table.lower) == sorted(table.lower)
    assert table.lower[0] == 0
    assert all(share % STRIDE == 0 for share in table.lower)
    for points in range(101):
        lower = sum(score_from_steps(questionnaire(), one) < points - points % STRIDE for one in shops)
        assert abs(table.place(points) - 100 * lower / len(shops)) <= STRIDE / 2


@given(any_answers())
def test_rescored_is_the_score_of_a_complete_assessment(answers: Answers) -> None:
    result = score(questionnaire(), figures(), {**answers, "shop_type": "physical"})
    own = complete_steps(result.topics)
    if own is None:
        assert result.missing
        return
    assert result.overall is not None
    assert score_from_steps(questionnaire(), own) == result.overall.score


@pytest.mark.parametrize("step", range(5))
def test_an_assessment_that_answered_all_is_complete(step: int) -> None:
    result = score(questionnaire(), figures(), every_topic_on(step))
    assert complete_steps(result.topics) == (step,) * len(TOPICS)
