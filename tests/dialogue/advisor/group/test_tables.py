"""What is exported of a group: the sheets, what explains them, and what stays out."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.core.queries import Campaigns, SharedShop, SharedShops, Totals
from bot.dialogue.core.replies import Spreadsheet
from bot.dialogue.core.session import Session
from bot.dialogue.core.speaking_hours import ZONE
from bot.library.schema.content import LANGUAGES
from bot.records.groups import Layers, WaveTotals
from bot.records.writes import Look
from bot.tables.model import Table, Value
from bot.tables.write import DELIMITER, csv_bytes, xlsx_bytes
from scoring.group_disclosure import Tally
from scoring.group_figures import group_figures
from scoring.model import TOPICS
from tests.support.dialogue.group_chat import (
    AUTUMN,
    SHOPS,
    SPRING,
    TOTALS,
    advisor,
    random_totals,
    shop_session,
)
from tests.support.dialogue.talk import CONTEXT, Talk

FORMULA = '=HYPERLINK("http://x";"y")'


def asked(talk: Talk, verb: str, name: str = "all") -> Spreadsheet:
    talk.later(minutes=1)
    talk.tap_code(f"{verb}:0:{name}")
    file = talk.sent[-1]
    assert isinstance(file, Spreadsheet)
    return file


def with_totals(*totals: WaveTotals) -> Talk:
    talk = advisor()
    talk.known |= {Totals(): totals, SharedShops(): ()}
    return talk


def sheets(file: Spreadsheet) -> dict[str, Table]:
    return {table.name: table for table in file.tables}


def as_rows(table: Table) -> list[dict[str, Value]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_the_workbook_has_a_sheet_for_each_thing_and_the_csv_the_totals_alone() -> None:
    talk = advisor()
    file = asked(talk, "group_xlsx")
    assert file.name == "winkelpeil-groep-2026-11-24.xlsx"
    assert list(sheets(file)) == ["Totalen", "Niveaus", "Redenen", "Links", "Winkels die delen", "Uitleg"]
    assert xlsx_bytes(file.tables).startswith(b"PK")
    short = asked(talk, "group_csv", "12")
    assert short.name == "winkelpeil-groep-12-2026-11-24.csv"
    assert [table.name for table in short.tables] == ["Totalen"]
    read = list(csv.reader(io.StringIO(csv_bytes(short.tables[0]).decode("utf-8-sig")), delimiter=DELIMITER))
    assert read[0] == ["link", "meting", "onderwerp", "winkels", "gemiddelde", "2010 laagst", "2010 hoogst"]
    assert {row[0] for row in read[1:]} == {SPRING.name}


def test_the_file_s_day_is_that_of_the_shops() -> None:
    talk = advisor()
    talk.now = talk.now.replace(hour=23, minute=30)
    assert talk.now.astimezone(ZONE).date() == date(2026, 11, 25)
    talk.tap_code("group_csv:0:all")
    (file,) = talk.sent
    assert isinstance(file, Spreadsheet)
    assert file.name == "winkelpeil-groep-2026-11-25.csv"


def test_the_totals_are_those_of_the_method_campaign_by_campaign_and_together() -> None:
    talk = advisor()
    rows = as_rows(asked(talk, "group_xlsx").tables[0])
    figures = group_figures(TOTALS[0].totals, CONTEXT.content.questionnaire, CONTEXT.content.figures)
    assert figures is not None
    own = [row for row in rows if (row["link"], row["meting"]) == (SPRING.name, 1)]
    assert [row["onderwerp"] for row in own] == [
        "Totale score",
        "Onderwerpen van 2010 samen",
        *(CONTEXT.content.texts["nl"].terms.topics[topic].name for topic in TOPICS),
    ]
    overall, compared, *topics = own
    assert figures.monitor is not None
    assert compared["gemiddelde"] == figures.monitor.score
    assert (overall["2010 laagst"], overall["2010 hoogst"]) == (None, None)
    assert (overall["gemiddelde"], overall["winkels"]) == (figures.overall, None)
    assert [(row["winkels"], row["gemiddelde"]) for row in topics] == [
        (figures.topics[topic].n, figures.topics[topic].mean) for topic in TOPICS
    ]
    assert (topics[0]["2010 laagst"], topics[0]["2010 hoogst"]) == (19, 30)
    assert {(row["link"], row["meting"]) for row in rows} == {
        ("Alle links samen", 1),
        ("Alle links samen", 2),
        (SPRING.name, 1),
        (SPRING.name, 2),
    }


def test_what_is_withheld_stays_empty() -> None:
    few: Mapping[str, Tally] = {
        "topic:email": Tally(unknown=(3, 2, 0, 0, 0), known=(0,) * 5),
        "topic:sms": Tally(unknown=(2, 2, 0, 0, 0), known=(0,) * 5),
        "level": Tally(unknown=(3, 1, 0, 0, 0), known=(0,) * 5),
        "reason:trust": Tally(unknown=(9, 3), known=(0, 0)),
    }
    file = asked(with_totals(WaveTotals(12, 1, few, 5, 0, 5)), "group_xlsx", "12")
    totals, levels, reasons, *_ = file.tables
    told = {row["onderwerp"]: (row["winkels"], row["gemiddelde"]) for row in as_rows(totals)}
    assert told["E-mail"] == (5, 4)
    assert {told[name] for name in told if name != "E-mail"} == {(None, None)}
    assert levels.rows == reasons.rows == ()


def test_without_totals_the_links_are_there_all_the_same() -> None:
    file = asked(with_totals(), "group_xlsx")
    by_name = sheets(file)
    assert by_name["Totalen"].rows == ()
    assert by_name["Links"].rows == (
        (SPRING.name, date(2026, 11, 12), "open", 22, 19, 17),
        (AUTUMN.name, date(2026, 11, 15), "open", 7, 4, 2),
    )


@pytest.mark.parametrize("app", LANGUAGES)
def test_every_column_is_explained_and_every_sheet_too(app: str) -> None:
    talk = advisor(app)
    file = asked(talk, "group_xlsx")
    *others, codebook = file.tables
    explained = {(row[0], row[1]) for row in codebook.rows}
    for table in (*others, codebook):
        for column in table.columns:
            name = re.sub(r"^(stap|step) \d$", r"\1 1–3", column)
            assert (table.name, name) in explained, column
    assert all(row[2] for row in codebook.rows)
    text = " ".join(str(row[2]) for row in codebook.rows)
    for word in ("HBD Monitor ICT, 2010", "dibevo.nl", "5", "2010"):
        assert word in text
    if app == "nl":
        assert "Wij werken de totalen pas bij als er 5 winkels bij komen." in text
        assert "De cijfers uit 2010 zijn alleen om te vergelijken. Ze zeggen niet hoe het nu moet." in text
        assert "meting 2" in text


@pytest.mark.parametrize("app", LANGUAGES)
def test_no_two_columns_of_a_sheet_and_no_two_sheets_are_called_the_same(app: str) -> None:
    file = asked(advisor(app), "group_xlsx")
    assert len({table.name.casefold() for table in file.tables}) == len(file.tables)
    for table in file.tables:
        assert len(set(table.columns)) == len(table.columns)


def test_shops_are_there_to_the_depth_that_they_share_and_it_is_noted() -> None:
    talk = advisor()
    first, second = as_rows(sheets(asked(talk, "group_xlsx"))["Winkels die delen"])
    assert first["winkel"] == "Jansen Mode"
    assert first["deelt"] == "score"
    assert (first["score"], first["niveau"]) == (54, "Bouwer")
    assert {name for name, value in first.items() if value is not None} == {
        *("winkel", "deelt", "ingevuld op", "score", "niveau")
    }
    assert second["contact"] == "bel 06 na zes uur"
    assert second["E-mail"] == "soms"
    assert second["stap 1"] == "Leg vast wie toestemming gaf"
    assert talk.writes == [Look((41, 42))]


def test_the_csv_and_a_file_without_shops_are_no_look() -> None:
    talk = advisor()
    asked(talk, "group_csv")
    talk.known[SharedShops()] = ()
    asked(talk, "group_xlsx")
    assert talk.writes == []


@settings(max_examples=40, deadline=None)
@given(
    result=st.booleans(),
    answers=st.booleans(),
    contact=st.none() | st.just("bel na zessen"),
    seed=st.integers(0, 300),
)
def test_no_cell_holds_what_a_shop_does_not_share(
    result: bool,
    answers: bool,
    contact: str | None,
    seed: int,
) -> None:
    layers = Layers(result=result, answers=answers, contact=contact)
    talk = advisor()
    session = shop_session(seed, name="Jansen", contact="oud@geheim.example")
    talk.known[SharedShops()] = (SharedShop(5, layers, session),)
    rows = as_rows(sheets(asked(talk, "group_xlsx"))["Winkels die delen"])
    if layers.nothing:
        assert rows == []
        return
    (row,) = rows
    filled = {name for name, value in row.items() if value is not None}
    may = {"winkel", "deelt"}
    may |= {"ingevuld op", "score", "niveau"} if result or answers else set()
    may |= {"contact"} if contact else set()
    columns = set(row) if answers else may
    assert filled <= columns
    assert may <= filled
    assert row["contact"] == contact


def test_a_file_of_a_shop_without_a_result_is_made() -> None:
    talk = advisor()
    talk.known[SharedShops()] = (SharedShop(5, Layers(answers=True), Session()),)
    (row,) = as_rows(sheets(asked(talk, "group_xlsx"))["Winkels die delen"])
    assert {name for name, value in row.items() if value is not None} == {"winkel", "deelt"}


def test_no_name_becomes_a_formula_or_another_row() -> None:
    talk = advisor()
    talk.known |= {
        Campaigns(): (replace(SPRING, name=f"{FORMULA}\n=1+1"), AUTUMN),
        SharedShops(): (replace(SHOPS[1], layers=Layers(contact=FORMULA)),),
    }
    file = asked(talk, "group_xlsx")
    assert xlsx_bytes(file.tables)
    for table in file.tables:
        read = csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline=""), delimiter=DELIMITER)
        rows = list(read)
        assert len(rows) == len(table.rows) + 1
        assert not any(cell.lstrip().startswith("=") for row in rows for cell in row)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 22), st.integers(0, 12), st.integers(0, 10_000))
def test_whatever_the_totals_each_row_is_a_figure_of_the_method(first: int, second: int, seed: int) -> None:
    totals = (random_totals(12, 1, first, seed), random_totals(9, 1, second, seed + 1, skips=0.5))
    file = asked(with_totals(*totals), "group_xlsx")
    by_name = {SPRING.name: totals[0], AUTUMN.name: totals[1]}
    terms = CONTEXT.content.texts["nl"].terms
    for name, wave in by_name.items():
        figures = group_figures(wave.totals, CONTEXT.content.questionnaire, CONTEXT.content.figures)
        tables = [[row for row in as_rows(table) if row["link"] == name] for table in file.tables[:3]]
        if figures is None:
            assert tables == [[], [], []]
            continue
        means = {row["onderwerp"]: row["gemiddelde"] for row in tables[0]}
        assert means.pop("Totale score") == figures.overall
        compared = means.pop("Onderwerpen van 2010 samen", None)
        assert compared == (figures.monitor.score if figures.monitor else None)
        assert means == {
            terms.topics[topic].name: figures.topics[topic].mean if topic in figures.topics else None
            for topic in TOPICS
        }
        assert [row["winkels op niveau"] for row in tables[1]] == [one.shops for one in figures.levels]
        assert [(row["winkels met reden"], row["winkels gevraagd"]) for row in tables[2]] == [
            (one.shops, one.n) for one in figures.reasons
        ]
