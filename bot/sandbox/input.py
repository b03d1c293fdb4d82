"""What the bot sends, read from a call's parameters: text, captions, pictures and documents."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.entities import checked_entities, parse_entities
from bot.sandbox.files import FileStore, StoredFile
from bot.sandbox.formatting import parse_html
from bot.sandbox.images import Image, inspect_photo
from bot.sandbox.json_fields import read_flag, read_object
from bot.sandbox.messages import Content
from bot.sandbox.params import Params, Upload
from bot.sandbox.state import Sandbox
from bot.sandbox.text import FormattedText, Span, finish, spans_of
from bot.sandbox.wire import bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_SOURCE_BYTES = 1 << 15
MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_DOCUMENT_BYTES = 50 * 1024 * 1024


def read_text(sandbox: Sandbox, params: Params) -> FormattedText:
    """Read the text of a message, 1 to 4096 characters once its markup is taken out."""
    source = params.text("text")
    if not source:
        raise bad_request("Message text is empty")
    text = _formatted_text(
        sandbox, source, params.text("parse_mode"), parse_entities(params.text("entities"))
    )
    if len(text.text) > MAX_TEXT:
        raise bad_request("Message is too long")
    return text


def check_preview(params: Params) -> None:
    """Check how the preview of a link is wanted; none is shown here."""
    options = read_object(params, "link_preview_options", "link preview options")
    for name in ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"):
        read_flag(options, name)


def read_caption(sandbox: Sandbox, source: str, parse_mode: str, entities: Any) -> FormattedText:
    """Read the caption of a picture or document, at most 1024 characters."""
    if not source.strip():
        return FormattedText()
    text = _formatted_text(sandbox, source, parse_mode, entities)
    if len(text.text) > MAX_CAPTION:
        raise bad_request("Message caption is too long")
    return text


def caption_of(sandbox: Sandbox, params: Params) -> FormattedText:
    """Read the caption that a call gives in its own parameters."""
    entities = parse_entities(params.text("caption_entities"))
    return read_caption(sandbox, params.text("caption"), params.text("parse_mode"), entities)


def read_media(sandbox: Sandbox, kind: str, source: str | Upload, caption: FormattedText) -> Content:
    """Make a picture or document of what was uploaded, or of a file that is sent again."""
    if isinstance(source, str):
        stored = sandbox.files.of_kind(source, kind)
        image = inspect_photo(stored.data) if kind == "photo" else None
    else:
        image = _inspect_upload(kind, source)
        stored = sandbox.files.add(
            kind, _photo_name(image, source.name), source.data, image.mime_type if image else ""
        )
    return media_content(sandbox.files, stored, image, caption)


def media_content(
    files: FileStore, stored: StoredFile, image: Image | None, caption: FormattedText
) -> Content:
    """Make the content of a message that shows a stored file."""
    if image:
        return Content("photo", caption, files.sizes_of(stored, image), stored)
    document = stored.as_api() | {"file_name": stored.name, "mime_type": stored.mime_type}
    return Content("document", caption, document, stored)


def file_parameter(params: Params, name: str, value: str = "") -> str | Upload | None:
    """Find a file in a call: uploaded under its name, attached under another, or named by its identifier."""
    value = value or params.text(name)
    if value.startswith("attach://"):
        return params.files.get(value.removeprefix("attach://"))
    return value or params.files.get(name)


def _inspect_upload(kind: str, upload: Upload) -> Image | None:
    size = len(upload.data)
    if not size:
        raise bad_request("file must be non-empty")
    limit = MAX_PHOTO_BYTES if kind == "photo" else MAX_DOCUMENT_BYTES
    if size > limit:
        what = " for a photo" if kind == "photo" else ""
        raise bad_request(f"file of size {size} bytes is too big{what}; the maximum size is {limit} bytes")
    return inspect_photo(upload.data) if kind == "photo" else None


def _photo_name(image: Image | None, name: str) -> str:
    return f"photo.{image.suffix}" if image else name


def _formatted_text(sandbox: Sandbox, source: str, parse_mode: str, entities: Any) -> FormattedText:
    if len(source.encode()) > MAX_SOURCE_BYTES:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if mode == "html":
        text, spans = parse_html(source)
    elif mode in ("", "none"):
        text, spans = source, spans_of(source, checked_entities(entities))
    else:
        raise bad_request("Unsupported parse_mode")
    return finish(text, _with_users(sandbox, spans))


def _with_users(sandbox: Sandbox, spans: Sequence[Span]) -> list[Span]:
    """Name the person that a mention points at; a mention of nobody known is dropped."""
    result = []
    for span in spans:
        if span.type != "text_mention":
            result.append(span)
        elif person := sandbox.people.get(int(span.details["user_id"])):
            result.append(Span(span.start, span.end, span.type, {"user": person.as_user()}))
    return result
