"""The data set for research: what is in it, what never is, and that no answer of anybody follows from it."""

import csv
import io
import itertools
import random
import stat
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli.main import app
from bot.dialogue.core.session import Joined, Session, dump
from bot.operations.research import (
    OTHER,
    Cell,
    NoQuarter,
    Shop,
    TooFew,
    data_set,
    ended_quarter,
    generalised_shops,
    is_safe,
    quarter,
)
from bot.storage.access.admins import AdminStore
from bot.storage.chats.chats import Store
from bot.storage.chats.research import Research
from scoring.disclosure import ENOUGH, MIXED
from tests.support.research import (
    HIGH,
    LOW,
    QUARTER,
    SPRING,
    TYPED,
    content,
    differing,
    finished,
    made,
    rows,
    session,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_row_says_what_was_answered_and_no_more() -> None:
    found = data_set(differing(5), content(), QUARTER)
    assert found.left_out is None
    row = rows(found.data)[0]
    assert row == {
        "quarter": QUARTER,
        "shop_type": "physical",
        "branch": "food",
        "edition": content().primary.id,
        "yardstick": "",
        "goal": "offers",
        "score": row["score"],
        "level": row["level"],
        "monitor": row["monitor"],
        "email": 0,
        "social": 1,
        "data": 0,
        "online": 1,
        "sms": 0,
        "blog": 0,
        "twitter": 0,
        "reasons": "no_time",
    }
    explained = {(name, value) for name, value, _ in found.codebook.rows}
    assert {str(name) for name, *_ in found.codebook.rows} == set(found.data.columns)
    assert TYPED not in str(found)
    assert {("branch", "food"), ("email", "4"), ("level", row["level"]), ("reasons", "no_time")} <= explained


def test_rare_branches_become_other_and_rare_shops_lose_more() -> None:
    shops = differing(6)
    rare = ("shoes", "care", "sports", "diy", "electronics")
    shops += [
        one for place, branch in enumerate(rare) for one in differing(place + 1, branch)[place : place + 1]
    ]
    # Enough, and all without text messages; the webshops are few, and send them.
    shops += differing(5, "food", shop_type="both", sms=0)
    shops += differing(3, "food", shop_type="web", sms=4)
    cells = Counter((row["shop_type"], row["branch"]) for row in made(shops))
    assert cells == {("physical", "food"): 6, ("physical", "other"): 5, ("", ""): 8}


def test_those_who_never_become_alike_are_left_out_and_told_in_fives() -> None:
    enough = differing(5)
    assert data_set([*enough, *differing(4, "care")], content(), QUARTER).left_out is None
    assert data_set([*enough, *[session(finished("care"))] * 12], content(), QUARTER).left_out == 10
    with pytest.raises(TooFew):
        made(enough[:4])


def test_shops_that_all_answered_the_same_are_not_given_out() -> None:
    """Who knows that a shop is among them would know its answer."""
    alike = differing(40, sms=0)
    with pytest.raises(TooFew):
        made(alike)
    # Nor all but one: that one knows the others.
    with pytest.raises(TooFew):
        made([*alike, session(finished("food", **{**HIGH, "sms": 4}))])
    two = [session(finished("food", **{**HIGH, "sms": step})) for step in (3, 4)]
    assert len(made([*alike, *two])) == 42


def test_what_was_not_asked_is_no_answer_that_all_gave() -> None:
    """A webshop is not held against 2010, and results of before a topic was there do not name it."""
    web = made(differing(5, shop_type="web"))
    assert {row["monitor"] for row in web} == {""}
    old = []
    for one in differing(5):
        assert one.finished
        topics = {name: found for name, found in one.finished.result.topics.items() if name != "online"}
        result = one.finished.result.model_copy(update={"topics": topics})
        old.append(session(one.finished.model_copy(update={"result": result})))
    assert {row["online"] for row in made(old)} == {""}
    # Of those who were asked, all answered the same.
    with pytest.raises(TooFew):
        made([*old, *differing(8, online=2)])


def test_who_counts_differently_within_a_quarter_is_not_told_apart() -> None:
    """Who knows on which day a shop took part knows by which weights it was scored."""
    late = finished("food", **HIGH).model_copy(update={"yardstick": "abcdef01", "edition": "later"})
    found = made([*differing(9), session(late)])
    assert len(found) == 9
    assert {row["yardstick"] for row in found} == {""}


def test_each_quarter_has_its_own_file() -> None:
    shops = [*differing(5), *differing(6, at=SPRING - timedelta(days=90))]
    assert (len(made(shops)), len(made(shops, "2026-Q1"))) == (5, 6)
    with pytest.raises(TooFew):
        made(shops, "2025-Q4")


def test_a_quarter_is_chosen_among_those_that_ended() -> None:
    assert ended_quarter(NOW) == "2026-Q3"
    assert ended_quarter(datetime(2027, 1, 1, 12, tzinfo=UTC)) == "2026-Q4"
    assert ended_quarter(NOW, "2024-Q1") == "2024-Q1"
    for wrong in ("2026-Q4", "2027-Q1", "2026", "2026-Q5", "26-Q1", "", "٢٠٢٦-Q1", "2026-Q1-Q2"):
        with pytest.raises(NoQuarter):
            ended_quarter(NOW, wrong)


def test_a_shop_counts_once_a_quarter_with_its_last_assessment() -> None:
    again = session(
        finished("food", run=1, **LOW), finished("food", SPRING + timedelta(days=9), run=2, **HIGH)
    )
    found = made([again, *differing(5)])
    assert sorted(str(row["email"]) for row in found) == ["0", "0", "0", "4", "4", "4"]
    with pytest.raises(TooFew):
        made([session(*(finished("food", run=run, **LOW) for run in range(1, 9)))])


def test_who_only_tried_it_out_or_objected_is_not_in_it() -> None:
    demo = Joined(campaign=1, organisation=1, name="X", demo=True)
    for more in ({"campaign": demo}, {"research": False}, {"assisted": True}):
        shops = [one.model_copy(update=more) for one in differing(5)]
        with pytest.raises(TooFew):
            made(shops)


def test_what_no_question_offers_never_comes_in() -> None:
    typed = {"branch": TYPED, "shop_type": TYPED, "goal": TYPED}
    shops = []
    for one in differing(5):
        assert one.finished
        given = {**one.finished.given, **typed}
        shops.append(session(one.finished.model_copy(update={"given": given})))
    # None has a goal that there is: so nothing can be given out of these alone.
    assert TYPED not in str(made([*shops, *differing(10)]))


def test_a_quarter_is_that_of_dutch_clocks() -> None:
    assert quarter(datetime(2026, 12, 31, 22, 59, tzinfo=UTC)) == "2026-Q4"
    assert quarter(datetime(2026, 12, 31, 23, 1, tzinfo=UTC)) == "2027-Q1"


shop = st.builds(
    Shop,
    cell=st.builds(
        Cell,
        shop_type=st.sampled_from(["", "physical", "both", "web"]),
        branch=st.sampled_from(["", "food", "shoes", OTHER]),
        edition=st.just("hbd-2010"),
        yardstick=st.sampled_from(["", "new"]),
    ),
    answers=st.tuples(st.sampled_from(["a", "b"]), st.sampled_from([0, 1, 2, None])),
)


def kept_apart(shops: Sequence[Shop]) -> dict[Cell, list[Shop]]:
    cells: dict[Cell, list[Shop]] = {}
    for one in shops:
        cells.setdefault(one.cell, []).append(one)
    return cells


@given(st.lists(shop, max_size=80))
def test_in_each_class_there_are_enough_and_no_answer_is_that_of_nearly_all(shops: list[Shop]) -> None:
    safe = generalised_shops(shops)
    for members in kept_apart(safe).values():
        assert len(members) >= ENOUGH
        for column in zip(*(one.answers for one in members), strict=True):
            counts = Counter(column)
            assert len(counts) >= 2
            assert len(members) - max(counts.values()) >= MIXED
    # What was safe by itself loses nothing.
    kept = Counter(one.cell for one in safe)
    for cell, members in kept_apart(shops).items():
        if is_safe([one.answers for one in members]):
            assert kept[cell] >= len(members)


def test_every_small_world_leaves_each_shop_two_answers() -> None:
    """Try all answers of up to six shops of a class: who is in it knows no other shop's answer."""
    cell, given_out, withheld = Cell("physical", "food", "x", ""), 0, 0
    for size in range(1, 7):
        for world in itertools.product("ab", repeat=size):
            seen = generalised_shops([Shop(cell, (answer,)) for answer in world])
            if not seen:
                withheld += 1
                continue
            given_out += 1
            counts = Counter(one.answers[0] for one in seen)
            for own in counts:
                others = counts - Counter([own])
                assert len(others) == 2, "of the others each may have given either answer"
    assert given_out > 40
    assert withheld > 40


def stored(path: str, shops: Sequence[Session]) -> Store:
    """Fill a database; the chats are numbered from 987001."""
    store = Store.open(path)
    for chat_id, one in enumerate(shops, 987001):
        store.db.execute(
            "INSERT INTO chats (bot_id, chat_id, session, version, finished) VALUES (1, ?, ?, 1, 1)",
            (chat_id, dump(one)),
        )
    store.db.conn.commit()
    return store


ARGUMENTS = ("--quarter", QUARTER, "--database", "sqlite:///test.db")


def research(name: str, *more: str, **settings: str) -> Any:
    return CliRunner().invoke(app, ["research", name, *(more or ARGUMENTS)], env=settings)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_both_files_in_no_order_of_people_and_for_nobody_else(folder: Path) -> None:
    branches = [random.choice(["food", "care"]) for _ in range(8)]  # noqa: S311
    store = stored("test.db", [one for branch in branches for one in differing(5, branch)])
    store.db.execute(
        "INSERT INTO chats (bot_id, chat_id, session, version, finished) VALUES (1, 5, 'unreadable', 1, 1)"
    )
    store.db.conn.commit()
    store.db.close()
    ended = research("out.csv")
    assert ended.exit_code == 0, ended.output
    assert ended.output.startswith("out.csv: 40 assessments of 2026-Q2; out-codebook.csv explains it.\n")
    assert "left out, because too few were alike or too many answered the same: fewer than 5" in ended.output
    written = (folder / "out.csv").read_text("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(written), delimiter=";"))
    assert len(lines) == 40
    for branch in set(branches):
        steps = [line["email"] for line in lines if line["branch"] == branch]
        assert steps == sorted(steps) != []
    assert "987" not in written
    assert TYPED not in written + (folder / "out-codebook.csv").read_text()
    for name in ("out.csv", "out-codebook.csv"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    again = research("out.csv")
    assert again.exit_code == 1
    assert "File exists" in again.output


def test_a_quarter_is_made_once_and_no_second_can_be_subtracted(folder: Path) -> None:
    store = stored("test.db", differing(20))
    assert research("first.csv").exit_code == 0
    first = (folder / "first.csv").read_bytes()
    # A shop erases its data, one objects, one had been away, and the content changes.
    store.db.execute("DELETE FROM chats WHERE chat_id = 987001")
    objecting = dump(differing(1)[0].model_copy(update={"research": False}))
    store.db.execute("UPDATE chats SET session = ? WHERE chat_id = 987002", (objecting,))
    store.db.execute(
        "INSERT INTO chats (bot_id, chat_id, session, version, finished) VALUES (1, 9, ?, 1, 1)",
        (dump(session(finished("care", **HIGH))),),
    )
    store.db.conn.commit()
    store.db.close()
    assert research("second.csv").exit_code == 0
    assert (folder / "second.csv").read_bytes() == first
    assert (folder / "second-codebook.csv").read_bytes() == (folder / "first-codebook.csv").read_bytes()


@pytest.mark.parametrize("role", ["admin", "former admin", "advisor", "former advisor", "settings", "demo"])
def test_no_row_is_of_who_has_a_role_or_only_tried_it_out(folder: Path, role: str) -> None:
    """Four shops and an administrator made a class of five."""
    store = stored("test.db", differing(5))
    key = "bot_id = 1 AND chat_id = 987001"
    add = {
        "admin": "INSERT INTO admins VALUES (1, 987001, '', 0)",
        "advisor": "INSERT INTO advisors VALUES (1, 987001, 1, '', 0)",
    }
    if statement := add.get(role.removeprefix("former ")):
        store.db.execute(statement)
        if role.startswith("former"):
            store.db.execute(f"DELETE FROM {role.removeprefix('former ')}s WHERE {key}")  # noqa: S608
    if role == "demo":
        store.db.execute(f"UPDATE chats SET demo = 1 WHERE {key}")  # noqa: S608
    store.db.conn.commit()
    store.db.close()
    settings = {"ADMIN_IDS": "987001"} if role == "settings" else {}
    ended = research("out.csv", **settings)
    assert ended.exit_code == 1
    assert "too few assessments" in ended.output
    assert not (folder / "out.csv").exists()


def test_who_stood_in_the_settings_once_is_no_shop() -> None:
    store = stored(":memory:", differing(5))
    admins = AdminStore(store.db)
    for ids in ([987001], [987001], []):
        admins.keep_ids(1, ids)
    assert store.db.execute("SELECT chat_id FROM chats WHERE had_role = 1").fetchall() == [(987001,)]
    assert len(Research(store.db).sessions_of_shops()) == 4
    store.close()


def test_a_quarter_that_runs_or_is_none_is_refused(folder: Path) -> None:
    stored("test.db", differing(5)).db.close()
    for wrong in ("2999-Q1", "voorjaar"):
        ended = research("out.csv", "--quarter", wrong, "--database", "sqlite:///test.db")
        assert ended.exit_code == 2
        assert wrong in ended.output
