"""Whole assessments on the chat page, in a real browser the size of a phone, with the real bot.

The screenshots are in artifacts/page. With UPDATE_PICTURES=1 the README's picture is made anew from one.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

from bot.library.schema.content import Language
from bot.sandbox.server import SandboxServer
from tests.support.bot.answers import TAPPED, TAPPED_SCORE, TYPED, TYPED_SCORE
from tests.support.bot.page import Clicking, Keyboard
from tests.support.bot.process import BotProcess
from tests.support.bot.visitor import tap_answers, texts, type_answers
from tests.support.paths import ROOT
from tests.support.sandbox.browsing import ARGUMENTS, CHROMIUM, NEEDS_BROWSER
from tests.support.sandbox.client import ADVISOR, ENGLISH_SHOPKEEPER, SHOPKEEPER

pytestmark = NEEDS_BROWSER

PICTURES = ROOT / "artifacts" / "page"
README_PICTURE = ROOT / "docs" / "conversation.png"
LARGEST = 300_000
# A phone of today; for the picture a longer one, since the people above the chat are left out of it.
PHONE: ViewportSize = {"width": 390, "height": 844}
PICTURE: ViewportSize = {"width": 390, "height": 940}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def phone(browser: Browser, sharpness: int) -> Iterator[Page]:
    """Give a page on a phone; it may log no error and fetch nothing from elsewhere."""
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=sharpness, locale="nl-NL", reduced_motion="reduce"
    )
    page, errors, addresses = context.new_page(), list[str](), set[str]()

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(message.text)

    def note_error(error: Error) -> None:
        errors.append(str(error))

    def note_request(request: Request) -> None:
        scheme, _, rest = request.url.partition("://")
        addresses.add(f"{scheme}://{rest.partition('/')[0]}")

    page.on("console", note_message)
    page.on("pageerror", note_error)
    page.on("request", note_request)
    page.set_default_timeout(10_000)
    yield page
    context.close()
    assert errors == []
    (own,) = addresses
    assert own.startswith("http://127.0.0.1:")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with phone(browser, sharpness=1) as opened:
        yield opened


@pytest.fixture
def sharp_page(browser: Browser) -> Iterator[Page]:
    with phone(browser, sharpness=2) as opened:
        yield opened


def open_as(page: Page, server: SandboxServer, person: int, language: Language) -> None:
    """Open the page as somebody who has not pressed START, and wait until it says what this bot is."""
    page.goto(f"{server.url}/#{person}")
    description = texts(language).messages.description.partition("\n")[0]
    # Until the bot, which starts meanwhile, has said it.
    expect(page.locator("#card-description")).to_contain_text(description, timeout=30_000)


def picture(shown: Page | Locator, name: str) -> Path:
    path = PICTURES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    shown.screenshot(path=path)
    return path


def test_in_dutch_by_clicking(page: Page, bot: BotProcess, server: SandboxServer) -> None:
    words = texts("nl")
    controls, joke = words.messages.controls, Clicking(page)
    open_as(page, server, SHOPKEEPER, "nl")
    picture(page, "before-the-start")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(joke.message).to_contain_text("Welkom bij Winkelpeil")
    picture(page, "welcome")
    joke.press(controls.begin.label)
    picture(page, "question")
    assert tap_answers(joke, words, TAPPED) == list(TAPPED)
    picture(page, "overview")
    joke.press(controls.result.label)
    assert f"Uw score: {TAPPED_SCORE} van de 100" in joke.text
    picture(page, "result")
    for control in ("steps", "advice", "topics", "sources"):
        if control != "steps":
            joke.press(controls.more.label)
        joke.press(getattr(controls, control).label)
        picture(page, control)
        joke.press(controls.to_result.label)
    joke.press(controls.steps.label)
    joke.press(joke.message.locator(".key").first.inner_text())
    assert words.terms.sections["why"] in joke.text
    picture(page, "card")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_in_english_by_keyboard_alone(page: Page, bot: BotProcess, server: SandboxServer) -> None:
    words = texts("en")
    controls, sander = words.messages.controls, Keyboard(page)
    open_as(page, server, ENGLISH_SHOPKEEPER, "en")
    sander.reach(page.get_by_role("button", name="Start", exact=True), "Tab")
    page.keyboard.press("Enter")
    expect(sander.message).to_contain_text("Welcome to Winkelpeil")
    sander.press(controls.begin.label)
    sander.press("Shop and webshop")
    sander.press("Food, drinks")
    picture(page, "keyboard-question")
    answered = type_answers(sander, words, TYPED)
    assert answered == list(TYPED)[2:]
    sander.press(controls.result.label)
    assert f"Your score: {TYPED_SCORE} out of 100" in sander.text
    sander.press(controls.steps.label)
    sander.type("1")
    assert words.terms.sections["why"] in sander.text
    picture(page, "keyboard-card")


def test_the_picture_for_the_readme(sharp_page: Page, bot: BotProcess, server: SandboxServer) -> None:
    page, words = sharp_page, texts("nl")
    joke = Clicking(page)
    page.set_viewport_size(PICTURE)
    open_as(page, server, ADVISOR, "nl")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(joke.message).to_contain_text("Welkom bij Winkelpeil")
    joke.press(words.messages.controls.begin.label)
    tap_answers(joke, words, TAPPED)
    joke.type("Ja, dat klopt")
    assert f"Uw score: {TAPPED_SCORE} van de 100" in joke.text
    made = picture(page.locator("main"), "conversation")
    assert made.stat().st_size < LARGEST
    if os.environ.get("UPDATE_PICTURES"):
        README_PICTURE.parent.mkdir(exist_ok=True)
        shutil.copy(made, README_PICTURE)
