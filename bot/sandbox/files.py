"""The files that people and the bot have sent, kept in memory."""

import mimetypes
import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.sandbox.images import Image, flat_png
from bot.sandbox.wire import JsonObject, bad_request

# The longest sides of the sizes in which Telegram offers a picture.
_BOUNDS = (90, 320, 800, 1280)

_FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "video": "videos",
    "sticker": "stickers",
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Hold one file as Telegram knows it."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    name: str
    mime_type: str
    data: bytes

    def as_api(self) -> JsonObject:
        """Give the fields that every Bot API file object starts with."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


class FileStore:
    """Keep files by identifier and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._whole: dict[str, StoredFile] = {}
        self._sizes: dict[str, list[JsonObject]] = {}

    def add(self, kind: str, name: str, data: bytes, mime_type: str = "") -> StoredFile:
        """Keep a file; its type follows from its name where it is not given."""
        safe_name = PurePosixPath(name.replace("\\", "/")).name or "file"
        guessed = mimetypes.guess_type(safe_name)[0] or "application/octet-stream"
        suffix = PurePosixPath(safe_name).suffix
        path = f"{_FOLDERS[kind]}/file_{len(self._by_id)}{suffix}"
        stored = StoredFile(
            f"Ag{secrets.token_urlsafe(40)}",
            secrets.token_urlsafe(10),
            kind,
            path,
            safe_name,
            mime_type or guessed,
            data,
        )
        self._by_id[stored.file_id] = self._by_path[path] = stored
        return stored

    def sizes_of(self, photo: StoredFile, image: Image) -> list[JsonObject]:
        """List the sizes in which Telegram offers a picture, each a file of its own, the largest last.

        The largest holds what was sent, as it was sent. A smaller one is right in size and weight, and grey:
        nobody looks at it here, as any of them sent again is the whole picture.
        """
        if photo.file_id not in self._sizes:
            longest = max(image.width, image.height)
            bounds = sorted({min(bound, longest) for bound in _BOUNDS})
            self._sizes[photo.file_id] = [
                self._size(photo, image, bound, whole=bound == bounds[-1]) for bound in bounds
            ]
        return self._sizes[photo.file_id]

    def _size(self, photo: StoredFile, image: Image, bound: int, whole: bool) -> JsonObject:
        longest = max(image.width, image.height)
        width, height = (max(1, side * bound // longest) for side in (image.width, image.height))
        stored = photo if whole else self.add("photo", "photo.png", flat_png(width, height), "image/png")
        self._whole[stored.file_id] = photo
        return stored.as_api() | {"width": width, "height": height}

    def by_id(self, file_id: str) -> StoredFile | None:
        """Find a file by the identifier that a message carries."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Find a file by the path that getFile gives."""
        return self._by_path.get(path)

    def of_kind(self, file_id: str, kind: str) -> StoredFile:
        """Find a file that must be of a kind to be sent again as one."""
        stored = self.by_id(file_id)
        if stored is None:
            if file_id.startswith(("http://", "https://")):
                raise bad_request("failed to get HTTP URL content")
            if "." in file_id or ":" in file_id:
                raise bad_request("invalid file HTTP URL specified: Unsupported URL protocol")
            reason = "can't unserialize it. Wrong last symbol"
            raise bad_request(f"wrong remote file identifier specified: {reason}")
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.capitalize()} as {kind.capitalize()}")
        return self._whole.get(file_id, stored)
