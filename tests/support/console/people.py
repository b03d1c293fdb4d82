"""People who use the console without a browser of their own: what a browser would send."""

import asyncio
import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bot.editorial.editorial import Editorial
from bot.editorial.errors import NoDraft
from bot.sandbox.state import BOT_ID
from bot.storage.chats.chats import Store
from bot.storage.engines.sqlite import open_database
from tests.support.bot.process import BotProcess
from tests.support.bot.visitor import Visitor
from tests.support.sandbox.client import ADMIN, SandboxClient
from tests.support.storage.appointing import invite
from tests.support.storage.stored import storage_of

ADMINS = (ADMIN, 300_001)
YES = "Ja, log deze browser in"
_CODE = re.compile(r"/console ([2-9A-Z]{4}-[2-9A-Z]{4})")


@dataclass
class SignedIn:
    """A browser that is signed in."""

    http: httpx.Client

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path)

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self.http.post(path, data=fields)


def shown_code(page: str) -> str:
    found = _CODE.search(page)
    assert found, page
    return found[1]


def let_in(client: SandboxClient, person: int, code: str) -> None:
    """Tell the bot the code, and say yes."""
    visitor = Visitor(client, person)
    visitor.type(f"/console {code}")
    visitor.press(YES)


def sign_in(url: str, client: SandboxClient, person: int) -> SignedIn:
    http = httpx.Client(base_url=f"{url}/", headers={"accept-language": "nl"}, timeout=20)
    let_in(client, person, shown_code(http.get("inloggen").text))
    answer = http.get("inloggen")
    assert answer.status_code == 303, answer.text
    return SignedIn(http)


def make_advisor(client: SandboxClient, database: Path, person: int, organisation: str) -> None:
    """Invite somebody, who accepts."""
    code = secrets.token_urlsafe(16)

    def invite_one() -> None:
        db = open_database(str(database))
        invite(db, BOT_ID, organisation, code, datetime.now(UTC))
        db.close()

    # In a thread of its own, because Playwright's loop runs in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: invite_one()).result()
    visitor = Visitor(client, person)
    visitor.answered(client.start(person, f"a-{code}"))
    assert organisation in visitor.text


def discard_draft(database: Path) -> None:
    """Throw away the draft, where there is one."""

    async def discard() -> None:
        db = open_database(str(database))
        with suppress(NoDraft):
            await Editorial(storage_of(Store(db))).discard("test")
        db.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(discard())).result()


@dataclass(frozen=True)
class Run:
    """A bot that runs, with what its tests need."""

    url: str
    client: SandboxClient
    database: Path
    process: BotProcess
    browsers: list[SignedIn] = field(default_factory=list)

    def signed_in(self, person: int) -> SignedIn:
        browser = sign_in(self.url, self.client, person)
        self.browsers.append(browser)
        return browser
