"""What opens something, and what people wrote, is in no log, however much is logged; and erased is erased."""

import re
import time
from pathlib import Path

import httpx

from bot.sandbox.server import SandboxServer
from bot.web.console.signing import ALPHABET
from tests.support.bot.claim_link import claim_code
from tests.support.bot.process import running_bot
from tests.support.bot.served import free_address, ready
from tests.support.bot.visitor import Visitor, texts
from tests.support.console.people import YES, shown_code
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient

NL = texts("nl").messages
LINK = re.compile(r"\?start=([a-z]-[A-Za-z0-9_-]+)")
WORDS = "Zeldzame woorden"


def visitor(client: SandboxClient) -> Visitor:
    person = Visitor(client, next(NUMBERS))
    client.add_person(person.id, f"Persoon {person.id}")
    return person


def test_secrets_stay_out_of_the_log_and_what_is_erased_out_of_the_files(
    server: SandboxServer, client: SandboxClient, tmp_path: Path
) -> None:
    address, log = free_address(), tmp_path / "bot.log"
    with running_bot(server, tmp_path, HTTP_LISTEN=address, LOG_LEVEL="debug"):
        ready(address)
        claim = claim_code(log)
        piet, anja, joke = visitor(client), visitor(client), visitor(client)
        piet.answered(client.start(piet.id, claim))
        piet.type("/admin")
        piet.press(NL.admin.controls.advisors.label)
        piet.press(NL.admin.controls.invite.label)
        piet.type("Winkelhart")
        # The link comes after the page that it was asked for on.
        shown = client.wait_for(piet.id, lambda message: bool(LINK.search(str(message["text"]))))
        found = LINK.search(str(shown["text"]))
        assert found
        invitation = found[1]
        anja.answered(client.start(anja.id, invitation))

        with httpx.Client(base_url=f"http://{address}/console/") as browser:
            code = shown_code(browser.get("inloggen").text)
            waiting = dict(browser.cookies)
            piet.type(f"/console {code}")
            piet.press(YES)
            assert browser.get("inloggen").status_code == 303
            signed = dict(browser.cookies)
            assert browser.get("account").status_code == 200

        joke.start()
        joke.type(WORDS)
        joke.type(f"/start m-{WORDS.replace(' ', '')}")
        joke.type("/vergeet")
        before = (tmp_path / "bot.db-wal").stat().st_size
        joke.press("Ja, wis alles", ends=True)
        end = time.monotonic() + 15
        # What is sent after that is written to it anew.
        while (tmp_path / "bot.db-wal").stat().st_size >= before:
            assert time.monotonic() < end, "the log of the database was not cut off"
            time.sleep(0.05)
    logged = log.read_text()
    assert len(logged.splitlines()) > 3
    secret = [claim, invitation, code, code.replace("-", ""), WORDS, *waiting.values(), *signed.values()]
    assert all(len(one) >= 8 for one in secret)
    assert set(code.replace("-", "")) <= set(ALPHABET)
    assert [one for one in secret if one in logged or one[2:] in logged] == []
    assert not (tmp_path / "claim-link.txt").exists() or claim in (tmp_path / "claim-link.txt").read_text()
