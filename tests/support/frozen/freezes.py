"""The databases that were frozen, by the number of the schema that they are of.

Each is three files of text: all rows as SQL; apart from those the versions of the content, because the
database holds them packed; and as JSON what the chats held, and what the code of then made of each button.
"""

import json
import re
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.support.paths import ROOT

FOLDER = ROOT / "tests" / "frozen" / "databases"
JsonObject = dict[str, Any]
Files = dict[str, str]

_BLOB = re.compile(r"X'([0-9A-F]{100,})'")
_NAMED = re.compile(r"@content:(\d+)@")
_SECTION = re.compile(r"^@@([-=+])(.*)\n((?:(?!@@[-=+]).*\n)*)", re.MULTILINE)
_STEP_TAKEN = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+\+00:00'")


@dataclass(frozen=True, slots=True)
class Freeze:
    """A frozen database."""

    number: int

    @property
    def told(self) -> JsonObject:
        told: JsonObject = json.loads(self._file("json").read_text(encoding="utf-8"))
        return told

    @property
    def now(self) -> datetime:
        """The moment at which it was frozen."""
        return datetime.fromisoformat(self.told["frozen"])

    @property
    def sql(self) -> str:
        return self._file("sql").read_text(encoding="utf-8")

    @property
    def shipped(self) -> Files:
        """The content that the release of then brought."""
        return _contents(self._file("content").read_text(encoding="utf-8"))[0]

    def replies(self, folder: Path) -> set[str]:
        """Name the kinds of reply that wait to be sent, and those of drawing as "picture/card"."""
        with closing(sqlite3.connect(self.written(folder / "replies.db"))) as connection:
            bodies = [json.loads(body) for (body,) in connection.execute("SELECT body FROM replies")]
        return {"/".join(filter(None, (one["kind"], one.get("drawing", {}).get("kind")))) for one in bodies}

    def is_there(self) -> bool:
        return self._file("sql").exists()

    def written(self, path: Path) -> Path:
        """Write the database as an SQLite file."""
        contents = _contents(self._file("content").read_text(encoding="utf-8"))
        packed = [zlib.compress(json.dumps(one).encode()).hex() for one in contents]
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(_NAMED.sub(lambda found: f"X'{packed[int(found[1])]}'", self.sql))
        return path

    def keep(self, database: sqlite3.Connection) -> None:
        """Freeze a database; one that was frozen is never frozen again."""
        assert not self.is_there(), f"schema {self.number} is frozen already"
        FOLDER.mkdir(exist_ok=True)
        contents: list[Files] = []

        def named(blob: re.Match[str]) -> str:
            files: Files = json.loads(zlib.decompress(bytes.fromhex(blob[1])))
            if files not in contents:
                contents.append(files)
            return f"@content:{contents.index(files)}@"

        sql = _BLOB.sub(named, _STEP_TAKEN.sub("'2026-01-01 00:00:00'", "\n".join(database.iterdump())))
        self._file("sql").write_text(sql + "\n", encoding="utf-8")
        text = "".join(_changed(*pair) for pair in pairwise([{}, *contents]))
        assert _contents(text) == contents
        self._file("content").write_text(text, encoding="utf-8")

    def tell(self, told: JsonObject) -> None:
        """Keep what the code of now says of it."""
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        self._file("json").write_text(re.sub(r'(?<=[}\]]),(?=")', ",\n", text) + "\n", encoding="utf-8")

    def _file(self, kind: str) -> Path:
        return FOLDER / f"{self.number}.{kind}"


def _changed(before: Files, files: Files) -> str:
    """Write what is other than in the content before it: which files went, and of others the lines that came.

    Behind a file's path stands how many lines at its head and at its tail stayed.
    """
    gone = "".join(f"@@-{path}\n" for path in sorted(before.keys() - files.keys()))
    changed = [path for path, text in files.items() if before.get(path) != text]
    return f"@@=\n{gone}" + "".join(_file(path, before.get(path, ""), files[path]) for path in changed)


def _file(path: str, before: str, after: str) -> str:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return f"@@+{path} {head} {tail}\n" + "".join(new[head : len(new) - tail])


def _alike(some: list[str], others: list[str]) -> int:
    """Count the lines with which two texts both begin."""
    return next(
        (number for number, (one, other) in enumerate(zip(some, others, strict=False)) if one != other),
        min(len(some), len(others)),
    )


def _contents(text: str) -> list[Files]:
    """Read what `_changed` wrote, one after the other."""
    contents: list[Files] = []
    for kind, named, lines in _SECTION.findall(text):
        if kind == "=":
            contents.append(dict(contents[-1]) if contents else {})
        elif kind == "-":
            del contents[-1][named]
        else:
            path, head, tail = named.split()
            old = contents[-1].get(path, "").splitlines(keepends=True)
            contents[-1][path] = "".join((*old[: int(head)], lines, *old[len(old) - int(tail) :]))
    return contents


def freezes() -> list[Freeze]:
    """List the databases that were frozen, the newest last."""
    return [Freeze(number) for number in sorted(int(path.stem) for path in FOLDER.glob("*.sql"))]
