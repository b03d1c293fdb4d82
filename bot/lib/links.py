"""Links that open the bot in Telegram. They stand on paper, so none may change."""

import re
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
TELEGRAM = "https://t.me"
"""Where links to bots lead; a sandbox has an address of its own."""
# Of what an address holds, none of these ends it where it stands inside another.
_KEPT_AS_IT_IS = ":/"
PRIVACY = "privacy"
"""What opens the privacy text; it has no code."""


def bot_link(username: str, links: str = TELEGRAM) -> str:
    """Give the link that opens the bot."""
    return f"{links}/{username}"


def start_link(bot: str, payload: str) -> str:
    """Give the link that starts the bot of a link with what comes behind /start."""
    return f"{bot}?start={payload}"


def code_link(bot: str, prefix: Prefix, code: str) -> str:
    """Give the link that starts the bot of a link with a code."""
    return start_link(bot, f"{prefix}{code}")


def start_payload(text: str, username: str) -> str | None:
    """Give what a link in a text starts the bot with, in any form that Telegram opens; None without one."""
    bot = re.escape(username)
    link = re.search(
        rf"""(?<![\w.-])
        (?: (?:https?://)?(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)/{bot}/?\?
          | (?:https?://)?{bot}\.t\.me/?\?
          | tg:/?/?resolve\?(?=[^\s#]*\bdomain={bot}(?![\w])) )
        (?:[^\s&#]*&(?:amp;)?)*?
        start=(?P<payload>[A-Za-z0-9_-]{{1,64}})""",
        text,
        re.IGNORECASE | re.VERBOSE | re.ASCII,
    )
    return link["payload"] if link else None


def draft_link(bot: str, text: str) -> str:
    """Give the link that opens the bot of a link with a text to send.

    Telegram has a text ready for people only, and opens a bot without it; the sandbox has it ready.
    """
    return f"{bot}?text={quote(text)}"


def sharing_link(link: str) -> str:
    """Give the link with which Telegram asks to whom a link of the bot is to be passed on."""
    return f"{link.rpartition('/')[0]}/share/url?url={quote(link, safe=_KEPT_AS_IT_IS)}"
