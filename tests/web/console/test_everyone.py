"""Every page of the console for everyone: on a phone, in the dark, by keyboard, and held against axe."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.console.browsing import ALL_RULES, CONTRAST, accessible, fits, opened
from tests.support.console.people import Run
from tests.support.sandbox.browsing import NEEDS_BROWSER

pytestmark = NEEDS_BROWSER

CARD = "advice/email/email_first_mail.md"
SEEN_BY_ADMINS = (
    *(
        f"/teksten/velden?pad={CARD}",
        "/teksten/velden?pad=messages.yaml",
        "/teksten/velden?pad=messages.yaml&deel=welcome",
        "/teksten/velden?pad=terms.yaml&zoek=nieuwsbrief",
    ),
    *("/teksten", "/teksten?zoek=klant", f"/teksten/bestand?pad={CARD}", "/teksten/bestand?pad=levels.yaml"),
    *(
        "/concept",
        "/versies",
        "/versies/1",
        "/cijfers",
        "/vragen",
        "/statistiek",
        "/adviseurs",
        "/account",
        "/x",
    ),
)
SHARED_LOOK = (
    "/teksten",
    f"/teksten/velden?pad={CARD}",
    f"/teksten/bestand?pad={CARD}",
    "/concept",
    "/vragen",
    "/statistiek",
)
"""Pages that show all colours there are."""


@pytest.mark.parametrize(
    "look",
    [("dark", 360, "en", ALL_RULES, SEEN_BY_ADMINS), ("light", 1280, "nl", CONTRAST, SHARED_LOOK)],
    ids=["phone", "laptop"],
)
def test_every_page_can_be_used_by_all(
    browser: Browser, console: Run, willem: Page, look: tuple[Any, int, str, str, tuple[str, ...]]
) -> None:
    scheme, width, language, rules, paths = look
    view = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with opened(browser, storage_state=willem.context.storage_state(), **view) as page:
        for path in paths:
            page.goto(f"{console.url}{path}{'&' if '?' in path else '?'}lang={language}")
            expect(page.locator("html")).to_have_attribute("lang", language)
            accessible(page, rules)
            fits(page)
    with opened(browser, **view) as page:
        page.goto(f"{console.url}/inloggen?lang={language}")
        accessible(page, rules)


def test_the_keyboard_alone_finds_a_text(willem: Page, console: Run) -> None:
    willem.goto(f"{console.url}/teksten")
    willem.keyboard.press("Tab")
    expect(willem.locator(".skip")).to_be_focused()
    willem.keyboard.press("Enter")
    willem.keyboard.press("Tab")
    expect(willem.locator("#zoek")).to_be_focused()
    willem.keyboard.type("first_mail")
    willem.keyboard.press("Enter")
    expect(willem.get_by_role("status")).to_contain_text("Gevonden: 1")
