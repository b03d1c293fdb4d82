"""Two bots with one PostgreSQL database behind a proxy: people notice nothing of there being two."""

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from bot.sandbox.server import SandboxServer
from bot.web.webhook import SECRET_HEADER
from tests.support.bot.answers import TAPPED, TAPPED_SCORE
from tests.support.bot.process import BotProcess
from tests.support.bot.served import SECRET, free_address, ready
from tests.support.bot.visitor import Visitor, tap_answers, texts
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient
from tests.support.storage.stored import emptied

NL = texts("nl")


@contextmanager
def proxy(*addresses: str) -> Iterator[str]:
    """Pass each delivery on to the next bot, or to another where that one is gone; gives the proxy's URL."""
    turns = itertools.cycle(range(len(addresses)))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept = {name: self.headers[name] for name in (SECRET_HEADER, "Content-Type")}
            first = next(turns)
            for address in addresses[first:] + addresses[:first]:
                try:
                    answer = httpx.post(f"http://{address}/hook", content=body, headers=kept, timeout=30)
                except httpx.TransportError:
                    continue
                self.send_response(answer.status_code)
                self.send_header("Content-Type", answer.headers.get("Content-Type", "text/plain"))
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)
                return
            self.send_error(502)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/hook"
        finally:
            server.shutdown()
            serving.join()


def counted(address: str) -> float:
    """Tell how many taps a bot took in."""
    lines = httpx.get(f"http://{address}/metrics").text.splitlines()
    (taps,) = [line for line in lines if line.startswith('winkelpeil_updates_total{kind="callback_query"}')]
    return float(taps.split()[1])


def test_an_assessment_goes_on_when_one_of_two_bots_dies(
    server: SandboxServer, client: SandboxClient, tmp_path: Path, postgres_url: str
) -> None:
    emptied(postgres_url).close()
    addresses, number = (free_address(), free_address()), next(NUMBERS)
    client.add_person(number, "Joke")
    visitor = Visitor(client, number)
    with proxy(*addresses) as url:
        bots = []
        for name, address in zip("ab", addresses, strict=True):
            (folder := tmp_path / name).mkdir()
            hooked = {"WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET, "HTTP_LISTEN": address}
            bots.append(BotProcess(server, folder, DATABASE_URL=postgres_url, **hooked))
        dying, living = bots
        try:
            for bot in bots:
                bot.start()
            for address in addresses:
                ready(address, 30)
            visitor.start()
            visitor.press(NL.messages.controls.begin.label)
            visitor.press("Winkel en webshop")
            visitor.press("Eten, drinken")
            assert min(map(counted, addresses)) > 0, "both take deliveries in"
            dying.kill()
            assert tap_answers(visitor, NL, TAPPED) == list(TAPPED)[2:]
            visitor.press(NL.messages.controls.result.label)
            assert f"Uw score: {TAPPED_SCORE} van de 100" in visitor.text
            living.stop()
        finally:
            for bot in bots:
                bot.end()
    assert living.troubles() == []
