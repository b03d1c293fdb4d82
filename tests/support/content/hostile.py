"""What somebody might send to do harm: archives that are refused, and YAML that is a fault of its file."""

import gzip
import io
import tarfile
import zipfile

from bot.library.archive import pack
from tests.support.content.changed import PACKAGED

Entry = tuple[str | zipfile.ZipInfo, bytes]


def zipped(*entries: Entry, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as made:
        for name, data in entries:
            made.writestr(name, data)
    return raw.getvalue()


def tarred(*entries: tuple[tarfile.TarInfo | str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=form) as made:
        for name, data in entries:
            entry = tarfile.TarInfo(name) if isinstance(name, str) else name
            entry.size = entry.size or len(data)
            made.addfile(entry, io.BytesIO(data))
    return gzip.compress(raw.getvalue())


def encrypted() -> bytes:
    data = bytearray(zipped(("a.md", b"a")))
    for header, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + place] |= 1
    return bytes(data)


def _link() -> tarfile.TarInfo:
    entry = tarfile.TarInfo("nl/a.md")
    entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/hosts"
    return entry


def _zip_link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("nl/a.md")
    entry.external_attr = 0o120777 << 16
    return entry


ARCHIVES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "archive_kind"),
    "no archive": (b"hallo", "archive_kind"),
    "cut off": (pack(PACKAGED)[:-4], "archive_end"),
    "no content": (zipped(("a/b.py", b"x")), "archive_empty"),
    "too large": (b"PK" + b"x" * 2_000_000, "archive_size"),
    "a bomb as zip": (zipped(("nl/a.md", b"0" * 9_000_000)), "archive_ratio"),
    "a bomb as tar.gz": (gzip.compress(b"0" * 9_000_000), "archive_ratio"),
    "ten megabytes": (gzip.compress(b"0" * 10_000_001), "archive_unpacked"),
    "a long text": (zipped(("nl/a.md", b"x" * 200_001)), "archive_file"),
    "many files": (zipped(*((f"nl/{number}.md", b"") for number in range(1_001))), "archive_files"),
    "outside as zip": (zipped(("../nl/messages.yaml", b"x")), "archive_name"),
    "outside as tar.gz": (tarred(("../nl/messages.yaml", b"x")), "archive_name"),
    "absolute": (tarred(("/etc/passwd", b"x")), "archive_name"),
    "a link as zip": (zipped((_zip_link(), b"/etc/hosts")), "archive_link"),
    "a link as tar.gz": (tarred((_link(), b"")), "archive_link"),
    "twice": (tarred(("a.md", b"x"), ("A.md", b"y")), "archive_twice"),
    "encrypted": (encrypted(), "archive_encrypted"),
    "latin-1": (zipped(("nl/messages.yaml", "Één".encode("latin-1"))), "archive_utf8"),
    "utf-16": (tarred(("nl/messages.yaml", "Één".encode("utf-16"))), "archive_utf8"),
    "a mark that is none": (zipped(("levels.yaml", b"x"), (".winkelpeil", b"<b>")), "archive_mark"),
}
"""By what it is: the archive, and the code of the problem that it is refused for."""

YAML: dict[str, tuple[str, str]] = {
    "a bomb": ("a: &a [x, x]\nb: [*a, *a, *a]\n", "yaml_anchor"),
    "a key twice": ("topics: 1\ntopics: 2\n", "twice"),
    "an object": ("a: !!python/object/apply:os.system [ls]\n", "yaml_tag"),
    "deep": ("[" * 10_000, "yaml_deep"),
    "long": ("a: 1\n" * 20_000, "file_long"),
    "a null byte": ("a: 1\x00\n", "invisible"),
}
"""By what it is: a text in the place of levels.yaml, and the code of the problem of it."""
