"""Waiting for what comes a little later."""

import time
from collections.abc import Callable

import httpx


def wait(done: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if done():
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.05)
