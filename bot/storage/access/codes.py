"""The codes in start links: campaigns' stand in the database as they are, invitations' as a digest."""

import hashlib
import re
from typing import NamedTuple

from bot.lib.links import CAMPAIGN, DEMO, INVITATION

# Telegram's start payload, less the prefix.
_CODE = re.compile(rf"({CAMPAIGN}|{DEMO}|{INVITATION})([A-Za-z0-9_-]{{1,62}})", re.ASCII)


class Code(NamedTuple):
    prefix: str
    """CAMPAIGN, DEMO or INVITATION of `bot.lib.links`."""
    rest: str


def code_parts(code: str) -> Code | None:
    """Take a start code apart; None where it is none of ours."""
    match = _CODE.fullmatch(code)
    return None if match is None else Code(*match.groups())


def digest(code: str) -> str:
    """Give what is kept of an invitation's code, which is without its prefix.

    The codes are long and random, so nobody finds one by trying: a digest needs no salt.
    """
    return hashlib.sha256(code.encode()).hexdigest()
