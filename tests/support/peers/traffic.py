"""The calls that a sandbox answers, written down, and held against aiogram's description of the Bot API."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from bot.sandbox import methods
from bot.sandbox.params import Params
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import ApiError
from tests.support.peers.installed import FOLDER, PYTHON

JsonObject = dict[str, Any]


class Traffic:
    """Every call from now on, by whatever sandbox of this process it is answered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[JsonObject] = []
        self._call = methods.call
        monkeypatch.setattr(methods, "call", self._record)

    async def _record(self, sandbox: Sandbox, name: str, params: Params) -> Any:
        call: JsonObject = {"method": name, "values": dict(params.values), "files": list(params.files)}
        self.calls.append(call)
        try:
            result = await self._call(sandbox, name, params)
        except ApiError as error:
            call["error"] = f"{error.code} {error.description}"
            raise
        # As it is now: what is given may change later, with the message that it is of.
        call["result"] = json.loads(json.dumps(result))
        return result

    @property
    def methods(self) -> set[str]:
        return {call["method"] for call in self.calls}

    @property
    def errors(self) -> set[str]:
        return {call["error"] for call in self.calls if "error" in call}


class Description:
    """aiogram's description of the Bot API, in a process that has aiogram."""

    def __init__(self, process: Popen[str]) -> None:
        self._process = process
        self.methods = self._read()
        """The names of all methods."""

    def faults(self, calls: Iterable[JsonObject]) -> list[str]:
        """Tell what is wrong with calls and their results."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(list(calls)) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> list[str]:
        assert self._process.stdout
        found: list[str] = json.loads(self._process.stdout.readline())
        return found


@contextmanager
def describing() -> Iterator[Description]:
    """Have the description at hand while the block runs."""
    command: list[str | Path] = [PYTHON, FOLDER / "aiogram_description.py"]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        yield Description(process)
