"""Pictures and documents."""

import base64
import struct
from typing import Any

import pytest

from bot.sandbox.images import inspect_photo
from bot.sandbox.state import TOKEN
from bot.sandbox.wire import ApiError
from tests.support.sandbox.world import JOKE, World, png

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08"
    + struct.pack(">HH", 30, 40)
    + b"\x01\x01\x11\x00\xff\xd9"
)
WEBP_LOSSY = (
    b"RIFF\x00\x00\x00\x00WEBPVP8 \x00\x00\x00\x00\x00\x00\x00\x9d\x01\x2a"
    + struct.pack("<HH", 40, 30)
    + b"\0" * 8
)
WEBP_LOSSLESS = (
    b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f" + (39 | 29 << 14).to_bytes(4, "little") + b"\0" * 8
)
WEBP_EXTENDED = b"RIFF\x00\x00\x00\x00WEBPVP8X\x00\x00\x00\x00\0\0\0\0" + b"\x27\0\0\x1d\0\0"


def _send(world: World, method: str, field: str, name: str, data: bytes, **more: str) -> dict[str, Any]:
    files = {field: (name, data, "application/octet-stream")}
    response = world.request(
        "POST", f"/bot{TOKEN}/{method}", data={"chat_id": str(JOKE), **more}, files=files
    )
    answer: dict[str, Any] = response.json()
    assert answer["ok"] or response.status_code == answer["error_code"]
    return answer


def test_a_photo_has_sizes_the_largest_last(started: World) -> None:
    message = _send(
        started, "sendPhoto", "photo", "x.png", png(400, 300), caption="<b>Rapport</b>", parse_mode="HTML"
    )
    result = message["result"]
    assert [(s["width"], s["height"]) for s in result["photo"]] == [(90, 67), (320, 240), (400, 300)]
    assert (result["caption"], result["caption_entities"][0]["type"]) == ("Rapport", "bold")
    assert started.messages()[-1]["photo"]["width"] == 400


def test_each_size_of_a_photo_is_a_file_of_its_own(started: World) -> None:
    data = png(1000, 800)
    sizes = _send(started, "sendPhoto", "photo", "x.png", data)["result"]["photo"]
    assert len({s["file_id"] for s in sizes}) == len({s["file_unique_id"] for s in sizes}) == len(sizes) == 4
    assert [s["file_size"] for s in sizes] == [*sorted(s["file_size"] for s in sizes[:-1]), len(data)]
    for size in sizes:
        file = started.call("getFile", file_id=size["file_id"])
        assert file["file_unique_id"] == size["file_unique_id"]
        got = started.request("GET", f"/file/bot{TOKEN}/{file['file_path']}").content
        image = inspect_photo(got)
        assert (len(got), image.width, image.height) == (size["file_size"], size["width"], size["height"])


def test_any_size_sent_again_is_the_whole_photo(started: World) -> None:
    first = _send(started, "sendPhoto", "photo", "x.png", png(400, 300))["result"]
    again = started.call("sendPhoto", chat_id=JOKE, photo=first["photo"][0]["file_id"])
    assert again["photo"] == first["photo"]
    media = {"type": "photo", "media": first["photo"][1]["file_id"]}
    assert started.error(
        "editMessageMedia", chat_id=JOKE, message_id=first["message_id"], media=media
    ).startswith("400 Bad Request: message is not modified")


def test_a_photo_of_a_person_has_sizes_too(started: World) -> None:
    image = base64.b64encode(png(400, 300)).decode()
    started.control("upload", user=JOKE, kind="photo", name="x.png", base64=image)
    sizes = started.updates(offset=-1)[0]["message"]["photo"]
    assert len({s["file_id"] for s in sizes}) == 3


@pytest.mark.parametrize("data", [JPEG, WEBP_LOSSY, WEBP_LOSSLESS, WEBP_EXTENDED])
def test_jpeg_and_webp_are_pictures(data: bytes) -> None:
    image = inspect_photo(data)
    assert (image.width, image.height) == (40, 30)


@pytest.mark.parametrize(
    "data",
    [
        b"x",
        b"<svg/>",
        png()[:-4],
        png()[:40],
        png().replace(b"IDAT", b"JDAT"),
        b"\xff\xd8\xff",
        b"RIFFxxxxWEBP",
        JPEG[:10],
    ],
)
def test_what_is_no_picture_is_no_photo(started: World, data: bytes) -> None:
    answer = _send(started, "sendPhoto", "photo", "x.png", data)
    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


@pytest.mark.parametrize("size", [(9000, 1001), (2100, 100)])
def test_a_photo_has_bounds(size: tuple[int, int]) -> None:
    with pytest.raises(ApiError, match="PHOTO_INVALID_DIMENSIONS"):
        inspect_photo(png(*size))


def test_a_photo_has_at_most_10_megabytes(started: World) -> None:
    answer = _send(started, "sendPhoto", "photo", "x.png", png() + b"\0" * (10 << 20))
    assert answer["error_code"] == 400
    assert answer["description"].endswith("bytes is too big for a photo; the maximum size is 10485760 bytes")


def test_a_document_keeps_its_name_and_type(started: World) -> None:
    result = _send(started, "sendDocument", "document", "../rapport.pdf", b"%PDF-1.7", caption="Uw rapport")[
        "result"
    ]
    assert result["document"]["file_name"] == "rapport.pdf"
    assert result["document"]["mime_type"] == "application/pdf"
    assert result["document"]["file_size"] == 8
    assert result["caption"] == "Uw rapport"


def test_a_document_has_at_most_50_megabytes(started: World) -> None:
    answer = _send(started, "sendDocument", "document", "x", b"\0" * ((50 << 20) + 1))
    assert answer["description"] == (
        "Bad Request: file of size 52428801 bytes is too big; the maximum size is 52428800 bytes"
    )


def test_an_empty_file_is_refused(started: World) -> None:
    answer = _send(started, "sendDocument", "document", "x", b"")
    assert answer["description"] == "Bad Request: file must be non-empty"


def test_a_known_file_can_be_sent_again_and_downloaded(started: World) -> None:
    sent = _send(started, "sendDocument", "document", "a.txt", b"inhoud")["result"]["document"]
    again = started.call("sendDocument", chat_id=JOKE, document=sent["file_id"])
    assert again["document"] == sent
    path = started.call("getFile", file_id=sent["file_id"])["file_path"]
    assert started.request("GET", f"/file/bot{TOKEN}/{path}").content == b"inhoud"
    assert started.request("GET", f"/file/botx/{path}").status_code == 404


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({}, "there is no photo in the request"),
        ({"photo": "attach://nergens"}, "there is no photo in the request"),
        ({"photo": "abc"}, "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"),
        ({"photo": "https://winkel.nl/a.png"}, "failed to get HTTP URL content"),
        ({"photo": "ftp://a"}, "invalid file HTTP URL specified: Unsupported URL protocol"),
    ],
)
def test_a_photo_must_come_from_somewhere(started: World, params: dict[str, str], reason: str) -> None:
    assert started.error("sendPhoto", chat_id=JOKE, **params) == f"400 Bad Request: {reason}"


def test_a_document_is_no_photo(started: World) -> None:
    sent = _send(started, "sendDocument", "document", "a.png", png())["result"]["document"]
    assert started.error("sendPhoto", chat_id=JOKE, photo=sent["file_id"]) == (
        "400 Bad Request: can't use file of type Document as Photo"
    )


def test_an_unknown_file_cannot_be_fetched(world: World) -> None:
    assert world.error("getFile") == "400 Bad Request: file_id not specified"
    assert world.error("getFile", file_id="x") == "400 Bad Request: invalid file_id"


def test_a_caption_has_at_most_1024_characters(started: World) -> None:
    answer = _send(started, "sendPhoto", "photo", "a.png", png(), caption="a" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"
    assert _send(started, "sendPhoto", "photo", "a.png", png(), caption="a" * 1024)["ok"] is True
