"""The sandbox for tests: in this process for what it says, on a port for how it behaves on the network."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, expect, sync_playwright

from bot.sandbox.server import SandboxServer, running_sandbox
from tests.support.sandbox.browsing import ARGUMENTS, CHROMIUM, NUMBERS, PHONE, Bot
from tests.support.sandbox.client import SandboxClient
from tests.support.sandbox.world import JOKE, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def started(world: World) -> World:
    """A sandbox in which Joke has pressed START and the bot has seen it."""
    update = world.control("start", user=JOKE)
    world.updates(offset=update["update_id"] + 1)
    return world


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxServer]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def client(server: SandboxServer) -> Iterator[SandboxClient]:
    client = SandboxClient(server.url)
    yield client
    client.clear_faults()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def open_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(5000)
    yield page
    context.close()


@pytest.fixture
def bot(server: SandboxServer) -> Bot:
    return Bot(server)


@pytest.fixture
def me(client: SandboxClient) -> int:
    """Somebody who is new to the bot."""
    number = next(NUMBERS)
    client.add_person(number, f"Winkelier {number}")
    return number


@pytest.fixture
def page(open_page: Page, server: SandboxServer, me: int) -> Iterator[Page]:
    """The page on a small phone, as me; it may log no error and fetch nothing from elsewhere."""
    page, troubles = open_page, list[str]()

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error":
            troubles.append(message.text)

    def note_request(request: Request) -> None:
        if not request.url.startswith(server.url):
            troubles.append(request.url)

    def note_error(error: Error) -> None:
        troubles.append(str(error))

    page.on("console", note_message)
    page.on("pageerror", note_error)
    page.on("request", note_request)
    page.set_viewport_size(PHONE)
    page.goto(f"{server.url}/?{me}#{me}")
    page.locator(".person[aria-current=true]").wait_for(state="attached")
    yield page
    page.remove_listener("console", note_message)
    page.remove_listener("pageerror", note_error)
    page.remove_listener("request", note_request)
    assert troubles == []


@pytest.fixture
def chatting(page: Page, client: SandboxClient, me: int) -> Page:
    """The page as somebody who has pressed START."""
    client.start(me)
    expect(page.locator(".message.user")).to_have_count(1)
    return page
