"""Who gets where: each page, by each role, with each method, taken from the table of pages."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.routing import compile_path

from bot.sandbox.state import BOT_ID
from bot.storage.engines.sqlite import open_database
from bot.web.console.door import HEADERS
from bot.web.console.forms import LIMIT
from bot.web.console.pages import PAGES
from bot.web.console.visit import SESSION, Page
from tests.support.console.people import Run, SignedIn, make_advisor, shown_code
from tests.support.sandbox.client import ADVISOR, SHOPKEEPER

BY_PATH = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


@pytest.fixture(scope="module")
def advisor(console: Run) -> SignedIn:
    make_advisor(console.client, console.database, ADVISOR, "Winkelhart")
    advisor = console.signed_in(ADVISOR)
    # The one that the addresses with a number are about.
    assert advisor.post("links", name="Markt").headers["location"].startswith("/console/links/1?")
    return advisor


@pytest.fixture
def stranger(console: Run) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{console.url}/") as http:
        yield http


def at(page: Page) -> str:
    _, form, _ = compile_path(page.path)
    return form.format(number=1).removeprefix("/")


def protected(answer: httpx.Response) -> bool:
    kept = answer.headers["cache-control"] == "no-store"
    return kept and all(answer.headers[name] == value for name, value in HEADERS.items())


@BY_PATH
def test_who_is_not_signed_in_sees_the_sign_in_alone(page: Page, stranger: httpx.Client) -> None:
    for method in METHODS:
        if page.path == "/inloggen" and method == "GET":
            continue
        answer = stranger.request(method, at(page))
        assert protected(answer)
        if method not in page.methods:
            assert answer.status_code == 405
        elif method == "POST":
            assert answer.status_code == 403
        else:
            assert (answer.status_code, answer.headers["location"]) == (303, "/console/inloggen")


@BY_PATH
@pytest.mark.parametrize("forged", ["", "x", "ce%A9", "Hq3" * 14, "a" * 5_000], ids=len)
def test_a_forged_cookie_is_nobody_s(page: Page, stranger: httpx.Client, forged: str) -> None:
    if page.may == "anyone":
        return
    answer = stranger.request(page.methods[0], at(page), headers={"cookie": f"{SESSION}={forged}"})
    assert answer.status_code == (303 if page.get else 403)


@BY_PATH
def test_each_page_is_for_its_role(page: Page, admin: SignedIn, advisor: SignedIn) -> None:
    for role, person in (("admin", admin), ("advisor", advisor)):
        if page.path == "/account":
            continue
        mine = page.may in (role, "signed_in", "anyone")
        if page.get:
            answer = person.get(f"{at(page)}?pad=levels.yaml")
            assert answer.status_code in ((200, 303) if mine else (403,)), role
            assert protected(answer)
        if page.post and not mine:
            assert (
                person.post(at(page), do="publish", why="x", wat="csv", pad="messages.yaml").status_code
                == 403
            )


@BY_PATH
def test_a_form_of_another_website_changes_nothing(page: Page, admin: SignedIn, advisor: SignedIn) -> None:
    if page.post is None:
        return
    person = advisor if page.may == "advisor" else admin
    path, fields = at(page), {"do": "everywhere", "organisation": "X", "wat": "csv"}
    for elsewhere in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:1"},
        {"origin": "https://example.org"},
        {"origin": "null"},
    ):
        for language, said in (("nl", "andere website"), ("en", "another website")):
            headers = {**elsewhere, "accept-language": language}
            answer = person.http.post(path, data=fields, headers=headers)
            assert answer.status_code == 403
            assert protected(answer)
            assert said in answer.text
    assert person.http.post(path, json=fields).status_code == 415
    assert person.http.post(path, data={"x": "x" * LIMIT}).status_code == 413
    assert person.get("account").status_code == 200


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", ["", "x", "static/console.css", "teksten"])
def test_nothing_that_may_change_something_is_outside_the_check(
    method: str, path: str, admin: SignedIn
) -> None:
    answer = admin.http.request(method, path, headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code == 403) == (method not in ("GET", "OPTIONS"))


def test_a_form_of_ours_is_taken_whatever_a_browser_says_of_it(console: Run, admin: SignedIn) -> None:
    own = console.url.removesuffix("/console")
    for headers in (
        {"sec-fetch-site": "same-origin", "origin": own},
        {"sec-fetch-site": "none"},
        {"origin": own},
        {},
    ):
        assert admin.http.post("concept", data={"do": "x"}, headers=headers).status_code in (409, 422)


def test_a_withdrawn_advisor_is_out_at_once(console: Run, admin: SignedIn, advisor: SignedIn) -> None:
    assert advisor.get("groep").status_code == 200
    db = open_database(str(console.database))
    db.execute("DELETE FROM advisors WHERE bot_id = ? AND chat_id = ?", (BOT_ID, ADVISOR))
    db.conn.commit()
    db.close()
    for path in ("groep", "account", ""):
        assert advisor.get(path).status_code == 403
    make_advisor(console.client, console.database, ADVISOR, "Winkelhart")
    assert advisor.get("groep").status_code == 200
    done = admin.post("adviseurs", do="withdraw", number=str(ADVISOR))
    assert "De toegang is ingetrokken." in done.text
    assert advisor.get("groep").status_code == 303


def test_a_shopkeeper_is_told_that_it_is_not_for_him(console: Run, stranger: httpx.Client) -> None:
    code = shown_code(stranger.get("inloggen", headers={"accept-language": "nl"}).text)
    sent = console.client.send(SHOPKEEPER, f"/console {code}")
    said = console.client.wait_for(SHOPKEEPER, lambda one: one["from"] == "bot", after=sent["message_id"])
    assert "alleen voor beheerders en adviseurs" in said["text"]
    assert stranger.get("inloggen").status_code == 200


def test_what_is_not_there(admin: SignedIn) -> None:
    for path in ("x", "static/../pages.py", "static/x.css", "versies/99999999999999999999", "versies/0"):
        assert admin.get(path).status_code == 404
    for name in ("../../etc/passwd", "nl/messages.yaml/x", "", "<script>"):
        assert admin.get(f"teksten/bestand?pad={name}").status_code == 404
        assert admin.post("teksten/bestand", pad=name, text0="x", revision0="-").status_code == 404


def test_codes_cannot_be_asked_for_without_end(console: Run) -> None:
    answers = [httpx.get(f"{console.url}/inloggen") for _ in range(11)]
    assert answers[-1].status_code == 429
    assert protected(answers[-1])


def test_it_is_reached_at_an_address_that_is_meant(console: Run, stranger: httpx.Client) -> None:
    for host in ("example.org", "127.0.0.1.example.org", "[", ""):
        assert stranger.get("inloggen", headers={"host": host}).status_code in (400, 403)
