"""What a text is about: this question's own subject, or another's."""

from bot.dialogue.core.matching import normals
from bot.dialogue.core.understanding.meaning import Asked

# A shorter word is no part of another: "app" in "appel".
_SHORTEST_PART = 5
_TIMES_SIGN = "x"


def mentions(clause: str, about: tuple[str, ...]) -> bool:
    """Tell whether a clause names a subject."""
    padded, tokens = f" {clause} ", clause.split()
    for bare in normals(about):
        if bare == _TIMES_SIGN:
            if any(one == bare and not (at and tokens[at - 1].isdecimal()) for at, one in enumerate(tokens)):
                return True
        elif f" {bare} " in padded or (
            len(bare) >= _SHORTEST_PART and any(one.startswith(bare) or one.endswith(bare) for one in tokens)
        ):
            return True
    return False


def other(clause: str, asked: Asked) -> str | None:
    """Name the other question that a clause is about, where it is not about this one."""
    if mentions(clause, asked.about):
        return None
    return next((question for question, about in asked.elsewhere.items() if mentions(clause, about)), None)


def own_and_others(clauses: tuple[str, ...], asked: Asked) -> tuple[list[str], list[str]]:
    """Part clauses into those about this question, and the questions that the others are about.

    A clause that names no subject goes with the one before it, and the first with what comes after it.
    """
    about = [True if mentions(one, asked.about) else other(one, asked) for one in clauses]
    first = next((one for one in about if one is not None), True)
    own: list[str] = []
    others: list[str] = []
    current: bool | str = first
    for clause, subject in zip(clauses, about, strict=True):
        current = current if subject is None else subject
        if current is True:
            own.append(clause)
        elif isinstance(current, str):
            others.append(current)
    return own, others
