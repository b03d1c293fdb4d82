"""An advisor and five shops on the bot as it runs: invited on the command line, all else in the chat."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from bot.sandbox.server import SandboxServer
from tests.support.bot.answers import TAPPED
from tests.support.bot.process import BotProcess, environment, running_bot
from tests.support.bot.visitor import Visitor, tap_answers, texts
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import JsonObject, SandboxClient
from tests.support.waiting import wait

NL = texts("nl")
STEPS = ("regular", "sometimes", "planned", "known", "unknown")

Somebody = Callable[[str], Visitor]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def bot(server: SandboxServer, folder: Path) -> Iterator[BotProcess]:
    with running_bot(server, folder) as made:
        yield made


@pytest.fixture
def opens(bot: BotProcess, client: SandboxClient) -> Somebody:
    """Somebody new, who opens a start link."""

    def make(payload: str) -> Visitor:
        number = next(NUMBERS)
        client.add_person(number, f"Persoon {number}")
        visitor = Visitor(client, number)
        visitor.answered(client.start(number, payload))
        return visitor

    return make


def winkelpeil(server: SandboxServer, folder: Path, *words: str) -> str:
    """Run a command of an administrator beside the bot."""
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-m", "bot.cli.main", *words],
        env=environment(
            TELEGRAM_TOKEN=server.token,
            TELEGRAM_API_URL=server.url,
            DATABASE_URL=f"sqlite:///{folder / 'bot.db'}",
            PRIVACY_CONTACT="privacy@example.org",
            ORGANISATION_KVK="12345678",
        ),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def finish(shop: Visitor, steps: Mapping[str, str]) -> None:
    shop.press(NL.messages.controls.begin.label)
    tap_answers(shop, NL, {**TAPPED, **steps})
    shop.press(NL.messages.controls.result.label)
    said = NL.messages.sharing.controls.decline.label
    shop.client.wait_for(shop.id, lambda message: said in str(message["buttons"]))
    shop.press(said)


def sent(advisor: Visitor, kind: str, after: int) -> JsonObject:
    return advisor.client.wait_for(advisor.id, lambda message: bool(message.get(kind)), after=after)


def looks(advisor: Visitor) -> str:
    advisor.type("/groep")
    return advisor.text


def test_from_an_invitation_to_the_totals(
    server: SandboxServer, folder: Path, client: SandboxClient, opens: Somebody
) -> None:
    told = winkelpeil(server, folder, "advisor", "invite", "Stichting Winkelhart", "--for", "Anna")
    found = re.search(r"https://t\.me/(\w+)\?start=(a-[\w-]{22})$", told.strip())
    assert found, told
    advisor = opens(found[2])
    assert "Stichting Winkelhart" in winkelpeil(server, folder, "advisor", "list")

    advisor.type("/link Winkelstraat Noord")
    qr = sent(advisor, "photo", 0)
    code = re.search(r"start=(c-[\w-]{22})", advisor.text)
    assert code
    client.tap(advisor.id, advisor.screen["message_id"], text=NL.messages.desk.controls.posters["nl"].label)
    assert sent(advisor, "document", qr["message_id"])["document"]["mime_type"] == "application/pdf"

    for number, step in enumerate(STEPS):
        ladders = {"email": step, "sms": STEPS[number - 1], "blog": STEPS[number - 2]}
        finish(opens(code[1]), ladders)
    # Released in the background, soon after the last shop.
    wait(lambda: "5 winkels tellen mee" in looks(advisor), 10)
    assert "5 geopend, 5 begonnen, 5 klaar" in advisor.text
    last = client.messages(advisor.id)[-1]["message_id"]
    # The screen stays as it is: the picture comes below.
    screen = advisor.screen["message_id"]
    client.tap(advisor.id, screen, text=NL.messages.group.controls.picture.label)
    assert sent(advisor, "photo", last)["photo"]["width"] == 1024

    listed = winkelpeil(server, folder, "advisor", "list").split("\t")[0]
    assert winkelpeil(server, folder, "advisor", "withdraw", listed) == "Withdrawn.\n"
    advisor.type("/groep")
    assert "alleen voor adviseurs" in advisor.text
