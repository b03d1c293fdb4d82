"""What time it is at Telegram, held against the clock of this machine."""

import http.client
from datetime import datetime
from urllib.parse import urlsplit

from bot.lib.clock import utc_now
from bot.telegram.api.request import date_of


class NoTime(Exception):
    """It cannot be known; the text says why."""


def time_there(api_url: str) -> tuple[datetime, datetime]:
    """Ask a server what time it is; returns that, and what time it is here. Raises NoTime."""
    parts = urlsplit(api_url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=10)
        try:
            connection.request("HEAD", "/")
            there = date_of(connection.getresponse().headers["Date"])
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise NoTime(type(fault).__name__) from fault
    if there is None:
        raise NoTime("its answers have no Date")
    return there, utc_now()
