"""YAML and front matter as plain data that knows its lines, so that a fault can name the place."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol, TypeVar

import yaml
from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import ErrorDetails

from bot.library.parsing.problem import WORDS, Problem, at

Path = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)

MAX_DEPTH = 12
MAX_CHARACTERS = 80_000
# YAML 1.2's core schema: `yes` and `no` are words, as a person who writes an option id expects.
_CONSTANTS: dict[str, JsonValue] = {"": None, "null": None, "~": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?\d{1,15}\Z")
_DECIMAL = re.compile(r"[-+]?\d{1,15}\.\d{1,9}\Z")
FRONT = re.compile(r"---[ \t]*\n(?P<front>.*?)\n---[ \t]*\n(?P<body>.*)\Z", re.DOTALL)
# Control characters, line ends that only some programs see, half characters, and a byte order mark midway.
_UNUSABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, and where; severity "error" keeps content from use, "warning" does not."""

    file: str
    line: int
    problem: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.problem}"


class ContentFaults(Exception):
    """The content cannot be used; `faults` names everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class Document:
    """One file's data, with the line on which each part of it stands."""

    file: str
    data: JsonValue
    lines: dict[Path, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    filled: frozenset[Path] = frozenset()
    """The parts that do not stand here: another language's stand in for them."""

    def line(self, path: Path) -> int:
        """Tell the line of the part at a path, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def stands_in(self, path: Path) -> bool:
        """Tell whether another language's text stands in for the part at a path."""
        return any(path[:depth] in self.filled for depth in range(1, len(path) + 1))

    def fault(self, path: Path, problem: Problem, severity: str = "error") -> Fault:
        return Fault(self.file, self.line(path), problem, severity)


def leaves(data: JsonValue, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Give the texts in data, each with its path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))


class _Mark(Protocol):
    line: int


class _Malformed(Exception):
    def __init__(self, line: int, problem: Problem) -> None:
        self.line = line
        self.problem = problem
        super().__init__(problem)


def _line(mark: _Mark | None) -> int:
    return mark.line + 1 if mark else 1


def normalized_text(text: str) -> str:
    """Give a text as each editor and system means it: no byte order mark, and lines that end in \\n."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _usable(file: str, text: str, faults: list[Fault]) -> str | None:
    text = normalized_text(text)
    if len(text) > MAX_CHARACTERS:
        faults.append(Fault(file, 1, Problem("file_long", most=MAX_CHARACTERS)))
        return None
    found = _UNUSABLE.search(text)
    if found is None:
        return text
    line = text.count("\n", 0, found.start()) + 1
    faults.append(Fault(file, line, _unusable(found[0])))
    return None


def _unusable(character: str) -> Problem:
    if _NOT_UTF8.match(character):
        return Problem("not_utf8")
    return Problem("invisible", name=f"U+{ord(character):04X}")


def root_node(text: str) -> yaml.Node | None:
    """Read YAML as its parts with their places; None where it is empty. Raises yaml.YAMLError."""
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    return node


def scalar_value(node: yaml.ScalarNode) -> JsonValue:
    """Give what a part without parts means here: a text, a number, true, false or nothing."""
    text: str = node.value
    if node.style:  # quoted, or a block: a text as it stands
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _DECIMAL.match(text) else text


def _members(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Malformed(key.start_mark.line + 1, Problem("yaml_key"))
        if key.value in seen:
            raise _Malformed(key.start_mark.line + 1, Problem("twice", name=key.value))
        seen.add(key.value)
        yield key.value, key, value


def _build(node: yaml.Node, path: Path, lines: dict[Path, int]) -> JsonValue:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        found = _UNUSABLE.search(node.value)  # written as an escape: "\0"
        if found:
            raise _Malformed(_line(node.start_mark), _unusable(found[0]))
        return scalar_value(node)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, index), lines) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        built: dict[str, JsonValue] = {}
        for key, key_node, value in _members(node):
            lines[(*path, key)] = key_node.start_mark.line + 1
            built[key] = _build(value, (*path, key), lines)
        return built
    raise _Malformed(node.start_mark.line + 1, Problem("yaml_kind"))


def _refuse_unsafe(text: str) -> None:
    """Refuse what can blow a small file up or mean something else, and no editor of texts needs.

    The depth is counted here because composing too deep a file ends the process.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Malformed(line, Problem("yaml_anchor"))
        if getattr(event, "tag", None):
            raise _Malformed(line, Problem("yaml_tag"))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _Malformed(line, Problem("yaml_deep", most=MAX_DEPTH))


# From one version to the next few files change; nobody changes what is read.
@lru_cache(maxsize=512)
def _parse(text: str) -> tuple[JsonValue, dict[Path, int]]:
    lines: dict[Path, int] = {}
    _refuse_unsafe(text)
    node = root_node(text)
    return (None if node is None else _build(node, (), lines)), lines


def read_yaml(file: str, text: str, faults: list[Fault]) -> Document | None:
    """Read a YAML file; what is malformed goes to `faults`, and None comes back."""
    usable = _usable(file, text, faults)
    return None if usable is None else _read(file, usable, faults)


def _read(file: str, text: str, faults: list[Fault]) -> Document | None:
    try:
        return Document(file, *_parse(text))
    except _Malformed as fault:
        faults.append(Fault(file, fault.line, fault.problem))
    except yaml.MarkedYAMLError as fault:
        said = ": ".join(filter(None, (fault.context, fault.problem)))
        faults.append(Fault(file, _line(fault.problem_mark), Problem("yaml", said=said)))
    return None


def read_front_matter(file: str, text: str, faults: list[Fault]) -> Document | None:
    """Read a Markdown file that begins with YAML between two lines of `---`."""
    usable = _usable(file, text, faults)
    if usable is None:
        return None
    match = FRONT.match(usable)
    if match is None:
        faults.append(Fault(file, 1, Problem("front_matter")))
        return None
    # A line before it keeps the numbers of the YAML those of the file.
    front = _read(file, "\n" + match["front"], faults)
    if front is None:
        return None
    return Document(file, front.data, front.lines, match["body"], match["front"].count("\n") + 4)


def validate(model: type[M], document: Document, faults: list[Fault]) -> M | None:
    """Hold a document against its model; each thing that does not fit goes to `faults`."""
    if document.data is None:
        faults.append(document.fault((), Problem("file_empty")))
        return None
    try:
        return model.model_validate_json(json.dumps(document.data), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        places = [tuple(part for part in detail["loc"] if part != "[key]") for detail in details]
        for path, detail in zip(places, details, strict=True):
            if detail["type"] == "too_short" and any(path == other[: len(path)] != other for other in places):
                continue  # too few only because of those that are at fault themselves
            place = ".".join(map(str, path))
            problem = _misshapen(detail)
            faults.append(document.fault(path, at(place, problem) if place else problem))
        return None


def _misshapen(detail: ErrorDetails) -> Problem:
    """Say what pydantic found for who edits a text."""
    code, values = detail["type"], detail.get("ctx", {})
    ours = values["error"].args[0] if code == "value_error" else None
    if isinstance(ours, Problem):
        return ours
    if code not in WORDS.texts("en"):
        return Problem("misshapen", said=detail["msg"])
    return Problem(code, **{name: _display_value(value) for name, value in values.items()})


def _display_value(value: object) -> str | int:
    if isinstance(value, float):
        return f"{value:g}"
    return value if isinstance(value, int) else str(value).replace(" or ", ", ")
