"""Certificates of one's own, which Telegram is to trust."""

import ssl
from pathlib import Path

MOST_BYTES = 3 * 2**20
"""Telegram refuses a larger file."""


def is_certificate(raw: bytes) -> bool:
    """Tell whether a file holds certificates in PEM that a client can trust."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=raw.decode("ascii"))
    except (ssl.SSLError, ValueError):
        return False
    # In another form than PEM it would have been no text.
    return b"-----BEGIN " in raw


def certificate_file(name: str) -> str:
    """Check the path of a file with a certificate and no key. Raises ValueError."""
    try:
        raw = Path(name).read_bytes()
    except OSError as fault:
        raise ValueError from fault
    # A key in it would be given away to Telegram.
    if len(raw) > MOST_BYTES or b"PRIVATE KEY" in raw or not is_certificate(raw):
        raise ValueError
    return name
