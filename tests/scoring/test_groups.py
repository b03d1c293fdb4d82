from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.disclosure import ENOUGH
from scoring.group_disclosure import (
    MOST_WAITING,
    WEBSHOP,
    Contribution,
    Tally,
    Unit,
    alone,
    batches,
    categories,
    level_variable,
    opens,
    placement,
    revealable,
    shops_until_next_batch,
    tally,
    total_tally,
)
from scoring.group_figures import (
    GroupFigures,
    GroupReason,
    GroupTopic,
    LevelCell,
    gaps,
    group_figures,
    variables,
)
from scoring.model import TOPICS, Answers
from scoring.overall import level_of, yardstick
from scoring.score import score, sector_interval
from tests.support.builders import answers, any_answers, every_topic_on, figures, questionnaire

MEASURED_BY = yardstick(questionnaire())
LEVEL = level_variable(MEASURED_BY)
EMAIL, SOCIAL, DATA = "topic:email", "topic:social", "topic:data"
counts = st.integers(0, 12)


def shop(id_: int, *, known: bool = False, **values: int) -> Contribution:
    return Contribution(
        id=id_, known=known, values={f"topic:{topic}": step for topic, step in values.items()}
    )


def shops(*emails: int | None, known: bool = False, start: int = 0) -> Unit:
    """Build a shop for each step on e-mail; None for one that skipped it."""
    return tuple(
        shop(id_, known=known) if step is None else shop(id_, known=known, email=step)
        for id_, step in enumerate(emails, start)
    )


def unknown(*shops_by_category: int) -> Tally:
    return Tally(unknown=shops_by_category, known=(0,) * len(shops_by_category))


def known(*shops_by_category: int) -> Tally:
    return Tally(unknown=(0,) * len(shops_by_category), known=shops_by_category)


def told(**totals: Tally) -> GroupFigures:
    """Compute what is told of totals by topic, and of `level`."""
    by_variable = {LEVEL if name == "level" else f"topic:{name}": total for name, total in totals.items()}
    found = group_figures(by_variable, questionnaire(), figures())
    assert found is not None
    return found


def told_reasons(**totals: Tally) -> tuple[GroupReason, ...]:
    found = group_figures(
        {f"reason:{id_}": total for id_, total in totals.items()}, questionnaire(), figures()
    )
    return () if found is None else found.reasons


def contributed(given_answers: Answers) -> dict[str, int]:
    return variables(
        score(questionnaire(), figures(), given_answers), given_answers, questionnaire(), MEASURED_BY
    )


# What an assessment contributes.


def test_an_assessment_contributes_its_steps_and_its_level() -> None:
    values = contributed(every_topic_on(4))
    assert values == {**{f"topic:{topic}": 4 for topic in TOPICS}, LEVEL: 4}
    assert contributed(answers(email=1)) == {EMAIL: 1}


def test_reasons_count_for_all_options_once_one_is_given() -> None:
    values = contributed(answers(data=0, data_reasons=("trust", "no_time")))
    assert {name: ticked for name, ticked in values.items() if name.startswith("reason:")} == {
        "reason:not_fitting": 0,
        "reason:not_wanted": 0,
        "reason:no_use": 0,
        "reason:trust": 1,
        "reason:no_time": 1,
        "reason:other": 0,
    }
    assert contributed(answers(data=0)) == {DATA: 0}


def test_reasons_of_a_shop_that_asks_after_all_do_not_count() -> None:
    given_answers = {**answers(data=4), "data_consider": "no", "data_reasons": ("trust",)}
    assert contributed(given_answers) == {DATA: 4}


@given(any_answers())
def test_every_contribution_fits_its_categories(given_answers: Answers) -> None:
    levels = len(questionnaire().levels)
    for variable, category in contributed(given_answers).items():
        assert 0 <= category < categories(variable, levels)


@pytest.mark.parametrize(("variable", "size"), [(EMAIL, 5), ("level", 7), (LEVEL, 7), ("reason:trust", 2)])
def test_variables_have_categories(variable: str, size: int) -> None:
    assert categories(variable, 7) == size


# Batches.


def waiting(pattern: str) -> Unit:
    """Build what waits: `k` for a known shop, `u` for an unknown one."""
    return tuple(shop(id_, known=letter == "k") for id_, letter in enumerate(pattern))


@pytest.mark.parametrize(
    ("pattern", "sizes", "more"),
    [
        ("", [], 5),
        ("uuuu", [], 1),
        ("uuuuu", [5], 5),
        ("kkkkk", [5], 5),
        ("kkkk", [], 5),
        ("kkkku", [], 4),
        ("ukkkkk", [], 4),
        ("ukukukukuk", [9], 5),
        ("kkkkkuuuuuu", [5, 5], 4),
    ],
)
def test_a_batch_has_five_and_no_or_five_unknown(pattern: str, sizes: list[int], more: int) -> None:
    assert [len(batch) for batch in batches(waiting(pattern))] == sizes
    assert shops_until_next_batch(waiting(pattern)) == more


def test_batches_can_be_larger() -> None:
    assert [len(batch) for batch in batches(waiting("u" * 19), 7)] == [7, 7]
    assert shops_until_next_batch(waiting("u" * 19), 7) == 2
    assert shops_until_next_batch(waiting("kkkkkk"), 7) == 5


@given(pattern=st.text("ku", max_size=40), least=st.integers(5, 12))
def test_batches_keep_the_order_and_are_as_short_as_can_be(pattern: str, least: int) -> None:
    made = batches(waiting(pattern), least)
    assert [each.id for batch in made for each in batch] == list(range(sum(map(len, made))))
    for batch in made:
        for end in range(1, len(batch) + 1):
            secret = sum(not each.known for each in batch[:end])
            assert (end >= least and (secret == 0 or secret >= ENOUGH)) == (end == len(batch))


@given(pattern=st.text("ku", max_size=40), least=st.integers(5, 12))
def test_so_many_more_make_a_batch_and_fewer_do_not(pattern: str, least: int) -> None:
    made, more = len(batches(waiting(pattern), least)), shops_until_next_batch(waiting(pattern), least)
    assert more >= 1
    assert len(batches(waiting(pattern + "u" * more), least)) == made + 1
    assert len(batches(waiting(pattern + "u" * (more - 1)), least)) == made


def test_a_hundred_thousand_make_batches() -> None:
    assert len(batches(waiting("uuukuu" * 16_667))) == 16_667


# Tallies, and when they open.


def test_a_tally_counts_apart_who_is_known_and_leaves_out_who_skipped() -> None:
    batch = (*shops(0, 0, 4, None), *shops(4, 2, known=True, start=4))
    assert tally(batch, EMAIL, 5) == Tally(unknown=(2, 0, 0, 0, 1), known=(0, 0, 1, 0, 1))
    assert tally(batch, SOCIAL, 5) == unknown(0, 0, 0, 0, 0)


@given(st.lists(st.tuples(st.booleans(), st.none() | st.integers(0, 4)), min_size=1), st.integers(0, 20))
def test_tallies_add_up(drawn: list[tuple[bool, int | None]], cut: int) -> None:
    batch = tuple(shops(step, known=known, start=id_)[0] for id_, (known, step) in enumerate(drawn))
    parts = [tally(part, EMAIL, 5) for part in (batch[:cut], batch[cut:])]
    assert total_tally(parts) == parts[0] + parts[1] == tally(batch, EMAIL, 5)


@pytest.mark.parametrize(
    ("pending", "opened"),
    [
        ([unknown(3, 2)], True),
        ([unknown(5, 0)], False),
        ([unknown(4, 1)], False),
        ([unknown(3, 1, 1)], True),
        ([unknown(2, 2)], False),
        ([unknown(2, 2) + known(3, 3)], False),
        ([known(5, 0)], True),
        ([known(4, 0)], False),
        ([unknown(4, 1), unknown(4, 1)], True),
        ([unknown(5, 0), unknown(4, 1)], False),
        ([unknown(2, 1), unknown(1, 2)], True),
        ([unknown(5, 0), unknown(0, 5)], True),
        ([unknown(4, 1), unknown(0, 5)], True),
    ],
)
def test_what_waits_opens_when_five_are_mixed(pending: list[Tally], opened: bool) -> None:
    assert opens(pending) == opened


def test_nothing_opens_that_tells_the_newest() -> None:
    """Of the ten that waited at most one was on the other step, so all of the newest would be."""
    waited = [unknown(5, 0, 0), unknown(4, 1, 0)]
    assert not opens([*waited, unknown(0, 5, 0)])
    assert opens([*waited, unknown(1, 4, 0)])
    assert opens([*waited, unknown(0, 4, 1)])
    assert opens([unknown(5, 0), unknown(5, 0), unknown(0, 5)])
    assert not opens([unknown(4, 1), unknown(0, 2)])


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_what_opens_rests_on_five_of_which_two_are_apart(drawn: list[list[int]]) -> None:
    pending = [unknown(*each) for each in drawn]
    together = total_tally(pending).unknown
    if opens(pending):
        assert sum(together) >= ENOUGH
        assert sum(together) - max(together) >= 2


# How a batch enters.


def full(start: int, *each: tuple[int, Answers]) -> Unit:
    ways = [way for times, way in each for _ in range(times)]
    return tuple(Contribution(id=id_, values=contributed(way)) for id_, way in enumerate(ways, start))


def test_each_topic_opens_or_waits_by_itself() -> None:
    batch = full(0, (3, answers(email=0, social=2)), (2, answers(email=4, social=2)))
    opened, still = placement({}, batch, questionnaire())
    assert opened == {EMAIL: batch}
    assert still.keys() == {f"topic:{topic}" for topic in TOPICS} - {EMAIL}


def test_what_waited_opens_together_with_the_newest() -> None:
    first, second = shops(0, 0, 0, 0, 0), shops(0, 0, 0, 2, 2, start=5)
    before = placement({}, first, questionnaire())
    opened, still = placement(before.waiting, second, questionnaire())
    assert opened == {EMAIL: first + second}
    assert EMAIL not in still
    assert EMAIL in before.waiting


def test_levels_count_where_every_topic_opened_with_the_batch_alone() -> None:
    mixed = full(0, (5, every_topic_on(0)), (5, every_topic_on(4)))
    assert placement({}, mixed, questionnaire()).opened[LEVEL] == mixed
    one_alike = full(0, (5, answers(email=0, social=3)), (5, answers(email=4, social=3)))
    opened, still = placement({}, one_alike, questionnaire())
    assert LEVEL not in opened.keys() | still.keys()


def test_levels_by_two_yardsticks_are_not_added_up() -> None:
    """A shop whose result is from before a change of weights keeps its level of then."""
    now = full(0, (5, every_topic_on(0)), (5, every_topic_on(4)))
    then = tuple(
        one.model_copy(
            update={
                "values": {("level" if name == LEVEL else name): step for name, step in one.values.items()}
            }
        )
        for one in now
    )
    assert placement({}, then, questionnaire()).opened["level"] == then
    opened, still = placement({}, (*then[:5], *now[5:]), questionnaire())
    assert {EMAIL} <= opened.keys()
    assert not {"level", LEVEL} & {*opened, *still}


def test_levels_of_then_are_told_until_there_are_those_of_now() -> None:
    counted, topic = unknown(5, 0, 0, 0, 6), {EMAIL: unknown(5, 0, 0, 0, 6)}
    then = group_figures({**topic, "level": counted}, questionnaire(), figures())
    assert then is not None
    assert (len(then.levels), then.levels_then, then.anew) == (2, True, True)
    both = group_figures(
        {**topic, "level": counted, LEVEL: unknown(0, 7, 8, 0, 0)}, questionnaire(), figures()
    )
    assert both is not None
    assert ([cell.shops for cell in both.levels], both.levels_then, both.anew) == ([7, 8], False, True)
    now = group_figures({**topic, LEVEL: counted}, questionnaire(), figures())
    assert now is not None
    assert (len(now.levels), now.levels_then, now.anew) == (2, False, False)


def test_levels_of_then_are_not_told_where_there_were_more_of_them() -> None:
    counted = unknown(5, 0, 0, 0, 6, 5)
    found = group_figures({EMAIL: unknown(5, 0, 0, 0, 6), "level": counted}, questionnaire(), figures())
    assert found is not None
    assert found.levels == ()


def test_levels_wait_until_five_are_outside_the_commonest() -> None:
    batch = full(0, (3, every_topic_on(0)), (2, every_topic_on(4)))
    opened, still = placement({}, batch, questionnaire())
    assert opened.keys() == {f"topic:{topic}" for topic in TOPICS}
    opened, _ = placement(still, full(5, (2, every_topic_on(0)), (3, every_topic_on(4))), questionnaire())
    assert len(opened[LEVEL]) == 10


def test_reasons_join_when_data_opens_with_all_of_its_block() -> None:
    trust, no_time = (answers(data=0, data_reasons=(reason,)) for reason in ("trust", "no_time"))
    first, second = full(0, (3, trust), (2, no_time)), full(5, (3, trust), (2, answers(data=2)))
    before = placement({}, first, questionnaire())
    assert not any(name.startswith("reason:") for name in before.opened.keys() | before.waiting.keys())
    after = placement(before.waiting, second, questionnaire())
    assert after.opened[DATA] == after.opened["reason:trust"] == first + second
    assert after.waiting["reason:other"] == (first + second,)


@given(st.lists(st.lists(st.none() | st.integers(0, 4), min_size=5, max_size=5), max_size=6))
def test_each_contribution_is_in_one_block_at_most(drawn: list[list[int | None]]) -> None:
    still: Mapping[str, Sequence[Unit]] = {}
    seen: list[int] = []
    for index, steps in enumerate(drawn):
        opened, still = placement(still, shops(*steps, start=5 * index), questionnaire())
        seen += [each.id for each in opened.get(EMAIL, ())]
    waits = [each.id for unit in still.get(EMAIL, ()) for each in unit]
    assert sorted(seen + waits) == list(range(5 * len(drawn)))


# Who may become known afterwards.


def blocks_of(batch: Unit, *others: Contribution) -> dict[str, Tally]:
    return {EMAIL: tally((*batch, *others), EMAIL, 5)}


def test_shares_of_a_batch_are_shown_when_all_of_its_unknown_share() -> None:
    batch = (*shops(0, 0, 0, 4, 4), *shops(2, known=True, start=5))
    assert revealable(batch, (1, 0, 2, 3), blocks_of(batch)) == ()
    assert revealable(batch, (1, 0, 4, 2, 3), blocks_of(batch)) == (1, 0, 4, 2, 3)
    assert revealable(batch, (1, 5), blocks_of(batch)) == (5,)


def test_shares_of_a_batch_that_a_topic_joins_with_others_are_held() -> None:
    batch, others = shops(0, 0, 0, 4, 4), shops(0, 0, 4, 4, 2, start=5)
    assert revealable(batch, range(5), blocks_of(batch, *others)) == ()
    assert revealable(batch, range(5), {}) == ()
    assert revealable(batch, range(5), blocks_of(batch, *shops(0, 4, known=True, start=5))) == (0, 1, 2, 3, 4)
    assert not alone(batch, blocks_of(batch, *others))


def test_shares_are_held_where_too_few_would_be_left_with_a_reason() -> None:
    ticked = full(0, *[(5, answers(data=0, data_reasons=(reason,))) for reason in ("trust", "no_time")])
    batch, others = ticked[:5], ticked[5:]
    data = tally(batch, DATA, 5)
    assert revealable(batch, range(5), {DATA: data, "reason:trust": tally(ticked, "reason:trust", 2)}) == ()
    mixed = (*others, *full(20, (2, answers(data=0, data_reasons=("trust",)))))
    enough = tally((*batch, *mixed), "reason:trust", 2)
    assert revealable(batch, range(5), {DATA: data, "reason:trust": enough}) == tuple(range(5))


# What the totals say.


def test_nothing_is_told_of_nothing() -> None:
    assert group_figures({}, questionnaire(), figures()) is None
    assert group_figures({EMAIL: unknown(2, 0, 2, 0, 0)}, questionnaire(), figures()) is None


def test_a_mean_counts_points_and_is_rounded_half_up() -> None:
    found = told(email=unknown(1, 0, 0, 0, 3) + known(0, 0, 1, 1, 0))
    assert found.topics == {"email": GroupTopic(n=6, mean=67)}  # (0 + 300 + 25 + 75) / 6 = 66.7
    assert told(email=unknown(3, 2, 1, 0, 0)).topics["email"].mean == 8  # 45 / 6 = 7.5
    assert found.missing == tuple(topic for topic in TOPICS if topic != "email")
    assert (found.overall, found.level, found.monitor) == (None, None, None)


def test_the_overall_weighs_the_means_that_are_told() -> None:
    halves = {"email": unknown(5, 0, 0, 0, 5), "social": unknown(0, 0, 5, 5, 0)}
    found = told(**halves, online=unknown(0, 0, 0, 0, 5))
    assert (found.overall, found.level) == (67, "advanced")
    assert found.monitor is not None
    assert found.monitor.score == 50
    monitored = [topic for topic in found.topics if topic != "online"]
    bounds = [sector_interval(questionnaire().topics[topic], figures(), topic) for topic in monitored]
    assert None not in bounds
    assert found.monitor.sector.low == float(sum(bound[0] for bound in bounds if bound) / 2)
    assert found.sector.keys() == set(monitored)
    assert told(**halves).overall is None
    assert told(**halves).monitor == found.monitor


def test_where_a_webshop_counts_nothing_is_held_against_the_sector() -> None:
    totals = {
        EMAIL: unknown(5, 0, 0, 0, 5),
        SOCIAL: unknown(0, 0, 5, 5, 0),
        "topic:online": unknown(0, 5, 0, 0, 0),
    }
    found = group_figures(totals, questionnaire(), figures(), webshop=True)
    assert found is not None
    assert (found.overall, found.monitor, found.sector) == (42, None, {})


def test_a_webshop_contributes_that_it_is_one_and_not_what_it_has_online() -> None:
    web = answers(email=3, online=2, shop_type="web")
    values = variables(score(questionnaire(), figures(), web), web, questionnaire(), MEASURED_BY)
    assert values == {EMAIL: 3, WEBSHOP: 1}
    door = answers(email=3, online=2)
    assert variables(score(questionnaire(), figures(), door), door, questionnaire(), MEASURED_BY) == {
        EMAIL: 3,
        "topic:online": 2,
    }


def test_an_unpublished_share_leaves_the_sector_out() -> None:
    less = figures().model_copy(update={"shares": {"email.aware": 51, "email.use": 22}})
    totals = {EMAIL: unknown(5, 0, 0, 0, 5), SOCIAL: unknown(0, 0, 5, 5, 0)}
    found = group_figures(totals, questionnaire(), less)
    assert found is not None
    assert found.sector.keys() == {"email"}
    assert found.monitor is None


@given(st.dictionaries(st.sampled_from(TOPICS), st.tuples(*[counts] * 5), min_size=1))
def test_what_is_told_lies_between_its_topics(totals: dict[str, tuple[int, ...]]) -> None:
    found = group_figures(
        {f"topic:{topic}": unknown(*each) for topic, each in totals.items()}, questionnaire(), figures()
    )
    enough = {topic for topic, each in totals.items() if sum(each) >= ENOUGH}
    if found is None:
        assert not enough
        return
    assert found.topics.keys() == enough
    assert enough.isdisjoint(found.missing)
    means = [topic.mean for topic in found.topics.values()]
    if found.overall is not None:
        assert min(means) <= found.overall <= max(means)
        assert found.level == level_of(questionnaire(), found.overall).id


@pytest.mark.parametrize(
    ("total", "cells"),
    [
        (unknown(5, 5, 5, 5, 5), "starter-starter 5, explorer-explorer 5, builder-builder 5, "
                                 "advanced-advanced 5, leader-leader 5"),
        (unknown(5, 0, 3, 4, 0), "starter-starter 5, explorer-leader 7"),
        (unknown(2, 3, 0, 0, 5), "starter-explorer 5, builder-leader 5"),
        (unknown(4, 0, 0, 0, 5), ""),
        (unknown(0, 9, 0, 0, 4), ""),
        (unknown(0, 5, 0, 4, 0) + known(9, 0, 0, 1, 0), ""),
        (unknown(0, 5, 0, 4, 1) + known(9, 0, 0, 1, 0), "starter-explorer 14, builder-leader 6"),
        (known(5, 0, 0, 5, 0), "starter-starter 5, explorer-leader 5"),
        (known(5, 0, 0, 4, 0), ""),
    ],
)  # fmt: skip
def test_neighbouring_levels_merge_until_five_are_unknown(total: Tally, cells: str) -> None:
    found = told(level=total, email=unknown(5, 0, 0, 0, 5)).levels
    assert ", ".join(f"{cell.first}-{cell.last} {cell.shops}" for cell in found) == cells


@given(secret=st.tuples(*[counts] * 5), shared=st.tuples(*[counts] * 5))
def test_level_cells_cover_all_levels_or_none(secret: tuple[int, ...], shared: tuple[int, ...]) -> None:
    total = Tally(unknown=secret, known=shared)
    cells = told(level=total, email=unknown(5, 0, 0, 0, 5)).levels
    assert len(cells) != 1
    if cells:
        ids = [level.id for level in questionnaire().levels]
        starts = [ids.index(cell.first) for cell in cells]
        assert starts == [0, *(ids.index(cell.last) + 1 for cell in cells[:-1])]
        assert cells[-1].last == ids[-1]
        assert sum(cell.shops for cell in cells) == sum(secret) + sum(shared)
        assert all(enough(cell, ids, secret if any(secret) else shared) for cell in cells)


def enough(cell: LevelCell, ids: list[str], sizes: tuple[int, ...]) -> bool:
    return sum(sizes[ids.index(cell.first) : ids.index(cell.last) + 1]) >= ENOUGH


def test_reasons_are_told_where_five_gave_them_and_five_did_not() -> None:
    found = told_reasons(
        trust=unknown(6, 5) + known(1, 0),
        no_time=unknown(5, 7),
        other=unknown(4, 9),
        no_use=unknown(9, 4) + known(0, 6),
        not_fitting=known(5, 5),
    )
    assert found == (
        GroupReason(id="no_time", shops=7, n=12),
        GroupReason(id="not_fitting", shops=5, n=10),
        GroupReason(id="trust", shops=5, n=12),
    )


# Where most is to gain.


def test_gaps_are_what_is_left_by_weight() -> None:
    group = told(
        email=unknown(0, 0, 2, 0, 8),  # a mean of 85
        twitter=unknown(10, 0, 0, 0, 0),
        data=unknown(0, 0, 8, 2, 0),  # a mean of 55
        sms=known(0, 0, 0, 0, 5),
        blog=unknown(0, 5, 5, 0, 0),  # a mean of 17.5
    )
    found = gaps(group, questionnaire())
    assert [(gap.topic, gap.gain, gap.step) for gap in found] == [
        ("data", 9.0, 2),
        ("blog", 5.74, 1),
        ("twitter", 5.0, 0),
        ("email", 3.0, 3),
    ]


def test_equal_gaps_stand_in_the_order_of_topics() -> None:
    group = told(social=unknown(5, 0, 0, 0, 5), email=unknown(5, 0, 0, 0, 5))
    assert [gap.topic for gap in gaps(group, questionnaire())] == ["email", "social"]


def test_what_waits_is_bounded_and_begins_anew_after_a_state_in_which_nothing_may_open() -> None:
    """Ten waited with one outside; then five came that are all in its category, which the sum would tell."""

    def five(first: int, *steps: int) -> Unit:
        return tuple(
            Contribution(id=first + number, values={"topic:sms": step}) for number, step in enumerate(steps)
        )

    waiting: Mapping[str, Sequence[Unit]] = {}
    opened = []
    batches_of_five = [five(0, 0, 0, 0, 0, 1), five(5, 0, 0, 0, 0, 0), five(10, 1, 1, 1, 1, 1)]
    batches_of_five += [five(15 + 5 * number, 0, 0, 1, 1, 0) for number in range(60)]
    for batch in batches_of_five:
        placed_ = placement(waiting, batch, questionnaire())
        waiting = placed_.waiting
        opened.append("topic:sms" in placed_.opened)
        assert len(waiting.get("topic:sms", ())) < MOST_WAITING
    assert opened.index(True) == MOST_WAITING
    assert all(opened[MOST_WAITING:])
