"""What must hold of the levels and the figures, beyond one edit and one fault."""

from bot.library.checks.check import check
from bot.library.loader import load
from bot.library.parsing.source import Fault
from tests.support.content.changed import PACKAGED, changed, line_of, words_of

L, HBD, CBS, FACTS = "levels.yaml", "figures/hbd-2010.yaml", "figures/cbs-2016.yaml", "figures/facts.yaml"


def test_only_a_share_stands_beside_a_topic() -> None:
    found = words_of((FACTS, "millions: 2.8\n", "millions: 2.8\n    beside: [twitter]\n"))
    line = line_of(PACKAGED[FACTS], "  users.x:")
    assert found == f"{FACTS}:{line}: error: users.x: only a `percent` can stand `beside` a topic"


def test_a_figure_says_of_whom_it_is_where_its_edition_does_not() -> None:
    found = words_of(
        (FACTS, "millions: 2.8\n    year: 2025\n    population: from_15", "millions: 2.8\n    year: 2025")
    )
    line = line_of(PACKAGED["nl/terms.yaml"], "  facts: {name: Andere bronnen}")
    assert (
        f"nl/terms.yaml:{line}: error: facts: give its `population`, or one to each of its figures" in found
    )


def test_a_figure_beside_a_topic_may_be_of_whom_it_says_itself() -> None:
    found = check(changed((FACTS, "percent: 7.7\n", "percent: 7.7\n    beside: [email]\n")))
    assert [fault for fault in found if fault.file in (FACTS, "nl/terms.yaml", "en/terms.yaml")] == []


def test_editions_stand_in_the_order_in_which_they_are_near_to_the_shops() -> None:
    order = ["hbd-2010", "cbs-2016", "cbs-2021", "cbs-2022", "facts", "cbs-2023"]
    assert list(load().editions) == order
    later = load(changed(("figures/cbs-2016.yaml", "year: 2016", "year: 2016\nwide: true")))
    assert list(later.editions) == ["hbd-2010", "cbs-2021", "cbs-2022", "facts", "cbs-2016", "cbs-2023"]


def test_two_levels_have_two_ids() -> None:
    assert "levels.yaml:3: error: two levels have the same id" in words_of((L, "id: builder", "id: explorer"))


def test_exactly_one_edition_is_primary() -> None:
    assert "figures/:1: error: 0 editions say `primary: true`" in words_of((HBD, "primary: true\n", ""))
    found = words_of((CBS, "year: 2016", "year: 2016\nsample: 9\nsample_source: cbs\nprimary: true"))
    assert "figures/:1: error: 2 editions say `primary: true`" in found


def test_a_second_file_of_the_same_edition_does_not_pass_unseen() -> None:
    found = check({**PACKAGED, "figures/a.yaml": PACKAGED[CBS]})
    line = line_of(PACKAGED[CBS], "id: cbs-2016")
    assert found == [
        Fault("figures/a.yaml", line, 'the id "cbs-2016" and the file name differ; make them the same')
    ]
