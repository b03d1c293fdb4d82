"""From tables to files: that they read back as they were, and that no text in them becomes a formula."""

import csv
import io
import time
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.tables.model import LARGEST, LONGEST_CELL, Table, Value
from bot.tables.write import DELIMITER, csv_bytes, xlsx_bytes

GROUP = Table(
    name="Groep",
    columns=("Winkel", "Score", "Deel", "Datum"),
    rows=(
        ("Café ’t Hoekje & Zn. 🌷", 54, 0.25, date(2026, 11, 24)),
        ('Zei: "hallo";\r\nen ging', 0, -2.5, None),
        (None, -3, 1e-7, date(1999, 1, 2)),
        ("05-06", LARGEST, 3.0, None),
    ),
)
SIGNS = "=+-@"
FORMULAS = [
    "=1+1",
    "+31 6 12345678",
    "-2+3",
    "@SUM(A1)",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1+1",
    "−1",
    "\t=1+1",
    "\tniets",
    "\r=1+1",
    "\n=1+1",
    "\x00=1+1",
    "\x07 =1+1",
    '=HYPERLINK("https://example.nl";"Klik")',
    "=cmd|' /C calc'!A0",
    "niets,=1+1",
    "niets\n=1+1",
    "niets;\t@SUM(A1)",
    '"=1+1"',
    '\n"=1+1',
]
PLAIN = ["a=1", "a@example.nl", "'=1", "niets, of toch", "x\ny", "", "…=", "(=1)"]


AS_MORE = [
    *(
        "007",
        "0612345678",
        "06 12345678",
        "1.000",
        "1,5",
        "1e5",
        "1.5E-3",
        "50%",
        "€ 5",
        "(5)",
        "5-6",
        "05-06",
    ),
    *("1/2", "12:30", "12:30 PM", "2026-11-24", "1 mei", "mei 2026", "3-mrt-26", "1 oktober 2026", "may 1"),
    *("１２", "٣", " 7 ", "waar", "ONWAAR", "true", "12345678901234567890"),
]
AS_TEXT = ["1a", "mei", "24 uur", "A4", "3 broden", "no 7", "1e winkel", "dec", "1 meisje", "5 mm", "x1e5"]


def table(*texts: str) -> Table:
    return Table(name="Blad", columns=("Tekst",), rows=tuple((text,) for text in texts))


def read_csv(made: bytes, delimiter: str = DELIMITER) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def read_xlsx(made: bytes) -> list[list[list[Value]]]:
    book = openpyxl.load_workbook(io.BytesIO(made))
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]


def test_a_csv_file_reads_back_as_it_was() -> None:
    made = csv_bytes(GROUP)
    assert made.startswith(b"\xef\xbb\xbfWinkel;Score;Deel;Datum\r\n")
    assert read_csv(made) == [
        ["Winkel", "Score", "Deel", "Datum"],
        ["Café ’t Hoekje & Zn. 🌷", "54", "0,25", "2026-11-24"],
        ['Zei: "hallo";\nen ging', "0", "-2,5", ""],
        ["", "-3", "1e-07", "1999-01-02"],
        ["'05-06", str(LARGEST), "3,0", ""],
    ]


def test_a_workbook_reads_back_as_it_was() -> None:
    (sheet,) = read_xlsx(xlsx_bytes([GROUP]))
    assert sheet == [
        ["Winkel", "Score", "Deel", "Datum"],
        ["Café ’t Hoekje & Zn. 🌷", 54, 0.25, "2026-11-24"],
        ['Zei: "hallo";\nen ging', 0, -2.5, None],
        [None, -3, 1e-7, "1999-01-02"],
        ["05-06", LARGEST, 3, None],
    ]


def test_the_headings_stay_in_sight_and_columns_are_as_wide_as_their_texts() -> None:
    other = Table(name="Leeg", columns=("Kolom",))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([GROUP, other])))
    assert book.sheetnames == ["Groep", "Leeg"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.b for cell in sheet[1])
        assert not any(cell.font.b for row in sheet.iter_rows(min_row=2) for cell in row)
    widths = {name: found.width for name, found in book["Groep"].column_dimensions.items()}
    assert 23 < widths["A"] < 30
    assert widths["D"] > 10
    wide = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([table("x" * 5000)])))
    assert wide["Blad"].column_dimensions["A"].width < 70


def test_a_workbook_has_sheets_of_different_names() -> None:
    for tables in ([], [GROUP, GROUP.model_copy(update={"name": "GROEP"})]):
        with pytest.raises(ValueError, match="sheets"):
            xlsx_bytes(tables)


def test_the_same_table_gives_the_same_bytes() -> None:
    before, before_csv = xlsx_bytes([GROUP]), csv_bytes(GROUP)
    # Times in a zip file are kept by two seconds.
    time.sleep(2.1)
    assert (xlsx_bytes([GROUP]), csv_bytes(GROUP)) == (before, before_csv)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_formula_comes_into_a_csv_file(text: str) -> None:
    made = csv_bytes(Table(name="Blad", columns=(text,), rows=((text,),)))
    for delimiter in ";,\t":
        for cell in (cell for row in read_csv(made, delimiter) for cell in row):
            assert not starts_a_formula(cell)
    assert "'" in read_csv(made)[0][0]


@pytest.mark.parametrize("text", PLAIN)
def test_a_text_that_is_no_formula_stays_as_it_is(text: str) -> None:
    assert read_csv(csv_bytes(table("kop", text)))[2] == [text]


@pytest.mark.parametrize("text", AS_MORE)
def test_a_text_that_a_spreadsheet_would_read_as_a_number_or_a_date_stays_a_text(text: str) -> None:
    assert read_csv(csv_bytes(table("kop", text)))[2] == ["'" + text]
    assert read_xlsx(xlsx_bytes([table(text)]))[0][1] == [text]


@pytest.mark.parametrize("text", AS_TEXT)
def test_a_text_with_a_number_in_it_stays_as_it_is(text: str) -> None:
    assert read_csv(csv_bytes(table("kop", text)))[2] == [text]


@pytest.mark.parametrize("text", [*FORMULAS, "https://example.nl", "mailto:a@b.nl", "_x0041_", "12", "1-2"])
def test_a_workbook_holds_texts_and_no_formulas_or_links(text: str) -> None:
    made = xlsx_bytes([Table(name="Blad", columns=(text,), rows=((text,),))])
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Blad"]
    kept = text.replace("\r", "\n").translate({0: None, 7: None})
    for cell in (sheet["A1"], sheet["A2"]):
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        assert cell.value == kept
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        inside = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in inside
    assert b"hyperlink" not in inside


def starts_a_formula(cell: str) -> bool:
    """Tell it as the most lenient spreadsheet would: plain forms count, what is invisible does not."""
    shown = [one for one in unicodedata.normalize("NFKC", cell) if unicodedata.category(one)[0] not in "CZM"]
    return bool(shown and shown[0] in SIGNS + "−")


texts = st.text(st.characters(), max_size=30) | st.text(
    st.sampled_from("=+-@＝＋－＠;,\t\r\n\"' \u200b\ufeff\x00\x1b\ud800\uffffa1"), max_size=12
)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_whatever_people_write_is_no_formula(rows: list[tuple[str, str]]) -> None:
    rows = [(without_surrogates(a), without_surrogates(b)) for a, b in rows]
    made = csv_bytes(Table(name="Blad", columns=("a", "b"), rows=tuple(rows)))
    read = read_csv(made)
    assert len(read) == len(rows) + 1
    assert not [cell for row in read for cell in row if cell[:1] in ("\t", "\r", "\n")]
    assert all(len(row) == 2 for row in read)
    for delimiter in ";,\t":
        assert not [cell for row in read_csv(made, delimiter) for cell in row if starts_a_formula(cell)]
    for row, given_row in zip(read[1:], rows, strict=True):
        for cell, text in zip(row, given_row, strict=True):
            assert cell.replace("'", "") == kept(text).replace("'", "")


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_whatever_people_write_opens_in_a_workbook(written: list[str]) -> None:
    (sheet,) = read_xlsx(xlsx_bytes([table(*map(without_surrogates, written))]))
    read = [row[0] or "" for row in sheet[1:]]
    assert read == [kept(without_surrogates(text)) for text in written]


def without_surrogates(text: str) -> str:
    return "".join(one for one in text if unicodedata.category(one) != "Cs")


def kept(text: str) -> str:
    """Give what of a text stays: no characters that control, save tabs and line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        one
        for one in lines
        if one in "\t\n" or (unicodedata.category(one) != "Cc" and one not in "\ufffe\uffff")
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 32},
        {"name": "a/b"},
        {"name": "'a"},
        {"name": "History"},
        {"columns": ()},
        {"rows": (("a", "b"),)},
        {"rows": ((),)},
        {"rows": (("x" * (LONGEST_CELL + 1),),)},
        {"rows": ((LARGEST + 1,),)},
        {"rows": ((float("nan"),),)},
        {"rows": ((10**400,),)},
        {"rows": ((True,),)},
        {"rows": (("\ud800",),)},
    ],
)
def test_what_no_file_can_hold_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Table.model_validate({"name": "Blad", "columns": ("a",), "rows": ()} | wrong)


def test_the_longest_text_fits() -> None:
    longest = "=" + "x" * (LONGEST_CELL - 1)
    (sheet,) = read_xlsx(xlsx_bytes([table(longest)]))
    assert sheet[1] == [longest]
    assert read_csv(csv_bytes(table(longest)))[1] == [f"'{longest}"]


def test_a_table_is_data_that_needs_no_library_to_write() -> None:
    source = Path("bot/tables/model.py").read_text(encoding="utf-8")
    assert "xlsxwriter" not in source
    assert Table.model_validate_json(GROUP.model_dump_json()).columns == GROUP.columns
