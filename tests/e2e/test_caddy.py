"""The bot behind a proxy: the Caddyfile that is shipped, paths that change, a certificate of one's own."""

import json
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bot.sandbox.server import SandboxServer
from bot.web.console.forms import LIMIT
from bot.web.webhook import SECRET_HEADER
from tests.support.bot.caddy import SHIPPED, caddy, environment, needs_caddy, root_of
from tests.support.bot.process import running_bot
from tests.support.bot.served import SECRET, free_address, ready
from tests.support.bot.visitor import Visitor
from tests.support.certificates import own_certificate
from tests.support.console.people import let_in
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import ADMIN, SandboxClient

pytestmark = needs_caddy


def until(done: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.05)


def browser(root: Path, url: str) -> httpx.Client:
    until(root.exists)
    trusting = ssl.create_default_context(cafile=root)

    def connects() -> bool:
        try:
            httpx.get(url, verify=trusting)
        except httpx.ConnectError:
            # Its root is there before it has a certificate of its own.
            return False
        return True

    until(connects)
    return httpx.Client(verify=trusting, base_url=url, timeout=30)


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def test_the_shipped_caddyfile_is_valid_and_says_what_it_should(tmp_path: Path) -> None:
    files = environment(tmp_path, DOMAIN="bot.example.org")
    command = ["caddy", "validate", "--config", str(SHIPPED), "--adapter", "caddyfile"]
    ended = subprocess.run(command, env=files, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    formatted = subprocess.run(
        ["caddy", "fmt", SHIPPED], env=files, capture_output=True, text=True, check=False
    )
    assert formatted.stdout.strip() == SHIPPED.read_text().strip()
    adapted = subprocess.run(
        ["caddy", "adapt", "--config", SHIPPED, "--adapter", "caddyfile"],
        env=files,
        capture_output=True,
        text=True,
        check=True,
    )
    ((server, told),) = json.loads(adapted.stdout)["apps"]["http"]["servers"].items()
    assert (server, told["listen"]) == ("srv0", [":443"])
    assert adapted.stdout.count('"dial":"bot:8080"') == 2


@pytest.fixture
def behind(server: SandboxServer, tmp_path: Path) -> Iterator[httpx.Client]:
    """The bot with webhook and console behind the shipped Caddyfile, over TLS, as browsers reach it."""
    inside, port = free_address(), port_of(free_address())
    url = f"https://localhost:{port}"
    hooked = {
        "WEBHOOK_URL": f"http://{inside}/telegram",
        "WEBHOOK_SECRET": SECRET,
        "HTTP_LISTEN": inside,
        "PUBLIC_URL": url,
        "ADMIN_IDS": str(ADMIN),
    }
    with running_bot(server, tmp_path, **hooked):
        ready(inside)
        with (
            caddy(tmp_path, f"import {SHIPPED}\n", port, DOMAIN=url, UPSTREAM=inside),
            browser(root_of(tmp_path), url) as client,
        ):
            yield client


def test_the_webhook_and_the_console_are_passed_on_and_nothing_else(
    behind: httpx.Client, client: SandboxClient
) -> None:
    for path in ("/metrics", "/healthz", "/readyz", "/", "/consolex", "/telegram/x", "/console/..%2fmetrics"):
        assert behind.get(path).status_code == 404
    assert behind.get("/telegram").status_code == 404
    assert behind.delete("/console/").status_code == 404
    secret = {SECRET_HEADER: SECRET}
    assert behind.post("/telegram", json={"update_id": 2**30}, headers=secret).status_code == 200
    assert behind.post("/telegram", json={}).status_code == 403
    # Refused by whoever comes first: the bot by the length that is told (413), or Caddy once it has passed on
    # as much as it may (502 in Caddy 2.6, 413 in newer ones).
    too_large = {"x": "x" * 1_100_000}
    assert behind.post("/telegram", json=too_large, headers=secret).status_code in (413, 502)
    page = behind.get("/console/inloggen")
    assert page.status_code == 200
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    assert behind.get("/metrics").headers["strict-transport-security"] == "max-age=31536000"
    # Somebody signs in, and what is too large is answered by the bot itself.
    code = page.text.partition("/console ")[2][:9]
    let_in(client, ADMIN, code)
    assert behind.get("/console/inloggen", follow_redirects=True).url.path == "/console/teksten"
    assert all(cookie.secure and cookie.name.startswith("__Host-") for cookie in behind.cookies.jar)
    answer = behind.post("/console/teksten/bestand", data={"text": "x" * (LIMIT + 1000)})
    assert answer.status_code == 413
    assert "console.css" in answer.text
    answer = behind.post("/console/teksten/bestand", data={"text": "x" * 2_100_000})
    assert answer.status_code in (413, 502)


STRIPPING = """{url} {{
	tls internal
	handle_path /bot/* {{
		reverse_proxy {inside}
	}}
}}
"""
ADDING = """{url} {{
	tls internal
	rewrite * /bot{{uri}}
	reverse_proxy {inside}
}}
"""
PASSING = """{url} {{
	tls internal
	reverse_proxy {inside}
}}
"""


@pytest.mark.parametrize(
    ("sites", "path", "settings"),
    [
        pytest.param(STRIPPING, "/bot", {"PROXY_STRIPS": "/bot"}, id="strips"),
        pytest.param(ADDING, "", {"PROXY_ADDS": "/bot/"}, id="adds"),
        pytest.param(PASSING, "/bot", {}, id="passes"),
    ],
)
def test_a_proxy_may_change_the_path(
    server: SandboxServer,
    client: SandboxClient,
    tmp_path: Path,
    sites: str,
    path: str,
    settings: dict[str, str],
) -> None:
    inside, port, own = free_address(), port_of(free_address()), own_certificate(tmp_path)
    url, number = f"https://localhost:{port}", next(NUMBERS)
    sites = sites.replace("tls internal", f"tls {own.certificate} {own.key}")
    hooked = {
        "WEBHOOK_URL": f"{url}{path}/telegram",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_CERTIFICATE": str(own.certificate),
        "HTTP_LISTEN": inside,
        "PUBLIC_URL": f"{url}{path}",
        "ADMIN_IDS": str(ADMIN),
    }
    client.add_person(number, "Joke")
    with (
        caddy(tmp_path, sites.format(url=url, inside=inside), port),
        running_bot(server, tmp_path, **hooked, **settings),
        browser(own.certificate, url) as outside,
    ):
        ready(inside)
        # Telegram's deliveries, held against the certificate that was uploaded.
        Visitor(client, number).start()
        begun = outside.get(f"{path}/console", follow_redirects=True)
        assert begun.url.path == f"{path}/console/inloggen"
        let_in(client, ADMIN, begun.text.partition("/console ")[2][:9])
        texts = outside.get(f"{path}/console/inloggen", follow_redirects=True)
        assert texts.url.path == f"{path}/console/teksten"
        assert texts.status_code == 200
        assert f'href="{path}/console/teksten" aria-current="page"' in texts.text
        links = {part.partition('"')[0] for part in texts.text.split('href="')[1:]}
        own_links = {link for link in links if link.startswith("/")}
        assert len(own_links) > 5
        assert all(link.startswith(f"{path}/console/") for link in own_links)
        for link in sorted(own_links)[:6]:
            assert outside.get(link.replace("&amp;", "&")).status_code == 200
