"""The real bot with its console, on a sandbox: admins, an advisor and a shopkeeper."""

import socket
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.sandbox.server import SandboxServer, running_sandbox
from tests.support.bot.process import running_bot
from tests.support.bot.visitor import Visitor
from tests.support.console.browsing import opened, sign_in
from tests.support.console.people import ADMINS, Run, SignedIn
from tests.support.sandbox.browsing import ARGUMENTS, CHROMIUM, NUMBERS
from tests.support.sandbox.client import SandboxClient
from tests.support.waiting import wait


@pytest.fixture
def as_in_service() -> None:
    """Leave this process as it is: the bot is one of its own, with its own log."""


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxServer]:
    with running_sandbox() as serving:
        yield serving


@pytest.fixture(scope="module")
def console(server: SandboxServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    client, folder = SandboxClient(server.url), tmp_path_factory.mktemp("console")
    client.add_person(ADMINS[1], "Anja")
    given = {"HTTP_LISTEN": address, "ADMIN_IDS": ",".join(map(str, ADMINS))}
    with running_bot(server, folder, **given) as process:
        wait(lambda: httpx.get(f"http://{address}/console/inloggen").status_code == 200)
        run = Run(f"http://{address}/console", client, folder / "bot.db", process)
        yield run
        for one in run.browsers:
            one.http.close()


@pytest.fixture(scope="module")
def admin(console: Run) -> SignedIn:
    return console.signed_in(ADMINS[0])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def willem(browser: Browser, console: Run) -> Iterator[Page]:
    with opened(browser, viewport={"width": 1280, "height": 900}) as page:
        sign_in(page, console, ADMINS[0])
        yield page


@pytest.fixture(scope="module")
def visitors(console: Run) -> Callable[..., Visitor]:
    """Somebody new, who opens the bot, by a link or not."""

    def make(payload: str = "") -> Visitor:
        number = next(NUMBERS)
        console.client.add_person(number, f"Winkelier {number}")
        visitor = Visitor(console.client, number)
        visitor.answered(console.client.start(number, payload))
        return visitor

    return make
