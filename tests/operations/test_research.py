"""The data set for research: what is in it, what never is, and that nobody stands alone in it."""

import csv
import io
import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli import app
from bot.dialogue.session import Finished, Joined, Session, dump
from bot.operations.research import ENOUGH, OTHER, Shop, TooFew, generalised, quarter, research_tables
from bot.storage.sql_store import SqlStore
from bot.tables.model import Table
from content.loader import load
from content.schema import Content
from scoring.score import score
from tests.builders import answers

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SPRING = datetime(2026, 5, 12, 12, tzinfo=UTC)
TYPED = "Bakkerij Geheim"


@cache
def content() -> Content:
    return load()


def finished(
    branch: str, at: datetime = SPRING, *, run: int = 1, **given: str | int | tuple[str, ...]
) -> Finished:
    asked: dict[str, Any] = {
        "email": 2,
        "social": 4,
        "sms": 0,
        "shop_type": "physical",
    }
    said = answers(**{"data": 1, "branch": branch, **asked, **given})
    return Finished(
        run=run,
        given=said,
        result=score(content().questionnaire, content().figures, said),
        content_version="abc",
        edition=content().primary.id,
        finished=at,
    )


def session(*results: Finished, **more: object) -> Session:
    last = results[-1]
    made = Session(shop_name=TYPED, trade=TYPED, contact=TYPED, run=last.run, given=last.given)
    return made.model_copy(update={"finished": last, "history": results[:-1], **more})


def rows(table: Table) -> list[dict[str, object]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def made(sessions: Sequence[Session]) -> list[dict[str, object]]:
    return rows(research_tables(sessions, content(), NOW)[0])


def test_a_row_says_what_was_answered_and_no_more() -> None:
    table, codebook, left_out = research_tables([session(finished("food"))] * 5, content(), NOW)
    assert left_out == 0
    row = rows(table)[0]
    assert row == {
        "quarter": "2026-Q2",
        "shop_type": "physical",
        "branch": "food",
        "goal": None,
        "edition": content().primary.id,
        "yardstick": None,
        "score": row["score"],
        "level": row["level"],
        "monitor": 40,
        "email": 2,
        "social": 4,
        "data": 1,
        "online": None,
        "sms": 0,
        "blog": None,
        "twitter": None,
        "reasons": None,
    }
    assert {str(name) for name, *_ in codebook.rows} == set(table.columns)
    assert TYPED not in str(table) + str(codebook)
    explained = {(name, value) for name, value, _ in codebook.rows}
    assert {("branch", "food"), ("email", "4"), ("level", row["level"]), ("reasons", "no_time")} <= explained


def test_rare_branches_become_other_and_rare_shops_lose_more() -> None:
    shops = [session(finished("food")) for _ in range(6)]
    shops += [session(finished(branch)) for branch in ("shoes", "care", "sports", "diy", "electronics")]
    shops += [session(finished("food", shop_type="web")) for _ in range(3)]
    shops += [session(finished("food", SPRING - timedelta(days=90))) for _ in range(2)]
    cells = Counter((row["quarter"], row["shop_type"], row["branch"]) for row in made(shops))
    assert cells == {("2026-Q2", "physical", "food"): 6, ("2026-Q2", "physical", "other"): 5, ("", "", ""): 5}


def test_those_who_never_become_alike_are_left_out_and_too_few_give_nothing() -> None:
    enough = [session(finished("food")) for _ in range(5)]
    _, _, left_out = research_tables([*enough, *[session(finished("care"))] * 4], content(), NOW)
    assert left_out == 4
    with pytest.raises(TooFew):
        research_tables(enough[:4], content(), NOW)


def test_the_quarter_that_runs_is_not_in_it() -> None:
    now = [session(finished("food", NOW - timedelta(days=20))) for _ in range(9)]
    assert len(made([*now, *[session(finished("food"))] * 5])) == 5
    with pytest.raises(TooFew):
        made(now)


def test_a_shop_counts_once_a_quarter_with_its_last_assessment() -> None:
    again = session(
        finished("food", run=1, email=0), finished("food", SPRING + timedelta(days=9), run=2, email=4)
    )
    found = made([again, *[session(finished("food"))] * 4])
    assert sorted(str(row["email"]) for row in found) == ["2", "2", "2", "2", "4"]
    with pytest.raises(TooFew):
        made([session(*(finished("food", run=run) for run in range(1, 9)))])


def test_who_only_tried_it_out_is_not_in_it() -> None:
    demo = Joined(campaign=1, organisation=1, name="X", demo=True)
    with pytest.raises(TooFew):
        made([session(finished("food"), campaign=demo)] * 5)


def test_what_no_question_offers_never_comes_in() -> None:
    typed = finished("food").model_copy(
        update={"given": {"branch": TYPED, "shop_type": TYPED, "goal": TYPED}}
    )
    assert TYPED not in str(made([session(typed)] * 5))


def test_a_quarter_is_that_of_dutch_clocks() -> None:
    assert quarter(datetime(2026, 12, 31, 22, 59, tzinfo=UTC)) == "2026-Q4"
    assert quarter(datetime(2026, 12, 31, 23, 1, tzinfo=UTC)) == "2027-Q1"


shop = st.builds(
    Shop,
    quarter=st.sampled_from(["2026-Q1", "2026-Q2"]),
    shop_type=st.sampled_from(["", "physical", "both", "web"]),
    branch=st.sampled_from(["", "food", "shoes", OTHER]),
    answered=st.just(()),
)


@given(st.lists(shop, max_size=80))
def test_nobody_stands_alone_and_few_are_left_out(shops: list[Shop]) -> None:
    safe = generalised(shops)
    assert all(count >= ENOUGH for count in Counter(one.cell for one in safe).values())
    assert len(shops) - len(safe) < ENOUGH
    whole = Counter(one.cell for one in shops)
    kept = Counter(one.cell for one in safe)
    assert all(kept[cell] >= count for cell, count in whole.items() if count >= ENOUGH)


def test_the_command_writes_both_files_in_no_order_of_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = SqlStore.open("test.db")
    shops = [session(finished(random.choice(["food", "care"]), email=email % 5)) for email in range(40)]  # noqa: S311
    for chat_id, one in enumerate(shops, 987001):
        store.db.execute(
            "INSERT INTO chats (bot_id, chat_id, session, version, finished) VALUES (1, ?, ?, 1, 1)",
            (chat_id, dump(one)),
        )
    store.db.execute(
        "INSERT INTO chats (bot_id, chat_id, session, version, finished) VALUES (1, 5, 'unreadable', 1, 1)"
    )
    # An advisor, who is no shop.
    store.db.execute("INSERT INTO advisors VALUES (1, 987001, 1, '', 0)")
    store.db.commit()
    store.db.close()
    arguments = ["research", "out.csv", "--database", "sqlite:///test.db"]
    ended = CliRunner().invoke(app, arguments)
    assert ended.exit_code == 0, ended.output
    assert ended.output.startswith("out.csv: 39 assessments; out-codebook.csv explains it.\n")
    written = (tmp_path / "out.csv").read_text("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(written), delimiter=";"))
    assert len(lines) == 39
    assert [line["email"] for line in lines if line["branch"] == "food"] == sorted(
        line["email"] for line in lines if line["branch"] == "food"
    )
    everything = written + (tmp_path / "out-codebook.csv").read_text()
    assert "987" not in written
    assert TYPED not in everything
    again = CliRunner().invoke(app, arguments)
    assert again.exit_code == 1
    assert "File exists" in again.output
