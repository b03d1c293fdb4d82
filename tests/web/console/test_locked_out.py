"""Nobody can keep an administrator out of the console: limits are by network, and behind proxies too."""

import asyncio
import ipaddress
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from structlog.testing import capture_logs

from bot.lib.limits import Limit
from bot.storage.access.console_records import SESSION_LASTS
from bot.storage.database import open_storage
from bot.web.console import signing
from bot.web.console.addresses import LOOPBACK, Networks, UnknownProxy, address_of, network_of, place_of
from bot.web.console.office import Office
from bot.web.console.signing import sign_in
from bot.web.console.visit import SESSION, Visit
from tests.support.storage.stored import BOT, NOW

PROXY = "10.213.77.3"
COMPOSE = (ipaddress.ip_network("10.213.77.0/24"),)


def request(client: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", one.encode("latin-1")) for one in forwarded]
    return Request({"type": "http", "headers": headers, "client": (client, 1) if client else None})


@pytest.mark.parametrize(
    ("client", "forwarded", "trusted", "address"),
    [
        ("203.0.113.77", (), LOOPBACK, "203.0.113.77"),
        ("203.0.113.77", ("198.51.100.1",), LOOPBACK, "203.0.113.77"),
        ("127.0.0.1", ("198.51.100.1, 203.0.113.9",), LOOPBACK, "203.0.113.9"),
        ("127.0.0.1", ("198.51.100.1", "203.0.113.9"), LOOPBACK, "203.0.113.9"),
        ("::1", ("2001:db8::7",), LOOPBACK, "2001:db8::7"),
        # A proxy that is not trusted writes what it likes.
        (PROXY, ("203.0.113.9",), LOOPBACK, PROXY),
        (PROXY, ("1.1.1.1, 203.0.113.9",), COMPOSE, "203.0.113.9"),
        # Two proxies of ours, one behind the other; what comes before them is the client's own word.
        (PROXY, ("1.1.1.1, 203.0.113.9, 10.213.77.9",), COMPOSE, "203.0.113.9"),
        (PROXY, ("10.213.77.4, 10.213.77.9",), COMPOSE, "10.213.77.4"),
        # Nonsense ends the reading, at who was the last that is known.
        ("127.0.0.1", ("<b>",), LOOPBACK, "127.0.0.1"),
        ("127.0.0.1", ("203.0.113.9, unknown, 127.0.0.1",), LOOPBACK, "127.0.0.1"),
        ("127.0.0.1", ("203.0.113.9,",), LOOPBACK, "127.0.0.1"),
        ("127.0.0.1", ("",), LOOPBACK, "127.0.0.1"),
        ("127.0.0.1", ("203.0.113.9:4711",), LOOPBACK, "203.0.113.9"),
        ("127.0.0.1", ("[2001:db8::7]:4711",), LOOPBACK, "2001:db8::7"),
        ("127.0.0.1", ("::ffff:203.0.113.9",), LOOPBACK, "203.0.113.9"),
        ("::ffff:127.0.0.1", ("203.0.113.9",), LOOPBACK, "203.0.113.9"),
        ("127.0.0.1", ("fe80::1%eth0",), LOOPBACK, "fe80::1"),
        ("", ("203.0.113.9",), LOOPBACK, None),
    ],
)
def test_an_address_is_read_from_the_right_as_far_as_who_wrote_it_is_trusted(
    client: str, forwarded: tuple[str, ...], trusted: Networks, address: str | None
) -> None:
    found = address_of(request(client, *forwarded), trusted)
    assert (str(found) if found else None) == address


@given(st.text(st.characters(codec="latin-1"), max_size=60), st.sampled_from(["127.0.0.1", "203.0.113.7"]))
def test_any_header_gives_an_address_or_the_proxy_s(said: str, client: str) -> None:
    found = address_of(request(client, said), LOOPBACK)
    assert found
    if client != "127.0.0.1":
        assert str(found) == client
    assert network_of(found)
    assert place_of(found).endswith("x") or found.is_loopback


def test_a_network_is_what_one_person_has_to_himself() -> None:
    for address, network, place in (
        ("203.0.113.77", "203.0.113.77", "203.0.113.x"),
        ("2001:db8:1:2::3", "2001:db8:1:2::/64", "2001:0db8:0001:x"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64", "2001:0db8:0001:x"),
        ("2001:db8:1:3::3", "2001:db8:1:3::/64", "2001:0db8:0001:x"),
        ("::1", "::/64", ""),
    ):
        found = ipaddress.ip_address(address)
        assert (network_of(found), place_of(found)) == (network, place)
    assert (network_of(None), place_of(None)) == ("", "")


def test_a_proxy_that_is_not_named_is_told_once() -> None:
    with capture_logs() as logs:
        unknown = UnknownProxy()
        for client, forwarded in (
            ("203.0.113.7", "1.1.1.1"),
            ("127.0.0.1", "1.1.1.1"),
            (PROXY, "1.1.1.1"),
        ) * 2:
            asked = request(client, forwarded)
            unknown.look(asked, address_of(asked, LOOPBACK))
        unknown.look(request(PROXY), ipaddress.ip_address(PROXY))
    assert [line["event"] for line in logs] == ["proxy_not_trusted"]


class Beginnings:
    """Browsers that want in, each a new one, on a console with a database."""

    def __init__(self, trusted: Networks, public_url: str) -> None:
        self.storage = open_storage("sqlite:///:memory:")
        context = SimpleNamespace(bot_username="x", bot_link="https://t.me/x")
        unused: Any = None
        self.office = Office(
            *(BOT, unused, unused, self.storage, unused),
            author=unused,
            context=lambda: context,  # type: ignore[arg-type,return-value]
            read=unused,
            draw=unused,
            public_url=public_url,
            trusted=trusted,
            clock=lambda: NOW,
        )
        self.app = Starlette(routes=[Route("/console/inloggen", self._answer)])

    async def _answer(self, asked: Request) -> Response:
        return await sign_in(Visit(asked, self.office, "nl"))

    def ask(self, client: str, forwarded: str = "") -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=(client, 1))
            async with httpx.AsyncClient(transport=transport, base_url="https://bot.example.org") as http:
                headers = {"x-forwarded-for": forwarded} if forwarded else {}
                return await http.get("/console/inloggen", headers=headers)

        return asyncio.run(asked())


@pytest.fixture
def begin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Beginnings]]:
    monkeypatch.setattr(signing, "BEGINNINGS", Limit(times=10, seconds=600))
    began: list[Beginnings] = []

    def make(trusted: Networks = LOOPBACK, public_url: str = "https://bot.example.org") -> Beginnings:
        began.append(Beginnings(trusted, public_url))
        return began[-1]

    yield make
    for one in began:
        asyncio.run(one.storage.close())


def test_strangers_cannot_keep_an_administrator_out(begin: Callable[..., Beginnings]) -> None:
    made = begin(COMPOSE)
    # A thousand addresses of one home, and as many homes, each with its full share.
    tried = [made.ask(PROXY, f"2001:db8:1:2::{number:x}").status_code for number in range(1000)]
    assert tried == [200] * 10 + [429] * 990
    for home in range(100):
        answers = [made.ask(PROXY, f"2001:db8:2:{home:x}::1").status_code for _ in range(11)]
        assert answers == [200] * 10 + [429]
    assert made.ask(PROXY, "198.51.100.7").status_code == 200, "the administrator's"
    assert made.ask(PROXY, "2001:db8:1:3::1").status_code == 200
    rows = made.storage.unit.db.execute("SELECT count(*) FROM console_waiting").fetchall()
    assert rows[0][0] == 10 + 100 * 10 + 2
    # The store is bounded by time: with the next that begins, what expired is gone.
    later = NOW + SESSION_LASTS
    made.storage.unit.upkeep.prune_console(later)
    assert made.storage.unit.db.execute("SELECT count(*) FROM console_waiting").fetchall()[0][0] == 0


def test_what_a_stranger_writes_in_the_header_changes_nothing(begin: Callable[..., Beginnings]) -> None:
    made = begin(COMPOSE)
    tried = [made.ask(PROXY, f"198.51.100.{number}, 203.0.113.9").status_code for number in range(20)]
    assert tried == [200] * 10 + [429] * 10


def test_cookies_are_for_this_host_alone_under_https(begin: Callable[..., Beginnings]) -> None:
    cookie = begin().ask("203.0.113.9").headers["set-cookie"]
    parts = [part.strip().lower() for part in cookie.split(";")]
    assert parts[0].startswith("__host-console_waiting=")
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= set(parts)
    assert not any(part.startswith("domain") for part in parts)


def test_cookies_work_on_this_machine_without_https(begin: Callable[..., Beginnings]) -> None:
    for public_url in ("", "http://127.0.0.1:8080"):
        cookie = begin(public_url=public_url).ask("127.0.0.1").headers["set-cookie"]
        parts = [part.strip().lower() for part in cookie.split(";")]
        assert parts[0].startswith("console_waiting=")
        assert {"httponly", "path=/console", "samesite=lax"} <= set(parts)
        assert "secure" not in parts


def test_a_cookie_of_before_and_one_that_another_site_put_there_count_for_nothing(
    begin: Callable[..., Beginnings],
) -> None:
    made = begin()
    headers = [(b"cookie", f"{SESSION}=x; __Host-{SESSION}=y".encode())]
    visit = Visit(Request({"type": "http", "headers": headers}), made.office, "nl")
    assert visit.cookie_value(SESSION) == "y"
    answer = Response()
    visit.drop(answer, SESSION)
    dropped = answer.headers["set-cookie"].lower()
    # A browser drops such a cookie only where it is told in the way in which it was set.
    assert all(part in dropped for part in ("__host-", "secure", "path=/;", "max-age=0"))
