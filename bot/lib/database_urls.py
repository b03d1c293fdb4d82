"""Database URLs."""

import re
from urllib.parse import urlsplit

_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql", "postgres")


def sqlite_path(url: str) -> str:
    """Return the file, or ":memory:", of a database URL. Raises ValueError for another URL."""
    path = url.removeprefix(_SQLITE)
    if path == url or not path.strip("/") or re.search(r"[?#\0]", path):
        raise ValueError(url)
    return path


def is_postgres(url: str) -> bool:
    """Tell whether a database URL names one in PostgreSQL, on a server or by its socket's `?host=`."""
    try:
        parts = urlsplit(url)
        named = bool(parts.path.strip("/") and (parts.hostname or "host=" in parts.query) and parts.port != 0)
    except ValueError:
        return False
    return named and parts.scheme in _POSTGRES and not re.search(r"[\s\0#]", url)


def check(url: str) -> str:
    """Return a database URL that can be opened. Raises ValueError for another."""
    if not is_postgres(url):
        sqlite_path(url)
    return url
