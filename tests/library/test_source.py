"""Reading YAML and front matter: what is safe, what is refused, and on which line."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from bot.library.parsing.problem import Problem
from bot.library.parsing.source import (
    MAX_CHARACTERS,
    Document,
    Fault,
    normalized_text,
    read_front_matter,
    read_yaml,
    validate,
)


def read(text: str) -> Document:
    faults: list[Fault] = []
    document = read_yaml("a.yaml", text, faults)
    assert document is not None, faults
    assert faults == []
    return document


def fault_of(text: str) -> Fault:
    faults: list[Fault] = []
    assert read_yaml("a.yaml", text, faults) is None
    (fault,) = faults
    return fault


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("Yes", "Yes"),
        ("NO", "NO"),
        ("y", "y"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("1.5", 1.5),
        ("1e5", "1e5"),
        ("0x10", "0x10"),
        ("12:30", "12:30"),
        ("2027-05-01", "2027-05-01"),
        (".nan", ".nan"),
        ("9999999999999999999", "9999999999999999999"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("|-\n  12", "12"),
        ('""', ""),
        ("[a, yes, 1]", ["a", "yes", 1]),
        ("{yes: no}", {"yes": "no"}),
    ],
)
def test_values_are_what_a_person_means_who_never_read_the_yaml_standard(text: str, value: object) -> None:
    data = read(f"a: {text}\n").data
    assert data == {"a": value}
    assert isinstance(data, dict)
    assert type(data["a"]) is type(value)


def test_keys_are_words_also_where_they_look_like_something_else() -> None:
    assert read("yes: a\n1: b\nnull: c\n2027-05-01: d\n").data == {
        "yes": "a",
        "1": "b",
        "null": "c",
        "2027-05-01": "d",
    }


def test_every_part_knows_its_line() -> None:
    document = read(
        "# a comment\n\nfirst:\n  deep:\n    - one\n    - two: |\n        x\n        y\nlast: {a: 1}\n"
    )
    assert document.line(()) == 3
    assert document.line(("first",)) == 3
    assert document.line(("first", "deep")) == 4
    assert document.line(("first", "deep", 0)) == 5
    assert document.line(("first", "deep", 1, "two")) == 6
    assert document.line(("last", "a")) == 9
    assert document.line(("first", "deep", 7, "none")) == 4  # the nearest part around it
    assert document.line(("nothing",)) == 3
    assert document.fault(("last",), Problem("yaml_key")) == Fault("a.yaml", 9, "a key must be a word")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: &x [1]\n", 2, "anchors (&) and aliases (*)"),
        ("a: &x 1\nb: *x\n", 1, "anchors (&) and aliases (*)"),
        ("a: 1\nb:\n  <<: *x\n", 3, "anchors (&) and aliases (*)"),
        ("a: 1\n\nb: !!python/object/apply:os.system [ls]\n", 3, "tags (!)"),
        ("a: !secret x\n", 1, "tags (!)"),
        ("a: !!str 12\n", 1, "tags (!)"),
        ("a: 1\nb: 2\na: 3\n", 3, '"a" stands here twice'),
        ("a:\n  b: 1\n  b: 1\n", 3, '"b" stands here twice'),
        ("a: 1\n? [x, y]\n: 2\n", 2, "a key must be a word"),
        ("a: 1\n? {x: y}\n: 2\n", 2, "a key must be a word"),
        ("a: 1\n\tb: 2\n", 2, "not YAML"),
        ("a: [1, 2\nb: 3\n", 2, "not YAML"),
        ('a: "x\n', 2, "not YAML"),
        ("a: b: c\n", 1, "not YAML"),
        ("a: 1\n b: 2\n", 2, "not YAML"),
        ("a: 1\n---\nb: 2\n", 2, "expected a single document"),
        ("a: 1\nb: x\0y\n", 2, "invisible character U+0000"),
        ("a: 1\nb: x\u2028y\n", 2, "invisible character U+2028"),
        ("a: 1\n\nb: x\ufeffy\n", 3, "invisible character U+FEFF"),
        ("a: 1\nb: x\x0cy\n", 2, "invisible character U+000C"),
        ('a: 1\nb: "x\\0y"\n', 2, "invisible character U+0000"),
        ("a: 1\nb: caf\udce9\n", 2, "not written in UTF-8"),
        ("a: 1\nb: \ud800\n", 2, "invisible character U+D800"),
    ],
)
def test_what_is_malformed_or_means_something_else_is_refused_on_its_line(
    text: str, line: int, words: str
) -> None:
    fault = fault_of(text)
    assert (fault.file, fault.line, fault.severity) == ("a.yaml", line, "error")
    assert words in fault.problem


BOMB = 'a: &a ["x","x"]\n' + "".join(
    f"{new}: &{new} [{','.join(f'*{old}' for _ in range(9))}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "anchors"),
        ("a: " + "[" * 20_000 + "]" * 20_000, "nested more than 12 deep"),
        ("a: " + "[" * 40_000, "nested more than 12 deep"),
        ("a: " + "{a: " * 10_000, "nested more than 12 deep"),
        ("- " * 20_000 + "a", "nested more than 12 deep"),
        ("a: " + "x" * 10_000_000, "longer than 80,000 characters"),
    ],
    ids=["bomb", "brackets", "open brackets", "braces", "dashes", "10 MB"],
)
def test_a_hostile_file_is_refused_at_once(text: str, words: str) -> None:
    before = time.perf_counter()
    assert words in fault_of(text).problem
    assert time.perf_counter() - before < 1


def test_what_is_deep_or_long_but_within_the_limits_is_read() -> None:
    assert read("a: " + "[" * 11 + "x" + "]" * 11).data is not None
    assert "nested more than 12 deep" in fault_of("a: " + "[" * 12 + "x" + "]" * 12).problem
    longest = "a: " + "x" * (MAX_CHARACTERS - 3)
    assert read(longest).data == {"a": longest[3:]}
    assert "longer" in fault_of(longest + "x").problem


FRONT = "---\ntitle: A\nsteps: [1]\n---\n## Why\ntext\n"


@pytest.mark.parametrize(
    "edited",
    [
        FRONT.replace("\n", "\r\n"),
        FRONT.replace("\n", "\r"),
        "\ufeff" + FRONT,
        "\ufeff" + FRONT.replace("\n", "\r\n"),
        FRONT.replace("---\n", "--- \n"),
    ],
    ids=["CRLF", "CR", "BOM", "BOM and CRLF", "blank after dashes"],
)
def test_a_file_from_any_editor_reads_the_same(edited: str) -> None:
    faults: list[Fault] = []
    expected, found = (read_front_matter("a.md", text, faults) for text in (FRONT, edited))
    assert faults == []
    assert found == expected
    assert found is not None
    assert (found.body, found.body_line) == ("## Why\ntext\n", 5)


def test_front_matter_and_body_know_their_lines_in_the_file() -> None:
    faults: list[Fault] = []
    document = read_front_matter(
        "a.md", "---\n\ntitle: A\nexamples:\n  food: B\n---\nbody\n---\nmore\n", faults
    )
    assert document is not None
    assert document.line(("title",)) == 3
    assert document.line(("examples", "food")) == 5
    assert (document.body, document.body_line) == ("body\n---\nmore\n", 7)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "must begin with front matter"),
        ("## Why\n", 1, "must begin with front matter"),
        ("---\ntitle: A\n## Why\n", 1, "must begin with front matter"),
        ("---\ntitle: A\nsteps: [1\n---\nbody\n", 4, "not YAML"),
        ("---\ntitle: A\ntitle: B\n---\nbody\n", 3, "stands here twice"),
        ("---\ntitle: A\n---\nbody\n\0\n", 5, "U+0000"),
    ],
)
def test_faults_of_a_card_stand_on_the_line_of_the_file(text: str, line: int, words: str) -> None:
    faults: list[Fault] = []
    assert read_front_matter("a.md", text, faults) is None
    assert [(fault.file, fault.line) for fault in faults] == [("a.md", line)]
    assert words in faults[0].problem


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    counts: dict[str, int] = {}


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "nothing stands here; write it, or put the file back"),
        ("# only a comment\n", 1, "nothing stands here; write it, or put the file back"),
        ("- a\n", 1, "must hold lines of `name: value`"),
        ("a text\n", 1, "must hold lines of `name: value`"),
        ("counts: {}\n", 1, "name: is missing; add it"),
        ("name: a\nother: b\n", 2, "other: is not known here; remove it or correct its name"),
        ("counts: {}\nname: 12\n", 2, "name: must be a text; put it between quotes"),
        ("name: a\ncounts:\n  x: 1\n  y: a\n", 4, "counts.y: must be a whole number"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(text: str, line: int, problem: str) -> None:
    faults: list[Fault] = []
    assert validate(Shape, read(text), faults) is None
    assert faults == [Fault("a.yaml", line, problem)]


def test_all_that_does_not_fit_is_told_at_once() -> None:
    faults: list[Fault] = []
    assert validate(Shape, read("name: 1\ncounts: {x: a}\nodd: 2\n"), faults) is None
    assert {fault.line for fault in faults} == {1, 2, 3}


@given(st.text(st.characters(codec=None, categories=None), max_size=200))
def test_any_text_is_read_or_refused_with_a_fault(text: str) -> None:
    faults: list[Fault] = []
    document = read_yaml("a.yaml", text, faults)
    assert (document is None) == (len(faults) == 1)
    assert all(1 <= fault.line <= normalized_text(text).count("\n") + 2 for fault in faults)


@given(st.text(max_size=100))
def test_unifying_twice_changes_nothing_more(text: str) -> None:
    once = normalized_text(text.replace("\ufeff", ""))
    assert normalized_text(once) == once
    assert "\r" not in once


def test_a_fault_reads_as_a_compiler_would_tell_it() -> None:
    assert str(Fault("nl/terms.yaml", 3, "odd", "warning")) == "nl/terms.yaml:3: warning: odd"
