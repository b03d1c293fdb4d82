"""The tables and fences of a Markdown file."""

import re
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, str]
CODE = re.compile(r"`([^`]+)`")
FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)


def tables(path: Path) -> Iterator[list[Row]]:
    """Give the tables of a Markdown file, each row by its column's heading in small letters."""
    for found in re.finditer(r"(?:^\|.*\|\n)+", FENCE.sub("", path.read_text()), re.MULTILINE):
        lines = [_cells(line) for line in found[0].splitlines()]
        heading = [cell.lower() for cell in lines[0]]
        yield [dict(zip(heading, cells, strict=True)) for cells in lines[2:]]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table(path: Path, *columns: str) -> list[Row]:
    """Find the one table that begins with these columns."""
    found = [rows for rows in tables(path) if rows and tuple(rows[0])[: len(columns)] == columns]
    assert len(found) == 1, f"{path.name} needs one table with the columns {columns}, and has {len(found)}"
    return found[0]
