"""What kind of picture some bytes are, and how large."""

import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache

from bot.sandbox.wire import bad_request

# Start-of-frame markers: every JPEG process but the three codes that are tables.
_START_OF_FRAME = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Image:
    """Say what a picture is."""

    mime_type: str
    suffix: str
    width: int
    height: int


def inspect_photo(data: bytes) -> Image:
    """Check that bytes are a picture that Telegram takes as a photo, and measure it."""
    image = _png(data) or _jpeg(data) or _webp(data)
    if image is None or not image.width or not image.height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    long, short = max(image.width, image.height), min(image.width, image.height)
    if image.width + image.height > 10_000 or long > 20 * short:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return image


@lru_cache(maxsize=64)
def flat_png(width: int, height: int) -> bytes:
    """Make a grey picture of a size, in one bit a pixel."""
    row = b"\0" + b"\xaa" * ((width + 7) // 8)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    )


def _png(data: bytes) -> Image | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    position, names = 8, []
    while position + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        body = data[position + 4 : position + 8 + length]
        checksum = data[position + 8 + length : position + 12 + length]
        if len(checksum) < 4 or struct.unpack(">I", checksum)[0] != zlib.crc32(body):
            return None
        names.append(body[:4])
        position += 12 + length
    complete = names[:1] == [b"IHDR"] and b"IDAT" in names and names[-1] == b"IEND"
    if not complete or data[8:12] != b"\0\0\0\r":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return Image("image/png", "png", width, height)


def _jpeg(data: bytes) -> Image | None:
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        (length,) = struct.unpack_from(">H", data, position + 2)
        if marker in _START_OF_FRAME:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return Image("image/jpeg", "jpg", width, height)
        position += 2 + length
    return None


def _webp(data: bytes) -> Image | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return None
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        width, height = 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    elif kind == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    elif kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(body[i : i + 2], "little") & 0x3FFF for i in (6, 8))
    else:
        return None
    return Image("image/webp", "webp", width, height)
