"""The console in a real browser: the whole way of a text to a shopkeeper, and who can use it."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.bot.answers import TAPPED
from tests.support.bot.visitor import Visitor, tap_answers, texts
from tests.support.console.browsing import SECONDS, opened, press, replace, sign_in, throw_away
from tests.support.console.people import ADMINS, Run, discard_draft, let_in
from tests.support.sandbox.browsing import NEEDS_BROWSER
from tests.support.waiting import wait

pytestmark = NEEDS_BROWSER

NL = texts("nl")
CARD = "advice/email/email_first_mail.md"


@pytest.fixture(autouse=True)
def _no_draft(console: Run) -> None:
    """Begin without what a test before, that failed, left in the draft."""
    discard_draft(console.database)


def reads(visitor: Visitor, words: str, seconds: float = SECONDS) -> bool:
    """Look until the welcome says something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        visitor.type("/start")
        if words in visitor.text:
            return True
        time.sleep(0.3)
    return False


def test_the_page_goes_on_by_itself_once_the_bot_was_told(browser: Browser, console: Run) -> None:
    with opened(browser) as page:
        page.goto(f"{console.url}/inloggen")
        let_in(console.client, ADMINS[0], page.locator("#code").inner_text().removeprefix("/console "))
        expect(page.locator("h1")).to_have_text("Teksten")
        (cookie,) = (one for one in page.context.cookies() if one["name"] == "console_session")
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"
        page.goto(f"{console.url}/account")
        press(page, "Hier uitloggen")
        expect(page.locator("h1")).to_have_text("Inloggen")
        page.goto(f"{console.url}/teksten")
        expect(page.locator("h1")).to_have_text("Inloggen")


def test_a_card_goes_from_the_editor_to_the_shopkeeper_and_back(
    willem: Page, console: Run, visitors: Callable[[], Visitor]
) -> None:
    joke = visitors()
    willem.goto(f"{console.url}/teksten?zoek=Welkom")
    willem.get_by_role("link", name="Berichten en knoppen van de bot").click()
    area = willem.get_by_label("welcome.text: Nederlands")
    area.fill(area.input_value().replace("Welkom bij Winkelpeil", "Dag winkelier, dit is Winkelpeil"))
    expect(willem.locator("#previews")).to_contain_text("Dag winkelier")
    area = willem.get_by_label("welcome.text: English")
    area.fill(area.input_value().replace("Welcome to Winkelpeil", "Hello shopkeeper, this is Winkelpeil"))
    press(willem, "Bewaar in het concept")
    expect(willem.get_by_role("status")).to_contain_text("Bewaard in het concept")
    assert "Welkom bij Winkelpeil" in joke.text

    willem.goto(f"{console.url}/teksten/bestand?pad={CARD}")
    title = willem.locator("h1").inner_text()
    replace(willem, 0, f"title: {title}", "title: " + "lang " * 30)
    press(willem, "Bewaar in het concept")
    expect(willem.get_by_role("alert")).to_contain_text("er staat een fout in")
    expect(willem.locator(".findings .error").first).to_contain_text(CARD)
    willem.get_by_role("link", name="Naar het concept").click()
    expect(willem.get_by_role("button", name="Publiceer")).to_be_disabled()
    willem.goto(f"{console.url}/teksten/bestand?pad={CARD}")
    replace(willem, 0, "title: " + "lang " * 30, "title: Stuur vandaag één mail")
    replace(willem, 1, "title: ", "title: Try this. ")
    expect(willem.locator("#previews")).to_contain_text("Stuur vandaag één mail")
    press(willem, "Bewaar in het concept")
    expect(willem.get_by_role("status")).to_contain_text("Bewaard in het concept")

    willem.goto(f"{console.url}/concept")
    expect(willem.locator("main")).to_contain_text("Score, niveau, vergelijking en stappen zijn gelijk.")
    willem.get_by_label("Waarom").fill("Vriendelijker")
    press(willem, "Publiceer")
    expect(willem.get_by_role("status")).to_contain_text("Dit is gepubliceerd")
    expect(willem.locator("tbody tr").first).to_contain_text("Vriendelijker")
    assert reads(joke, "Dag winkelier, dit is Winkelpeil")

    willem.get_by_role("link", name="Versie 1", exact=True).click()
    expect(willem.locator("main")).to_contain_text("Wat teruggaan betekent")
    willem.get_by_label("Waarom").fill("Toch niet")
    press(willem, "Zet versie 1 terug")
    expect(willem.get_by_role("status")).to_contain_text("Dit is gepubliceerd")
    assert reads(joke, "Welkom bij Winkelpeil")


def test_the_impact_of_other_weights_is_shown_with_made_up_shops(willem: Page, console: Run) -> None:
    willem.goto(f"{console.url}/teksten/bestand?pad=questionnaire.yaml")
    replace(
        willem,
        0,
        "email: {weight: 20, points: [0, 10, 25, 75, 100]}",
        "email: {weight: 20, points: [0, 5, 20, 60, 100]}",
    )
    press(willem, "Bewaar in het concept")
    willem.goto(f"{console.url}/concept")
    expect(willem.locator("main")).to_contain_text("Van 200 verzonnen winkels")
    throw_away(willem)
    expect(willem.get_by_role("status")).to_contain_text("Het concept is weg")


def test_the_second_of_two_admins_is_told(willem: Page, browser: Browser, console: Run) -> None:
    path = f"{console.url}/teksten/bestand?pad=levels.yaml"
    with opened(browser, viewport={"width": 390, "height": 844}) as anja:
        sign_in(anja, console, ADMINS[1])
        anja.goto(path)
        willem.goto(path)
        before = willem.locator("#text0").input_value()
        willem.locator("#text0").fill(f"# van Willem\n{before}")
        press(willem, "Bewaar in het concept")
        expect(willem.get_by_role("status")).to_contain_text("Bewaard")
        anja.locator("#text0").fill(f"# van Anja\n{before}")
        press(anja, "Bewaar in het concept")
        expect(anja.get_by_role("alert")).to_contain_text(f"veranderd door Telegram {ADMINS[0]}")
        expect(anja.locator(".diff .added")).to_have_text("+# van Willem\n")
        assert anja.locator("#text0").input_value().startswith("# van Anja")
        assert anja.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
        # A draft that was looked at before is not published by mistake.
        willem.goto(f"{console.url}/concept")
        anja.locator("#text0").fill(f"# van Willem en Anja\n{before}")
        press(anja, "Bewaar toch mijn tekst")
        expect(anja.get_by_role("status")).to_contain_text("Bewaard")
        willem.get_by_label("Waarom").fill("Commentaar")
        press(willem, "Publiceer")
        expect(willem.get_by_role("alert")).to_contain_text("Iemand heeft intussen iets veranderd")
        throw_away(willem)


def test_an_edition_is_entered_with_its_source_and_stands_beside_the_topic(
    willem: Page, console: Run, visitors: Callable[..., Visitor]
) -> None:
    shop = visitors()
    shop.press(NL.messages.controls.begin.label)
    tap_answers(shop, NL, TAPPED)
    shop.press(NL.messages.controls.result.label)
    shop.type("/resultaat")
    given = shop.text
    willem.goto(f"{console.url}/cijfers")
    for name, value in {
        "id": "cbs-2026",
        "year": "2026",
        "source": 'CBS, tabel "1"',
        "url": "https://www.cbs.nl/1",
        "name_nl": "CBS",
        "name_en": "CBS",
        "population_nl": "winkels met personeel",
        "population_en": "shops with staff",
        "percent0": "70,5",
        "nl0": "gebruikten sociale media",
        "en0": "used social media",
    }.items():
        willem.locator(f"#{name}").fill(value)
    willem.locator("#about0").select_option(label="Sociale media")
    press(willem, "Zet in het concept")
    expect(willem.locator("h1")).to_have_text("Cijfers: cbs-2026")
    expect(willem.locator(".findings")).to_have_count(0)
    willem.goto(f"{console.url}/concept")
    expect(willem.locator("h3 .path")).to_have_text(
        ["en/terms.yaml", "figures/cbs-2026.yaml", "nl/terms.yaml"]
    )
    expect(willem.locator("main")).to_contain_text("Score, niveau, vergelijking en stappen zijn gelijk.")
    willem.get_by_label("Waarom").fill("Nieuwe cijfers")
    press(willem, "Publiceer")
    expect(willem.get_by_role("status")).to_contain_text("Dit is gepubliceerd")

    def listed() -> bool:
        willem.goto(f"{console.url}/cijfers")
        return "70,5%" in willem.locator("main").inner_text()

    wait(listed)
    shop.type("/resultaat")
    assert shop.text == given
    shop.press(NL.messages.controls.more.label)
    shop.press(NL.messages.controls.topics.label)
    shop.press("Sociale media")
    assert (
        "Gemeten in 2026 bij winkels met personeel: 70,5 van de 100 gebruikten sociale media (bron: CBS)"
        in shop.text
    )


def test_without_scripts_a_button_shows_the_text(browser: Browser, console: Run, willem: Page) -> None:
    settings = {"java_script_enabled": False, "storage_state": willem.context.storage_state()}
    with opened(browser, **settings) as page:
        page.goto(f"{console.url}/teksten/bestand?pad={CARD}")
        replace(page, 0, "## Waarom\n", "## Waarom\nZonder script.\n\n")
        press(page, "Bekijk")
        expect(page.locator("#previews")).to_contain_text("Zonder script.")
        page.goto(f"{console.url}/concept")
        expect(page.locator("main")).to_contain_text("Er is geen concept")
