"""A table as data, before it is written to a file."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from scoring.model import Frozen

LONGEST_CELL = 32_767
"""Characters; Excel's own limit."""
LONGEST_NAME = 31
"""Characters of a sheet's name; Excel's own limit."""
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LARGEST = 10**15 - 1
"""Excel keeps fifteen digits of a number."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def _sheet_name(name: str) -> str:
    if _NOT_IN_NAMES.search(name) or name != name.strip("' ") or name.lower() == "history":
        raise ValueError("Excel does not open a sheet of this name")
    return name


SheetName = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_NAME), AfterValidator(_sheet_name)
]
Text = Annotated[str, StringConstraints(max_length=LONGEST_CELL)]
Whole = Annotated[int, Field(strict=True, ge=-LARGEST, le=LARGEST)]
Number = Annotated[float, Field(strict=True, ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
Value = Text | Whole | Number | date | None


class Table(Frozen):
    """One sheet: a row of headings, and rows of the same length."""

    name: SheetName
    columns: tuple[Text, ...] = Field(min_length=1, max_length=MOST_COLUMNS)
    rows: tuple[tuple[Value, ...], ...] = Field(default=(), max_length=MOST_ROWS)

    @model_validator(mode="after")
    def _rows_as_wide_as_the_headings(self) -> Self:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row has more or fewer cells than there are columns")
        return self
