"""The program's own words held against each other, and against the code that says them."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import jinja2
from jinja2 import nodes

from bot.library.schema.content import LANGUAGES
from bot.library.words import Text, Words

_ANY = r"\w+"
"""Stands for what is worked out while the program runs."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place that says a text."""

    where: str
    key: str
    """A pattern for the keys that it can be."""
    values: frozenset[str]
    """The names of what is filled in."""


def blanks(text: Text) -> frozenset[str]:
    """Name the blanks of a text, in all its forms."""
    forms = (text,) if isinstance(text, str) else tuple(text.values())
    return frozenset(name for form in forms for _, name, _, _ in Formatter().parse(form) if name)


def disagreements(words: Words) -> list[str]:
    """Tell what one language has otherwise than the other: keys, order, blanks, forms for a number."""
    first, *others = (words.texts(language) for language in LANGUAGES)
    found = [f"{key}: {told}" for texts in (first, *others) for key, told in _misshapen(texts)]
    for texts in others:
        found += sorted(f"{key}: not in each language" for key in first.keys() ^ texts.keys())
        if list(first) != list(texts):
            found.append("the keys stand in another order")
        found += [
            f"{key}: other blanks" for key in first.keys() & texts.keys() if _differ(first[key], texts[key])
        ]
    return found


def misuses(words: Words, uses: Iterable[Use], written: Iterable[str]) -> list[str]:
    """Tell which texts are said wrongly, or never.

    A key that a use takes as it comes is one that is `written` somewhere, as a whole or in a pattern.
    """
    texts = words.texts("en")
    # A pattern that says next to nothing fits any key.
    somewhere = re.compile(
        "|".join(sorted({one for one in written if re.search(r"\w\w", one.replace(_ANY, ""))}))
    )
    found, said = [], set[str]()
    for use in uses:
        pattern = re.compile(use.key)
        here = {key for key, text in texts.items() if pattern.fullmatch(key) and blanks(text) == use.values}
        if use.key == _ANY:
            here = {key for key in here if somewhere.fullmatch(key)}
        if not here:
            found.append(f"{use.where}: {use.key} with {sorted(use.values)}")
        said |= here
    return found + [f"{key} is never said" for key in texts if key not in said]


def in_python(paths: Iterable[Path], names: frozenset[str]) -> Iterator[Use]:
    """Find where functions of these names are called with a key."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).split(".")[-1] in names:
                values = frozenset(keyword.arg or "**" for keyword in node.keywords)
                if "**" not in values:
                    yield Use(f"{path.name}:{node.lineno}", _key(node.args[0]), values)


def in_templates(paths: Iterable[Path], name: str) -> Iterator[Use]:
    """Find where a function of a name is called in templates."""
    for path in paths:
        for node in _parsed(path).find_all(nodes.Call):
            if isinstance(node.node, nodes.Name) and node.node.name == name:
                values = frozenset(keyword.key for keyword in node.kwargs)
                yield Use(f"{path.name}:{node.lineno}", _key_there(node.args[0]), values)


def written_in_python(paths: Iterable[Path]) -> Iterator[str]:
    """Give the texts that stand in code, as patterns."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr) or (
                isinstance(node, ast.Constant) and isinstance(node.value, str)
            ):
                yield _key(node)


def written_in_templates(paths: Iterable[Path]) -> Iterator[str]:
    """Give the texts that stand in templates, as patterns."""
    for path in paths:
        yield from map(_key_there, _parsed(path).find_all(nodes.Const))


def _misshapen(texts: Mapping[str, Text]) -> Iterator[tuple[str, str]]:
    for key, text in texts.items():
        if isinstance(text, str):
            if not text.strip():
                yield key, "empty"
        elif set(text) != {"one", "other"} or "count" not in blanks(text["other"]):
            yield key, "not a form for one, and one for another {count}"


def _differ(one: Text, other: Text) -> bool:
    return blanks(one) != blanks(other) or isinstance(one, str) != isinstance(other, str)


def _key(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return re.escape(str(node.value))
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_key, node.values))
    if isinstance(node, ast.IfExp):
        return f"{_key(node.body)}|{_key(node.orelse)}"
    return _ANY


def _key_there(node: nodes.Node) -> str:
    if isinstance(node, nodes.Const):
        return re.escape(str(node.value))
    if isinstance(node, nodes.Add):
        return _key_there(node.left) + _key_there(node.right)
    if isinstance(node, nodes.CondExpr):
        return f"{_key_there(node.expr1)}|{_key_there(node.expr2) if node.expr2 else ''}"
    return _ANY


def _parsed(path: Path) -> nodes.Template:
    return jinja2.Environment(autoescape=True).parse(path.read_text("utf-8"))
