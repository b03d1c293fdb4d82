"""Links stand on posters and sheets for years, so each is written out here."""

from pathlib import Path

import bot
from bot.lib.links import (
    ADMIN,
    CAMPAIGN,
    DEMO,
    INVITATION,
    PRIVACY,
    RECEIPT,
    bot_link,
    code_link,
    sharing_link,
    start_link,
)


def test_each_link_is_what_it_was() -> None:
    assert bot_link("PeilBot") == "https://t.me/PeilBot"
    assert start_link("PeilBot", PRIVACY) == "https://t.me/PeilBot?start=privacy"
    assert sharing_link("https://t.me/PeilBot") == "https://t.me/share/url?url=https://t.me/PeilBot"
    assert sharing_link("https://t.me/PeilBot?start=c-1&x").endswith("PeilBot%3Fstart%3Dc-1%26x")
    links = [code_link("PeilBot", one, "x") for one in (INVITATION, CAMPAIGN, DEMO, ADMIN, RECEIPT)]
    assert links == [f"https://t.me/PeilBot?start={letter}-x" for letter in "acdkm"]


def test_no_other_file_writes_one() -> None:
    home = Path(bot.__file__).parent
    written = {str(path.relative_to(home)) for path in home.rglob("*.py") if "//t.me/" in path.read_text()}
    assert written == {"lib/links.py"}
