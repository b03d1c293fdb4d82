"""Addresses in the settings: which of them can be, and which path a request has once a proxy passed it on."""

import re
from urllib.parse import urlsplit

from bot.lib.hosts import is_loopback

WEBHOOK_PORTS = (443, 80, 88, 8443)
"""Telegram delivers to no others."""

_LISTEN = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):(?P<port>[0-9]{1,5})")
# Without .. and what a browser would write otherwise.
_PREFIX = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")


def root_url(url: str) -> str:
    """Check an address without a path. Raises ValueError."""
    if urlsplit(url).path.strip("/"):
        raise ValueError
    return public_url(url)


def public_url(url: str) -> str:
    """Check an address that browsers can use, which may have a path. Raises ValueError."""
    parts = urlsplit(url)
    rest = (parts.query, parts.fragment, parts.username, parts.password)
    if not parts.hostname or parts.port == 0 or any(rest) or not _PREFIX.fullmatch(parts.path.rstrip("/")):
        raise ValueError
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise ValueError
    return url.rstrip("/")


def webhook_url(url: str) -> str:
    """Check an address to which Telegram can deliver. Raises ValueError."""
    parts = urlsplit(url)
    rest = (parts.query, parts.fragment, parts.username, parts.password)
    if not parts.hostname or any(rest) or not re.fullmatch(r"[A-Za-z0-9/._~-]*", parts.path):
        raise ValueError
    telegram_s = parts.scheme == "https" and (parts.port or 443) in WEBHOOK_PORTS
    if not telegram_s and not (parts.scheme in ("http", "https") and is_loopback(parts.hostname)):
        raise ValueError
    return url


def listen_address(address: str) -> tuple[str, int]:
    """Return the host and the port of an address to listen on. Raises ValueError for anything else."""
    found = _LISTEN.fullmatch(address)
    if found is None or not 0 < int(found["port"]) < 2**16:
        raise ValueError(address)
    return found["host"].strip("[]"), int(found["port"])


def listen(address: str) -> str:
    """Check an address to listen on. Raises ValueError."""
    listen_address(address)
    return address


def prefix(path: str) -> str:
    """Check the beginning of a path, such as /bot. Raises ValueError."""
    shorter = path.rstrip("/")
    if not _PREFIX.fullmatch(shorter):
        raise ValueError
    return shorter


def behind_proxy(path: str, strips: str, adds: str) -> str:
    """Give the path with which a request comes by a proxy that strips a beginning and adds another."""
    begins = strips and (path == strips or path.startswith(f"{strips}/"))
    return f"{adds}{path.removeprefix(strips) if begins else path}"
