"""Links that open the bot in Telegram. They stand on paper, so none may change."""

from typing import Literal
from urllib.parse import quote

Prefix = Literal["a-", "c-", "d-", "k-", "m-"]
INVITATION: Literal["a-"] = "a-"
"""Before the code with which somebody becomes an advisor."""
CAMPAIGN: Literal["c-"] = "c-"
"""Before a campaign's code, to take part in it as a shop."""
DEMO: Literal["d-"] = "d-"
"""Before a campaign's code, to try it out."""
ADMIN: Literal["k-"] = "k-"
"""Before the code with which somebody becomes an administrator."""
RECEIPT: Literal["m-"] = "m-"
"""Before the code under which a filled-in assessment is kept."""
# Of what an address holds, none of these ends it where it stands inside another.
_KEPT_AS_IT_IS = ":/"
PRIVACY = "privacy"
"""What opens the privacy text; it has no code."""


def bot_link(username: str) -> str:
    """Give the link that opens the bot."""
    return f"https://t.me/{username}"


def start_link(username: str, payload: str) -> str:
    """Give the link that starts the bot with what comes behind /start."""
    return f"{bot_link(username)}?start={payload}"


def code_link(username: str, prefix: Prefix, code: str) -> str:
    """Give the link that starts the bot with a code."""
    return start_link(username, f"{prefix}{code}")


def sharing_link(link: str) -> str:
    """Give the link with which Telegram asks to whom a link is to be passed on."""
    return f"https://t.me/share/url?url={quote(link, safe=_KEPT_AS_IT_IS)}"
