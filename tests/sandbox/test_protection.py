"""Other websites stay out."""

import json

import pytest

from bot.sandbox.state import TOKEN
from tests.support.sandbox.world import JOKE, World

BODY = json.dumps({"user": JOKE, "text": "x"})


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1", "", "[", "localhost.evil.nl"]
)
@pytest.mark.parametrize("path", ["/", "/control/people", f"/bot{TOKEN}/getMe", "/page/page.css"])
def test_another_host_is_refused(world: World, host: str, path: str) -> None:
    assert world.request("GET", path, headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8081", "127.0.0.1:1", "127.9.9.9", "[::1]:8081"])
def test_this_machine_is_answered(world: World, host: str) -> None:
    assert world.request("GET", "/control/people", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.nl"])
def test_another_sites_page_is_refused(world: World, origin: str) -> None:
    headers = {"Origin": origin, "Content-Type": "application/json"}
    for path in ("/control/send", f"/bot{TOKEN}/getMe"):
        assert world.request("POST", path, content=BODY, headers=headers).status_code == 403
    assert world.messages() == []


OTHER_SITES = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "Cross-Site", "Origin": "http://127.0.0.1"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Referer": "https://evil.example/"},
    {"Referer": "http://127.0.0.1:3000/page"},
    {"Referer": "http://["},
    {"Origin": "http://127.0.0.1:3000"},
    {"Origin": "https://127.0.0.1"},
    {"Origin": ""},
]


@pytest.mark.parametrize("headers", OTHER_SITES)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/page/main.js",
        "/control/people",
        f"/bot{TOKEN}/getMe",
        f"/bot{TOKEN}/sendMessage?chat_id=1&text=x",
    ],
)
def test_nothing_is_accepted_across_sites_not_even_a_look(
    world: World, headers: dict[str, str], path: str
) -> None:
    sent = {"Host": "127.0.0.1", **headers}
    for method in ("GET", "POST", "HEAD", "OPTIONS"):
        assert world.request(method, path, headers=sent).status_code == 403
    assert world.messages() == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8081"},
        {"Sec-Fetch-Site": "same-origin", "Referer": "http://127.0.0.1:8081/"},
    ],
)
def test_programs_the_page_itself_and_typed_addresses_are_answered(
    world: World, headers: dict[str, str]
) -> None:
    for path in ("/", "/control/people", f"/bot{TOKEN}/getMe"):
        answer = world.request("GET", path, headers={"Host": "127.0.0.1:8081", **headers})
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_a_form_post_is_refused(world: World, content_type: str) -> None:
    for path in (
        "start",
        "send",
        "tap",
        "upload",
        "block",
        "unblock",
        "group",
        "people",
        "raw",
        "faults",
        "settings",
        "clock",
        "anew",
    ):
        response = world.request(
            "POST", f"/control/{path}", content=BODY, headers={"Content-Type": content_type}
        )
        assert response.status_code == 415
    assert world.messages() == []


def test_json_with_a_charset_is_accepted(world: World) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert world.request("POST", "/control/send", content=BODY, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/", "/control/people", f"/bot{TOKEN}/getMe", "/nowhere"])
def test_every_answer_has_the_security_headers(world: World, path: str) -> None:
    headers = world.request("GET", path).headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_no_picture_is_never_shown_as_a_page(world: World) -> None:
    world.control("upload", user=JOKE, kind="document", name="a.html", base64="PHNjcmlwdD4=")
    file_id = world.updates()[0]["message"]["document"]["file_id"]
    response = world.request("GET", f"/control/file/{file_id}")
    assert response.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("name", ["index.html", "..%2fserver.py", "%2e%2e/server.py", "nothing.css"])
def test_only_the_pages_own_files_are_served(world: World, name: str) -> None:
    assert world.request("GET", f"/page/{name}").status_code == 404
