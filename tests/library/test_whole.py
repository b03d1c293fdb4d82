"""All files together: every fault in one run, and nothing blamed but what is wrong."""

import pytest

from bot.library.checks.check import check
from bot.library.loader import load
from bot.library.parsing.source import ContentFaults, Fault
from tests.support.content.changed import PACKAGED, changed, without

Q, HBD = "questionnaire.yaml", "figures/hbd-2010.yaml"
NL, NL_TERMS, NL_SAID = "nl/questions.yaml", "nl/terms.yaml", "nl/messages.yaml"
EN, EN_TERMS, EN_SAID = "en/questions.yaml", "en/terms.yaml", "en/messages.yaml"
EMAIL = "  email: {weight: 20, points: [0, 10, 25, 75, 100]}"


def test_all_faults_are_told_in_one_run() -> None:
    broken = changed(
        (Q, EMAIL, EMAIL.replace("20", "21", 1)),
        (NL, "label: Kleding,", "label: 2010,"),
        (EN_TERMS, "name: Text messages", "nam: Text messages"),
        (HBD, "percent: 51\n", "percent: 51.5\n"),
        ("nl/advice/email/email_monthly.md", "minutes: 15", "minutes: 0"),
        ("en/advice/blog/blog_story.md", "## Why", "## Because"),
    )
    broken["levels.yaml"] = "levels: [\n"
    assert {fault.file for fault in check(broken)} == {
        Q,
        NL,
        EN_TERMS,
        HBD,
        "levels.yaml",
        "nl/advice/email/email_monthly.md",
    }
    with pytest.raises(ContentFaults) as raised:
        load(broken)
    assert list(raised.value.faults) == sorted(set(raised.value.faults)) == check(broken)
    assert str(raised.value).count("\n") == len(raised.value.faults) - 1


@pytest.mark.parametrize("path", [path for path in sorted(PACKAGED) if path.endswith(".yaml")])
@pytest.mark.parametrize("text", ["", "a: [\n", "# nothing\n", "- a\n", "a: b\n"])
def test_a_broken_file_is_the_only_one_blamed(path: str, text: str) -> None:
    found = check({**PACKAGED, path: text})
    assert found
    assert {fault.file for fault in found} == {path}


@pytest.mark.parametrize("path", [path for path in sorted(PACKAGED) if path.endswith(".yaml")])
def test_a_file_that_is_missing_is_named(path: str) -> None:
    found = check(without(path))
    if path.startswith("figures/"):
        assert found
        return
    assert found == [Fault(path, 1, "this file is missing")]


def test_nothing_at_all_is_a_list_of_what_is_missing() -> None:
    assert {fault.file for fault in check({})} == {
        Q,
        "levels.yaml",
        NL,
        NL_TERMS,
        NL_SAID,
        EN,
        EN_TERMS,
        EN_SAID,
        "figures/",
    }
    assert all("missing" in fault.problem for fault in check({}) if fault.file != "figures/")
