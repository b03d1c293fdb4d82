"""The chat page for everybody: by screen reader, on a small screen, in the light and in the dark."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.support.sandbox.browsing import NEEDS_BROWSER, Bot
from tests.support.sandbox.world import keyboard

pytestmark = NEEDS_BROWSER

CHANNEL = re.compile(r"\d+(?:\.\d+)?")


def test_it_says_what_it_is_to_a_screen_reader(chatting: Page, bot: Bot, me: int) -> None:
    page = chatting
    bot.say(me, "Hallo")
    assert page.locator("html").get_attribute("lang") == "nl"
    expect(page.get_by_role("log", name="Gesprek")).to_have_attribute("aria-live", "polite")
    navigation = page.get_by_role("navigation", name="Wie bent u nu?")
    navigation.get_by_role("button", name="U bent").click()
    people = navigation.get_by_role("list").get_by_role("button")
    assert people.locator("b").all_text_contents()[:4] == ["Joke", "Sander", "Marijke", "Willem"]
    expect(page.locator(".message.bot")).to_contain_text("Winkelpeil: ")
    nameless = page.locator("button:visible, a:visible, textarea:visible").evaluate_all(
        "nodes => nodes.filter(n => !(n.ariaLabel || n.textContent.trim() || n.labels?.length))"
        ".map(n => n.outerHTML)"
    )
    assert nameless == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_sideways(chatting: Page, bot: Bot, me: int, width: int) -> None:
    page = chatting
    page.set_viewport_size({"width": width, "height": 700})
    row = [{"text": "Lang" * 9, "callback_data": str(n)} for n in range(8)]
    bot.say(me, "w" * 300, reply_markup=keyboard(row))
    expect(page.locator(".key")).to_have_count(8)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert page.locator("#scroller").evaluate("e => e.scrollWidth - e.clientWidth") == 0


def _contrast(page: Page, ink: str, ground: str) -> float:
    """Measure the contrast of two of the page's colours as the accessibility guidelines define it."""

    def luminance(name: str) -> float:
        colour = page.evaluate(
            """name => {
                const probe = document.createElement("i");
                probe.style.color = `var(${name})`;
                document.body.append(probe);
                return getComputedStyle(probe).color;
            }""",
            name,
        )
        channels = [float(c) / 255 for c in CHANNEL.findall(colour)[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


READABLE = [
    ("--ink", "--surface", 12.0),
    ("--ink", "--ground", 12.0),
    ("--on-accent", "--accent", 4.5),
    ("--link", "--surface", 4.5),
    ("--link", "--mine", 4.5),
    ("--ink-soft", "--ground", 4.5),
    ("--on-deep-soft", "--deep", 4.5),
    ("--on-deep", "--round", 4.5),
    ("--danger", "--raised", 4.5),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    too_low = [(ink, ground) for ink, ground, least in READABLE if _contrast(page, ink, ground) < least]
    assert too_low == []
