import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.model import TOPICS
from scoring.peers import ENOUGH_PEERS, complete_steps, peers, rescored
from scoring.score import score
from tests.builders import any_answers, every_topic_on, figures, questionnaire

steps = st.tuples(*[st.integers(0, 4) for _ in TOPICS])


def test_with_29_others_nothing_is_said_and_with_30_it_is() -> None:
    own = (4,) * 6
    assert peers(questionnaire(), own, {(0,) * 6: ENOUGH_PEERS - 1}) is None
    found = peers(questionnaire(), own, {(0,) * 6: 20, (4,) * 6: 10})
    assert found is not None
    assert (found.others, found.lower, found.same) == (30, 20, 10)


@given(own=steps, others=st.dictionaries(steps, st.integers(1, 40), max_size=12))
def test_lower_same_and_higher_make_up_all_others(
    own: tuple[int, ...], others: dict[tuple[int, ...], int]
) -> None:
    found = peers(questionnaire(), own, others)
    if found is None:
        assert sum(others.values()) < ENOUGH_PEERS
        return
    mine = rescored(questionnaire(), own)
    higher = sum(shops for other, shops in others.items() if rescored(questionnaire(), other) > mine)
    assert found.lower + found.same + higher == found.others == sum(others.values())


@given(any_answers())
def test_rescored_is_the_score_of_a_complete_assessment(answers: dict[str, str | tuple[str, ...]]) -> None:
    result = score(questionnaire(), figures(), answers)
    own = complete_steps(result.topics)
    if own is None:
        assert result.missing
        return
    assert result.overall is not None
    assert rescored(questionnaire(), own) == result.overall.score


@pytest.mark.parametrize("step", range(5))
def test_an_assessment_that_answered_all_is_complete(step: int) -> None:
    result = score(questionnaire(), figures(), every_topic_on(step))
    assert complete_steps(result.topics) == (step,) * 6
