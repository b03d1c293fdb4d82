"""One text of a file is replaced, and the rest stays as it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.parsing.fields import NotReplaceable, add_field, field, fields, lines_of, replace_field
from bot.library.parsing.source import leaves, read_front_matter, read_yaml
from tests.support.content.changed import PACKAGED

TEXTS = [path for path in PACKAGED if path.startswith(("nl/", "en/"))]
CARD, SAID, ASKED = "nl/advice/email/email_monthly.md", "nl/messages.yaml", "nl/questions.yaml"
PLACES = [(path, one.name) for path in TEXTS for one in fields(path, PACKAGED[path])]
# A user's text as Telegram gives it: cleaned, and never empty.
WRITTEN = st.sampled_from(
    [
        "Kort",
        "a: b",
        "- a",
        "# niet",
        "ja",
        "yes",
        "12",
        "null",
        "'",
        '"',
        "\\",
        "{a}",
        "[b, c]",
        "a #b",
        "%x",
        "@x",
        "*vet* en **heel vet**",
        "één\ntwee",
        "één\n\n  twee",
        "|",
        ">",
        "&a",
        "!b",
        "a, b",
        "a,[",
        "...",
        "---",
        "een `code`",
        "tab\tmidden",
        "🙂 lach",
        "regel \nmet spatie",
        "? a",
        ": a",
        "~",
    ]
) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=80).map(
    lambda text: text.strip() or "x"
)


def data(path: str, text: str) -> object:
    found = (read_front_matter if path.endswith(".md") else read_yaml)(path, text, [])
    return (found.data, found.body) if found else None


def test_every_text_of_the_packaged_content_is_a_field() -> None:
    assert len(PLACES) > 1_500
    assert len(set(PLACES)) == len(PLACES)


@pytest.mark.parametrize("path", TEXTS)
def test_a_text_replaced_by_itself_leaves_the_same_bytes(path: str) -> None:
    text = PACKAGED[path]
    for one in fields(path, text)[: 40 if path.endswith(".md") else 3]:
        assert replace_field(path, text, one.name, one.value) == text


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(PLACES), WRITTEN)
def test_only_the_lines_of_that_text_change(place: tuple[str, str], value: str) -> None:
    path, name = place
    text = PACKAGED[path]
    try:
        made = replace_field(path, text, name, value)
    except NotReplaceable:
        # What is no text of a file, such as a heading inside a card; nothing was changed.
        return
    found = field(path, made, name)
    assert found is not None
    assert found.value == value
    before, after = text.split("\n"), made.split("\n")
    old = field(path, text, name)
    assert old is not None
    at = next(
        (number for number, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0
    )
    kept = len(before) - at - old.value.count("\n") - 2
    assert before[:at] == after[:at]
    assert kept <= 0 or before[-kept:] == after[-kept:]
    others = [(one.path, one.value) for one in fields(path, made) if one.name != name]
    assert others == [(one.path, one.value) for one in fields(path, text) if one.name != name]
    assert data(path, replace_field(path, made, name, old.value)) == data(path, text)


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("controls.begin.label", "Start, nu", '  begin: {label: "Start, nu"'),
        (
            "general.stale",
            "Die knop is oud: hieronder gaat u verder.",
            '  stale: "Die knop is oud: hieronder',
        ),
        ("general.stale", "Eén\ntwee", "  stale: |-\n    Eén\n    twee\n  nothing_answered"),
        ("general.stopped", "Kort", "  stopped: Kort\n  apology: |-"),
        ("desk.poster.lines.1", "Zo", "      - Zo\n      - De adviseur"),
    ],
)
def test_it_is_written_as_a_person_would(name: str, value: str, line: str) -> None:
    assert line in replace_field(SAID, PACKAGED[SAID], name, value)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_word_of_a_list_is_a_text_of_its_own(language: str) -> None:
    path = f"{language}/terms.yaml"
    words = [one for one in fields(path, PACKAGED[path]) if one.name.startswith("trades.flowers_pets.")]
    assert [one.name.rsplit(".", 1)[1] for one in words] == ["0", "1", "2"]
    made = replace_field(path, PACKAGED[path], "trades.flowers_pets.1", "toko’s")
    assert f"flowers_pets: [{words[0].value}, toko’s, {words[2].value}]" in made


def test_a_card_s_parts_are_its_front_matter_and_its_headings() -> None:
    names = [one.name for one in fields(CARD, PACKAGED[CARD])]
    assert names[:6] == ["title", "words", "shops.0", "shops.1", "shops.2", "cost"]
    shown = {"suits.care", "examples.food", "##.Waarom", "##.Eerste stap", "##.Tekst om over te nemen"}
    assert shown <= set(names)
    copied = field(CARD, PACKAGED[CARD], "##.Tekst om over te nemen")
    assert copied is not None
    assert "```" not in copied.value


@pytest.mark.parametrize("value", ["## Nog een kop\nx", "x\n## Waarom\ny"])
def test_a_heading_in_a_card_is_refused(value: str) -> None:
    with pytest.raises(NotReplaceable):
        replace_field(CARD, PACKAGED[CARD], "##.Waarom", value)


def test_the_lines_of_a_text_are_those_in_which_it_stands() -> None:
    for path in (CARD, SAID):
        lines = PACKAGED[path].split("\n")
        values = {one.name: one.value for one in fields(path, PACKAGED[path])}
        where_each = lines_of(path, PACKAGED[path])
        assert where_each.keys() == values.keys()
        for name, where in where_each.items():
            begin = values[name].split("\n")[0][:20]
            assert begin in "\n".join(lines[where.start - 1 : where.stop - 1]), (path, name)


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(NotReplaceable):
        replace_field(ASKED, PACKAGED[ASKED], "questions.nothing.ask", "x")


def test_a_broken_file_has_no_fields() -> None:
    assert fields(SAID, "a: [") == ()
    assert fields(CARD, "no front matter") == ()
    assert fields("nl/terms.yaml", "") == ()


@pytest.mark.parametrize(
    ("path", "text", "name", "value", "made"),
    [
        ("a.yaml", "b: c\n", "d", "e", "d: e\nb: c\n"),
        ("a.yaml", "# x\nb: {c: d}\n", "b.e", "f: g", '# x\nb: {e: "f: g", c: d}\n'),
        ("a.yaml", "b:\n  c: d\n", "b.e", "f\n\ng", "b:\n  e: |-\n    f\n\n    g\n  c: d\n"),
        ("a.md", "---\nb: c\n---\n## D\ne\n", "##.F", "g", "---\nb: c\n---\n## D\ne\n\n## F\n\ng\n"),
        ("a.md", "---\nb:\n  c: d\n---\n## D\ne\n", "b.x", "y", "---\nb:\n  x: y\n  c: d\n---\n## D\ne\n"),
    ],
)
def test_a_text_is_added(path: str, text: str, name: str, value: str, made: str) -> None:
    assert add_field(path, text, name, value) == made


def test_an_added_text_to_copy_is_fenced() -> None:
    assert add_field("a.md", "---\nb: c\n---\n", "##.F", "g", fenced=True).endswith("## F\n\n```\ng\n```\n")


@pytest.mark.parametrize(
    ("path", "text", "name", "value"),
    [
        ("a.yaml", "b: c\n", "d.e", "f"),
        ("a.yaml", "b: c\n", "b", "d"),
        ("a.yaml", "b: c\n", "x: y\nz", "d"),
        ("a.yaml", "- b\n", "c", "d"),
        ("a.md", "---\nb: c\n---\n", "##.F", "## G\nh"),
        ("a.md", "no card", "b", "c"),
    ],
)
def test_what_cannot_be_added_is_refused(path: str, text: str, name: str, value: str) -> None:
    with pytest.raises(NotReplaceable):
        add_field(path, text, name, value)


SCALARS = (
    "1.2.3",
    ".5",
    "1.",
    "1..2",
    ".",
    "2010-05-01",
    "12:30",
    "yes",
    "no",
    "on",
    "True",
    "true",
    "null",
    "Null",
    "~",
    "''",
    "'1'",
    '"true"',
    "007",
    "0o7",
    "0x1f",
    "1e3",
    ".inf",
    "1_000",
    "-1",
    "+1.5",
    "123456789012345",
    "1234567890123456",
    "1.123456789",
    "1.1234567890",
    "\u0661\u0662",
)


@pytest.mark.parametrize("written", SCALARS)
def test_what_the_content_takes_for_a_text_is_a_field_and_nothing_else_is(written: str) -> None:
    text = f"a: {written}\nb: [{written}, x]\n"
    document = read_yaml("nl/terms.yaml", text, [])
    assert document
    assert [(one.path, one.value) for one in fields("nl/terms.yaml", text)] == list(leaves(document.data))


def test_a_text_that_looks_like_a_number_is_kept_as_a_text() -> None:
    """Written bare it would be a number to the content, and 1.2.3 would not."""
    text = "a: Kort\n"
    assert replace_field("nl/terms.yaml", text, "a", "1.2") == 'a: "1.2"\n'
    assert field("nl/terms.yaml", replace_field("nl/terms.yaml", text, "a", "1.2.3"), "a")
