"""Where settings come from: the environment, and a `.env` file, which is read whole or not at all."""

import difflib
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.lib.env_file import Wrong, environment_value, read_lines

FOR_COMPOSE = frozenset({"DOMAIN", "REPLICAS", "POSTGRES_PASSWORD", "SUBNET"})
"""What Compose itself reads from a `.env` beside compose.yaml; with it goes all that begins with COMPOSE_."""

_COMPOSE, _OWN = "COMPOSE_", "WINKELPEIL_"
_NEAR = 0.85
_LONGEST_NAME = 40


class SettingsFault(Exception):
    """Settings that are missing or wrong; the text has one line for each."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is given, by name in capitals; an empty value is as good as none, and is left out."""

    values: Mapping[str, str]
    places: Mapping[str, str]
    """Where a setting of the file stands, as file and line; what the environment gives has no place."""
    torn: Collection[str]
    """Names of what is given in a form that cannot be read."""
    faults: Sequence[str]


def given_settings(env_file: Path, known: Collection[str]) -> Given:
    """Read both, of which the environment counts first.

    Raises SettingsFault for a file that cannot be read.
    """
    read = read_lines(_text(env_file))
    lines, faults, torn = read.settings, dict(read.wrong), set(read.torn)
    for name, line in lines.items():
        if name not in known and not _for_compose(name):
            faults[line.number] = (
                f"{_safe_name(name)} is no setting{_suggestion(name, known) or ': remove it'}"
            )
    values = {name: line.value for name, line in lines.items() if name in known and line.value}
    places = {name: f"{env_file}:{lines[name].number}: " for name in values}
    told = [f"{env_file}:{number}: {faults[number]}" for number in sorted(faults)]
    for name, written in _environment().items():
        if name in known:
            try:
                value = environment_value(name, written)
            except Wrong as fault:
                told.append(f"{fault} (in the environment)")
                values.pop(name, None)
                torn.add(name)
            else:
                if value:
                    places.pop(name, None)
                    values[name] = value
                    torn.discard(name)
        elif name not in known and name.startswith(_OWN):
            way_out = _suggestion(name, known) or ": remove it"
            told.append(f"{_safe_name(name)} in the environment is no setting{way_out}")
    return Given(values, places, torn, told)


def doubtful_names(known: Collection[str]) -> Sequence[str]:
    """Return a line for each name in the environment that looks like a setting's, and is none.

    It is not refused: there it can belong to another program.
    """
    return [
        f"{name} in the environment is no setting{meant}"
        for name in _environment()
        if name not in known and not name.startswith(_OWN) and (meant := _suggestion(name, known, _NEAR))
    ]


def _environment() -> Mapping[str, str]:
    """Give the environment by name in capitals; of two that differ in case the one in capitals counts."""
    return {name.upper(): os.environ[name] for name in sorted(os.environ, key=str.isupper)}


def _text(env_file: Path) -> str:
    try:
        raw = env_file.read_bytes()
    except FileNotFoundError:
        if env_file.is_symlink():
            raise SettingsFault(
                f"{env_file} leads to a file that is not there: make it, or remove it"
            ) from None
        return ""
    except OSError as fault:
        raise SettingsFault(
            f"{env_file} cannot be read ({fault.strerror}): it should be a text file that this user may read"
        ) from None
    try:
        return raw.decode()
    except UnicodeDecodeError as fault:
        number = raw.count(b"\n", 0, fault.start) + 1
        raise SettingsFault(f"{env_file}:{number}: {env_file} should be a text file in UTF-8") from None


def _for_compose(name: str) -> bool:
    return name in FOR_COMPOSE or name.startswith(_COMPOSE)


def _safe_name(name: str) -> str:
    # What is so long is a secret that was cut in two rather than a name.
    return name if len(name) <= _LONGEST_NAME else "this name"


def _suggestion(name: str, known: Collection[str], near: float = 0.6) -> str:
    found = difflib.get_close_matches(name.removeprefix(_OWN), known, n=1, cutoff=near)
    return "".join(f"; did you mean {one}?" for one in found)
