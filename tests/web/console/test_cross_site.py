"""Which requests a page of another site makes, as browsers tell it."""

from importlib import resources

import pytest
from starlette.requests import Request

from bot.web.console.cross_site import is_from_elsewhere

OWN = "https://bot.example.org"


def posted(**headers: str) -> Request:
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "headers": told})


@pytest.mark.parametrize(
    ("headers", "elsewhere"),
    [
        ({"sec_fetch_site": "same-origin"}, False),
        # Behind a proxy that replaces Host, and where PUBLIC_URL is written wrongly, the browser knows best.
        ({"sec_fetch_site": "same-origin", "origin": "https://proxy.example.org"}, False),
        # Asked for by hand: an address that was typed, a page loaded anew.
        ({"sec_fetch_site": "none"}, False),
        ({"sec_fetch_site": "cross-site"}, True),
        ({"sec_fetch_site": "cross-site", "origin": OWN}, True),
        ({"sec_fetch_site": "same-site", "origin": "https://www.example.org"}, True),
        ({"sec_fetch_site": "same-site", "origin": "https://bot.example.org:8443"}, True),
        ({"sec_fetch_site": ""}, True),
        ({"sec_fetch_site": "something-new"}, True),
        # Browsers that do not send it yet.
        ({"origin": OWN}, False),
        ({"origin": "https://bot.example.org:443"}, False),
        ({"origin": "http://bot.example.org"}, True),
        ({"origin": "https://bot.example.org:8443"}, True),
        ({"origin": "https://bot.example.org.evil.example"}, True),
        ({"origin": "https://www.example.org"}, True),
        ({"origin": "null"}, True),
        ({"origin": ""}, True),
        ({"origin": "https://["}, True),
        ({"origin": "https://bot.example.org:x"}, True),
        # No browser, or one that keeps a SameSite cookie to itself.
        ({}, False),
        ({"host": "evil.example"}, False),
    ],
)
def test_a_browser_tells_whose_page_sends_a_form(headers: dict[str, str], elsewhere: bool) -> None:
    assert is_from_elsewhere(posted(**headers), OWN) == elsewhere


@pytest.mark.parametrize(
    ("own", "origin"),
    [
        ("https://Bot.Example.org:443/winkelpeil", "https://bot.example.org"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://localhost:80", "http://localhost"),
    ],
)
def test_an_address_is_its_own_however_it_is_written(own: str, origin: str) -> None:
    assert not is_from_elsewhere(posted(origin=origin), own)
    assert is_from_elsewhere(posted(origin=f"{origin}1"), own)


def test_nothing_is_its_own_where_no_host_is_known() -> None:
    assert is_from_elsewhere(posted(origin="null"), "http://")


def test_no_form_carries_a_token() -> None:
    templates = list((resources.files("bot.web.console") / "templates").iterdir())
    assert len(templates) > 10
    for template in templates:
        assert "csrf" not in template.read_text("utf-8")
