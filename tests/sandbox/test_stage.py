"""The clock of the sandbox, beginning anew, and links that lead to it from elsewhere."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
import pytest

from bot.lib.movable_clock import MovableClock
from bot.sandbox.server import SandboxServer
from bot.sandbox.stage import Leap, Stage, landing
from bot.sandbox.state import BOT_USERNAME, TOKEN, Sandbox
from tests.support.sandbox.world import JOKE, World

NAVIGATION = {
    "Host": "127.0.0.1:8081",
    "Sec-Fetch-Site": "same-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
    "Referer": "http://127.0.0.1:8082/",
}


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment in winter, when the shops' clocks are one hour ahead of UTC."""
    return datetime(2026, month, day, hour - 1, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "how_far", "then"),
    [
        (local(24, 12), "tomorrow", local(25, 12, 1)),
        (local(24, 7), "tomorrow", local(25, 10)),
        (local(24, 22), "tomorrow", local(26, 10)),
        (local(28, 12), "tomorrow", local(30, 12, 1)),
        (local(27, 20), "tomorrow", local(30, 10)),
        (local(24, 12), "week", local(1, 12, 1, month=12)),
    ],
    ids=["by day", "early", "late", "Saturday", "Friday night", "a week"],
)
def test_the_clock_lands_by_day_and_never_on_a_sunday(now: datetime, how_far: Leap, then: datetime) -> None:
    assert landing(now, how_far) == then


def test_three_months_are_enough_for_the_invitation_of_the_next_round() -> None:
    assert (landing(local(24, 12), "quarter") - local(24, 12)).days >= 91


def staged() -> tuple[World, list[str]]:
    """A sandbox that is shown to people, and what was asked of the run around it."""
    clock, asked = MovableClock(), list[str]()
    stage = Stage(clock, lambda: asked.append("anew"), "http://127.0.0.1:8082/console")
    return World(Sandbox(clock=clock.seconds, stage=stage)), asked


def test_the_page_sets_the_clock_on() -> None:
    world, _ = staged()
    before = world.control("clock", to="tomorrow")
    assert before["moved"]
    after = world.control("clock", to="quarter")
    assert after["now"] - before["now"] > 91 * 24 * 3600
    assert world.request("GET", "/control/people").json()["stage"]["now"] == pytest.approx(
        after["now"], abs=5
    )
    world.control("start", user=JOKE)
    assert world.messages()[-1]["date"] == pytest.approx(after["now"], abs=5)


def test_all_that_the_bot_is_answered_carries_the_time_that_was_set() -> None:
    world, _ = staged()
    then = world.control("clock", to="week")["now"]
    answered = world.request("GET", f"/bot{TOKEN}/getMe").headers["Date"]
    assert parsedate_to_datetime(answered).timestamp() == pytest.approx(then, abs=5)


async def test_an_answer_has_one_date() -> None:
    server = SandboxServer()
    await server.start()
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.url}/bot{TOKEN}/getMe")
    await server.stop()
    assert len(answer.headers.get_list("Date")) == 1


def test_the_page_can_ask_to_begin_anew() -> None:
    world, asked = staged()
    world.control("anew")
    assert asked == ["anew"]


def test_a_sandbox_by_itself_has_no_clock_and_no_beginning() -> None:
    world = World()
    assert world.request("GET", "/control/people").json()["stage"] is None
    for path, body in (("clock", {"to": "week"}), ("anew", {})):
        answer = world.request("POST", f"/control/{path}", json=body)
        assert answer.status_code == 409, path


def test_a_database_of_others_is_not_emptied() -> None:
    world = World(Sandbox(stage=Stage(MovableClock())))
    assert not world.request("GET", "/control/people").json()["stage"]["anew"]
    assert world.request("POST", "/control/anew", json={}).status_code == 409


async def test_a_world_that_begins_anew_is_empty_and_tells_who_looks_on() -> None:
    sandbox = Sandbox()
    before, last = sandbox.events, sandbox.events.last
    sandbox.updates.add({"message": {}})
    sandbox.begin_anew()
    assert (await before.after(last, 5))["reset"]
    assert sandbox.events.epoch != before.epoch
    assert sandbox.updates.pending == 0
    assert sandbox.conversations == {}


@pytest.mark.parametrize("path", [f"/{BOT_USERNAME}?start=c-x", "/share/url?url=x"])
def test_a_link_to_the_bot_opens_the_page_from_anywhere(world: World, path: str) -> None:
    opened = world.request("GET", path, headers=NAVIGATION)
    assert opened.status_code == 200
    assert "<title>Winkelpeil" in opened.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Dest": "image"},
        {"Host": "evil.example"},
    ],
)
def test_nothing_but_a_page_that_is_gone_to_is_opened_so(world: World, wrong: dict[str, str]) -> None:
    assert world.request("GET", f"/{BOT_USERNAME}", headers=NAVIGATION | wrong).status_code == 403
    assert world.request("POST", f"/{BOT_USERNAME}", headers=NAVIGATION).status_code == 403
