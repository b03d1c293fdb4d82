"""The console in a real browser, and what every page of it must be."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, expect

from tests.support.console.people import Run, let_in

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
ALL_RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
CONTRAST = "{runOnly: {type: 'rule', values: ['color-contrast']}}"
SECONDS = 30
"""How long a busy machine may take for what takes a moment."""
expect.set_options(timeout=SECONDS * 1_000)


@contextmanager
def opened(browser: Browser, **settings: Any) -> Iterator[Page]:
    """Give a page; it may log no error of its own and fetch nothing from elsewhere."""
    context: BrowserContext = browser.new_context(locale="nl-NL", **settings)
    page, errors, addresses = context.new_page(), list[str](), set[str]()

    def note_message(message: ConsoleMessage) -> None:
        # A refusal that a test asks for is logged too.
        if (
            message.type in ("error", "warning")
            and "the server responded with a status of 4" not in message.text
        ):
            errors.append(message.text)

    def note_error(error: Error) -> None:
        errors.append(str(error))

    def note_request(request: Request) -> None:
        addresses.add(request.url.split("/", 3)[2])

    page.on("console", note_message)
    page.on("pageerror", note_error)
    page.on("request", note_request)
    page.set_default_timeout(SECONDS * 1_000)
    yield page
    context.close()
    assert errors == []
    assert len(addresses) == 1


def sign_in(page: Page, console: Run, person: int, heading: str = "Teksten") -> None:
    page.goto(f"{console.url}/inloggen")
    let_in(console.client, person, page.locator("#code").inner_text().removeprefix("/console "))
    page.reload()
    expect(page.locator("h1")).to_have_text(heading)


def replace(page: Page, number: int, old: str, new: str) -> None:
    """Change a word in a text area, as typing would."""
    area = page.locator(f"#text{number}")
    text = area.input_value()
    assert old in text
    area.fill(text.replace(old, new))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def throw_away(page: Page) -> None:
    """Throw the draft away, which takes two steps."""
    page.get_by_text("Concept weggooien").click()
    press(page, "Ja, gooi het concept weg")


def accessible(page: Page, rules: str = ALL_RULES) -> None:
    """Hold a page against rules of axe: all for WCAG 2.2 AA, and its best practices."""
    found = page.evaluate(f"async () => {{ {AXE}; return (await axe.run(document, {rules})).violations; }}")
    told = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]
    assert told == [], page.url


def fits(page: Page) -> None:
    """Demand that nothing is wider than the screen, and that a finger hits what can be tapped."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, page.url
    small = page.evaluate(
        "[...document.querySelectorAll('button, input:not([type=hidden]), select, nav a')]"
        ".filter(one => one.checkVisibility()).map(one => [one.getBoundingClientRect(), one.outerHTML])"
        ".filter(([{width, height}, html]) => height < 44 || width < 44).map(([place, html]) => html)"
    )
    assert small == []
