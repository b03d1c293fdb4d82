"""Archives, whoever made them: what is in them comes out whole, and a hostile one is refused at once."""

import gzip
import tarfile
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import archive
from bot.library.archive import ArchiveRefused, pack, unpack
from bot.library.checks.check import check
from bot.library.parsing.problem import Problem
from tests.support.content.changed import PACKAGED
from tests.support.content.hostile import ARCHIVES, YAML, encrypted, tarred, zipped

TINY = b"a: 1\n"


def zip_of(files: dict[str, str]) -> bytes:
    return zipped(*((path, text.encode()) for path, text in files.items()))


def tar_of(files: dict[str, str]) -> bytes:
    return tarred(*((path, text.encode()) for path, text in files.items()))


BOTH = pytest.mark.parametrize("made", [zip_of, tar_of])
Made = Callable[[dict[str, str]], bytes]


def refused(data: bytes) -> str:
    """Give what is said of an archive that is refused, which takes no time."""
    began = time.monotonic()
    with pytest.raises(ArchiveRefused) as raised:
        unpack(data)
    assert time.monotonic() - began < 2
    return str(raised.value)


# What comes out


def test_the_packaged_content_comes_out_byte_for_byte() -> None:
    assert unpack(pack(PACKAGED)) == (PACKAGED, None)
    assert pack(PACKAGED) == pack(dict(reversed(list(PACKAGED.items()))))
    assert len(pack(PACKAGED)) * 7 < archive.MAX_BYTES


NAMES = st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}){0,2}\.(md|yaml)", fullmatch=True)


@given(st.dictionaries(NAMES, st.text(st.characters(codec="utf-8"), max_size=50), min_size=1, max_size=5))
def test_any_files_come_out_as_they_went_in(files: dict[str, str]) -> None:
    assert unpack(pack(files))[0] == files


@BOTH
def test_what_systems_and_checkouts_add_is_left_out(made: Made) -> None:
    files = {
        "content/questionnaire.yaml": "a: 1",
        "content/loader.py": "import os",
        "content/json-schema/card.json": "{}",
        "content/.DS_Store": "x",
        "content/__pycache__/loader.pyc": "x",
        "__MACOSX/content/._questionnaire.yaml": "x",
    }
    assert unpack(made(files)) == ({"questionnaire.yaml": "a: 1"}, None)


@BOTH
def test_what_an_office_program_keeps_beside_an_open_file_is_left_out(made: Made) -> None:
    files = {"nl/~$terms.yaml": "\0joke", "~$a.md": "", "nl\\~$b.md": "", "nl/terms.yaml": "x"}
    assert unpack(made(files))[0] == {"nl/terms.yaml": "x"}


@BOTH
def test_backslashes_between_folders_are_taken_as_slashes(made: Made) -> None:
    files = {"content\\questionnaire.yaml": "a: 1", "content\\nl\\advice\\a.md": "x"}
    assert unpack(made(files))[0] == {"questionnaire.yaml": "a: 1", "nl/advice/a.md": "x"}
    assert "twice" in refused(made({"nl/a.md": "x", "nl\\A.md": "y"}))


@BOTH
def test_a_mark_comes_beside_the_files(made: Made) -> None:
    assert unpack(made({"a.md": "x", ".mark": "7"}), ".mark") == ({"a.md": "x"}, "7")


def test_files_in_folders_without_a_questionnaire_keep_their_folder() -> None:
    assert set(unpack(zip_of({"nl/terms.yaml": "x"}))[0]) == {"nl/terms.yaml"}


def test_an_archive_with_folders_of_its_own_is_taken() -> None:
    folder = tarfile.TarInfo("./nl")
    folder.type = tarfile.DIRTYPE
    assert unpack(tarred((folder, b""), ("./nl/a.md", TINY)))[0] == {"nl/a.md": TINY.decode()}
    assert unpack(zipped(("nl/", b""), ("nl/a.md", TINY)))[0] == {"nl/a.md": TINY.decode()}


# What is refused


@BOTH
@pytest.mark.parametrize(
    "name",
    [
        "../a.md",
        "nl/../../a.md",
        "nl/./a.md",
        "/etc/a.md",
        "//a.md",
        "nl//a.md",
        "C:/a.md",
        "..\\a.md",
        "\\\\server\\a.md",
        "C:\\a.md",
        "a\n.md",
        "a\x1b[2J.md",
        "é.md",
        "\u202ea.md",
        " a.md",
        "a/b/c/d/e/f/g.md",
        f"{'a' * 201}.md",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(made: Made, name: str) -> None:
    assert "is not taken" in refused(made({"questionnaire.yaml": "", name: "x"}))


def test_a_name_that_ends_early_is_refused() -> None:
    assert "is not taken" in refused(zipped(("aaaa.md", TINY)).replace(b"aaaa", b"a\0aa"))


@pytest.mark.parametrize("other", ["a.md", "A.md"])
def test_a_name_that_stands_there_twice_is_refused(other: str) -> None:
    with pytest.warns(UserWarning, match="Duplicate") if other == "a.md" else pytest.MonkeyPatch.context():
        twice = zipped(("a.md", TINY), (other, b"b: 1\n"))
    assert "twice" in refused(twice)
    assert "twice" in refused(tarred(("a.md", TINY), (other, b"b: 1\n")))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_a_link_or_device_in_a_tar_is_refused(kind: bytes) -> None:
    entry = tarfile.TarInfo("nl/a.md")
    entry.type, entry.linkname = kind, "/etc/hosts"
    assert "link or a device" in refused(tarred((entry, b"")))


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o060644])
def test_a_link_or_device_in_a_zip_is_refused(mode: int) -> None:
    entry = zipfile.ZipInfo("nl/a.md")
    entry.external_attr = mode << 16
    assert "link or a device" in refused(zipped((entry, b"/etc/hosts")))


@BOTH
def test_too_many_files_are_refused(made: Made) -> None:
    assert "more than 1,000 files" in refused(made({f"nl/{number}.md": "" for number in range(1001)}))


@BOTH
def test_a_text_of_ten_megabytes_is_refused(made: Made) -> None:
    # Of the ratio or of the size, whichever is found first.
    assert "more than" in refused(made({"nl/a.md": "Mooie winkel. " * 750_000}))
    assert "nl/a.md holds more than 200,000 bytes" in refused(made({"nl/a.md": "x" * 200_001}))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_bomb_is_refused_before_it_goes_off(method: int) -> None:
    assert "more than" in refused(zipped(("nl/a.md", b"\0" * 100_000_000), method=method))
    assert "more than" in refused(gzip.compress(b"\0" * 100_000_000))


def test_many_files_that_are_much_together_are_refused() -> None:
    many = [(f"nl/{number}.md", b"x" * 150_000) for number in range(100)]
    assert "more than" in refused(zipped(*many))
    assert "more than" in refused(tarred(*many))


def test_a_zip_that_lies_about_sizes_is_refused() -> None:
    data = zipped(("a.md", b"\0" * 5_000_000))
    size = (5_000_000).to_bytes(4, "little")
    assert size in data
    assert refused(data.replace(size, (10).to_bytes(4, "little")))


def test_files_that_share_their_bytes_are_refused() -> None:
    """A bomb can be made without any ratio: each name of the directory leads to the same bytes."""
    data = zipped(*((f"nl/{number:03}.md", b"x" * 190_000) for number in range(60)))
    assert "more than" in refused(data)


@BOTH
def test_a_zip_in_a_zip_is_not_opened(made: Made) -> None:
    inner = zipped(("nl/a.md", b"x" * 5000))
    assert "UTF-8" in refused(zipped(("nl/inner.zip", inner)))
    assert "UTF-8" in refused(tarred(("nl/inner.zip", inner)))


@pytest.mark.parametrize("text", ["Één".encode("latin-1"), "Één".encode("utf-16"), b"\xed\xa0\x80", b"\x80"])
def test_another_encoding_is_refused(text: bytes) -> None:
    for data in (zipped(("nl/a.md", text)), tarred(("nl/a.md", text))):
        assert refused(data) == "nl/a.md is not written in UTF-8; choose UTF-8 where you save it"


def test_an_encrypted_zip_is_refused() -> None:
    assert refused(encrypted()) == "a.md is encrypted"


def test_long_chains_of_headers_in_a_tar_are_refused() -> None:
    entry = tarfile.TarInfo("x")
    entry.type = tarfile.GNUTYPE_LONGNAME
    assert "cannot be read" in refused(gzip.compress(entry.tobuf(tarfile.GNU_FORMAT) * 1900))


def test_what_is_no_whole_archive_is_refused() -> None:
    for data in (
        b"",
        b"PK",
        b"PK\x05\x06" + b"\0" * 18 + b"x",
        b"\x1f\x8b",
        gzip.compress(b"not a tar" * 500),
        gzip.compress(b"\0" * 10240),
        pack(PACKAGED)[:-4],
        pack(PACKAGED) + b"more",
        zip_of(dict(PACKAGED))[:-10],
        b"7z\xbc\xaf\x27\x1c",
        b"a: 1\n",
        b"PK" + b"x" * archive.MAX_BYTES,
    ):
        assert refused(data)


@settings(max_examples=300)
@given(st.data())
def test_an_archive_with_broken_bytes_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([zip_of({"nl/a.md": "x\n" * 9, "b.md": "y"}), tar_raw()])))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    sent = bytes(whole) if whole.startswith(b"PK") else gzip.compress(bytes(whole), 1)
    try:
        files, _ = unpack(sent)
    except ArchiveRefused:
        return
    assert all(not path.startswith("/") and ".." not in path.split("/") for path in files)


def tar_raw() -> bytes:
    return gzip.decompress(tar_of({"nl/a.md": "x\n" * 9, "b.md": "y"}))


@pytest.mark.parametrize(("data", "code"), ARCHIVES.values(), ids=ARCHIVES)
def test_each_hostile_archive_is_refused_for_what_it_is(data: bytes, code: str) -> None:
    if code != "archive_mark":
        with pytest.raises(ArchiveRefused) as raised:
            unpack(data)
        assert raised.value.problem.code == code


# YAML that an archive brings


@pytest.mark.parametrize(("text", "code"), YAML.values(), ids=YAML)
def test_hostile_yaml_is_a_fault_of_its_file(text: str, code: str) -> None:
    files, _ = unpack(pack({**PACKAGED, "levels.yaml": text}))
    (fault,) = check(files)
    assert fault.file == "levels.yaml"
    assert isinstance(fault.problem, Problem)
    assert fault.problem.code == code
