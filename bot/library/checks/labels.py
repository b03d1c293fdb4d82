"""What must hold of each label that stands on a button: a phone shows it whole."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from bot.library.button_labels import TICK, letters_over
from bot.library.files import Files
from bot.library.parsing.cards import card_path
from bot.library.parsing.problem import Problem, at
from bot.library.parsing.source import Document, Fault, Path, read_front_matter, read_yaml
from bot.library.schema.base import Control, WideControl
from bot.library.schema.content import LANGUAGES, Content, Language, QuestionsFile, TermsFile
from scoring.model import Questionnaire

_PAIR = 2
# A list of chapters or of the bot's own buttons is no longer than this, and one of cards than that.
_LIST, _CARDS = 9, 20

Label = tuple[Path, str, str]
"""Where a label stands, what stands before it on its button, and the label."""


def labels(files: Files, content: Content) -> Iterator[Fault]:
    """Each label fits on its button, with the number and the tick that may stand before it."""
    for language in LANGUAGES:
        texts = content.texts[language]
        messages = _document(files, f"{language}/messages.yaml")
        yield from _faults(messages, _in_rows_of_their_own(content, language), 1)
        yield from _faults(messages, _beside_another(texts.messages), _PAIR)
        asked = _question_labels(texts.questions, content.questionnaire)
        yield from _faults(_document(files, f"{language}/questions.yaml"), asked, 1)
        yield from _faults(_document(files, f"{language}/terms.yaml"), _term_labels(texts.terms), 1)
        yield from _titles(files, content, language)


def _document(files: Files, path: str) -> Document | None:
    return read_yaml(path, files[path], [])


def _faults(document: Document | None, found: Iterator[Label], columns: int) -> Iterator[Fault]:
    """Name the labels that are too wide; not those that another language's text stands in for."""
    for path, before, label in found:
        over = letters_over(before + label, columns)
        if document and over and path in document.lines:
            code = "label_wide" if columns == 1 else "label_beside"
            problem = Problem(code, label=label, count=over)
            yield document.fault(path, at(".".join(map(str, path)), problem), "warning")


def _mark(last: int) -> str:
    """Give what stands before a label in a list, at its widest: a tick and the last number."""
    return f"{TICK} {last}. "


def _controls(part: object, path: Path = ()) -> Iterator[tuple[Path, Control]]:
    if isinstance(part, Control):
        yield (*path, "label"), part
    elif isinstance(part, Mapping):
        for name, member in part.items():
            yield from _controls(member, (*path, name))
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _controls(getattr(part, name), (*path, name))


def _in_rows_of_their_own(content: Content, language: Language) -> Iterator[Label]:
    messages = content.texts[language].messages
    for path, control in _controls(messages):
        if isinstance(control, WideControl):
            yield path, _mark(_LIST), control.label
    for name, label in messages.admin.browsing.chapters.items():
        yield ("admin", "browsing", "chapters", name), f"{_LIST}. ", label


def _beside_another(messages: BaseModel) -> Iterator[Label]:
    for path, control in _controls(messages):
        if not isinstance(control, WideControl):
            yield path, "", control.label


def _question_labels(texts: QuestionsFile, questionnaire: Questionnaire) -> Iterator[Label]:
    """Give the answers, with the highest number of their question, and the questions' names."""
    for name, answer in texts.ladder.items():
        yield ("ladder", name, "label"), _mark(len(texts.ladder)), answer.label
    for question in questionnaire.questions:
        last = len(question.options)
        text, path = texts.questions[question.id], ("questions", question.id)
        for name, answer in text.options.items():
            yield (*path, "options", name, "label"), _mark(last), answer.label
        for name, answer in (text.web.options if text.web else {}).items():
            yield (*path, "web", "options", name, "label"), _mark(last), answer.label
        yield (*path, "name"), f"{len(questionnaire.questions)}. ", text.name


def _term_labels(terms: TermsFile) -> Iterator[Label]:
    for topic, text in terms.topics.items():
        yield ("topics", topic, "name"), f"{len(terms.topics)}. ", text.name
    for branch, words in terms.trades.items():
        for number, word in enumerate(words):
            yield ("trades", branch, number), _mark(len(words)), word


def _titles(files: Files, content: Content, language: Language) -> Iterator[Fault]:
    """A card's title fits in a list of cards; where a tick makes it too wide it is cut at a word."""
    texts = content.texts[language].cards
    for card in content.cards:
        path = card_path(language, card.topic, card.id)
        if path in files:
            document, title = read_front_matter(path, files[path], []), texts[card.id].title
            yield from _faults(document, iter([(("title",), f"{_CARDS}. ", title)]), 1)
