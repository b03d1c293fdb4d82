"""What was formatted in the app comes as Markdown."""

import pytest

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
    ],
)
def test_marks_stand_where_the_app_had_them(
    text: str, entities: list[tuple[str, int, int]], written: str
) -> None:
    assert as_markdown(text, [entity(*one) for one in entities]) == written
