"""Links stand on posters and sheets for years, so each is written out here."""

import time
from pathlib import Path

import pytest

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
    draft_link,
    sharing_link,
    start_link,
    start_payload,
)


def test_each_link_is_what_it_was() -> None:
    assert bot_link("PeilBot") == "https://t.me/PeilBot"
    assert start_link(bot_link("PeilBot"), PRIVACY) == "https://t.me/PeilBot?start=privacy"
    assert sharing_link(bot_link("PeilBot")) == "https://t.me/share/url?url=https://t.me/PeilBot"
    assert sharing_link("https://t.me/PeilBot?start=c-1&x").endswith("PeilBot%3Fstart%3Dc-1%26x")
    assert draft_link(bot_link("PeilBot"), "/console A-B") == "https://t.me/PeilBot?text=/console%20A-B"
    links = [code_link(bot_link("PeilBot"), one, "x") for one in (INVITATION, CAMPAIGN, DEMO, ADMIN, RECEIPT)]
    assert links == [f"https://t.me/PeilBot?start={letter}-x" for letter in "acdkm"]


def test_no_other_file_writes_one() -> None:
    home = Path(bot.__file__).parent
    written = {str(path.relative_to(home)) for path in home.rglob("*.py") if "//t.me" in path.read_text()}
    assert written == {"lib/links.py"}


@pytest.mark.parametrize(
    "text",
    [
        "https://t.me/PeilBot?start=c-x",
        "http://T.ME/peilbot?start=c-x",
        "t.me/PeilBot?start=c-x",
        "www.t.me/PeilBot/?start=c-x",
        "telegram.me/PeilBot?start=c-x",
        "https://telegram.dog/PeilBot?utm=1&start=c-x",
        "https://peilbot.t.me?start=c-x",
        "peilbot.t.me/?start=c-x",
        "tg://resolve?domain=PeilBot&start=c-x",
        "tg:resolve?start=c-x&domain=PeilBot",
        "Doe mee: (https://t.me/PeilBot?start=c-x).",
        "[hier](https://t.me/PeilBot?start=c-x)",
        "Beste winkelier,\n\nt.me/PeilBot?start=c-x\nGroet",
    ],
)
def test_a_link_that_starts_the_bot_is_found_in_a_text(text: str) -> None:
    assert start_payload(text, "PeilBot") == "c-x"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "t.me/PeilBot",
        "t.me/PeilBot?start=",
        "t.me/OtherBot?start=c-x",
        "t.me/PeilBotje?start=c-x",
        "not.me/PeilBot?start=c-x",
        "https://example.org/t.me/?start=c-x",
        "nott.me/PeilBot?start=c-x",
        "tg://resolve?domain=OtherBot&start=c-x",
        "tg://resolve?domain=PeilBotje&start=c-x",
        "t.me/PeilBot?startgroup=c-x",
        "t.me/PeilBot?x=1 start=c-x",
    ],
)
def test_no_other_text_starts_the_bot(text: str) -> None:
    assert start_payload(text, "PeilBot") is None


@pytest.mark.parametrize(
    "text", ["a&" * 2048, "t.me/PeilBot?" + "a&" * 2048, "tg:resolve?" + "domain=" * 580]
)
def test_a_long_text_is_read_as_fast(text: str) -> None:
    began = time.perf_counter()
    assert start_payload(text, "PeilBot") is None
    assert time.perf_counter() - began < 1
