"""How messages are read on the chat page: what is in view, texts to copy, words, pictures and files."""

import httpx
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.support.sandbox.browsing import NEEDS_BROWSER, PHONE, Bot
from tests.support.sandbox.world import keyboard, png

pytestmark = NEEDS_BROWSER

NEXT = keyboard([{"text": "Verder", "callback_data": "verder"}])
FORM = "Ja, [naam winkel] mag mij hooguit [aantal] keer per [maand/kwartaal] schrijven.\n[ ] e-mail: ......"


def screen(title: str, lines: int) -> str:
    return f"<b>{title}</b>\n" + "Een regel.\n" * lines


def place(message: Locator) -> tuple[float, float]:
    """Give how far a message's top and end are within the view."""
    top, end = message.evaluate(
        """e => {
            const [own, view] = [e, e.closest("#scroller")].map(n => n.getBoundingClientRect());
            return [own.top - view.top, view.bottom - own.bottom];
        }"""
    )
    return top, end


def expect_title_at_top(message: Locator) -> None:
    """Wait until the view has glided to a message that does not fit."""
    message.page.wait_for_function(
        """e => Math.abs(e.getBoundingClientRect().top
            - e.closest("#scroller").getBoundingClientRect().top - 8) < 2""",
        arg=message.element_handle(),
    )
    assert place(message)[1] < 0


def test_after_a_tap_a_tall_message_is_read_from_its_title(chatting: Page, bot: Bot, me: int) -> None:
    for n in range(8):
        bot.say(me, f"Eerder {n}")
    number = bot.say(me, screen("Kort", 3), parse_mode="HTML", reply_markup=NEXT)
    message = chatting.locator(f"#m{number}")
    expect(message).to_be_in_viewport(ratio=1)
    chatting.get_by_role("button", name="Verder").click()
    edit = {"chat_id": me, "message_id": number, "parse_mode": "HTML", "reply_markup": NEXT}
    bot.call("editMessageText", text=screen("Lang", 40), **edit)
    expect(message).to_contain_text("Lang")
    expect_title_at_top(message)
    # Its buttons come into view from halfway down as well, where the view is not at its end.
    chatting.get_by_role("button", name="Verder").scroll_into_view_if_needed()
    chatting.locator("#scroller").evaluate("e => e.scrollBy({ top: -90, behavior: 'instant' })")
    chatting.get_by_role("button", name="Verder").evaluate("e => e.click()")
    bot.call("editMessageText", text=screen("Ook lang", 40), **edit)
    expect(message).to_contain_text("Ook lang")
    expect_title_at_top(message)
    chatting.get_by_role("button", name="Verder").click()
    bot.call("editMessageText", text=screen("Weer kort", 3), **edit)
    expect(message).to_contain_text("Weer kort")
    expect(message).to_be_in_viewport(ratio=1)


def test_a_new_message_that_does_not_fit_is_read_from_its_title(chatting: Page, bot: Bot, me: int) -> None:
    bot.say(me, screen("Eerst", 12), parse_mode="HTML")
    number = bot.say(me, screen("Lang", 40), parse_mode="HTML", reply_markup=NEXT)
    expect_title_at_top(chatting.locator(f"#m{number}"))
    chatting.reload()
    expect_title_at_top(chatting.locator(f"#m{number}"))


def test_a_tick_on_a_button_moves_nothing(chatting: Page, bot: Bot, me: int) -> None:
    number = bot.say(me, screen("Kies", 40), parse_mode="HTML", reply_markup=NEXT)
    message = chatting.locator(f"#m{number}")
    expect_title_at_top(message)
    chatting.get_by_role("button", name="Verder").click()
    before = chatting.locator("#scroller").evaluate("e => e.scrollTop")
    ticked = keyboard([{"text": "✓ Verder", "callback_data": "verder"}])
    bot.call("editMessageReplyMarkup", chat_id=me, message_id=number, reply_markup=ticked)
    expect(message).to_contain_text("✓ Verder")
    assert abs(chatting.locator("#scroller").evaluate("e => e.scrollTop") - before) < 2


def test_a_label_is_one_line_and_cut_at_its_end(chatting: Page, bot: Bot, me: int) -> None:
    chatting.set_viewport_size(PHONE)
    row = [{"text": text, "callback_data": "x"} for text in ("Ja", "Nee, ik ken de mogelijkheden niet ✓")]
    bot.say(me, "Kies", reply_markup=keyboard(row))
    label, short = (chatting.locator(".key-label").nth(n) for n in (1, 0))
    assert short.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert label.evaluate("e => e.scrollWidth > e.clientWidth")
    assert label.evaluate("e => getComputedStyle(e).textOverflow") == "ellipsis"
    boxes = [one.bounding_box() for one in (label, short)]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["height"] == boxes[1]["height"]


def say_form(bot: Bot, me: int) -> None:
    bot.say(me, f"<b>Tekst</b>\n<pre>{FORM}</pre>\n\n<b>Daarna</b>", parse_mode="HTML")


def test_a_text_to_copy_wraps(chatting: Page, bot: Bot, me: int) -> None:
    say_form(bot, me)
    pre = chatting.locator(".text pre")
    assert pre.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    assert pre.evaluate("e => e.textContent") == FORM
    assert pre.locator(".whole").count() == 0


def test_no_empty_lines_stand_around_a_text_to_copy(chatting: Page, bot: Bot, me: int) -> None:
    say_form(bot, me)
    boxes = [chatting.locator(".text b").nth(n).bounding_box() for n in (0, 1)]
    block = chatting.locator(".copyable, .text pre").first.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert block
    above = block["y"] - boxes[0]["y"] - boxes[0]["height"]
    below = boxes[1]["y"] - block["y"] - block["height"]
    assert 0 <= above <= 20
    assert 0 <= below <= 20


def test_a_text_is_copied_with_the_keyboard(chatting: Page, bot: Bot, me: int) -> None:
    chatting.context.grant_permissions(["clipboard-read", "clipboard-write"])
    say_form(bot, me)
    chatting.get_by_role("button", name="Kopieer").focus()
    chatting.keyboard.press("Enter")
    expect(chatting.get_by_role("status").filter(has_text="Gekopieerd")).to_be_visible()
    assert chatting.evaluate("navigator.clipboard.readText()") == FORM
    expect(chatting.get_by_role("button", name="Kopieer")).to_be_focused()


def test_without_permission_a_text_is_copied_in_the_old_way(chatting: Page, bot: Bot, me: int) -> None:
    chatting.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    say_form(bot, me)
    chatting.get_by_role("button", name="Kopieer").click()
    expect(chatting.locator("#toast")).to_have_text("Gekopieerd")
    expect(chatting.get_by_role("button", name="Kopieer")).to_be_focused()
    assert chatting.locator("body > textarea").count() == 0
    chatting.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert chatting.evaluate("navigator.clipboard.readText()") == FORM


def test_what_cannot_be_copied_is_left_selected(chatting: Page, bot: Bot, me: int) -> None:
    chatting.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    chatting.evaluate("() => { document.execCommand = () => false; }")
    say_form(bot, me)
    bot.say(me, "Uw code", reply_markup=keyboard([{"text": "Code", "copy_text": {"text": "WP-12"}}]))
    chatting.get_by_role("button", name="Kopieer").click()
    expect(chatting.locator("#toast")).to_contain_text("geselecteerd")
    assert chatting.evaluate("getSelection().toString()") == FORM
    chatting.get_by_role("button", name="Code").click()
    expect(chatting.get_by_role("dialog")).to_contain_text("WP-12")
    chatting.get_by_role("button", name="Sluiten").click()
    chatting.reload()


@pytest.mark.parametrize("width", range(320, 420, 12))
def test_a_word_with_a_hyphen_is_not_broken(page: Page, bot: Bot, me: int, width: int) -> None:
    text = "Hoe bereikt uw winkel klanten met e-mail, sms en sociale media? (E-mailadressen en wi-fi.)"
    bot.call("setMyDescription", description=text)
    page.set_viewport_size({"width": width, "height": 640})
    description = page.locator("#card-description")
    expect(description).to_have_text(text)
    heights = description.evaluate(
        """e => ["e-mail,", "(E-mailadressen", "wi-fi.)"].map(word => {
            const range = document.createRange();
            const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
            const lines = new Set();
            for (let node; (node = walker.nextNode());) {
                const from = node.data.indexOf(word);
                if (from < 0) continue;
                range.setStart(node, from);
                range.setEnd(node, from + word.length);
                for (const box of range.getClientRects()) lines.add(Math.round(box.top));
            }
            return lines.size;
        })"""
    )
    assert heights == [1, 1, 1]


def send(bot: Bot, me: int, method: str, field: str, name: str, data: bytes, **form: str) -> None:
    answer = httpx.post(
        f"{bot.root}/{method}", data={"chat_id": str(me), **form}, files={field: (name, data)}
    )
    answer.raise_for_status()


def test_a_picture_has_its_place_before_it_comes(chatting: Page, bot: Bot, me: int) -> None:
    held: list[Route] = []
    chatting.route("**/control/file/*", lambda route: held.append(route))
    send(bot, me, "sendPhoto", "photo", "kaart.png", png(1080, 1350), caption="Uw kaart\nMet meer regels")
    picture = chatting.get_by_role("img", name="Afbeelding bij: Uw kaart Met meer regels", exact=True)
    expect(picture).to_be_visible()
    box, bubble = picture.bounding_box(), chatting.locator(".with-photo .bubble").bounding_box()
    assert box
    assert bubble
    assert box["height"] / box["width"] == pytest.approx(1.25, abs=0.01)
    assert bubble["width"] - box["width"] == pytest.approx(8, abs=1)
    for route in held:
        route.continue_()
    chatting.unroute("**/control/file/*")
    assert picture.evaluate("e => e.decode().then(() => e.naturalWidth)") == 1080
    after = picture.bounding_box()
    assert after
    assert after["width"] == pytest.approx(box["width"], abs=0.1)
    assert after["height"] == pytest.approx(box["height"], abs=0.1)


@pytest.mark.parametrize("width", [PHONE["width"], 1280])
def test_a_picture_opens_in_its_own_size(chatting: Page, bot: Bot, me: int, width: int) -> None:
    chatting.set_viewport_size({"width": width, "height": 800})
    send(bot, me, "sendPhoto", "photo", "kaart.png", png(1080, 1350), caption="Uw kaart")
    box = chatting.get_by_role("img", name="Uw kaart").bounding_box()
    assert box
    assert box["height"] <= 541
    link = chatting.get_by_role("link", name="Uw kaart")
    expect(link).to_have_attribute("target", "_blank")
    with chatting.context.expect_page() as opened:
        link.click()
    assert opened.value.locator("img").evaluate("e => e.decode().then(() => e.naturalWidth)") == 1080
    opened.value.close()


def test_a_document_says_what_it_is(chatting: Page, bot: Bot, me: int) -> None:
    name = "Winkelpeil-rapport-Bloemenwinkel-De-Roos-2026.pdf"
    send(bot, me, "sendDocument", "document", name, b"%PDF" + bytes(2000), caption="Uw rapport")
    link = chatting.get_by_role("link", name=name)
    expect(link).to_contain_text("2 kB · Downloaden")
    expect(link.locator(".file-sign")).to_have_text("pdf")
    assert chatting.locator("#scroller").evaluate("e => e.scrollWidth - e.clientWidth") == 0
