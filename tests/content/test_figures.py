"""What must hold of the levels and the figures, beyond one edit and one fault."""

from content.check import check
from content.source import Fault
from tests.content.changed import PACKAGED, line_of, words_of

L, HBD, CBS = "levels.yaml", "figures/hbd-2010.yaml", "figures/cbs-2016.yaml"


def test_only_a_share_stands_beside_a_topic() -> None:
    found = words_of(("figures/facts.yaml", "millions: 2.8,", "millions: 2.8, beside: [twitter],"))
    assert "figures/facts.yaml:23: error: users.x: only a `percent` can stand `beside` a topic" in found
    line = line_of(PACKAGED["nl/terms.yaml"], "  facts: {name: Andere bronnen}")
    assert f"nl/terms.yaml:{line}: error: facts: give its `population`" in found


def test_two_levels_have_two_ids() -> None:
    assert "levels.yaml:2: error: two levels have the same id" in words_of((L, "id: builder", "id: explorer"))


def test_exactly_one_edition_is_primary() -> None:
    assert "figures/:1: error: 0 editions say `primary: true`" in words_of((HBD, "primary: true\n", ""))
    found = words_of((CBS, "year: 2016", "year: 2016\nsample: 9\nprimary: true"))
    assert "figures/:1: error: 2 editions say `primary: true`" in found


def test_a_second_file_of_the_same_edition_does_not_pass_unseen() -> None:
    found = check({**PACKAGED, "figures/a.yaml": PACKAGED[CBS]})
    assert found == [
        Fault("figures/a.yaml", 2, 'the id "cbs-2016" and the file name differ; make them the same')
    ]
