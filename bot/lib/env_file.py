"""The form of a `.env` file: every line is a setting, a comment, blank, or a fault with its number.

Systemd (`EnvironmentFile=`) and Compose (`env_file:`) read such files too, each in a way of its own. What is
taken here is what all of them read alike; whatever one of them would read otherwise is a fault.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_SETTING = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?P<before>[ \t]*)=(?P<rest>.*)")
_NAMED = re.compile(r"[ \t\ufeff]*(?:export[ \t]+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)[ \t]*=")
_EXPORT = re.compile(r"export[ \t]")
# Inside an emoji of several signs; all else that cannot be seen is no part of a value.
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Line:
    """A setting, as it is written."""

    number: int
    value: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A file that was read."""

    settings: Mapping[str, Line]
    """By name in capitals."""
    wrong: Mapping[int, str]
    """What is wrong, by line number."""
    torn: Collection[str]
    """Names of settings of which the value cannot be read."""


class Wrong(ValueError):
    """What is wrong with a line, and what to do; never what stands there, which may be a secret."""


def read_lines(text: str) -> Lines:
    """Read a file, every line of it."""
    settings: dict[str, Line] = {}
    wrong: dict[int, str] = {}
    torn = set()
    for number, written in enumerate(text.split("\n"), 1):
        line = written.removesuffix("\r")
        try:
            found = _read(line)
        except Wrong as fault:
            wrong[number] = str(fault)
            if named := _NAMED.match(line):
                torn.add(named["name"].upper())
            continue
        if found is None:
            continue
        name, value = found
        if name in settings:
            wrong[number] = f"{name} is set on line {settings[name].number} already: keep one of the two"
        else:
            settings[name] = Line(number, value)
    return Lines(settings, wrong, torn - settings.keys())


def _read(line: str) -> tuple[str, str] | None:
    """Read one line; None for a comment or a blank one. Raises Wrong."""
    if line.startswith("\ufeff"):
        raise Wrong("invisible signs begin this file: save it as UTF-8 without BOM")
    bare = line.strip(" \t")
    if not bare or bare.startswith("#"):
        if any(unicodedata.category(sign) == "Cc" and sign != "\t" for sign in bare):
            raise Wrong("there is a sign in this comment that cannot be seen: remove it")
        if bare.endswith("\\"):
            # To systemd before 254 the next line is a part of it.
            raise Wrong("a comment cannot end with \\: leave that out")
        return None
    if _EXPORT.match(bare):
        raise Wrong("leave out export: a line is NAME=value")
    if any(not sign.isprintable() and sign != _JOINER for sign in bare):
        raise Wrong("there is a sign in this line that cannot be seen, such as a tab: type the line anew")
    found = _SETTING.fullmatch(bare)
    if found is None:
        raise Wrong("this is no setting: a line is NAME=value, or begins with # as a comment")
    name, rest = found["name"].upper(), found["rest"]
    if found["before"] or rest != rest.lstrip(" "):
        raise Wrong(f"leave out the blanks round the = of {name}")
    return name, _quoted_value(name, rest) if rest[:1] in ("'", '"') else _bare_value(name, rest)


def _quoted_value(name: str, written: str) -> str:
    quote = written[0]
    value, closing, more = written[1:].partition(quote)
    advice = _way_out(written)
    if not closing:
        raise Wrong(f"the value of {name} begins with a quote that does not end on this line: {advice}")
    if more:
        raise Wrong(f"something follows the second quote of {name}: {advice}")
    if value != value.strip(" "):
        raise Wrong(f"leave out the blanks within the quotes of {name}")
    if "\\" in value:
        raise Wrong(f"leave out the \\ of {name}: programs read it each in their own way")
    if quote == '"' and "$" in value:
        raise Wrong(f"there is a $ in {name}, which some programs fill in: put the value in ' '")
    return value


def _way_out(written: str) -> str:
    """Say how a value can be written that holds this quote."""
    other = '"' if written[0] == "'" else "'"
    if other in written or "$" in written:
        return "leave the quotes out, or write ’ or ” for those that belong to the value"
    return f"leave it out, or put the whole value in {other} {other} where the quote belongs to it"


def _bare_value(name: str, value: str) -> str:
    if value.startswith("#") or " #" in value:
        raise Wrong(
            f"there is a # in the value of {name}: put a comment on a line of its own, a value in ' '"
        )
    if "\\" in value:
        raise Wrong(f"leave out the \\ of {name}: programs read it each in their own way")
    if "$" in value:
        raise Wrong(f"there is a $ in {name}, which some programs fill in: put the value in ' '")
    if fault := value_fault(name, value):
        raise Wrong(fault)
    return value


def environment_value(name: str, given: str) -> str:
    """Give what a value in the environment means. Raises Wrong.

    `docker run --env-file` hands on the quotes of such a file, and a secret that was read from a file may end
    with its last line end. Neither is a part of the value.
    """
    value = given.rstrip("\r\n")
    if len(value) > 1 and value[0] == value[-1] and value[0] in ("'", '"'):
        inner = value[1:-1]
        if value[0] in inner:
            raise Wrong(f"leave out the quotes round the value of {name}")
        value = inner
    if fault := value_fault(name, value):
        raise Wrong(fault)
    return value


def value_fault(name: str, value: str) -> str:
    """Say what cannot be meant in a value that is there as it is; empty where nothing is."""
    if any(not sign.isprintable() and sign != _JOINER for sign in value):
        return f"there is a sign in {name} that cannot be seen, such as the end of a line: remove it"
    if value != value.strip(" "):
        return f"leave out the blanks round the value of {name}"
    if len(value) > 1 and value[0] == value[-1] and value[0] in ("'", '"'):
        return f"leave out the quotes round the value of {name}"
    if value.count('"') % 2:
        return f'there is one " in the value of {name}: leave it out, or write the other one too'
    return ""
