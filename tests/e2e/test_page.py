"""Whole assessments on the chat page, in a real browser the size of a phone, with the real bot.

The screenshots are in artifacts/page. With UPDATE_PICTURES=1 the README's strips are made anew from three.
"""

import base64
import os
import shutil
from collections.abc import Iterator, Sequence
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
from tests.support.sandbox.browsing import ARGUMENTS, CHROMIUM, NEEDS_BROWSER, NUMBERS
from tests.support.sandbox.client import ENGLISH_SHOPKEEPER, SHOPKEEPER, SandboxClient

pytestmark = NEEDS_BROWSER

PICTURES = ROOT / "artifacts" / "page"
README_PICTURES = {"nl": ROOT / "docs" / "conversation.png", "en": ROOT / "docs" / "conversation.en.png"}
LARGEST = 2_000_000
# A phone of today; for the pictures a longer one, since the people above the chat are left out of it.
PHONE: ViewportSize = {"width": 390, "height": 844}
PICTURE: ViewportSize = {"width": 390, "height": 888}
FONTS = "Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
"""Those of phones, as far as this machine has them."""
GAP = 16
SETTLING_MS = 900
"""Until the view no longer glides."""
ASKED = "social"
"""The question of the first screen of the strip."""


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


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_strip_for_the_readme(
    sharp_page: Page, bot: BotProcess, server: SandboxServer, client: SandboxClient, language: Language
) -> None:
    page, words, person = sharp_page, texts(language), next(NUMBERS)
    controls, shopkeeper = words.messages.controls, Clicking(page)
    client.add_person(person, "Joke", language)
    page.set_viewport_size(PICTURE)
    open_as(page, server, person, language)
    page.evaluate("fonts => { document.body.style.fontFamily = fonts; }", FONTS)
    screens = []

    def keep_screen() -> None:
        page.mouse.move(0, 0)
        page.wait_for_timeout(SETTLING_MS)
        screens.append(page.locator("main").screenshot())

    page.get_by_role("button", name="Start", exact=True).click()
    expect(shopkeeper.message).to_contain_text("Winkelpeil")
    shopkeeper.press(controls.begin.label)
    tap_answers(shopkeeper, words, TAPPED, until=ASKED)
    keep_screen()
    tap_answers(shopkeeper, words, TAPPED)
    shopkeeper.type(controls.result.label)
    assert str(TAPPED_SCORE) in shopkeeper.text
    expect(page.locator(".photo").last).to_be_visible()
    keep_screen()
    shopkeeper.type(controls.steps.label)
    shopkeeper.type("1")
    assert words.terms.sections["why"] in shopkeeper.text
    keep_screen()

    page.set_viewport_size({"width": PICTURE["width"] * 3 + 2 * GAP, "height": PICTURE["height"]})
    made = picture(strip_of(page, screens), f"strip-{language}")
    assert made.stat().st_size < LARGEST
    if os.environ.get("UPDATE_PICTURES"):
        shutil.copy(made, README_PICTURES[language])


def strip_of(page: Page, screens: Sequence[bytes]) -> Locator:
    """Put screens side by side on a page."""
    images = [f"data:image/png;base64,{base64.b64encode(screen).decode()}" for screen in screens]
    page.evaluate(
        """([images, gap]) => {
            const strip = document.createElement("div");
            Object.assign(strip.style, { display: "flex", gap: `${gap}px`, width: "fit-content" });
            strip.id = "strip";
            strip.append(...images.map((src) => Object.assign(new Image(), { src, width: 390 })));
            document.body.replaceChildren(strip);
            return Promise.all([...strip.children].map((image) => image.decode()));
        }""",
        [images, GAP],
    )
    return page.locator("#strip")
