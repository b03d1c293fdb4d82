"""Figures of the code itself, read from its text."""

import ast
import importlib
import io
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FEW_LINES, MOST_PARAMETERS = 40, 5
_NO_CODE = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)
# Not those that read as a command too, such as "read", "put", "set", "cut" and "let".
_WORDS = """
begun bought broken brought built caught chosen come done drawn driven eaten fallen felt forgotten
found frozen given gone grown heard held hidden kept known laid left lent lost made meant met paid
said seen sent shown sold spent spoken stolen swept taken taught thought thrown told understood
undone unsent won worn written
"""
_IRREGULAR = frozenset(_WORDS.split())
_NO_PARTICIPLES = frozenset({"bed", "embed", "exceed", "feed", "need", "proceed", "seed", "speed", "succeed"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Figures:
    """What the code comes to."""

    arrows: int
    """Imports between two modules of bot/dialogue: however many names, each pair counts once, each way."""
    lines: int
    """All lines."""
    code_lines: int
    """Lines that hold code: no blank ones, comments and docstrings."""
    short: tuple[str, ...]
    """Modules with fewer than 40 lines of any kind; an __init__.py is none of them."""
    many_parameters: tuple[str, ...]
    """Functions with more than five parameters; *args and **kwargs are one each, self and cls are none.

    A method that a library calls has the parameters that the library's base class gives it, and is none.
    """
    participles: tuple[str, ...]
    """Functions whose name is a past participle and nothing more; see `is_participle`."""


def figures(root: Path, folders: Sequence[str]) -> Figures:
    """Read the code in some folders of a root. Functions are named by file, line and name."""
    lines = code_lines = 0
    short: list[str] = []
    many: list[str] = []
    participles: list[str] = []
    for path in _modules(root, folders):
        text, name = path.read_text("utf-8"), path.relative_to(root).as_posix()
        tree = ast.parse(text)
        lines += len(text.splitlines())
        code_lines += len(_code_lines(text, tree))
        if path.name != "__init__.py" and len(text.splitlines()) < FEW_LINES:
            short.append(name)
        dictated = _dictated(tree, folders)
        for function, method in _functions(tree):
            place = f"{name}:{function.lineno} {function.name}"
            if function not in dictated and _parameters(function, method=method) > MOST_PARAMETERS:
                many.append(place)
            if is_participle(function.name):
                participles.append(place)
    arrows = len(_arrows(root, root / "bot" / "dialogue"))
    return Figures(arrows, lines, code_lines, tuple(short), tuple(many), tuple(participles))


def is_participle(name: str) -> bool:
    """Tell whether a name is one past participle: `told`, `_opened`, but not `opened_store` or `wave_told`.

    That is a single word that ends in "ed", or one of a list of irregular ones. Words that are a command too,
    such as `read`, are given the benefit of the doubt.
    """
    word = name.strip("_")
    return word in _IRREGULAR or (word.isalpha() and word.endswith("ed") and word not in _NO_PARTICIPLES)


def _modules(root: Path, folders: Sequence[str]) -> list[Path]:
    return sorted(path for folder in folders for path in (root / folder).rglob("*.py"))


def _code_lines(text: str, tree: ast.AST) -> set[int]:
    found: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _NO_CODE:
            found.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree):
        # What stands there as a statement does nothing: docstrings, and the strings under fields.
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return found


def _functions(tree: ast.AST) -> Iterator[tuple[Function, bool]]:
    """Give each function, and whether it has a self or cls."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function):
                static = any(
                    isinstance(one, ast.Name) and one.id == "staticmethod" for one in child.decorator_list
                )
                yield child, isinstance(node, ast.ClassDef) and not static


def _dictated(tree: ast.Module, folders: Sequence[str]) -> set[Function]:
    """List the methods of classes that overrule those of a base from outside the folders."""
    bases = {
        one.asname or one.name: (node.module, one.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] not in folders
        for one in node.names
    }
    return {
        child
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name) and base.id in bases
        for child in node.body
        if isinstance(child, Function)
        and not child.name.startswith("__")
        and _has(*bases[base.id], child.name)
    }


def _has(module: str, base: str, method: str) -> bool:
    return hasattr(getattr(importlib.import_module(module), base, None), method)


def _parameters(function: Function, *, method: bool) -> int:
    names = function.args
    every = [*names.posonlyargs, *names.args, *names.kwonlyargs, names.vararg, names.kwarg]
    return len([one for one in every if one is not None]) - method


def _arrows(root: Path, folder: Path) -> set[tuple[str, str]]:
    modules = {_name(root, path): path for path in _modules(folder, (".",))}
    return {
        (name, other)
        for name, path in modules.items()
        for other in _imports(ast.parse(path.read_text("utf-8")), frozenset(modules))
        if other != name
    }


def _name(root: Path, path: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(tree: ast.AST, modules: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for one in node.names:
                inside = f"{node.module}.{one.name}"
                found.add(inside if inside in modules else node.module)
    return found & modules
