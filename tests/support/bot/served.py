"""The address at which a bot serves, and whether it is ready there."""

import socket
import time

import httpx

SECRET = "made-up_made-up_made-up"  # noqa: S105 -- made up


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"


def ready(address: str, seconds: float = 30) -> dict[str, bool]:
    """Wait until the bot says that it is ready, and give all that it says."""
    end = time.monotonic() + seconds
    while True:
        try:
            answer = httpx.get(f"http://{address}/readyz")
        except httpx.TransportError:
            answer = None
        if answer is not None and answer.status_code == 200:
            found: dict[str, bool] = answer.json()
            return found
        assert time.monotonic() < end, answer and answer.text
        time.sleep(0.05)
