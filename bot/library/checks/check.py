"""The lint of content: every fault of the loader, and what must hold of the advice library as a whole."""

import re
from collections.abc import Iterator
from datetime import date
from statistics import median

from bot.library.checks import library as library_rules
from bot.library.checks.labels import labels
from bot.library.checks.readability import reading_ease
from bot.library.files import Files, shipped_content
from bot.library.loader import load_with_warnings
from bot.library.parsing.cards import MAIN, card_path
from bot.library.parsing.markup import plain, to_html
from bot.library.parsing.problem import Problem, at
from bot.library.parsing.source import ContentFaults, Fault, leaves, normalized_text, read_yaml
from bot.library.schema.content import Content, Section
from bot.library.schema.platforms import with_platforms
from scoring.model import Card

# Our own choice: no source equates level B1 with a score. On the measure's own scale "normaal" begins at 60.
LEAST_EASE = 50
"""Below it, a section of a card is refused."""
LEAST_MEDIAN = 65
"""Half of the sections of all cards must read at least this easily."""
GOOD_EASE = 60
"""Below it, a person should look at a text again."""
_MEASURED = (f"{MAIN}/messages.yaml", f"{MAIN}/questions.yaml")


def check(files: Files | None = None, today: date | None = None) -> list[Fault]:
    """List all that is wrong with content, by default the packaged one; with `today`, overdue reviews too."""
    return faults_and_content(shipped_content() if files is None else files, today)[0]


def faults_and_content(files: Files, today: date | None = None) -> tuple[list[Fault], Content | None]:
    """List all that is wrong with content; beside it what was read, None where the loader has an error."""
    try:
        content, warnings = load_with_warnings(files)
    except ContentFaults as faults:
        return list(faults.faults), None
    found = [*warnings, *library_rules.library(files, content)]
    found += [*labels(files, content), *_hard_cards(files, content), *_hard_texts(files)]
    return sorted({*found, *_overdue(files, content, today)} if today else found), content


def _place(files: Files, card: Card, begin: str) -> tuple[str, int]:
    """Name a Dutch card's file, and its first line that is written so."""
    path = card_path(MAIN, card.topic, card.id)
    lines = enumerate(normalized_text(files[path]).split("\n"), 1)
    return path, next((line for line, text in lines if re.match(begin, text)), 1)


def _hard_cards(files: Files, content: Content) -> Iterator[Fault]:
    """Each section of a Dutch card reads easily, and half of them all more easily still."""
    headings = content.texts[MAIN].terms.sections
    measured = list(_reading_eases(content))
    for card, section, ease in measured:
        if ease < GOOD_EASE:
            severity = "error" if ease < LEAST_EASE else "warning"
            heading = headings[section]
            problem = Problem("under", heading=heading, problem=_hard(ease))
            yield Fault(*_place(files, card, rf"## +{re.escape(heading)} *$"), problem, severity)
    middle = median(ease for _, _, ease in measured) if measured else LEAST_MEDIAN
    if middle < LEAST_MEDIAN:
        problem = Problem("hard_library", ease=f"{middle:.0f}", least=LEAST_MEDIAN)
        yield Fault(f"{MAIN}/advice/", 1, problem)


def _reading_eases(content: Content) -> Iterator[tuple[Card, Section, float]]:
    """Measure what stands under each heading of the Dutch cards and is long enough, but texts to copy."""
    texts, any_platform = content.texts[MAIN].cards, content.texts[MAIN].terms.any_platform
    for card in content.cards:
        for section, html in with_platforms(texts[card.id], any_platform).items():
            ease = None if section == "copy" else reading_ease(plain(html))
            if ease is not None:
                yield card, section, ease


def _hard(ease: float) -> Problem:
    wanted = LEAST_EASE if ease < LEAST_EASE else GOOD_EASE
    return Problem("hard", ease=f"{ease:.0f}", least=wanted)


def _hard_texts(files: Files) -> Iterator[Fault]:
    """The Dutch messages and questions that are long enough to measure read easily."""
    for file in _MEASURED:
        document = read_yaml(file, files[file], [])
        for path, text in leaves(document.data if document else None):
            ease = reading_ease(plain(to_html(text)))
            if document and ease is not None and ease < GOOD_EASE:
                yield document.fault(path, at(".".join(map(str, path)), _hard(ease)), "warning")


def _overdue(files: Files, content: Content, today: date) -> Iterator[Fault]:
    for card in content.cards:
        due = content.review_by[card.id]
        if due < today:
            problem = Problem("overdue", due=due.isoformat())
            yield Fault(*_place(files, card, "review_by:"), problem, "warning")
