"""One edit, one fault: the table in faults.yaml, and what is too long."""

from pathlib import Path

import pytest
import yaml

from bot.library.checks.check import check
from bot.library.checks.texts import MAX_TOGETHER
from bot.library.parsing.problem import problem_text
from tests.support.content.changed import changed, line_of

TABLE: dict[str, list[dict[str, str]]] = yaml.safe_load(
    Path(__file__).with_name("faults.yaml").read_text(encoding="utf-8")
)
ROWS = [(path, row) for path, rows in TABLE.items() for row in rows]
SAID, TERMS = "nl/messages.yaml", "nl/terms.yaml"


@pytest.mark.parametrize(("path", "row"), ROWS, ids=[f"{path} {row['fault']}" for path, row in ROWS])
def test_one_edit_brings_one_fault_on_its_line(path: str, row: dict[str, str]) -> None:
    files = changed((path, row["old"], row["new"]))
    found = check(files)
    assert [(fault.file, fault.line) for fault in found] == [(path, line_of(files[path], row["at"]))], found
    assert row["fault"] in found[0].problem
    assert problem_text(found[0].problem, "nl") != found[0].problem
    assert found[0].severity == row.get("severity", "error")


def test_the_table_has_rows_for_every_kind_of_file() -> None:
    assert len(ROWS) > 90
    assert {path.rsplit("/", 1)[-1] for path in TABLE} > {
        "questionnaire.yaml",
        "levels.yaml",
        "hbd-2010.yaml",
        "questions.yaml",
        "terms.yaml",
        "messages.yaml",
        "email_monthly.md",
    }


@pytest.mark.parametrize(
    ("path", "before", "more", "at", "fault"),
    [
        ("nl/questions.yaml", "    ask: Wat ", 290, "    ask: Wat x", "holds more than 300 characters"),
        (SAID, "description: |-\n  ", 500, "description: |-", "holds more than 512 characters"),
        (SAID, "short_description: ", 100, "short_description: ", "holds more than 120 characters"),
        (SAID, "  consent: ", 500, "steps:\n", "characters together, 1,000 fit in a message; shorten them"),
        (
            SAID,
            "  words_only: ",
            900,
            "sources:\n  intro",
            "characters together, 2,000 fit in a message; shorten them",
        ),
        (SAID, "  short: |-\n    ", 1990, "  short: |-", "holds more than 2,000 characters"),
    ],
)
def test_a_text_that_does_not_fit_is_refused(path: str, before: str, more: int, at: str, fault: str) -> None:
    files = changed((path, before, f"{before}{'x' * more} "))
    (found,) = check(files)
    assert (found.file, found.line) == (path, line_of(files[path], at))
    assert fault in found.problem


def test_the_texts_of_a_group_that_just_fit_are_taken() -> None:
    def told(more: int) -> list[str]:
        return [
            fault.problem
            for fault in check(changed((SAID, "  words_only: ", f"  words_only: {'x' * more} ")))
        ]

    (long,) = told(1_000)
    total = int(long.removeprefix("sources: ").split(" ")[0].replace(",", ""))
    fitting = 1_000 - (total - MAX_TOGETHER)
    assert told(fitting) == []
    assert told(fitting + 1) == [long.replace(f"{total:,}", "2,001")]


def test_the_monitors_figures_fit_in_one_message() -> None:
    lines = [line for line in changed()[TERMS].split("\n") if line.startswith('  "hbd-2010:')]
    assert len(lines) == 10
    files = changed(*((TERMS, line, f"{line} {'x' * 190}") for line in lines))
    (found,) = check(files)
    assert (found.file, found.line) == (TERMS, line_of(files[TERMS], "figures:"))
    assert found.problem.endswith("characters together, 1,800 fit; shorten them")
