"""Callback data: what a button means, in at most 64 bytes."""

from dataclasses import dataclass

LIMIT = 64


@dataclass(frozen=True, slots=True)
class Action:
    """A verb, the run that the button belongs to, and what it is about."""

    verb: str
    run: int
    args: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        return self.args[0] if self.args else ""


def code(verb: str, run: int, *args: str) -> str:
    """Write an action as callback data."""
    return ":".join((verb, str(run), *args))


UNKNOWN = Action("", 0)


def parse(data: str) -> Action:
    """Read callback data; UNKNOWN where it is none of ours."""
    verb, _, rest = data.partition(":")
    run, *args = rest.split(":")
    if not run.isascii() or not run.isdigit() or len(run) > 9:
        return UNKNOWN
    return Action(verb, int(run), tuple(args))
