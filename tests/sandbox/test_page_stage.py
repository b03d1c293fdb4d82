"""The chat page where it is shown to people: links, replies, the clock, and beginning anew."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.lib.movable_clock import MovableClock
from bot.sandbox.server import SandboxServer, running_sandbox
from bot.sandbox.stage import Stage
from bot.sandbox.state import BOT_USERNAME, Person
from tests.support.sandbox.browsing import NEEDS_BROWSER, PHONE, Bot
from tests.support.sandbox.client import SandboxClient
from tests.support.sandbox.world import JOKE, MARIJKE, SANDER

pytestmark = NEEDS_BROWSER

BAKER = 100_101


@pytest.fixture
def shown() -> Iterator[SandboxServer]:
    """A sandbox with a street, which its page can set on and let begin anew."""
    with running_sandbox() as server:
        clock = MovableClock()
        server.sandbox.clock = clock.seconds
        server.sandbox.stage = Stage(clock, server.sandbox.begin_anew, "http://127.0.0.1:1/console")
        baker = Person(BAKER, "Fatima", "nl", "winkelier", started=True, shop="Bakkerij De Korenaar")
        server.sandbox.people[BAKER] = baker
        yield server


@pytest.fixture
def staged(browser: Browser, shown: SandboxServer) -> Iterator[Page]:
    """Its page on a phone, as Joke."""
    context = browser.new_context(viewport=PHONE, locale="nl-NL", has_touch=True, reduced_motion="reduce")
    page, troubles = context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.set_default_timeout(5000)
    page.goto(f"{shown.url}/#{JOKE}")
    page.locator(".person[aria-current=true]").wait_for(state="attached")
    yield page
    context.close()
    assert troubles == []


def last_start(server: SandboxServer, person: int) -> str:
    return SandboxClient(server.url).messages(person)[-1]["text"]  # type: ignore[no-any-return]


def menu(page: Page) -> None:
    page.get_by_role("button", name="Meer mogelijkheden").click()


def test_a_link_that_is_followed_asks_who_opens_it(staged: Page, shown: SandboxServer) -> None:
    staged.goto(f"{shown.url}/{BOT_USERNAME}?start=c-abc")
    dialog = staged.get_by_role("dialog", name="Wie opent deze link?")
    expect(dialog).to_be_visible()
    assert SandboxClient(shown.url).messages(JOKE) == [], "nothing is done by opening the page"
    expect(dialog.get_by_role("button", name="Fatima")).to_have_count(0)
    dialog.get_by_role("button", name="Marijke").click()
    expect(staged.locator(".message.user")).to_have_text(re.compile("/start c-abc"))
    assert last_start(shown, MARIJKE) == "/start c-abc"
    expect(staged).to_have_url(f"{shown.url}/#{MARIJKE}")


def test_a_link_is_opened_by_somebody_new_as_often_as_is_wanted(staged: Page, shown: SandboxServer) -> None:
    for number in (3, 4):
        staged.goto(f"{shown.url}/{BOT_USERNAME}?start=c-abc")
        staged.get_by_role("button", name="Iemand die nieuw is").click()
        expect(staged.get_by_role("button", name=f"U bent Winkelier {number}")).to_be_visible()
        expect(staged.locator(".message.user")).to_have_text(re.compile("/start c-abc"))


def test_a_link_with_a_text_leaves_it_to_be_sent(staged: Page, shown: SandboxServer) -> None:
    SandboxClient(shown.url).start(JOKE)
    staged.goto(f"{shown.url}/{BOT_USERNAME}?text=/console%20ABCD-EFGH")
    staged.get_by_role("dialog").get_by_role("button", name="Joke").click()
    expect(staged.get_by_label("Bericht", exact=True)).to_have_value("/console ABCD-EFGH")
    expect(staged.get_by_label("Bericht", exact=True)).to_be_focused()
    assert last_start(shown, JOKE) == "/start"


@pytest.mark.parametrize(
    "url",
    ["{own}/{bot}?start=c-x", "https://t.me/{bot}?start=c-x", "{own}/share/url?url={own}/{bot}?start=c-x"],
)
def test_each_link_to_the_bot_is_opened_here(staged: Page, shown: SandboxServer, url: str) -> None:
    client, bot = SandboxClient(shown.url), Bot(shown)
    client.start(JOKE)
    address = url.format(own=shown.url, bot=BOT_USERNAME)
    bot.say(JOKE, f'<a href="{address}">Doe mee</a>', parse_mode="HTML")
    staged.get_by_role("link", name="Doe mee").click()
    staged.get_by_role("dialog").get_by_role("button", name="Sander").click()
    expect(staged.get_by_role("button", name="You are Sander")).to_be_visible()
    expect(staged.locator(".message.user")).to_have_text(re.compile("/start c-x"))
    assert last_start(shown, SANDER) == "/start c-x"


def test_a_dialog_that_is_left_opens_nothing(staged: Page, shown: SandboxServer) -> None:
    staged.goto(f"{shown.url}/{BOT_USERNAME}?start=c-abc")
    staged.get_by_role("button", name="Annuleren").click()
    expect(staged.get_by_role("dialog")).to_have_count(0)
    assert SandboxClient(shown.url).messages(JOKE) == []


def test_a_message_is_replied_to_by_its_button(staged: Page, shown: SandboxServer) -> None:
    client, bot = SandboxClient(shown.url), Bot(shown)
    client.start(JOKE)
    asked = bot.say(JOKE, "Hoe heet uw winkel?")
    bot.say(JOKE, "En waar staat die?")
    staged.locator(".message.bot").first.hover()
    staged.locator(".message.bot").first.get_by_role("button", name="Antwoord op dit bericht").click()
    expect(staged.locator("#replying")).to_contain_text("Hoe heet uw winkel?")
    expect(staged.get_by_label("Bericht", exact=True)).to_be_focused()
    staged.keyboard.type("De Brink")
    staged.keyboard.press("Enter")
    expect(staged.locator(".message.user .quoted")).to_contain_text("Hoe heet uw winkel?")
    expect(staged.locator("#replying")).to_be_hidden()
    assert bot.last_update()["message"]["reply_to_message"]["message_id"] == asked
    staged.keyboard.type("Zomaar")
    staged.keyboard.press("Enter")
    expect(staged.locator(".message.user").last).to_contain_text("Zomaar")
    assert "reply_to_message" not in bot.last_update()["message"]


def test_a_message_is_replied_to_by_swiping_it_and_a_short_swipe_is_none(
    staged: Page, shown: SandboxServer
) -> None:
    SandboxClient(shown.url).start(JOKE)
    Bot(shown).say(JOKE, "Hoe heet uw winkel?")
    message = staged.locator(".message.bot")
    message.wait_for()
    for left, replies in ((30, False), (75, True)):
        message.evaluate(
            """(node, left) => {
                const at = (x) => [new Touch({ identifier: 1, target: node, clientX: x, clientY: 100 })];
                const send = (kind, x) => node.dispatchEvent(
                    new TouchEvent(kind, { touches: kind === "touchend" ? [] : at(x), bubbles: true }));
                send("touchstart", 200); send("touchmove", 200 - left); send("touchend", 0);
            }""",
            left,
        )
        expect(staged.locator("#replying")).to_be_visible(visible=replies)
    staged.keyboard.press("Escape")
    expect(staged.locator("#replying")).to_be_hidden()


def test_a_message_that_wants_a_reply_gets_one(staged: Page, shown: SandboxServer) -> None:
    SandboxClient(shown.url).start(JOKE)
    markup = {"force_reply": True, "input_field_placeholder": "De naam van uw winkel"}
    asked = Bot(shown).say(JOKE, "Hoe heet uw winkel?", reply_markup=markup)
    expect(staged.locator("#replying")).to_contain_text("Hoe heet uw winkel?")
    field = staged.get_by_label("Bericht", exact=True)
    expect(field).to_have_attribute("placeholder", "De naam van uw winkel")
    field.fill("De Brink")
    field.press("Enter")
    expect(field).to_have_attribute("placeholder", "Bericht")
    assert Bot(shown).last_update()["message"]["reply_to_message"]["message_id"] == asked


def test_the_clock_is_set_on_and_the_page_says_so(staged: Page, shown: SandboxServer) -> None:
    client = SandboxClient(shown.url)
    client.start(JOKE)
    expect(staged.locator(".day")).to_have_text(["Vandaag"])
    expect(staged.locator("#clock")).to_be_hidden()
    menu(staged)
    staged.get_by_role("button", name="3 maanden").click()
    expect(staged.locator("#clock")).to_contain_text("De klok staat op ")
    client.send(JOKE, "Later")
    expect(staged.locator(".day")).to_have_count(2)
    expect(staged.locator(".day").last).to_have_text("Vandaag")
    expect(staged.locator(".day").first).not_to_have_text("Vandaag")


def test_everything_begins_anew_when_that_is_sure(staged: Page, shown: SandboxServer) -> None:
    SandboxClient(shown.url).start(JOKE)
    expect(staged.locator(".message.user")).to_have_count(1)
    for answer, left in (("Annuleren", 1), ("Begin opnieuw", 0)):
        menu(staged)
        staged.get_by_role("button", name="Begin helemaal opnieuw").click()
        staged.get_by_role("dialog").get_by_role("button", name=answer).click()
        expect(staged.locator(".message.user")).to_have_count(left)
    expect(staged.locator("#restarted")).to_be_hidden()
    expect(staged.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_the_street_stands_apart_and_its_shops_can_be_chosen(staged: Page, shown: SandboxServer) -> None:
    staged.get_by_role("button", name="U bent Joke").click()
    expect(staged.get_by_role("button", name="Bakkerij")).to_be_hidden()
    staged.get_by_text("Winkels in de straat").click()
    staged.get_by_role("button", name="Bakkerij De Korenaar").click()
    expect(staged.get_by_role("button", name="U bent Fatima")).to_be_visible()
    # Telegram's app shows it too where nothing was said yet, or a chat was emptied.
    expect(staged.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_the_menu_fits_a_phone_and_leads_to_the_console(staged: Page, shown: SandboxServer) -> None:
    menu(staged)
    console = staged.get_by_role("link", name="Open de console")
    expect(console).to_have_attribute("href", "http://127.0.0.1:1/console")
    for size in (PHONE, ViewportSize(width=320, height=568)):
        staged.set_viewport_size(size)
        box = staged.locator("#menu").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["y"] + box["height"] <= size["height"]
        assert staged.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_a_sandbox_by_itself_shows_no_clock(page: Page) -> None:
    page.get_by_role("button", name="Meer mogelijkheden").click()
    expect(page.get_by_text("Zet de klok vooruit")).to_be_hidden()
    expect(page.locator("#street")).to_be_hidden()
