"""The content files, as texts by their path."""

import re
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path

Files = Mapping[str, str]

SCHEMAS = "json-schema"
"""The folder with what editors read of the files' shapes, which is no content itself."""


_FIGURES = "figures/"

MAX_PARTS = 6
MAX_PATH = 200
_NAMED = 5
_NAME = re.compile(r"[A-Za-z0-9_.~-][A-Za-z0-9_. ~-]*")


class ForeignFiles(Exception):
    """A folder to write content into holds files that the content has not; `paths` names some."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__(f"choose an empty folder, or remove what is not in this version: {', '.join(paths)}")
        self.paths = tuple(paths)


def shipped_content() -> Files:
    """Read the content that ships with this release: all but the code, the schemas and hidden files.

    Bytes that are not UTF-8 stay in as lone surrogates, so that their fault can name the line.
    """
    return _read(resources.files("content"))


def in_folder(folder: Path) -> Files:
    """Read the content in a folder, as the packaged one is read. Raises OSError."""
    return _read(folder)


def write(files: Files, folder: Path) -> None:
    """Write content into a folder, byte for byte. Raises OSError, and ForeignFiles before it writes any."""
    present = _walk(folder, "") if folder.exists() else ()
    foreign = sorted(islice((path for path, _ in present if path not in files), _NAMED))
    if foreign:
        raise ForeignFiles(foreign)
    for path, text in files.items():
        if not is_content_path(path):
            raise ValueError(f"{path!r} is no place for content")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode(errors="surrogateescape"))


def write_schemas(folder: Path) -> None:
    """Write beside content in a folder the schemas that its files name. Raises OSError."""
    target = folder / SCHEMAS
    target.mkdir(parents=True, exist_ok=True)
    for schema in (resources.files("content") / SCHEMAS).iterdir():
        (target / schema.name).write_bytes(schema.read_bytes())


def modeline(path: str) -> str:
    """Give the comment, without a line end, by which editors find a YAML file's JSON Schema."""
    name = "figures" if path.startswith(_FIGURES) else path.rpartition("/")[2].removesuffix(".yaml")
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{SCHEMAS}/{name}.json"


def is_path(path: str) -> bool:
    """Tell whether this names a place inside a folder, on any system, in letters that nobody mistakes."""
    parts = path.split("/")
    plain = all(_NAME.fullmatch(part) and part not in (".", "..") for part in parts)
    return plain and len(parts) <= MAX_PARTS and len(path) <= MAX_PATH


def is_content_path(path: str) -> bool:
    """Tell whether a file at this place is read as content."""
    return is_path(path) and all(map(is_content, path.split("/")))


def is_content(name: str) -> bool:
    """Tell whether a file or folder of this name is a part of content: no code, no schema, not hidden."""
    return not name.startswith((".", "__")) and not name.endswith(".py") and name != SCHEMAS


def _read(folder: Traversable) -> Files:
    found = {path: entry.read_bytes().decode(errors="surrogateescape") for path, entry in _walk(folder, "")}
    return dict(sorted(found.items()))


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if not is_content(entry.name):
            continue
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry
