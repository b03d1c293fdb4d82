"""An advisor's group with real totals: shops took part through the bot, and an advisor looks on."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from tests.support.bot.answers import TAPPED
from tests.support.bot.visitor import Visitor, tap_answers, texts
from tests.support.console.browsing import accessible, fits, opened, press, sign_in
from tests.support.console.people import Run, SignedIn, make_advisor
from tests.support.sandbox.browsing import NEEDS_BROWSER
from tests.support.sandbox.client import ADVISOR
from tests.support.waiting import wait

NL = texts("nl")
STEPS = ("regular", "sometimes", "planned", "known", "unknown")
NAME = "Straat <b>Noord</b>"
DECLINE = NL.messages.sharing.controls.decline.label
OTHER = 300_009


@dataclass(frozen=True)
class Street:
    """An advisor, the link, and the five shops that came by it."""

    advisor: SignedIn
    path: str
    code: str
    shops: list[Visitor]

    @property
    def link(self) -> str:
        return self.path.rpartition("/")[2]


@pytest.fixture(scope="module")
def street(console: Run, visitors: Callable[[str], Visitor]) -> Street:
    make_advisor(console.client, console.database, ADVISOR, "Vereniging Noordereind")
    advisor = console.signed_in(ADVISOR)
    made = advisor.post("links", name=f" {NAME} ")
    path = made.headers["location"].removeprefix("/console/").partition("?")[0]
    code = re.search(r"start=(c-[\w-]{22})", advisor.get(path).text)
    assert code
    shops = [visitors(code[1]) for _ in STEPS]
    for number, shop in enumerate(shops):
        ladders = {
            topic: STEPS[number - away] for away, topic in enumerate(("email", "sms", "blog", "social"))
        }
        shop.press(NL.messages.controls.begin.label)
        tap_answers(shop, NL, {**TAPPED, **ladders})
        shop.press(NL.messages.controls.result.label)
        console.client.wait_for(shop.id, lambda message: DECLINE in str(message["buttons"]))
        shop.press(DECLINE)
    street = Street(advisor, path, code[1], shops)
    # Released in the background, soon after the last shop.
    wait(lambda: "5 winkels tellen mee" in advisor.get(f"groep?link={street.link}").text, 10)
    return street


def export(street: Street, what: str, **more: str) -> bytes:
    answer = street.advisor.post("groep/bestand", wat=what, **({"link": street.link} | more))
    assert answer.status_code == 200, answer.text
    return answer.content


def test_the_page_tells_what_the_files_and_the_chat_tell(console: Run, street: Street) -> None:
    page = street.advisor.get(f"groep?link={street.link}").text
    assert "5 geopend, 5 begonnen, 5 klaar" in page
    assert "5 winkels tellen mee" in page
    # E-mail: (100 + 75 + 25 + 10 + 0) / 5. All five answered the same on X: that is not told.
    told = {
        cells[0]: cells[1:]
        for row in re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", page)
        if (cells := re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row))
    }
    assert told["E-mail"] == ["42", "5", "2010: 19 tot 30"]
    assert told["X (Twitter)"] == ["nog niet te tonen", "–", "–"]
    head, *rows = csv.reader(io.StringIO(export(street, "csv").decode("utf-8-sig")), delimiter=";")
    mail = next(row for row in rows if "E-mail" in row)
    assert mail[0] == NAME
    assert dict(zip(head, mail, strict=True))[NL.messages.group.tables.columns["mean"].name] == "42"
    chat = Visitor(console.client, ADVISOR)
    chat.type("/groep")
    score = re.search(r"Gemiddelde score: \d+ van de 100", chat.text)
    assert score
    assert score[0] in page


def test_every_file_is_what_it_says(street: Street) -> None:
    assert export(street, "picture").startswith(b"\x89PNG")
    assert export(street, "qr").startswith(b"\x89PNG")
    for what, words in {
        "workshop": "Vereniging Noordereind",
        "poster-nl": NAME,
        "poster-en": "5 minutes",
        "questions-en": "Vereniging Noordereind",
    }.items():
        read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(export(street, what))).pages)
        assert words in " ".join(read.split()), what
    book = openpyxl.load_workbook(io.BytesIO(export(street, "xlsx", link="all")))
    assert [sheet.title for sheet in book] == list(NL.messages.group.tables.sheets.values())
    assert street.advisor.post("groep/bestand", wat="poster-nl", link="all").status_code == 404
    assert street.advisor.post("groep/bestand", wat="poster-fr", link=street.link).status_code == 404
    for wrong in ({"link": "999"}, {"link": street.link, "golf": "7"}, {"link": "x", "golf": "-1"}):
        assert street.advisor.post("groep/bestand", wat="csv", **wrong).status_code == 404
        assert street.advisor.http.get("groep", params=wrong).status_code == 404


def test_the_name_and_the_end_of_a_link_are_the_chat_s(console: Run, street: Street) -> None:
    chat = Visitor(console.client, ADVISOR)
    done = street.advisor.post(street.path, do="rename", name="  Noord \x00 2027 ")
    assert "De nieuwe naam is bewaard." in done.text
    chat.type("/link")
    assert "Noord 2027: 5 geopend" in chat.text
    for name, why in (("", "Dat is geen naam"), ("n" * 61, "Die naam is te lang")):
        refused = street.advisor.post(street.path, do="rename", name=name)
        assert refused.status_code == 422
        assert why in refused.text
    assert "De link is nu gesloten." in street.advisor.post(street.path, do="close").text
    chat.type("/link")
    assert "Noord 2027 (gesloten)" in chat.text
    assert "5 winkels tellen mee" in street.advisor.get(f"groep?link={street.link}").text
    assert "De link is weer open." in street.advisor.post(street.path, do="reopen").text
    assert "De nieuwe naam is bewaard." in street.advisor.post(street.path, do="rename", name=NAME).text


def test_another_organisation_s_link_is_not_there(console: Run, street: Street) -> None:
    console.client.add_person(OTHER, "Otto")
    make_advisor(console.client, console.database, OTHER, "Elders")
    other = console.signed_in(OTHER)
    assert "U hebt nog geen link" in other.get("links").text
    assert "nog geen totalen" in other.get("groep").text
    for path in (street.path, f"{street.path}/qr", f"groep?link={street.link}", "links/99999999999999999999"):
        assert other.get(path).status_code == 404
    for does in ("rename", "close", "reopen", "", "x"):
        assert other.post(street.path, do=does, name="Van Otto").status_code == 404
    assert other.post("groep/bestand", wat="poster-nl", link=street.link).status_code == 404
    for name in ("", " \u200b ", "n" * 61):
        refused = other.post("links", name=name)
        assert refused.status_code == 422
        assert 'role="alert"' in refused.text
    assert "U hebt nog geen link" in other.get("links").text
    assert "Van Otto" not in street.advisor.get("links").text


def test_a_shop_sees_that_its_advisor_took_the_table(
    street: Street, visitors: Callable[[str], Visitor]
) -> None:
    shop = visitors(street.code)
    shop.press(NL.messages.controls.begin.label)
    tap_answers(shop, NL, TAPPED)
    shop.press(NL.messages.controls.result.label)
    offered = NL.messages.sharing.controls.choose.label
    shop.client.wait_for(shop.id, lambda message: offered in str(message["buttons"]))
    shop.press(offered)
    shop.press(NL.messages.sharing.share.layers["answers"].label)
    unseen = NL.messages.sharing.share.not_looked.fill()
    export(street, "csv")
    shop.type("/delen")
    assert unseen in shop.text
    export(street, "xlsx")
    shop.type("/delen")
    assert unseen not in shop.text


@pytest.mark.parametrize("look", [("light", 1280, "nl"), ("dark", 360, "en")], ids=["laptop", "phone"])
@pytest.mark.usefixtures("street")
class TestInABrowser:
    pytestmark = NEEDS_BROWSER

    def test_the_group_and_its_links_can_be_used_by_all(
        self, browser: Browser, console: Run, street: Street, look: tuple[str, int, str]
    ) -> None:
        scheme, width, language = look
        settings = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        with opened(browser, **settings) as page:
            sign_in(page, console, ADVISOR, "Vereniging Noordereind")
            for path in (f"groep?link={street.link}&", "groep?", "links?", f"{street.path}?", "account?"):
                page.goto(f"{console.url}/{path}lang={language}")
                accessible(page)
                fits(page)
            page.goto(f"{console.url}/groep?link={street.link}")
            expect(page.locator("svg.topics .mean")).to_have_count(4)
            expect(page.locator("svg.topics")).to_contain_text("42")
            for button in page.locator("main form[method=post] button").all():
                with page.expect_download() as download:
                    button.click()
                assert download.value.suggested_filename.startswith("winkelpeil")
            page.goto(f"{console.url}/{street.path}")
            assert page.evaluate("document.querySelector('.qr').naturalWidth") > 0
            press(page, "Sluit deze link" if language == "nl" else "Close this link")
            expect(page.get_by_role("status")).to_be_visible()
            accessible(page)
            press(page, "Open deze link weer" if language == "nl" else "Open this link again")
            expect(page.locator(".qr")).to_be_visible()
