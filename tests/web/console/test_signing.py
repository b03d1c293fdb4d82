"""Sign-ins and sessions: once, for a while, and for one browser."""

import socket
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from bot.records.console import Waiting
from bot.records.writes import Admit
from bot.sandbox.server import SandboxServer
from bot.storage.access.admit import admit
from bot.storage.access.console import ConsoleStore
from bot.storage.access.console_records import CODE_LASTS, IDLE_LASTS, MOST_SESSIONS, SESSION_LASTS
from bot.storage.chats.records import VersionConflict
from bot.storage.engines.sqlite import seconds, transaction
from bot.storage.groups.actor import Actor
from bot.web.console.browsers import browser_of
from bot.web.console.signing import ALPHABET, code_of, token
from tests.support.bot.process import running_bot
from tests.support.console.people import sign_in
from tests.support.sandbox.client import SandboxClient
from tests.support.storage.stored import BOT, NOW, OTHER_BOT, holding, opened_store
from tests.support.waiting import wait

pytestmark = pytest.mark.both_engines

WILLEM = 100_004
SECOND = timedelta(seconds=1)
FIREFOX = Waiting("Firefox", "203.0.113.x")


class Desk:
    """A database with one browser that waits."""

    def __init__(self) -> None:
        self.store = opened_store()
        self.db = self.store.db
        self.console = ConsoleStore(self.db, BOT)
        self.token = token()

    def wait(self) -> None:
        self.console.wait(code_of(self.token), self.token, FIREFOX, NOW)

    def admit(self, *, later: timedelta = timedelta(0), bot: int = BOT) -> bool:
        try:
            with transaction(self.db):
                admit(Actor(self.db, bot, WILLEM, seconds(NOW + later)), Admit(code_of(self.token)))
        except VersionConflict:
            return False
        return True


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.wait()
    return desk


def test_a_code_lets_in_once(desk: Desk) -> None:
    assert desk.console.asking(code_of(desk.token), NOW) == FIREFOX
    assert desk.console.redeem(desk.token, "session", NOW) is None
    assert desk.admit()
    assert desk.console.asking(code_of(desk.token), NOW) is None
    assert not desk.admit()
    assert desk.console.redeem(token(), "session", NOW) is None
    signed = desk.console.redeem(desk.token, "session", NOW)
    assert signed
    assert signed.chat_id == WILLEM
    assert desk.console.redeem(desk.token, "other", NOW) is None
    assert desk.console.session("session", NOW) == signed
    assert desk.console.session("other", NOW) is None


def test_a_code_works_for_ten_minutes_with_one_bot(desk: Desk) -> None:
    assert not desk.admit(bot=OTHER_BOT)
    assert not desk.admit(later=CODE_LASTS)
    assert desk.console.asking(code_of(desk.token), NOW + CODE_LASTS) is None
    assert desk.admit(later=CODE_LASTS - SECOND)
    assert desk.console.redeem(desk.token, "session", NOW + CODE_LASTS) is None


def test_a_session_ends_when_it_is_not_used_or_after_a_week(desk: Desk) -> None:
    desk.admit()
    desk.console.redeem(desk.token, "session", NOW)
    now, used = NOW, 0
    while desk.console.session("session", now):
        now += IDLE_LASTS - SECOND
        used += 1
    assert now - NOW >= SESSION_LASTS
    assert used > 12
    desk.console.wait("CODE2345", "again", FIREFOX, now)
    desk.db.execute("UPDATE console_waiting SET chat_id = ?", (WILLEM,))
    desk.console.redeem("again", "second", now)
    assert desk.console.session("second", now + IDLE_LASTS) is None


def test_signing_out_everywhere_and_erasing_end_all_sessions(desk: Desk) -> None:
    for erased in (False, True):
        desk.wait()
        desk.admit()
        desk.console.redeem(desk.token, "session", NOW)
        assert len(desk.console.sessions(WILLEM, NOW)) == 1
        if erased:
            values = (BOT, WILLEM)
            desk.db.execute(
                "INSERT INTO chats (bot_id, chat_id, session, version) VALUES (?, ?, '{}', 1)", values
            )
            desk.db.execute("DELETE FROM chats WHERE bot_id = ? AND chat_id = ?", values)
        else:
            desk.console.end_all(WILLEM)
        assert desk.console.sessions(WILLEM, NOW) == ()


def test_the_database_holds_no_code_and_no_token(desk: Desk) -> None:
    desk.admit()
    secrets = (desk.token, code_of(desk.token), "session-token")
    assert not [found for secret in secrets for found in holding(desk.store, secret)]
    desk.console.redeem(desk.token, "session-token", NOW)
    assert not [found for secret in secrets for found in holding(desk.store, secret)]
    assert holding(desk.store, FIREFOX.browser) == ["console_sessions.browser"]


def test_codes_are_short_and_of_clear_signs() -> None:
    codes = {code_of(token()) for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set("01OILUo") & set(ALPHABET)


def asked(agent: str) -> Request:
    return Request({"type": "http", "headers": [(b"user-agent", agent.encode())], "client": ("", 1)})


def test_a_browser_is_told_coarsely_and_in_words_of_ours() -> None:
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    assert browser_of(asked(firefox)) == "Firefox (Linux)"
    assert browser_of(asked("<b>")) == "browser"


def test_an_account_has_a_few_sessions_and_the_newest_stay(desk: Desk) -> None:
    for number in range(MOST_SESSIONS + 5):
        now = NOW + number * SECOND
        waiting = token()
        desk.console.wait(code_of(waiting), waiting, FIREFOX, now)
        with transaction(desk.db):
            admit(Actor(desk.db, BOT, WILLEM, seconds(now)), Admit(code_of(waiting)))
        assert desk.console.redeem(waiting, f"session {number}", now)
    last = NOW + (MOST_SESSIONS + 5) * SECOND
    assert len(desk.console.sessions(WILLEM, last)) == MOST_SESSIONS
    kept = [n for n in range(MOST_SESSIONS + 5) if desk.console.session(f"session {n}", last)]
    assert kept == list(range(5, MOST_SESSIONS + 5))


def test_a_session_outlives_a_restart_of_the_bot(server: SandboxServer, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    given = {"HTTP_LISTEN": address, "ADMIN_IDS": str(WILLEM)}
    with running_bot(server, tmp_path, **given) as process:
        wait(lambda: httpx.get(f"http://{address}/console/inloggen").status_code == 200)
        willem = sign_in(f"http://{address}/console", SandboxClient(server.url), WILLEM)
        process.stop()
        process.start()
        wait(lambda: willem.get("account").status_code == 200)
        assert "Waar u bent ingelogd" in willem.get("account").text
        # A page that was open before goes on too.
        answer = willem.http.post("concept", data={"do": "discard"})
        assert "Er is geen concept meer" in answer.text
        willem.http.close()
