"""Content files in one archive: a zip or tar.gz in, whoever made it, and a tar.gz out."""

import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from bot.library.files import MAX_PATH, Files, is_content, is_content_path, is_path
from bot.library.parsing.problem import Problem

MAX_BYTES = 2_000_000
"""Of the archive itself; the packaged content takes an eighth of it."""
MAX_UNPACKED = 10_000_000
MAX_RATIO = 100
"""Unpacked to packed; text comes to ten at most. Only where it is much: padding packs well."""
MUCH = 1_000_000
MAX_ENTRIES = 1_000
MAX_FILE = 200_000
_ZIP, _GZIP = b"PK", b"\x1f\x8b"

_Entry = tuple[str, bytes]


class ArchiveRefused(Exception):
    """An archive that is not read; `problem` says what is wrong with it."""

    def __init__(self, code: str, **values: str | int) -> None:
        self.problem = Problem(code, **values)
        super().__init__(self.problem)


def pack(files: Files, marks: Files | None = None) -> bytes:
    """Pack files into a tar.gz, with marks beside them; the same files always give the same bytes."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, text in sorted({**files, **(marks or {})}.items()):
            data = text.encode(errors="surrogateescape")
            entry = tarfile.TarInfo(path)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(raw.getvalue(), mtime=0)


def unpack(data: bytes, mark: str = "") -> tuple[Files, str | None]:
    """Read the files in an archive, and the text of the mark beside them, if any. Raises ArchiveRefused.

    What is no content, such as code and hidden files, is left out. Where all lies in one folder, that folder
    is taken as the content.
    """
    if len(data) > MAX_BYTES:
        raise ArchiveRefused("archive_size", most=MAX_BYTES)
    entries = dict(_safe_entries(_entries(data)))
    top = _top(entries)
    inside = {path.removeprefix(top): content for path, content in entries.items()}
    files = {path: _text(path, content) for path, content in sorted(inside.items()) if is_content_path(path)}
    if not files:
        raise ArchiveRefused("archive_empty")
    return files, _text(mark, inside[mark]) if mark in inside else None


def _entries(data: bytes) -> Iterator[_Entry]:
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(_GZIP):
        return _in_tar(_decompress(data))
    raise ArchiveRefused("archive_kind")


def _safe_entries(entries: Iterator[_Entry]) -> Iterator[_Entry]:
    """Refuse what lies outside, what lies too deep, and two files that some systems take for one.

    Some programs on Windows write a backslash between folders.
    """
    seen: set[str] = set()
    total = 0
    for written, content in entries:
        name = written.replace("\\", "/")
        if _is_left_out(name):
            continue
        if not is_path(name):
            raise ArchiveRefused("archive_name", name=repr(written[:MAX_PATH]))
        if name.casefold() in seen:
            raise ArchiveRefused("archive_twice", name=name)
        seen.add(name.casefold())
        total += len(content)
        if total > MAX_UNPACKED:
            raise ArchiveRefused("archive_unpacked", most=MAX_UNPACKED)
        yield name, content


def _is_left_out(name: str) -> bool:
    """Tell whether a name is that of a file which an office program keeps beside one that is open."""
    return name.rpartition("/")[2].startswith("~$")


def _in_zip(data: bytes) -> Iterator[_Entry]:
    with _readable("zip"), zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        _bound(len(entries), sum(entry.file_size for entry in entries), len(data))
        for entry in entries:
            if entry.flag_bits & 1:
                raise ArchiveRefused("archive_encrypted", name=entry.filename)
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise ArchiveRefused("archive_link", name=entry.filename)
            # What zipfile calls the file ends at a null byte; what stands in the archive counts.
            if entry.orig_filename != entry.filename:
                raise ArchiveRefused("archive_name_cut", name=repr(entry.orig_filename[:MAX_PATH]))
            if not entry.is_dir():
                with archive.open(entry) as file:
                    yield entry.filename, _content_within_limit(entry.filename, file.read(MAX_FILE + 1))


def _decompress(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        raw = unpacking.decompress(data, MAX_UNPACKED + 1)
    except zlib.error as fault:
        raise ArchiveRefused("archive_broken", kind="tar.gz", said=str(fault)) from fault
    _bound(0, len(raw), len(data))
    if not unpacking.eof or unpacking.unused_data:
        raise ArchiveRefused("archive_end")
    return raw


def _in_tar(raw: bytes) -> Iterator[_Entry]:
    with _readable("tar.gz"), tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as archive:
        for count, entry in enumerate(archive, 1):
            _bound(count, 0, 1)
            if not (entry.isreg() or entry.isdir()) or entry.issparse():
                raise ArchiveRefused("archive_link", name=entry.name[:MAX_PATH])
            file = archive.extractfile(entry)
            if file:
                name = entry.name.removeprefix("./")
                yield name, _content_within_limit(name, file.read(MAX_FILE + 1))


@contextmanager
def _readable(kind: str) -> Iterator[None]:
    """Refuse an archive in whose reading anything fails: a hostile one does so in unforeseen places."""
    try:
        yield
    except (ArchiveRefused, GeneratorExit):
        raise
    except Exception as fault:
        raise ArchiveRefused("archive_broken", kind=kind, said=str(fault)) from fault


def _bound(entries: int, unpacked_bytes: int, packed_bytes: int) -> None:
    if entries > MAX_ENTRIES:
        raise ArchiveRefused("archive_files", most=MAX_ENTRIES)
    if unpacked_bytes > MAX_UNPACKED:
        raise ArchiveRefused("archive_unpacked", most=MAX_UNPACKED)
    if unpacked_bytes > MUCH and unpacked_bytes > MAX_RATIO * packed_bytes:
        raise ArchiveRefused("archive_ratio", most=MAX_RATIO)


def _content_within_limit(name: str, content: bytes) -> bytes:
    if len(content) > MAX_FILE:
        raise ArchiveRefused("archive_file", name=name, most=MAX_FILE)
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
        raise ArchiveRefused("archive_utf8", name=path) from fault
