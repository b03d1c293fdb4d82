"""The texts in one content file: each by itself, to be read and replaced while the rest stays the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from bot.lib.memo import Recent
from bot.library.parsing.source import (
    FRONT,
    Fault,
    Path,
    normalized_text,
    read_front_matter,
    read_yaml,
    root_node,
    scalar_value,
)

_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_FENCED = re.compile(r"\s*```[a-z]*\n(?P<text>.*?)\n?```\s*", re.DOTALL)
# What never means anything to YAML, wherever it stands; a text of anything else is written between quotes.
_PLAIN = re.compile(r"[^\W\d_](?:[^\n:#,\[\]{}\"\\]|,(?! ?[\[\]{}]))*", re.ASCII | re.DOTALL)
_INDENT = 2

BODY = "##"
"""The first part of the path of what stands under a card's heading; the heading is the second."""


class NotReplaceable(ValueError):
    """A text cannot stand there: the file would come to mean something else, or there is no such field."""


@dataclass(frozen=True, slots=True)
class Field:
    """A text in a file, and where it stands."""

    path: Path
    value: str

    @property
    def name(self) -> str:
        return ".".join(map(str, self.path))


@dataclass(frozen=True, slots=True)
class _Place:
    """A field with the part of the file that writes it."""

    field: Field
    start: int
    end: int
    style: str = ""
    flow: bool = False
    indent: int = 0


def fields(path: str, text: str) -> tuple[Field, ...]:
    """List the texts of a file, in the order in which they stand; none where it cannot be read."""
    return _FIELDS.of(
        path, text, lambda: tuple(place.field for place in _places(path, normalized_text(text)))
    )


_FIELDS: Recent[tuple[Field, ...]] = Recent()


def field(path: str, text: str, name: str) -> Field | None:
    """Find a text of a file by its name."""
    return next((one for one in fields(path, text) if one.name == name), None)


def replace_field(path: str, text: str, name: str, value: str) -> str:
    """Give the file with another text in one of its fields. Raises NotReplaceable."""
    text = normalized_text(text)
    known = field(path, text, name)
    if known and known.value == value:
        return text
    before = _places(path, text)
    place = next((one for one in before if one.field.name == name), None)
    if place is None:
        raise NotReplaceable(f"{path} has no {name}")
    wanted = [(one.field.path, value if one is place else one.field.value) for one in before]
    for written in _notations(place, value, text[place.start : place.end]):
        made = text[: place.start] + written + text[place.end :]
        # Read again, so that whatever is written can mean nothing but this text.
        if [(one.field.path, one.field.value) for one in _places(path, made)] == wanted:
            return made
    raise NotReplaceable(f"{path} cannot hold this under {name}")


def add_field(path: str, text: str, name: str, value: str, *, fenced: bool = False) -> str:
    """Give the file with a text that it has not yet, under a heading or a part that is there.

    With `fenced` it stands between two fences, as a text to copy does. Raises NotReplaceable.
    """
    text = normalized_text(text)
    before = {one.field.name: one.field.value for one in _places(path, text)}
    for made in _with(path, text, name, value, fenced=fenced):
        if {one.field.name: one.field.value for one in _places(path, made)} == {**before, name: value}:
            return made
    raise NotReplaceable(f"{path} cannot hold this under {name}")


def _with(path: str, text: str, name: str, value: str, *, fenced: bool) -> Iterator[str]:
    if name.startswith(f"{BODY}."):
        written = f"```\n{value}\n```" if fenced else value
        yield f"{text.rstrip()}\n\n{BODY} {name.removeprefix(f'{BODY}.')}\n\n{written}\n"
        return
    front = FRONT.match(text) if path.endswith(".md") else None
    offset, yaml_text = (front.start("front"), front["front"]) if front else (0, text)
    parent, _, key = name.rpartition(".")
    found = _mapping(root_node(yaml_text), parent)
    if found is None or not found.value:
        return
    first, column = found.value[0][0].start_mark, found.value[0][0].start_mark.column
    at, between = first.index + offset, ", " if found.flow_style else f"\n{' ' * column}"
    place = _Place(Field((), ""), at, at, flow=bool(found.flow_style), indent=column + _INDENT)
    for written in _notations(place, value, ""):
        yield f"{text[:at]}{key}: {written}{between}{text[at:]}"


def _mapping(node: yaml.Node | None, name: str) -> yaml.MappingNode | None:
    """Find the part of a file that has a name."""
    if not isinstance(node, yaml.MappingNode):
        return None
    if not name:
        return node
    for key, value in node.value:
        if name == key.value or name.startswith(f"{key.value}."):
            return _mapping(value, name[len(key.value) + 1 :])
    return None


def lines_of(path: str, text: str) -> dict[str, range]:
    """Tell in which lines each text of a file stands, counted from 1."""
    text = normalized_text(text)
    return {
        place.field.name: range(text.count("\n", 0, place.start) + 1, text.count("\n", 0, place.end) + 2)
        for place in _places(path, text)
    }


def _places(path: str, text: str) -> list[_Place]:
    faults: list[Fault] = []
    if path.endswith(".md"):
        match = FRONT.match(text)
        if match is None or read_front_matter(path, text, faults) is None:
            return []
        return [*_scalars(match["front"], match.start("front")), *_under(match["body"], match.start("body"))]
    return list(_scalars(text, 0)) if read_yaml(path, text, faults) else []


def _scalars(text: str, offset: int) -> Iterator[_Place]:
    node = root_node(text)
    if node is not None:
        yield from _within(node, (), offset, _Around())


@dataclass(frozen=True, slots=True)
class _Around:
    """What a text stands in."""

    flow: bool = False
    indent: int = 0


def _within(node: yaml.Node, path: Path, offset: int, around: _Around) -> Iterator[_Place]:
    if isinstance(node, yaml.ScalarNode):
        if isinstance(scalar_value(node), str):
            end = node.end_mark.index + offset
            at = (node.start_mark.index + offset, end, node.style or "", around.flow, around.indent)
            yield _Place(Field(path, node.value), *at)
        return
    flow = around.flow or bool(getattr(node, "flow_style", False))
    indent = node.start_mark.column + _INDENT
    inner = _Around(flow, indent)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _within(value, (*path, key.value), offset, inner)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _within(value, (*path, number), offset, inner)


def _under(body: str, offset: int) -> Iterator[_Place]:
    """List what stands under each heading; of a text to copy what stands between its fences."""
    headings = list(_HEADING.finditer(body))
    for number, heading in enumerate(headings):
        start = heading.end()
        end = headings[number + 1].start() if number + 1 < len(headings) else len(body)
        part = body[start:end]
        fenced = _FENCED.fullmatch(part)
        if fenced:
            start, end = start + fenced.start("text"), start + fenced.end("text")
        else:
            start, end = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
            end = max(start, end)
        yield _Place(Field((BODY, heading[1]), body[start:end]), start + offset, end + offset, style="md")


def _notations(place: _Place, value: str, raw: str) -> Iterator[str]:
    """Give the ways to write a text in a place, the most readable first."""
    if place.style == "md":
        yield value
        return
    if "\n" in value and not place.flow:
        tail = raw[len(raw.rstrip()) :] if place.style in ("|", ">") else ""
        pad = " " * place.indent
        lines = "\n".join(f"{pad}{line}" if line.strip() else "" for line in value.split("\n"))
        yield f"|-\n{lines}{tail}"
    tail = raw[len(raw.rstrip()) :]
    if place.style != '"' and _PLAIN.fullmatch(value):
        yield value + tail
    quoted = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    yield f'"{quoted}"{tail}'
