"""What the bot serves over HTTP: its webhook, health and metrics."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from bot.sandbox.server import SandboxServer
from tests.support.bot.answers import TAPPED
from tests.support.bot.process import environment, running_bot
from tests.support.bot.served import SECRET, free_address, ready
from tests.support.bot.visitor import Visitor, tap_answers, texts
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient

NL = texts("nl")


def test_an_assessment_by_webhook_and_then_back_to_polling(
    server: SandboxServer, client: SandboxClient, tmp_path: Path
) -> None:
    address, number = free_address(), next(NUMBERS)
    client.add_person(number, "Joke")
    visitor = Visitor(client, number)
    hooked = {"WEBHOOK_URL": f"http://{address}/hook", "WEBHOOK_SECRET": SECRET, "HTTP_LISTEN": address}
    with running_bot(server, tmp_path, **hooked):
        assert ready(address) == {"ready": True, "database": True, "content": True, "updates": True}
        visitor.start()
        visitor.press(NL.messages.controls.begin.label)
        tap_answers(visitor, NL, TAPPED)
        visitor.press(NL.messages.controls.result.label)
        measured = httpx.get(f"http://{address}/metrics").text.splitlines()
    assert "winkelpeil_assessments_started_total 1.0" in measured
    assert "winkelpeil_assessments_finished_total 1.0" in measured
    taps = [line for line in measured if line.startswith('winkelpeil_updates_total{kind="callback_query"}')]
    assert float(taps[0].split()[1]) > len(TAPPED)
    answers = client.calls("answerCallbackQuery")
    assert len(answers) > len(TAPPED)
    assert all(answer["in_answer"] and answer["outcome"] == "ok" for answer in answers)

    visitor.client.send(number, "/plan")
    with running_bot(server, tmp_path, HTTP_LISTEN=address):
        assert ready(address)["updates"]
        assert server.sandbox.hook.url == ""
        visitor.type("/help")
    assert len([m for m in client.messages(number) if m["from"] == "user"]) == 3


def test_a_place_that_is_taken_is_one_clear_line(server: SandboxServer, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        ended = subprocess.run(
            [sys.executable, "-W", "error", "-m", "bot.cli.main", "run"],
            cwd=tmp_path,
            env=environment(
                TELEGRAM_TOKEN=server.token,
                TELEGRAM_API_URL=server.url,
                PRIVACY_CONTACT="x",
                ORGANISATION_KVK="12345678",
                HTTP_LISTEN=address,
            ),
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr == f"HTTP_LISTEN: {address} cannot be used: Address already in use\n"


def test_it_is_alive_and_not_ready_while_telegram_is_out_of_reach(tmp_path: Path) -> None:
    address = free_address()
    with subprocess.Popen(
        [sys.executable, "-m", "bot.cli.main", "run"],
        cwd=tmp_path,
        env=environment(
            TELEGRAM_TOKEN="123456789:AAE-made-up_made-up_made-up_made-up",  # noqa: S106 -- made up
            TELEGRAM_API_URL=f"http://{free_address()}",
            PRIVACY_CONTACT="x",
            ORGANISATION_KVK="12345678",
            HTTP_LISTEN=address,
            LOG_FORMAT="json",
        ),
        stderr=subprocess.PIPE,
    ) as process:
        try:
            end = time.monotonic() + 10
            while True:
                try:
                    assert httpx.get(f"http://{address}/healthz").status_code == 200
                    break
                except httpx.TransportError:
                    assert time.monotonic() < end
                    time.sleep(0.05)
            answer = httpx.get(f"http://{address}/readyz")
            assert answer.status_code == 503
            assert answer.json() == {"ready": False, "database": True, "content": True, "updates": False}
            process.terminate()
            _, logged = process.communicate(timeout=10)
        finally:
            process.kill()
    assert process.returncode == 0
    assert {json.loads(line)["event"] for line in logged.splitlines()} == {"telegram_failed"}
