"""The one rule of every figure about other shops."""

from fractions import Fraction

import pytest

from scoring.disclosure import ENOUGH, STRIDE, disclosed_count, is_due, is_mixed, to_stride


@pytest.mark.parametrize(
    ("before", "changed", "due"),
    [(0, 14, False), (0, 15, True), (60, 14, False), (60, 15, True), (100, 24, False), (100, 25, True)],
)
def test_a_release_stays_until_enough_shops_changed(before: int, changed: int, due: bool) -> None:
    assert is_due(before, changed) is due


def test_small_numbers_are_all_told_alike_and_others_in_fives() -> None:
    assert {disclosed_count(shops) for shops in range(ENOUGH)} == {None}
    assert [disclosed_count(shops) for shops in (5, 7, 8, 12, 13)] == [5, 5, 10, 10, 15]
    assert all(abs((disclosed_count(shops) or 0) - shops) <= STRIDE / 2 for shops in range(ENOUGH, 200))


def test_shares_are_rounded_to_fives_with_halves_up() -> None:
    assert [to_stride(Fraction(share)) for share in ("2.4", "2.5", "97.4", "97.5")] == [0, 5, 95, 100]


@pytest.mark.parametrize(
    ("counts", "mixed"),
    [((5,), False), ((4, 1), False), ((3, 2), True), ((3, 1, 1), True), ((2, 2), False), ((9, 1), False)],
)
def test_a_cell_is_mixed_where_none_that_knows_itself_knows_the_others(
    counts: tuple[int, ...], mixed: bool
) -> None:
    assert is_mixed(counts) is mixed
