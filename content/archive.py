"""Content files in one archive: a zip or tar.gz in, whoever made it, and a tar.gz out."""

import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from content.files import MAX_PATH, Files, is_content, is_content_path, is_path

MAX_BYTES = 2_000_000
"""Of the archive itself; the packaged content takes a twentieth of it."""
MAX_UNPACKED = 10_000_000
MAX_RATIO = 100
"""Unpacked to packed; text comes to ten at most. Only where it is much: padding packs well."""
MUCH = 1_000_000
MAX_ENTRIES = 1_000
MAX_FILE = 200_000
_ZIP, _GZIP = b"PK", b"\x1f\x8b"

_Entry = tuple[str, bytes]


class ArchiveRefused(Exception):
    """An archive that is not read; the text says what is wrong with it."""


def packed(files: Files, marks: Files | None = None) -> bytes:
    """Pack files into a tar.gz, with marks beside them; the same files always give the same bytes."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, text in sorted({**files, **(marks or {})}.items()):
            data = text.encode(errors="surrogateescape")
            entry = tarfile.TarInfo(path)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(raw.getvalue(), mtime=0)


def unpacked(data: bytes, mark: str = "") -> tuple[Files, str | None]:
    """Read the files in an archive, and the text of the mark beside them, if any. Raises ArchiveRefused.

    What is no content, such as code and hidden files, is left out. Where all lies in one folder, that folder
    is taken as the content.
    """
    if len(data) > MAX_BYTES:
        raise ArchiveRefused(f"the archive holds more than {MAX_BYTES:,} bytes")
    entries = dict(_checked(_entries(data)))
    top = _top(entries)
    inside = {path.removeprefix(top): content for path, content in entries.items()}
    files = {path: _text(path, content) for path, content in sorted(inside.items()) if is_content_path(path)}
    if not files:
        raise ArchiveRefused("there are no content files in it")
    return files, _text(mark, inside[mark]) if mark in inside else None


def _entries(data: bytes) -> Iterator[_Entry]:
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(_GZIP):
        return _in_tar(_inflated(data))
    raise ArchiveRefused("this is no zip and no tar.gz")


def _checked(entries: Iterator[_Entry]) -> Iterator[_Entry]:
    """Refuse what lies outside, what lies too deep, and two files that some systems take for one."""
    seen: set[str] = set()
    total = 0
    for name, content in entries:
        if not is_path(name):
            raise ArchiveRefused(f"the name {name[:MAX_PATH]!r} is not taken; use letters, digits, . _ and -")
        if name.casefold() in seen:
            raise ArchiveRefused(f"{name} stands in it twice")
        seen.add(name.casefold())
        total += len(content)
        if total > MAX_UNPACKED:
            raise ArchiveRefused(f"it holds more than {MAX_UNPACKED:,} bytes unpacked")
        yield name, content


def _in_zip(data: bytes) -> Iterator[_Entry]:
    with _readable("zip"), zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        _bound(len(entries), sum(entry.file_size for entry in entries), len(data))
        for entry in entries:
            if entry.flag_bits & 1:
                raise ArchiveRefused(f"{entry.filename} is encrypted")
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise ArchiveRefused(f"{entry.filename} is a link or a device, no file")
            # What zipfile calls the file ends at a null byte; what stands in the archive counts.
            if entry.orig_filename != entry.filename:
                raise ArchiveRefused(f"the name {entry.orig_filename[:MAX_PATH]!r} is not taken")
            if not entry.is_dir():
                with archive.open(entry) as file:
                    yield entry.filename, _bounded(entry.filename, file.read(MAX_FILE + 1))


def _inflated(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        raw = unpacking.decompress(data, MAX_UNPACKED + 1)
    except zlib.error as fault:
        raise ArchiveRefused(f"the tar.gz cannot be read: {fault}") from fault
    _bound(0, len(raw), len(data))
    if not unpacking.eof or unpacking.unused_data:
        raise ArchiveRefused("the tar.gz does not end where it should")
    return raw


def _in_tar(raw: bytes) -> Iterator[_Entry]:
    with _readable("tar.gz"), tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as archive:
        for count, entry in enumerate(archive, 1):
            _bound(count, 0, 1)
            if not (entry.isreg() or entry.isdir()) or entry.issparse():
                raise ArchiveRefused(f"{entry.name[:MAX_PATH]} is a link or a device, no file")
            file = archive.extractfile(entry)
            if file:
                name = entry.name.removeprefix("./")
                yield name, _bounded(name, file.read(MAX_FILE + 1))


@contextmanager
def _readable(kind: str) -> Iterator[None]:
    """Refuse an archive in whose reading anything fails: a hostile one does so in unforeseen places."""
    try:
        yield
    except (ArchiveRefused, GeneratorExit):
        raise
    except Exception as fault:
        raise ArchiveRefused(f"the {kind} cannot be read: {fault}") from fault


def _bound(entries: int, unpacked_bytes: int, packed_bytes: int) -> None:
    if entries > MAX_ENTRIES:
        raise ArchiveRefused(f"it holds more than {MAX_ENTRIES:,} files")
    if unpacked_bytes > MAX_UNPACKED:
        raise ArchiveRefused(f"it holds more than {MAX_UNPACKED:,} bytes unpacked")
    if unpacked_bytes > MUCH and unpacked_bytes > MAX_RATIO * packed_bytes:
        raise ArchiveRefused(f"it unpacks to more than {MAX_RATIO} times its size")


def _bounded(name: str, content: bytes) -> bytes:
    if len(content) > MAX_FILE:
        raise ArchiveRefused(f"{name} holds more than {MAX_FILE:,} bytes")
    return content


def _top(entries: dict[str, bytes]) -> str:
    """Name the one folder around the content, with its slash; a Mac adds hidden ones beside it."""
    tops = {path.partition("/")[0] for path in entries if is_content(path.partition("/")[0])}
    top = f"{next(iter(tops))}/" if len(tops) == 1 else ""
    return top if f"{top}questionnaire.yaml" in entries else ""


def _text(path: str, content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as fault:
        raise ArchiveRefused(f"{path} is not written in UTF-8; choose UTF-8 where you save it") from fault
