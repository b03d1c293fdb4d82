"""The chat page in a real browser."""

from typing import Any

import httpx
from playwright.sync_api import Browser, Page, Route, expect

from bot.sandbox.server import SandboxServer, running_sandbox
from tests.support.sandbox.browsing import NEEDS_BROWSER, Bot
from tests.support.sandbox.client import SandboxClient
from tests.support.sandbox.world import MARIJKE, SANDER, keyboard, png

pytestmark = NEEDS_BROWSER


def test_before_the_start_the_bot_introduces_itself(page: Page, bot: Bot) -> None:
    bot.call("setMyName", name="Winkelpeil")
    bot.call("setMyDescription", description="Peil uw winkel.")
    expect(page.locator("#card")).to_contain_text("Peil uw winkel.")
    expect(page.get_by_role("heading", name="Winkelpeil", level=1)).to_be_visible()
    expect(page.get_by_label("Bericht", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("log")).to_contain_text("/start")
    expect(page.locator("#card")).to_be_hidden()
    expect(page.get_by_label("Bericht", exact=True)).to_be_focused()
    assert bot.last_update()["message"]["text"] == "/start"


def test_what_the_bot_sends_is_shown_and_never_run(chatting: Page, bot: Bot, me: int) -> None:
    bot.say(
        me, "<b>vet <i>schuin</i></b> &lt;img src=x onerror=alert(1)&gt; 😀 <u>lijn</u>", parse_mode="HTML"
    )
    text = chatting.locator(".message.bot .text").last
    expect(text).to_contain_text("vet schuin <img src=x onerror=alert(1)> 😀 lijn")
    assert text.evaluate("e => e.firstElementChild.outerHTML") == "<b>vet <i>schuin</i></b>"
    expect(text.locator("u")).to_have_text("lijn")
    assert text.locator("img").count() == 0


def test_links_commands_and_hidden_text_work(chatting: Page, bot: Bot, me: int) -> None:
    start = '<a href="https://t.me/WinkelpeilSandboxBot?start=abc">begin</a>'
    bot.say(me, f"{start} https://winkel.nl /hulp <tg-spoiler>geheim</tg-spoiler>", parse_mode="HTML")
    link = chatting.get_by_role("link", name="https://winkel.nl")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    chatting.get_by_role("button", name="Verborgen tekst").click()
    expect(chatting.get_by_role("button", name="geheim")).to_have_attribute("aria-expanded", "true")
    chatting.get_by_role("button", name="/hulp").click()
    expect(chatting.locator(".message.user").last).to_contain_text("/hulp")
    chatting.get_by_role("link", name="begin").click()
    # Who reads the link is asked first.
    expect(chatting.locator("#opening .person").first).to_be_focused()
    chatting.keyboard.press("Enter")
    expect(chatting.locator(".message.user").last).to_contain_text("/start abc")


def test_a_button_calls_the_bot_and_shows_its_answer(chatting: Page, bot: Bot, me: int) -> None:
    bot.say(me, "Akkoord?", reply_markup=keyboard([{"text": "Ja", "callback_data": "ja"}]))
    key = chatting.get_by_role("button", name="Ja", exact=True)
    key.click()
    expect(key).to_have_attribute("aria-busy", "true")
    query = bot.last_update()["callback_query"]
    assert query["data"] == "ja"
    bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Genoteerd")
    expect(chatting.locator("#toast")).to_have_text("Genoteerd")
    expect(key).not_to_have_attribute("aria-busy", "true")
    key.click()
    query = bot.last_update()["callback_query"]
    bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Let op", show_alert=True)
    expect(chatting.get_by_role("dialog")).to_contain_text("Let op")
    chatting.get_by_role("button", name="Sluiten").click()
    expect(chatting.get_by_role("dialog")).to_be_hidden()


def test_link_and_copy_buttons_do_what_they_say(chatting: Page, bot: Bot, me: int) -> None:
    chatting.context.grant_permissions(["clipboard-read", "clipboard-write"])
    row: list[dict[str, Any]] = [
        {"text": "Site", "url": "https://winkel.nl"},
        {"text": "Kopieer", "copy_text": {"text": "WP-12"}},
    ]
    bot.say(me, "Kies", reply_markup=keyboard(row))
    expect(chatting.get_by_role("link", name="Site")).to_have_attribute("href", "https://winkel.nl/")
    chatting.get_by_role("button", name="Kopieer").click()
    expect(chatting.locator("#toast")).to_have_text("Gekopieerd")
    assert chatting.evaluate("navigator.clipboard.readText()") == "WP-12"


def test_pictures_and_documents_are_shown(chatting: Page, bot: Bot, me: int) -> None:
    for method, field, name, data in (
        ("sendPhoto", "photo", "a.png", png(40, 30)),
        ("sendDocument", "document", "rapport.pdf", b"%PDF"),
    ):
        form = {"chat_id": str(me), "caption": "Uw rapport"}
        httpx.post(f"{bot.root}/{method}", data=form, files={field: (name, data)}).raise_for_status()
    picture = chatting.get_by_role("img", name="Afbeelding bij: Uw rapport")
    expect(picture).to_be_visible()
    assert picture.evaluate("e => e.decode().then(() => e.naturalWidth)") == 40
    expect(chatting.get_by_role("link", name="rapport.pdf")).to_have_attribute("download", "rapport.pdf")


def test_a_file_can_be_sent(chatting: Page, bot: Bot, me: int) -> None:
    file: Any = {"name": "kassa.png", "mimeType": "image/png", "buffer": png(8, 8)}
    chatting.locator("#file").set_input_files(file)
    expect(chatting.locator(".message.user .photo")).to_be_visible()
    assert bot.last_update()["message"]["photo"][-1]["width"] == 8


def test_the_bot_shows_that_it_is_busy(chatting: Page, bot: Bot, me: int) -> None:
    expect(chatting.locator(".message.user")).to_have_count(1)
    bot.call("sendChatAction", chat_id=me, action="typing")
    expect(chatting.locator("#bot-status")).to_have_text("typt…")
    bot.say(me, "Klaar")
    expect(chatting.locator("#bot-status")).to_have_text("bot")


def test_new_messages_come_into_view_and_edits_stay_put(chatting: Page, bot: Bot, me: int) -> None:
    ids = [bot.say(me, f"Bericht {n}\n" * 4) for n in range(12)]
    expect(chatting.locator(f"#m{ids[-1]}")).to_be_in_viewport()
    scroller = chatting.locator("#scroller")
    scroller.focus()
    # Any key says that the visitor takes over from the page's own scrolling.
    chatting.keyboard.press("Shift")
    scroller.evaluate("e => e.scrollTo({ top: 300, behavior: 'instant' })")
    bot.call("editMessageText", chat_id=me, message_id=ids[-1], text="Anders\n" * 9)
    expect(chatting.locator(f"#m{ids[-1]}")).to_contain_text("Anders")
    assert scroller.evaluate("e => e.scrollTop") == 300
    bot.call("deleteMessage", chat_id=me, message_id=ids[-2])
    expect(chatting.locator(f"#m{ids[-2]}")).to_have_count(0)
    newest = bot.say(me, "Nieuw")
    expect(chatting.locator(f"#m{newest}")).to_be_in_viewport()


def test_everything_can_be_done_with_the_keyboard(page: Page, bot: Bot, me: int) -> None:
    bot.call("setMyCommands", commands=[{"command": "hulp", "description": "Uitleg"}])
    page.get_by_role("button", name="Start", exact=True).focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Bericht", exact=True)
    expect(field).to_be_focused()
    page.keyboard.type("Regel een")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Regel twee")
    page.keyboard.press("Enter")
    expect(page.locator(".message.user").last).to_contain_text("Regel een\nRegel twee")
    expect(field).to_have_value("")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="/hulp")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Menu met opdrachten")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".message.user").last).to_contain_text("/hulp")
    message_id = bot.say(me, "Vraag 1", reply_markup=keyboard([{"text": "Ja", "callback_data": "1"}]))
    page.get_by_role("button", name="Ja", exact=True).focus()
    page.keyboard.press("Enter")
    next_question = keyboard([{"text": "Nee", "callback_data": "2"}])
    bot.call("editMessageText", chat_id=me, message_id=message_id, text="Vraag 2", reply_markup=next_question)
    expect(page.get_by_role("button", name="Nee", exact=True)).to_be_focused()


def test_the_visitor_can_be_somebody_else(chatting: Page, bot: Bot, client: SandboxClient) -> None:
    client.start(SANDER)
    bot.say(SANDER, "Hello")
    bot.say(SANDER, "there")
    who = chatting.get_by_role("button", name="U bent")
    expect(who.get_by_role("img", name="2 ongelezen berichten")).to_be_visible()
    who.click()
    sander = chatting.get_by_role("button", name="Sander")
    expect(sander.get_by_role("img", name="2 ongelezen berichten")).to_be_visible()
    sander.click()
    expect(chatting.locator(".message.bot .text").last).to_contain_text("there")
    expect(chatting.locator(".message.bot .text").last).to_have_attribute("lang", "en")
    expect(chatting.locator("#people")).to_be_hidden()
    you = chatting.get_by_role("button", name="You are Sander shopkeeper (English)")
    expect(you).to_be_focused()
    expect(you.get_by_role("img")).to_have_count(0)
    chatting.reload()
    you.click()
    sander = chatting.get_by_role("list").get_by_role("button", name="Sander")
    expect(sander).to_have_attribute("aria-current", "true")
    expect(sander).to_be_focused()
    chatting.keyboard.press("Escape")
    expect(chatting.locator("#people")).to_be_hidden()
    expect(you).to_be_focused()


def test_the_bot_can_be_blocked_and_started_by_a_link(chatting: Page, bot: Bot, me: int) -> None:
    chatting.get_by_role("button", name="Meer mogelijkheden").click()
    chatting.get_by_role("button", name="Blokkeer bot").click()
    expect(chatting.get_by_role("button", name="Deblokkeren en opnieuw starten")).to_be_visible()
    assert bot.last_update()["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    chatting.get_by_role("button", name="Meer mogelijkheden").click()
    field = chatting.get_by_label("Startlink of startcode")
    field.fill("https://elders.nl/x")
    chatting.keyboard.press("Enter")
    expect(chatting.get_by_role("alert")).to_contain_text("geen startlink")
    field.fill("https://t.me/WinkelpeilSandboxBot?start=team_7")
    chatting.keyboard.press("Enter")
    expect(chatting.locator(".message.user").last).to_contain_text("/start team_7")
    expect(chatting.get_by_label("Bericht", exact=True)).to_be_visible()


def test_suggested_answers_can_be_pressed(chatting: Page, bot: Bot, me: int) -> None:
    bot.say(me, "Kies", reply_markup={"keyboard": [["Ja", {"text": "Nee"}]]})
    chatting.get_by_role("group", name="Voorgestelde antwoorden").get_by_role("button", name="Nee").click()
    expect(chatting.locator(".message.user").last).to_contain_text("Nee")
    bot.say(me, "Dank", reply_markup={"remove_keyboard": True})
    expect(chatting.get_by_role("group", name="Voorgestelde antwoorden")).to_be_hidden()


def test_the_page_survives_a_restart_of_the_server(browser: Browser) -> None:
    with running_sandbox() as first:
        port = int(first.url.rpartition(":")[2])
        SandboxClient(first.url).start(MARIJKE)
        other = browser.new_page()
        other.goto(f"{first.url}/#{MARIJKE}")
        expect(other.locator(".message.user")).to_have_count(1)
    expect(other.locator("#offline")).to_be_visible()
    with running_sandbox(port) as second:
        SandboxClient(second.url).start(MARIJKE, "opnieuw")
        expect(other.locator(".message.user")).to_contain_text("/start opnieuw", timeout=8000)
        expect(other.locator("#offline")).to_be_hidden()
        expect(other.locator(".message.user")).to_have_count(1)
        other.context.close()


def test_the_page_starts_afresh_when_another_server_answers(
    chatting: Page, server: SandboxServer, bot: Bot, me: int
) -> None:
    def answer_as_another(route: Route) -> None:
        bot.say(me, "Niet gemist")
        last = httpx.get(f"{server.url}/control/people").json()["last"]
        route.fulfill(json={"epoch": "another", "last": last, "reset": False, "events": []})

    chatting.route("**/control/events*", answer_as_another, times=1)
    bot.say(me, "Een")
    expect(chatting.locator(".message.bot").last).to_contain_text("Niet gemist")
