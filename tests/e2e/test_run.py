"""`winkelpeil run` without a token, as `make run` does it: sandbox and bot in one process."""

import re
import signal
import socket
import subprocess
from pathlib import Path

import httpx

from tests.support.bot.process import environment
from tests.support.bot.sandboxed import command, running
from tests.support.sandbox.client import SHOPKEEPER, SandboxClient

ADDRESS = re.compile(r"http://127\.0\.0\.1:(?P<port>\d+)/")


def test_it_serves_page_and_bot_until_ctrl_c(tmp_path: Path) -> None:
    with running(tmp_path) as (process, line):
        address = ADDRESS.search(line)
        assert address, line
        assert "<title>Winkelpeil" in httpx.get(address[0]).text
        client = SandboxClient(address[0])
        welcome = client.wait_for(
            SHOPKEEPER, lambda m: bool(m["buttons"]), after=client.start(SHOPKEEPER)["message_id"]
        )
        assert "Welkom bij Winkelpeil" in welcome["text"]
        process.send_signal(signal.SIGINT)
        printed, logged = process.communicate(timeout=10)
    assert process.returncode == 0
    assert not printed or printed.startswith("De console staat op http://127.0.0.1:")
    assert logged.startswith("There is no TELEGRAM_TOKEN, so this is the sandbox.\n")
    assert "Traceback" not in logged
    assert "warning" not in logged


def test_it_stops_while_somebody_looks_at_the_page(tmp_path: Path) -> None:
    with running(tmp_path) as (process, line):
        address = ADDRESS.search(line)
        assert address, line
        client = SandboxClient(address[0])
        client.wait_for(
            SHOPKEEPER, lambda m: bool(m["buttons"]), after=client.start(SHOPKEEPER)["message_id"]
        )
        last = client.transcript(SHOPKEEPER)["last"]
        with socket.create_connection(("127.0.0.1", int(address["port"]))) as looking:
            looking.sendall(
                f"GET /control/events?after={last}&wait=30 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
            )
            client.transcript(SHOPKEEPER)
            process.send_signal(signal.SIGINT)
            _, logged = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "Traceback" not in logged


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        ended = subprocess.run(
            command(port),
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    said = [line for line in ended.stderr.splitlines() if "no TELEGRAM_TOKEN" not in line]
    assert ended.returncode == 1
    assert len(said) == 1
    assert said[0].startswith(f"Port {port} cannot be used: ")
    assert ended.stdout == ""
