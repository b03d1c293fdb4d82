"""The code of a shop that an advisor filled in for: made, and read where it is typed or stands in a link."""

import re

from bot.dialogue.core.context import Context
from bot.lib.links import RECEIPT, code_link
from bot.library.schema.content import Language
from bot.pictures.blocks import to_blocks
from bot.pictures.drawing import Part

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Thirty-two signs, of which no two look alike on paper."""
LENGTH, PART = 12, 4

_NONCE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
_NONCE_LENGTH = 22
_TYPED = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", re.ASCII | re.IGNORECASE)
_LINKED = re.compile(rf"{RECEIPT}([2-9A-HJ-NP-Z]{{12}})", re.ASCII | re.IGNORECASE)


def new_code(nonce: str) -> str:
    """Make a code of an event's random characters: 60 of their bits. Raises ValueError without those."""
    if len(nonce) != _NONCE_LENGTH:
        raise ValueError("the event brings no nonce of 22 characters to make a code of")
    return "".join(ALPHABET[_NONCE.index(sign) % len(ALPHABET)] for sign in nonce[:LENGTH])


def in_parts(receipt: str) -> str:
    """Write a code as people read it out: in parts."""
    return "-".join(receipt[start : start + PART] for start in range(0, LENGTH, PART))


def code_in_link(argument: str) -> str | None:
    """Give the code in what stood behind a start link; None where there is none."""
    found = _LINKED.fullmatch(argument)
    return found[1].upper() if found else None


def code_in_text(text: str) -> str | None:
    """Give the code that a text is, as it stands on paper; None where it is none."""
    return text.strip().replace("-", "").upper() if _TYPED.fullmatch(text.strip()) else None


def link_to(context: Context, receipt: str) -> str:
    """Give the link that opens what is kept under a code."""
    return code_link(context.bot_link, RECEIPT, receipt)


def paper_part(context: Context, language: Language, receipt: str) -> Part:
    """Word what a shop's report says of its code."""
    said = context.content.texts[language].messages.desk.receipt
    address = link_to(context, receipt).partition("://")[2]
    words = said.printed.fill(code=in_parts(receipt), link=address, bot=context.bot_username)
    return Part(heading=said.heading, blocks=to_blocks(words))
