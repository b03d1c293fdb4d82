"""What was formatted in the app comes as Markdown."""

import time
from itertools import groupby

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.library.parsing.markup import to_html
from bot.sandbox.formatting import parse_html
from bot.telegram.api.formatting import as_markdown
from bot.telegram.api.raw import Entity


def entity(type_: str, offset: int, length: int, url: str | None = None) -> Entity:
    return Entity(type=type_, offset=offset, length=length, url=url)


@pytest.mark.parametrize(
    ("text", "entities", "written"),
    [
        ("Kies één dag.", [("bold", 5, 3)], "Kies **één** dag."),
        ("Kies één dag.", [("bold", 4, 5)], "Kies **één** dag."),
        ("🙂 vet", [("bold", 3, 3)], "🙂 **vet**"),
        ("vet en schuin", [("bold", 0, 3), ("italic", 7, 6)], "**vet** en *schuin*"),
        ("beide", [("bold", 0, 5), ("italic", 0, 5)], "***beide***"),
        ("a b c", [("bold", 0, 5), ("italic", 2, 1)], "**a *b* c**"),
        ("zie hier", [("text_link", 4, 4, "https://a.example")], "zie [hier](https://a.example)"),
        ("x", [("bold", 0, 1), ("mention", 0, 1)], "**x**"),
        ("x", [("bold", 5, 9), ("spoiler", 0, 1), ("bold", 0, 0)], "x"),
        ("x ", [("bold", 1, 1)], "x "),
        ("een\n\ntwee", [("bold", 0, 9)], "**een**\n\n**twee**"),
        ("een\ntwee", [("italic", 2, 4)], "ee*n*\n*tw*ee"),
        ("zie [hier]", [("text_link", 4, 6, "https://a.example")], "zie [\\[hier\\]](https://a.example)"),
        ("zie hier", [("text_link", 4, 4, "https://a.example/(x)")], "zie [hier](<https://a.example/(x)>)"),
        ("vetbeideschuin", [("bold", 0, 8), ("italic", 3, 11)], "**vetbeide**schuin"),
        ("vetbeide", [("bold", 0, 3), ("bold", 3, 5), ("italic", 3, 5)], "**vet*beide***"),
        ("vetschuin", [("bold", 0, 3), ("italic", 3, 6)], "**vet***schuin*"),
        ("“vet”en", [("bold", 0, 5)], "“vet”en"),
        ("a`b", [("code", 0, 3)], "``a`b``"),
        ("`a", [("code", 0, 2)], "`` `a ``"),
        ("x*y", [("code", 0, 3), ("bold", 0, 3)], "**`x*y`**"),
        ("hier", [("text_link", 0, 4, "mailto:a@b.nl")], "hier"),
        ("- een **twee** drie", [("bold", 15, 4)], "- een **twee** **drie**"),
    ],
)
def test_marks_stand_where_the_app_had_them(
    text: str, entities: list[tuple[str, int, int]], written: str
) -> None:
    assert as_markdown(text, [entity(*one) for one in entities]) == written


KINDS = {"bold": "bold", "italic": "italic", "code": "code", "text_link": "text_link"}
TEXTS = st.text(st.sampled_from("abé 🙂\n.,!?\"'“”()[]"), max_size=30)
ENTITIES = st.lists(
    st.tuples(
        st.sampled_from(sorted(KINDS)),
        st.integers(0, 30),
        st.integers(1, 30),
        st.sampled_from(["https://a.example/x", "https://a.example/(x)?a=1&b=2", "tg://resolve?domain=x"]),
    ).map(lambda made: made if made[0] == "text_link" else made[:3]),
    max_size=6,
)


def looks(text: str, entities: list[Entity]) -> list[tuple[str, frozenset[str]]]:
    """Give each visible character with what it looks like; blanks look like nothing."""
    found, at = [], 0
    for character in text:
        style = {
            f"{one.type}{one.url or ''}"
            for one in entities
            if one.type in KINDS and one.offset <= at < one.offset + one.length
        }
        at += 1 + (ord(character) > 0xFFFF)
        if not character.isspace():
            found.append((character, frozenset(style)))
    return found


def shown(markdown: str) -> list[tuple[str, frozenset[str]]]:
    text, entities = parse_html(to_html(markdown))
    made = []
    for one in entities:
        before, within = (
            len(part.encode("utf-16-le")) // 2 for part in (text[: one.start], text[one.start : one.end])
        )
        made.append(entity(one.type, before, within, one.details.get("url")))
    return looks(text, made)


def last_links(entities: list[Entity], length: int) -> list[Entity]:
    """Let the last of several links be the one that counts, as no app sends two."""
    taken: set[int] = set()
    kept: list[Entity] = []
    for one in reversed(entities):
        if one.type != "text_link":
            kept.append(one)
            continue
        free = sorted(set(range(one.offset, min(one.offset + one.length, length))) - taken)
        taken |= set(free)
        for _, run in groupby(enumerate(free), key=lambda pair: pair[1] - pair[0]):
            units = [unit for _, unit in run]
            kept.append(entity("text_link", units[0], len(units), one.url))
    return kept


@given(TEXTS, ENTITIES)
@example("een\n\ntwee", [("bold", 0, 9)])
@example("vetbeideschuin", [("bold", 0, 8), ("italic", 3, 11)])
@example("a[b", [("text_link", 0, 3, "https://a.example/x")])
def test_what_was_formatted_comes_back_as_it_was_and_no_mark_stands_in_the_text(
    text: str, made: list[tuple[str, int, int]]
) -> None:
    entities = last_links([entity(*one) for one in made], 2 * len(text) + 2)
    back, meant = shown(as_markdown(text, entities)), looks(text, entities)
    assert [character for character, _ in back] == [character for character, _ in meant]
    assert all(style <= wanted for (_, style), (_, wanted) in zip(back, meant, strict=True))


WORDS = st.lists(
    st.tuples(st.text("abé🙂", min_size=1, max_size=4), st.sets(st.sampled_from(["bold", "italic"]))),
    max_size=6,
)


@given(st.lists(WORDS, max_size=3))
def test_words_keep_all_their_marks(paragraphs: list[list[tuple[str, set[str]]]]) -> None:
    text, entities = "", []
    for words in paragraphs:
        for word, kinds in words:
            offset = len(text.encode("utf-16-le")) // 2
            length = len(word.encode("utf-16-le")) // 2
            entities += [entity(kind, offset, length) for kind in sorted(kinds)]
            text += f"{word} "
        text += "\n\n"
    assert shown(as_markdown(text, entities)) == looks(text, entities)


def test_many_marks_take_no_time() -> None:
    text = "a" * 4096
    entities = [entity(("bold", "italic")[one % 2], one * 30, 45) for one in range(100)]
    began = time.process_time()
    for said in (text, "*[`" * 1365, ("*[`" * 333 + "\n") * 4, "*a\n" * 1365):
        as_markdown(said, entities)
    assert time.process_time() - began < 5
