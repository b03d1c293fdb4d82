"""What the chat page says of itself: in the language of the person's app, and why a chat is empty."""

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.sandbox.server import SandboxServer, running_sandbox
from tests.support.sandbox.browsing import NEEDS_BROWSER, NUMBERS, PHONE, Bot
from tests.support.sandbox.client import SandboxClient
from tests.support.sandbox.world import JOKE, MARIJKE, SANDER, keyboard

pytestmark = NEEDS_BROWSER

EMPTY = "Dit gesprek is leeg: de sandbox is opnieuw gestart. De bot weet nog wat u hebt geantwoord."
EMPTY_EN = "This chat is empty: the sandbox was restarted. The bot still remembers your answers."


def test_every_word_is_there_in_both_languages(page: Page) -> None:
    words = page.evaluate("import('/page/words.js').then(m => m.WORDS)")
    assert list(words["nl"]) == list(words["en"])
    asked = page.locator("[data-say], [data-say-label], [data-say-hint]").evaluate_all(
        "nodes => nodes.flatMap(n => [n.dataset.say, n.dataset.sayLabel, n.dataset.sayHint].filter(Boolean))"
    )
    assert len(asked) > 15
    assert set(asked) <= set(words["nl"])


def test_the_page_is_written_in_the_dutch_words(page: Page, server: SandboxServer) -> None:
    """Before the script runs the page says the same, so nothing flickers."""
    words = page.evaluate("import('/page/words.js').then(m => m.WORDS.nl)")
    page.set_content(httpx.get(server.url).text)
    said = page.locator("[data-say]").evaluate_all("nodes => nodes.map(n => [n.dataset.say, n.textContent])")
    hints = page.locator("[data-say-hint]").evaluate_all(
        "nodes => nodes.map(n => [n.dataset.sayHint, n.placeholder])"
    )
    labels = page.locator("[data-say-label]").evaluate_all(
        "nodes => nodes.map(n => [n.dataset.sayLabel, n.ariaLabel])"
    )
    assert [words[name] for name, _ in said + hints + labels] == [text for _, text in said + hints + labels]


@pytest.mark.parametrize(("code", "language"), [("en", "en"), ("en-GB", "en"), ("nl", "nl"), ("de", "nl")])
def test_the_page_speaks_the_language_of_the_app(
    page: Page, client: SandboxClient, server: SandboxServer, code: str, language: str
) -> None:
    number = next(NUMBERS)
    client.add_person(number, "Robin", code)
    page.goto(f"{server.url}/?{number}#{number}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("region", name="Messages" if language == "en" else "Berichten")).to_be_visible()


def test_in_english_nothing_is_said_in_dutch(page: Page, bot: Bot, client: SandboxClient) -> None:
    client.start(SANDER)
    bot.call("setMyCommands", commands=[{"command": "help", "description": "How it works"}])
    page.get_by_role("button", name="U bent").click()
    page.get_by_role("button", name="Sander").click()
    expect(page.get_by_role("log", name="Conversation")).to_contain_text("Today")
    expect(page).to_have_title("Winkelpeil – practice chat")
    expect(page.get_by_role("textbox", name="Message")).to_have_attribute("placeholder", "Message")
    for name in ("Send", "Send a file or photo", "Command menu", "More options"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    page.get_by_role("button", name="More options").click()
    expect(page.get_by_role("button", name="Block bot")).to_be_visible()
    page.get_by_label("Start link or start code").fill("?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("no start link")
    page.keyboard.press("Escape")
    bot.call("sendChatAction", chat_id=SANDER, action="typing")
    expect(page.locator("#bot-status")).to_have_text("is typing…")
    # Whoever joins changes nothing of what is going on.
    client.add_person(next(NUMBERS), "Nieuw")
    expect(page.locator(".person b", has_text="Nieuw")).to_have_count(1)
    expect(page.locator("#bot-status")).to_have_text("is typing…")
    bot.say(
        SANDER,
        "<pre>x</pre>",
        parse_mode="HTML",
        reply_markup=keyboard([{"text": "Go", "callback_data": "1"}]),
    )
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
    expect(page.get_by_role("group", name="Buttons")).to_be_visible()
    shown = page.locator("body").evaluate(
        """e => [...e.querySelectorAll("*")].flatMap(n => [n.ariaLabel, n.placeholder, n.title])
            .concat(e.innerText).filter(Boolean).join(" ").toLowerCase()"""
    )
    dutch = (
        "bericht",
        "versturen",
        "knoppen",
        "gesprek",
        "wie bent",
        "winkelier ",
        "vandaag",
        "sluiten",
        "meer ",
    )
    assert [word for word in dutch if word in shown] == []
    page.get_by_role("button", name="You are Sander").click()
    page.get_by_role("list").get_by_role("button", name="Joke").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.locator("#bot-status")).to_have_text("bot")
    expect(page.get_by_role("button", name="Meer mogelijkheden")).to_be_visible()


def test_on_a_phone_one_line_says_who_the_visitor_is(page: Page) -> None:
    box = page.get_by_role("navigation").bounding_box()
    assert box
    assert box["height"] <= PHONE["height"] * 0.08
    who = page.get_by_role("button", name="U bent")
    expect(who).to_have_attribute("aria-expanded", "false")
    who.press("Enter")
    expect(who).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".person[aria-current=true]")).to_be_focused()
    page.locator("#scroller").click(position={"x": 100, "y": 455})
    expect(page.locator("#people")).to_be_hidden()
    page.set_viewport_size(ViewportSize(width=1280, height=700))
    expect(page.locator("#people")).to_be_visible()
    expect(who).to_be_hidden()
    page.get_by_role("list").get_by_role("button", name="Joke").click()
    expect(page.locator("#people")).to_be_visible()
    expect(page.get_by_role("list").get_by_role("button", name="Joke")).to_be_focused()


@pytest.mark.parametrize("storage", [True, False])
def test_after_a_restart_an_empty_chat_says_why(browser: Browser, storage: bool) -> None:
    context = browser.new_context(viewport=PHONE)
    if not storage:
        context.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } })"
        )
    page = context.new_page()
    note = page.locator("#restarted")
    with running_sandbox() as first:
        port = int(first.url.rpartition(":")[2])
        SandboxClient(first.url).start(JOKE)
        SandboxClient(first.url).start(SANDER)
        page.goto(f"{first.url}/#{JOKE}")
        expect(page.locator(".message.user")).to_have_count(1)
        expect(note).to_be_hidden()
    with running_sandbox(port) as second:
        expect(note).to_have_text(EMPTY, timeout=8000)
        expect(note).to_be_visible()
        page.reload()
        # What a browser does not let the page keep, it cannot know after it was closed.
        expect(page.locator("#card")).to_be_visible()
        expect(note).to_be_visible(visible=storage)
        page.get_by_role("button", name="U bent").click()
        page.locator(".person", has_text="Marijke").click()
        expect(page.get_by_role("button", name="U bent Marijke")).to_be_visible()
        expect(note).to_be_hidden()
        SandboxClient(second.url).start(JOKE)
        page.get_by_role("button", name="U bent").click()
        page.locator(".person", has_text="Joke").click()
        expect(page.locator(".message.user")).to_have_count(1)
        expect(note).to_be_hidden()
    context.close()


def test_an_empty_chat_says_why_in_english(browser: Browser) -> None:
    with running_sandbox() as first:
        port = int(first.url.rpartition(":")[2])
        SandboxClient(first.url).start(SANDER)
        page = browser.new_page()
        page.goto(f"{first.url}/#{SANDER}")
        expect(page.locator(".message.user")).to_have_count(1)
    with running_sandbox(port):
        expect(page.locator("#restarted")).to_have_text(EMPTY_EN, timeout=8000)
        page.goto(f"http://127.0.0.1:{port}/?{MARIJKE}#{MARIJKE}")
        expect(page.locator("#card")).to_be_visible()
        expect(page.locator("#restarted")).to_be_hidden()
        page.context.close()
