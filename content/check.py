"""The lint of content: every fault of the loader, and what a person should look at."""

from collections.abc import Iterator
from datetime import date

from content.cards import MAIN
from content.files import Files, packaged
from content.loader import load
from content.schema import Content
from content.source import ContentFaults, Fault, unified


def check(files: Files | None = None, today: date | None = None) -> list[Fault]:
    """List all that is wrong with content, by default the packaged one; with `today`, overdue reviews too."""
    files = packaged() if files is None else files
    try:
        content = load(files)
    except ContentFaults as faults:
        return list(faults.faults)
    return sorted(_overdue(files, content, today)) if today else []


def _overdue(files: Files, content: Content, today: date) -> Iterator[Fault]:
    for card in content.cards:
        due = content.review_by[card.id]
        if due < today:
            path = f"{MAIN}/advice/{card.topic}/{card.id}.md"
            lines = enumerate(unified(files[path]).split("\n"), 1)
            line = next((line for line, text in lines if text.startswith("review_by:")), 1)
            problem = f"was to be reviewed by {due}; read it again and set a new review_by"
            yield Fault(path, line, problem, "warning")
