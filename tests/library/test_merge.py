"""What differs between sets of files, and how two changes of one set come together."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.merge import Conflict, changes, difference, merge

PATHS = st.sampled_from(["a", "b", "c/d"])
TEXTS = st.lists(st.sampled_from(["x\n", "y\n", "z\n", "\r\n", "\u2028", "q"]), max_size=8).map("".join)
FILES = st.dictionaries(PATHS, TEXTS, max_size=3)
BASE = "".join(f"line {number}\n" for number in range(12))


def edited(*edits: tuple[int, str]) -> str:
    lines = BASE.splitlines(keepends=True)
    for number, text in edits:
        lines[number] = text
    return "".join(lines)


# What differs


def test_files_that_differ_are_listed_by_path() -> None:
    found = changes({"a": "1\n", "b": "1\n", "d": "same"}, {"b": "2\n", "c": "3\n", "d": "same"})
    assert [(one.path, one.kind) for one in found] == [("a", "removed"), ("b", "changed"), ("c", "added")]
    assert found[1].diff == "--- a/b\n+++ b/b\n@@ -1 +1 @@\n-1\n+2\n"
    assert found[2].diff.startswith("--- /dev/null\n+++ b/c\n")


@given(FILES, FILES)
def test_files_that_do_not_differ_are_not_listed(before: dict[str, str], after: dict[str, str]) -> None:
    paths = {one.path for one in changes(before, after)}
    assert paths == {path for path in {*before, *after} if before.get(path) != after.get(path)}


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch")
@pytest.mark.parametrize("after", ["x\ny\n", "x", "", "y\nx\r\n"])
def test_a_diff_is_one_that_other_tools_read(tmp_path: Path, after: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x\nz")
    given = difference("a", "x\nz", after).encode()
    subprocess.run(["patch", "--binary", "-s", str(path)], input=given, check=True, cwd=tmp_path)
    assert (path.read_bytes() if path.exists() else b"") == after.encode()


# Together


@given(FILES, FILES)
def test_without_changes_of_ours_theirs_come_out(base: dict[str, str], theirs: dict[str, str]) -> None:
    merged = merge(base, base, theirs)
    assert (merged.files, merged.conflicts) == (theirs, ())


@given(FILES, FILES)
def test_without_changes_of_theirs_ours_stay(base: dict[str, str], ours: dict[str, str]) -> None:
    merged = merge(base, ours, base)
    assert (merged.files, merged.conflicts) == (ours, ())


@given(FILES, FILES)
def test_the_same_change_on_both_sides_is_no_conflict(base: dict[str, str], both: dict[str, str]) -> None:
    merged = merge(base, both, both)
    assert (merged.files, merged.conflicts) == (both, ())


@given(FILES, FILES, FILES)
def test_nothing_of_ours_is_lost(base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]) -> None:
    """Each line that we wrote stands in what comes out, and each that they wrote there or in a conflict."""
    merged = merge(base, ours, theirs)
    for path, text in ours.items():
        added = set(text.split("\n")) - set(base.get(path, "").split("\n"))
        assert added <= set(merged.files.get(path, "").split("\n"))
    for path, text in theirs.items():
        told = "\n".join((merged.files.get(path, ""), *(one.theirs or "" for one in merged.conflicts)))
        assert set(text.split("\n")) - set(base.get(path, "").split("\n")) <= set(told.split("\n"))


@given(st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
def test_changes_in_different_places_are_both_kept(ours: set[int], theirs: set[int]) -> None:
    theirs = {line for line in theirs if not ours & {line - 1, line, line + 1}}
    mine, other = (
        [(line, f"{who} {line}\n") for line in lines] for who, lines in (("we", ours), ("they", theirs))
    )
    merged = merge({"a": BASE}, {"a": edited(*mine)}, {"a": edited(*other)})
    assert (merged.files, merged.conflicts) == ({"a": edited(*mine, *other)}, ())


def test_lines_that_both_changed_are_a_conflict_and_stay_ours() -> None:
    ours, theirs = edited((0, "ours\nand more\n"), (5, "ours\n")), edited((5, "theirs\n"), (9, "theirs\n"))
    merged = merge({"a": BASE}, {"a": ours}, {"a": theirs})
    assert merged.files == {"a": edited((0, "ours\nand more\n"), (5, "ours\n"), (9, "theirs\n"))}
    assert merged.conflicts == (Conflict("a", 7, "line 5\n", "ours\n", "theirs\n"),)


@pytest.mark.parametrize(
    ("base", "ours", "theirs"), [("1", None, "2"), ("1", "2", None), (None, "1", "2"), (None, "", "2")]
)
def test_a_file_that_is_there_on_one_side_alone_stays_ours(
    base: str | None, ours: str | None, theirs: str | None
) -> None:
    sides = [{} if text is None else {"a": text} for text in (base, ours, theirs)]
    merged = merge(*sides)
    assert merged.files == sides[1]
    assert merged.conflicts == (Conflict("a", 1, base, ours, theirs),)


# The line that names a file's schema

NAMED = "# yaml-language-server: $schema=json-schema/levels.json\n"


def test_a_schema_that_a_release_names_comes_in_above_a_changed_line() -> None:
    ours = edited((0, "ours\n"))
    merged = merge({"a": BASE}, {"a": ours}, {"a": NAMED + BASE})
    assert (merged.files, merged.conflicts) == ({"a": NAMED + ours}, ())
    # Neither side puts away what the other named.
    merged = merge({"a": BASE}, {"a": NAMED + BASE}, {"a": ours})
    assert (merged.files, merged.conflicts) == ({"a": NAMED + ours}, ())


def test_a_conflict_below_a_named_schema_tells_its_line_in_the_whole_file() -> None:
    ours, theirs = edited((0, "ours\n")), NAMED + edited((0, "theirs\n"))
    merged = merge({"a": BASE}, {"a": ours}, {"a": theirs})
    assert merged.files == {"a": NAMED + ours}
    assert merged.conflicts == (Conflict("a", 2, "line 0\n", "ours\n", "theirs\n"),)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "named"),
    [("", "x", "", "x"), ("", "", "x", "x"), ("x", "", "x", ""), ("x", "x", "", ""), ("", "x", "y", "x")],
)
def test_a_named_schema_is_merged_by_itself(base: str, ours: str, theirs: str, named: str) -> None:
    lines = [f"# yaml-language-server: {one}\n" if one else "" for one in (base, ours, theirs, named)]
    merged = merge(
        {"a": lines[0] + BASE},
        {"a": lines[1] + edited((0, "ours\n"))},
        {"a": lines[2] + edited((9, "theirs\n"))},
    )
    assert merged.files == {"a": lines[3] + edited((0, "ours\n"), (9, "theirs\n"))}
    assert merged.conflicts == ()
