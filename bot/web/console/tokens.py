"""Tokens of browsers, and what is derived from them."""

import hashlib
import hmac
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what is mistaken for something else: 0 and O, 1, I and L, U and V."""
CODE_LENGTH = 8


def token() -> str:
    """Make up a token that nobody can guess."""
    return secrets.token_urlsafe(32)


def code_of(token: str) -> str:
    """Give the code that a waiting browser shows; it need not be kept, as the browser's cookie gives it."""
    number = int.from_bytes(_keyed(token, "code"))
    signs = []
    for _ in range(CODE_LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def csrf_of(token: str) -> str:
    """Give what a form of a session holds, and another website cannot know."""
    return _keyed(token, "csrf").hex()


def equal(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _keyed(token: str, what: str) -> bytes:
    return hmac.new(token.encode(), what.encode(), hashlib.sha256).digest()
