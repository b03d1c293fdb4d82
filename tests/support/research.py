"""Shops of a quarter for the data set for research."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from bot.dialogue.core.session import Finished, Session
from bot.library.loader import load
from bot.library.schema.content import Content
from bot.operations.research import (
    data_set,
)
from bot.tables.model import Table
from scoring.score import score
from tests.support.builders import answers

SPRING = datetime(2026, 5, 12, 12, tzinfo=UTC)
QUARTER = "2026-Q2"
TYPED = "Bakkerij Geheim"
LOW: dict[str, Any] = {
    "email": 0,
    "social": 1,
    "sms": 0,
    "blog": 0,
    "twitter": 0,
    "data": 0,
    "online": 1,
    "data_reasons": ("no_time",),
    "goal": "offers",
}
HIGH: dict[str, Any] = {
    "email": 4,
    "social": 4,
    "sms": 2,
    "blog": 3,
    "twitter": 1,
    "data": 4,
    "online": 4,
    "goal": "return",
}


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


def differing(count: int, branch: str = "food", at: datetime = SPRING, **given: Any) -> list[Session]:
    """Make shops of a kind of which two in five answer all questions otherwise."""
    return [
        session(finished(branch, at, **{**(HIGH if number % 5 > 2 else LOW), **given}))
        for number in range(count)
    ]


def rows(table: Table) -> list[dict[str, object]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def made(sessions: Sequence[Session], chosen: str = QUARTER) -> list[dict[str, object]]:
    return rows(data_set(sessions, content(), chosen).data)
