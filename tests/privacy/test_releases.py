"""From releases, and from one after another, no answer of a shop follows: all worlds are tried."""

import random
from collections import Counter
from datetime import timedelta
from fractions import Fraction
from itertools import product

from scoring.disclosure import CHANGED_PERCENT, CHANGED_SHOPS, STRIDE, disclosed_count, to_stride
from scoring.peers import ENOUGH_PEERS
from tests.support.privacy.shop import answers_next
from tests.support.privacy.world import World
from tests.support.town.town import BOT_ID

FIVES = 100 // STRIDE + 1
"""The fives of points in which a shop can stand."""
Table = tuple[int, ...]


def lower(fives: list[int]) -> list[int]:
    """Count who stands under each of the fives."""
    return [sum(one < points for one in fives) for points in range(FIVES)]


def table(fives: list[int]) -> Table:
    """Make the table as `scoring.peers` does, of shops of which only the fives are known."""
    return tuple(to_stride(Fraction(100 * count, len(fives))) for count in lower(fives))


def counts(share: int, shops: int) -> range:
    """Give the counts of shops, of so many, that are told as a share."""
    least = -(-(2 * share - STRIDE) * shops // 200)
    return range(max(0, least), min(shops, -(-(2 * share + STRIDE) * shops // 200) - 1) + 1)


def is_possible(first: Table, shops: int, second: Table, others: int, known: list[int]) -> bool:
    """Tell whether some answers of all unknown shops make both tables, with these standing in the second.

    So many shops are in the first, and so many unknown ones and those `known` came after it.
    """
    own, together = lower(known), shops + others + len(known)
    worlds = {(0, 0)}
    for five in range(FIVES):
        nexts = {
            (before, count - before - own[five])
            for before in counts(first[five], shops)
            for count in counts(second[five], together)
            if 0 <= count - before - own[five] <= others
        }
        nexts = {one for one in nexts if any(one[0] >= two[0] and one[1] >= two[1] for two in worlds)}
        worlds = nexts & {(0, 0)} if five == 0 else nexts
    return bool(worlds)


def sizes(shops: int, others: int) -> list[tuple[int, int]]:
    """Give the sizes of the two tables that nobody is told: the true ones first."""
    might = [(n, m) for n in range(ENOUGH_PEERS, 120, 3) for m in range(11, n + 1, 2)]
    return [(shops, others), *might]


def test_two_tables_of_participants_leave_a_newcomer_every_score() -> None:
    dice = random.Random(7)  # noqa: S311
    for _ in range(25):
        spread = [list(range(FIVES)), dice.sample(range(FIVES), 3), dice.sample(range(FIVES), 1)]
        shops = dice.randrange(ENOUGH_PEERS, 90)
        fixed = [dice.choice(dice.choice(spread)) for _ in range(shops)]
        changed = max(CHANGED_SHOPS, -(-shops * CHANGED_PERCENT // 100))
        accounts = [dice.randrange(FIVES) for _ in range(3)]
        alike = dice.choice(spread)
        new = [dice.choice(alike) for _ in range(changed - 3)]
        first, second = table(fixed), table([*fixed, *accounts, *new])
        assert is_possible(first, shops, second, changed - 4, [*accounts, new[0]]), "the truth is one of them"
        for mine in range(FIVES):
            assert any(
                is_possible(first, n, second, m, [*accounts, mine]) for n, m in sizes(shops, changed - 4)
            ), (first, second, accounts, mine)


def test_tables_made_anew_for_one_shop_would_tell_its_score() -> None:
    """So the search above can fail: before, each look was at all shops of that moment, unrounded."""
    shops = 50
    fixed = [number % FIVES for number in range(shops)]
    first, second = table(fixed), table([*fixed, 20])
    left = [mine for mine in range(FIVES) if is_possible(first, shops, second, 0, [mine])]
    assert left
    assert len(left) < FIVES


def test_a_release_of_where_people_stopped_leaves_a_shop_every_question() -> None:
    """Try all ways in which fifteen people and more can have stopped at three questions."""
    seen: dict[tuple[int | None, ...], set[tuple[int, ...]]] = {}
    for at in product(range(21), repeat=3):
        if sum(at) >= CHANGED_SHOPS:
            seen.setdefault(tuple(map(disclosed_count, at)), set()).add(at)
    assert len(seen) > 50
    for worlds in seen.values():
        # Three accounts stand where they like, say all at the first.
        for question in range(3):
            mine = Counter([0, 0, 0, question])
            assert any(all(at[one] >= mine[one] for one in range(3)) for at in worlds) or all(
                at[0] < 3 for at in worlds
            )


def test_what_is_released_at_the_end_of_the_week_tells_of_fifteen_others() -> None:
    """The shop stops half-way; the accounts stand still too, at once with it, and in the week after."""
    said: list[tuple[object, ...]] = []
    for high in (False, True):
        world = World()
        world.shop.command("start", world.payload)
        world.shop.tap("Begin")
        for _ in range(8):
            answers_next(world, high=high)
        before = world.asked()
        world.now += timedelta(days=14)
        world.hour()
        released = world.statistics.stopping_points(BOT_ID)
        assert sum(one.shops for one in released) >= CHANGED_SHOPS
        after = world.asked()
        assert before["admin stats"] != after["admin stats"]
        said.append((released, after["admin stats"], after["console numbers"], after["positions of 3"]))
        world.now += timedelta(days=14)
        world.hour()
        assert world.statistics.stopping_points(BOT_ID) == released, "nobody is in a second one"
    assert said[0] == said[1]
