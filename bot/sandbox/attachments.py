"""What a person can send besides text: pictures, voice, stickers, files, a place, a contact."""

from dataclasses import dataclass
from typing import Literal

from bot.sandbox.images import inspect_photo
from bot.sandbox.input import media_content
from bot.sandbox.messages import Content
from bot.sandbox.state import Person, Sandbox
from bot.sandbox.text import FormattedText, finish
from bot.sandbox.wire import JsonObject

Kind = Literal["photo", "voice", "sticker", "document", "video", "location", "contact"]
_FIELDS: dict[str, JsonObject] = {
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "sticker": {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "🙂",
    },
    "video": {"duration": 3, "width": 640, "height": 360, "mime_type": "video/mp4"},
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """Say what a person sends. Only a place and a contact need no file."""

    kind: Kind
    name: str
    data: bytes
    caption: str
    latitude: float
    longitude: float
    phone_number: str


def content_of(sandbox: Sandbox, person: Person, sent: Attachment) -> Content:
    """Make the content of the message that carries an attachment."""
    if sent.kind == "location":
        return Content("location", media={"latitude": sent.latitude, "longitude": sent.longitude})
    if sent.kind == "contact":
        contact = {"phone_number": sent.phone_number, "first_name": person.first_name, "user_id": person.id}
        return Content("contact", media=contact)
    caption = finish(sent.caption, []) if sent.caption.strip() else FormattedText()
    image = inspect_photo(sent.data) if sent.kind == "photo" else None
    stored = sandbox.files.add(sent.kind, sent.name, sent.data, image.mime_type if image else "")
    if sent.kind in ("photo", "document"):
        return media_content(sandbox.files, stored, image, caption)
    return Content(sent.kind, caption, stored.as_api() | _FIELDS[sent.kind], stored)
