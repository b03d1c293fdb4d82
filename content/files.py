"""The content files, as texts by their path."""

from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

Files = Mapping[str, str]


def packaged() -> Files:
    """Read the content that ships with this release: all but the code and hidden files.

    Bytes that are not UTF-8 stay in as lone surrogates, so that their fault can name the line.
    """
    return dict(sorted(_walk(resources.files("content"), "")))


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in folder.iterdir():
        if entry.name.startswith((".", "__")) or entry.name.endswith(".py"):
            continue
        if entry.is_dir():
            found += _walk(entry, f"{prefix}{entry.name}/")
        else:
            found.append((f"{prefix}{entry.name}", entry.read_bytes().decode(errors="surrogateescape")))
    return found
