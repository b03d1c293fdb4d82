"""How often something may be done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lib.limits import Limit

MOMENTS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 50)), max_size=100)


def test_it_counts_by_key_and_forgets_what_is_past() -> None:
    limit = Limit[str](2, 10)
    assert [limit.allows("a", 0.0) for _ in range(3)] == [True, True, False]
    assert limit.allows("b", 0.0)
    assert not limit.allows("a", 9.9)
    assert limit.allows("a", 10.0)
    assert len(limit) == 1


def test_it_remembers_so_many_keys_and_forgets_the_oldest_first() -> None:
    limit = Limit[int](1, 10, keys=3)
    assert all(limit.allows(number, 0.0) for number in range(100))
    assert len(limit) == 3
    assert [limit.allows(number, 1.0) for number in (99, 98, 97, 96)] == [False, False, False, True]


def test_what_is_refused_does_not_count() -> None:
    limit = Limit[str](1, 10)
    assert [limit.allows("a", float(now)) for now in range(0, 25, 5)] == [True, False, True, False, True]


@pytest.mark.parametrize("back", [0.5, 5.0, 1_000_000.0])
def test_a_clock_that_is_set_back_keeps_nobody_waiting(back: float) -> None:
    limit = Limit[str](2, 10)
    start = 2_000_000.0
    assert limit.allows("a", start)
    assert limit.allows("a", start)
    assert limit.allows("a", start - back)


@given(MOMENTS)
def test_no_stretch_holds_more(moments: list[tuple[str, int]]) -> None:
    limit = Limit[str](3, 7)
    allowed = [(key, at) for key, at in sorted(moments, key=lambda one: one[1]) if limit.allows(key, at)]
    for key, start in allowed:
        assert sum(one == key and start <= at < start + 7 for one, at in allowed) <= 3
