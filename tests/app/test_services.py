"""Background services: one that ends unasked is seen in the log, and ends the bot."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog.testing
import uvicorn
from pydantic import SecretStr

from bot.app import run as app
from bot.app.claim_link import Claiming
from bot.app.group_totals import Releasing
from bot.app.live_content import Library
from bot.app.peer_table import Comparing
from bot.app.receiving import Polled
from bot.app.retention import Cleaning
from bot.app.services import ServiceEnded, Services
from bot.engine.due import Alarm
from bot.engine.lease import Lease
from bot.engine.notices import Postman
from bot.engine.restoring import Restoring
from bot.library.loader import load
from bot.sandbox.server import SandboxServer, running_sandbox
from bot.settings import Settings
from bot.storage.engines.sqlite_wal import Wiping
from bot.telegram.api.credentials import Credentials
from bot.telegram.sending.receipts import Receipts
from tests.support.bot.served import free_address

pytestmark = pytest.mark.both_engines


class FoundOut(Exception):
    """A reason to end that a service may find."""


async def for_ever() -> None:
    await asyncio.Event().wait()


async def fail() -> None:
    raise ZeroDivisionError("made up")


async def cancel_itself() -> None:
    raise asyncio.CancelledError


async def find_out() -> None:
    raise FoundOut


async def nothing() -> None:
    """Return at once."""


async def beside(service: Callable[[], Coroutine[Any, Any, None]], *, may_end: bool = False) -> None:
    """Run a service beside another that goes on; raises what the block does."""
    async with Services(FoundOut) as services:
        services.run("other", for_ever())
        services.run("it", service(), may_end=may_end)
        await asyncio.sleep(0.05 if may_end else 5)


@pytest.mark.parametrize(
    ("service", "reason"), [(fail, "failed"), (cancel_itself, "cancelled"), (nothing, "returned")]
)
@pytest.mark.sqlite_only
async def test_a_service_that_ends_unasked_ends_all(
    service: Callable[[], Coroutine[Any, Any, None]], reason: str
) -> None:
    with structlog.testing.capture_logs() as logs, pytest.raises(ServiceEnded, match="it"):
        await beside(service)
    assert [(one["event"], one["service"], one["reason"]) for one in logs] == [
        ("service_ended", "it", reason)
    ]


@pytest.mark.sqlite_only
async def test_a_service_may_have_a_reason_to_end_the_bot() -> None:
    with structlog.testing.capture_logs() as logs, pytest.raises(FoundOut):
        await beside(find_out)
    assert logs == []


@pytest.mark.sqlite_only
async def test_a_service_whose_work_is_done_may_end() -> None:
    with structlog.testing.capture_logs() as logs:
        await beside(nothing, may_end=True)
    assert logs == []


@pytest.mark.sqlite_only
async def test_what_the_block_itself_raises_comes_out_as_it_is() -> None:
    async def block() -> None:
        async with Services() as services:
            services.run("other", for_ever())
            await fail()

    with pytest.raises(ZeroDivisionError):
        await block()


KILLED: dict[str, tuple[object, str]] = {
    "newer release": (app, "refuse_newer"),
    "credentials": (Credentials, "run"),
    "receipts": (Receipts, "run"),
    "lease": (Lease, "run"),
    "restoring": (Restoring, "run"),
    "live content": (Library, "follow"),
    "retention": (Cleaning, "run"),
    "participants": (Comparing, "run"),
    "due": (Alarm, "run"),
    "notices": (Postman, "run"),
    "group totals": (Releasing, "run"),
    "wiping": (Wiping, "run"),
    "claim link": (Claiming, "keep"),
    "updates": (Polled, "run"),
    "web server": (uvicorn.Server, "main_loop"),
}
ON_SQLITE, ON_POSTGRES = {"wiping"}, {"lease"}


def bot_of(server: SandboxServer, request: pytest.FixtureRequest, folder: Path) -> Settings:
    """Give the settings of a bot that polls and serves its health, on the engine of this test."""
    on_postgres = request.node.callspec.params["engine"] == "postgres"
    return Settings(
        telegram_token=SecretStr(server.token),
        telegram_api_url=server.url,
        database_url=request.getfixturevalue("postgres_url")
        if on_postgres
        else f"sqlite:///{folder / 'bot.db'}",
        organisation="Stichting Winkelhart",
        privacy_contact="privacy@winkelhart.example",
        organisation_kvk="12345678",
        http_listen=free_address(),
    )


async def within(work: Coroutine[Any, Any, None], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        await work


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxServer]:
    with running_sandbox() as server:
        yield server


@pytest.mark.parametrize("name", KILLED)
async def test_each_service_of_the_bot_that_dies_ends_the_bot(
    name: str,
    server: SandboxServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    if name in (ON_SQLITE if request.node.callspec.params["engine"] == "postgres" else ON_POSTGRES):
        return
    monkeypatch.chdir(tmp_path)

    async def die(*_: object, **__: object) -> None:
        await asyncio.sleep(0.05)
        raise ZeroDivisionError("made up")

    monkeypatch.setattr(*KILLED[name], die)
    reason: type[Exception] = ZeroDivisionError if name == "updates" else ServiceEnded
    with structlog.testing.capture_logs() as logs, pytest.raises(reason):
        await within(app.run(bot_of(server, request, tmp_path), load()))
    told = [one["service"] for one in logs if one["event"] == "service_ended"]
    assert told == ([] if name == "updates" else [name])
    assert logs[-1]["event"] == "bot_stopped"


async def test_each_service_that_a_bot_starts_is_killed_above(
    server: SandboxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    started: set[str] = set()
    start = Services.run

    def noted(
        self: Services, name: str, service: Coroutine[Any, Any, None], *, may_end: bool = False
    ) -> None:
        started.add(name)
        start(self, name, service, may_end=may_end)

    async def end(*_: object) -> None:
        """Take no updates in."""

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Services, "run", noted)
    monkeypatch.setattr(Polled, "run", end)
    with structlog.testing.capture_logs() as logs, pytest.raises(ServiceEnded, match="updates"):
        await within(app.run(bot_of(server, request, tmp_path), load()))
    assert {"service": "updates", "reason": "returned"}.items() <= next(
        one.items() for one in logs if one["event"] == "service_ended"
    )
    missing = ON_SQLITE if request.node.callspec.params["engine"] == "postgres" else ON_POSTGRES
    # That of the sender is in the tests of sending.
    assert started == KILLED.keys() - missing - {"updates"} | {"sending"}
