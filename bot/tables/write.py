"""From tables to the bytes of a CSV file or an Excel workbook.

Texts in a table may come from people, and no program that opens the file may take one for a formula, nor for
a number or a date, which would lose its zeros: in CSV such a text gets an apostrophe before it, in a workbook
every text is stored as text.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import xlsxwriter  # type: ignore[import-untyped]  # it has types, but does not say so
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.tables.model import Table, Value

DELIMITER = ";"
"""What Excel splits at where the decimal sign is a comma, as in Dutch."""
DECIMAL_COMMA = ","

_FORMULA_SIGNS = "=+-@\N{MINUS SIGN}"
_MONTH = (
    r"(?:jan(?:uar[iy]|uary)?|feb(?:ruari|ruary)?|maart|mrt|mar(?:ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|"
    r"aug(?:ustus|ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# As lenient as spreadsheets are, in Dutch and English: 007, 1.000, 1e5, 50%, 5-6, 1 mei, mei 2026, 12:30 PM.
_NUMBER_OR_DATE = re.compile(
    rf"(?=.*\d)(?:[\d\s.,:/()%€$£'-]|\d\s?[ap]m\b|\d\s[ap]\b|\d[.,]?e[+-]?(?=\d)|\b{_MONTH})+", re.IGNORECASE
)
_TRUTHS = frozenset({"waar", "onwaar", "true", "false"})
_SPLIT = re.compile("([;,\t\n])")
_KEPT = "\t\n"
_NO_CHARACTERS = "\ufffe\uffff"
"""XML, and so a workbook, cannot hold these."""

# The same table gives the same bytes, whenever it is written.
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)
_NARROWEST, _WIDEST = 8, 60
_MEASURED_ROWS = 1000


def csv_bytes(table: Table) -> bytes:
    """Write a table as CSV for a Dutch Excel: UTF-8 with its mark, semicolons, decimal commas, ISO dates."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerows([_csv_cell(value) for value in row] for row in (table.columns, *table.rows))
    return made.getvalue().encode("utf-8-sig")


def xlsx_bytes(tables: Sequence[Table]) -> bytes:
    """Write tables as the sheets of one workbook; texts and dates as texts, numbers as numbers."""
    if not tables or len({table.name.casefold() for table in tables}) < len(tables):
        raise ValueError("a workbook has sheets, each of another name")
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        for table in tables:
            _write(book.add_worksheet(table.name), table, bold)
    return made.getvalue()


def _csv_cell(value: Value) -> str:
    if isinstance(value, str):
        safe = _formula_safe(value)
        return f"'{safe}" if _is_read_as_more_than_text(safe) else safe
    if isinstance(value, float):
        return str(value).replace(".", DECIMAL_COMMA)
    return _plain(value)


def _is_read_as_more_than_text(text: str) -> bool:
    """Tell whether a spreadsheet would read a number, a date or a truth in a text, and show that instead."""
    shown = unicodedata.normalize("NFKC", text).strip()
    if text.startswith("'") or not shown:
        return False
    return bool(_NUMBER_OR_DATE.fullmatch(shown)) or shown.casefold() in _TRUTHS


def _formula_safe(text: str) -> str:
    """Put an apostrophe before each part of a text that a spreadsheet could take for a formula."""
    # Part by part: a spreadsheet that splits at commas begins new cells in the middle of a text.
    parts = "".join(
        f"'{part}" if _first_sign(part) in _FORMULA_SIGNS else part
        for part in _SPLIT.split(_without_controls(text))
    )
    return f"'{parts}" if parts[:1] in ("\t", "\n") else parts


def _first_sign(text: str) -> str:
    """Give the first character that shows, as its plain form ("＝" is "="); a letter where none shows."""
    for character in unicodedata.normalize("NFKC", text):
        # Spaces, what is invisible and quotes: some programs take them away before they look.
        if unicodedata.category(character)[0] not in "CZM" and character != '"':
            return character
    return "a"


def _without_controls(text: str) -> str:
    """Take out the characters that control or that a file cannot hold; line ends become one sign each."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        one
        for one in lines
        if one in _KEPT or (unicodedata.category(one) not in ("Cc", "Cs") and one not in _NO_CHARACTERS)
    )


def _plain(value: date | int | None) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _write(sheet: Worksheet, table: Table, bold: Format) -> None:
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(table.columns):
        sheet.write_string(0, column, _without_controls(heading), bold)
        values = (row[column] for row in table.rows[:_MEASURED_ROWS])
        sheet.set_column(column, column, _width([heading, *map(_cell_text, values)]))
    for number, row in enumerate(table.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, _cell_text(value))


def _cell_text(value: Value) -> str:
    if isinstance(value, str):
        return _without_controls(value)
    return str(value) if isinstance(value, float) else _plain(value)


def _width(texts: Iterable[str]) -> int:
    longest = max(len(line) for text in texts for line in text.split("\n"))
    return max(_NARROWEST, min(longest + 2, _WIDEST))
