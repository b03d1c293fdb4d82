"""Everyday typed answers: never a wrong one kept, and nearly all understood."""

import sys

import pytest

from tests.support.dialogue.corpus import outcome, right, rows, wrong

LEAST = 92
"""Of a hundred rows, how many must be understood."""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_people_type_is_understood_and_never_taken_wrongly(language: str) -> None:
    came = [(row, outcome(row)) for row in rows(language)]
    understood = sum(right(row, one) for row, one in came)
    faults = [f"{row.question}: {row.typed!r} -> {one}" for row, one in came if wrong(row, one)]
    missed = [f"{row.question}: {row.typed!r} -> {one}" for row, one in came if not right(row, one)]
    told = f"\n{language}: {understood} of {len(came)} understood, {len(faults)} wrong"
    sys.stdout.write("\n  ".join([told, *missed]) + "\n")
    assert faults == []
    assert understood * 100 >= LEAST * len(came)
