"""The link by which the first administrator comes in."""

import json
import time
from collections.abc import Callable
from pathlib import Path

SECONDS = 15


def eventually(found: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not found():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.1)


def claim_code(log: Path) -> str:
    """Find the payload of the link that a first start writes, in the file that its log names."""

    def files() -> list[str]:
        lines = [json.loads(line) for line in log.read_text().splitlines() if line.endswith("}")]
        return [line["file"] for line in lines if line["event"] == "claim_link_written"]

    eventually(lambda: bool(files()))
    return Path(files()[0]).read_text().strip().partition("?start=")[2]
