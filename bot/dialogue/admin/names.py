"""What texts are called, and what the check says of them, in words for who is no programmer."""

from collections.abc import Iterator, Sequence

from bot.dialogue.admin.fields import SHEETS, Text, card_of, sheet_of
from bot.dialogue.admin.page import Page, absent_in, texts_of
from bot.dialogue.core.view import lines, shorten
from bot.library.parsing.fields import BODY
from bot.library.parsing.markup import Html, as_html, plain
from bot.library.parsing.problem import place_and_problem, problem_text
from bot.library.parsing.source import Fault
from bot.library.schema.content import Language

_CUT, _LONGEST = 40, 250


def name_of(page: Page, language: str, sheet: str, path: Sequence[str | int]) -> str:
    """Say in words which text it is."""
    controls, card = page.messages.controls, card_of(page.cards, sheet)
    if card:
        title = dict(card.titles).get(language, card.id)
        return " · ".join(filter(None, (f"{title} ({language})", label_of(page, path))))
    label = {"m": controls.messages, "q": controls.questions, "t": controls.terms}.get(sheet)
    name = f"{label.label if label else sheet} ({language})"
    return " · ".join((name, *_chapter(page, sheet, path)))


def _chapter(page: Page, sheet: str, path: Sequence[str | int]) -> Iterator[str]:
    """Name the chapter of a text, and the question that it belongs to."""
    if path:
        known = page.messages.browsing.chapters.items()
        yield next((label for chapter, label in known if chapter == path[0]), str(path[0]))
    questions = page.context.texts(page.session).questions.questions
    if sheet == "q" and len(path) > 1 and path[1] in questions:
        yield questions[str(path[1])].name
    if sheet == "t" and len(path) > 1 and path[0] == "trades" and path[1] in questions["branch"].options:
        yield questions["branch"].options[str(path[1])].label


def group_label(page: Page, sheet: str, path: Sequence[str | int], texts: Sequence[Text]) -> str:
    """Call a part of a sheet by its name, or else by how it begins."""
    named = list(_chapter(page, sheet, path))
    label = named[-1] if len(named) == len(path) else texts[0].value.replace("\n", " ")
    return label if len(texts) == 1 else f"{shorten(label, _CUT)} ({len(texts)})"


def label_of(page: Page, path: Sequence[str | int]) -> str:
    """Say in words which part of a card it is."""
    if not path:
        return ""
    said_of, first = page.messages.browsing, str(path[0])
    if first == BODY:
        return str(path[1])
    if first in ("examples", "suits"):
        branches = page.context.texts(page.session).questions.questions["branch"].options
        branch = branches.get(str(path[1]))
        told = said_of.example if first == "examples" else said_of.suits
        return plain(told.fill(name=branch.label if branch else str(path[1])))
    labels = {"title": said_of.title, "words": said_of.words, "cost": said_of.cost}
    return labels.get(first, first)


def name_in(page: Page, path: str, name: str) -> str:
    """Say in words which text of a file it is, as the draft and the check name it."""
    place = sheet_of(path)
    if place is None or (place[1] not in SHEETS and card_of(page.cards, place[1]) is None):
        return path
    if not name:
        return name_of(page, *place, ())
    found = _text_by_name(page, place, name)
    return name_of(page, *place, found.field.path) if found else f"{name_of(page, *place, ())} · {name}"


def _text_by_name(page: Page, place: tuple[Language, str], name: str) -> Text | None:
    known = (*texts_of(page, *place), *absent_in(page, *place))
    return next((one for one in known if one.field.name == name), None)


def word_of(page: Page, word: str) -> str:
    """Say what the log holds of its own in the reader's language."""
    return next((said_so for own, said_so in page.messages.draft.words.items() if own == word), word)


def fault_list(page: Page, faults: Sequence[Fault], most: int = 5, about: tuple[str, str] = ("", "")) -> Html:
    """List what the check says; of the text that it is `about`, a file and a name, the place is known."""
    shown = [as_html(shorten(_fault_line(page, fault, about), _LONGEST)) for fault in faults[:most]]
    return lines(*(f"• {one}" for one in shown), "…" if len(faults) > most else None)


def _fault_line(page: Page, fault: Fault, about: tuple[str, str]) -> str:
    name, problem = place_and_problem(fault.problem)
    text = problem_text(problem, page.session.language)
    if not fault.file or (fault.file, name) == about:
        return text
    return f"{_where(page, fault, name)}: {text}"


def _where(page: Page, fault: Fault, name: str) -> str:
    place = sheet_of(fault.file)
    if place is None:
        # Only who sends files meets these, and looks for the line.
        return " ".join(filter(None, (f"{fault.file}:{fault.line}", name)))
    found = _text_by_name(page, place, name) if name else None
    begin = (
        f", ‘{shorten(found.value.replace(chr(10), ' '), _CUT)}’"
        if found and found.value and place[1] in SHEETS
        else ""
    )
    return f"{name_in(page, fault.file, name)}{begin}"
