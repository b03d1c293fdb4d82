"""What must hold of each language's texts, with the questionnaire and the figures, and beside each other."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from bot.library.parsing.markup import Template, plain
from bot.library.parsing.problem import Problem, at
from bot.library.parsing.source import Document, Fault
from bot.library.schema.content import (
    EditionFile,
    Language,
    QuestionFile,
    QuestionnaireFile,
    QuestionsFile,
    QuestionText,
    TermsFile,
    WebshopText,
)
from bot.library.schema.messages import Messages
from bot.library.schema.trades import fits

# The names under which the bot knows its commands.
COMMANDS: Mapping[Language, tuple[str, ...]] = {
    "nl": (
        *("start", "resultaat", "advies", "plan", "antwoorden", "taal"),
        *("mijngegevens", "vergeet", "privacy", "delen", "vraag"),
        *("antwoord", "link", "groep", "console", "admin", "help"),
    ),
    "en": (
        *("start", "result", "advice", "plan", "answers", "language"),
        *("mydata", "forget", "privacy", "share", "ask"),
        *("reply", "links", "group", "console", "admin", "help"),
    ),
}
# A message holds 4,096 characters. A group's texts stand together in one, those of `steps` three times.
MAX_TOGETHER = 2_000
MAX_STEPS = 1_000
MAX_FIGURES = 1_800
# Chapters whose parts stand in messages of their own.
_GROUPED = ("privacy", "followup", "sharing", "desk", "group", "admin")


def same_ids(
    document: Document, path: tuple[str, ...], have: Collection[str], want: Iterable[str]
) -> Iterator[Fault]:
    """A mapping in a language file holds just the ids that the language-free files name."""
    wanted = tuple(want)
    for missing in sorted(set(wanted) - set(have)):
        yield document.fault(path, at(".".join(path), Problem("text_missing", name=missing)))
    for unknown in sorted(set(have) - set(wanted)):
        if not document.stands_in((*path, unknown)):
            problem = Problem("text_unknown", name=unknown)
            yield document.fault((*path, unknown), at(".".join(path), problem))


def _twice(labels: Iterable[str]) -> bool:
    folded = [label.casefold() for label in labels]
    return len(set(folded)) < len(folded)


def question_texts(file: QuestionnaireFile, texts: QuestionsFile, document: Document) -> Iterator[Fault]:
    """Every question and option has its text, and no two of a question's options read the same."""
    yield from same_ids(document, ("ladder",), texts.ladder, (option.id for option in file.ladder))
    if _twice(option.label for option in texts.ladder.values()):
        yield document.fault(("ladder",), at("ladder", Problem("options_same")))
    yield from same_ids(
        document, ("questions",), texts.questions, (question.id for question in file.questions)
    )
    for question in file.questions:
        text = texts.questions.get(question.id)
        if text is None:
            continue
        path = ("questions", question.id, "options")
        yield from same_ids(document, path, text.options, question.options)
        if _twice(option.label for option in text.options.values()):
            yield document.fault(path, at(question.id, Problem("options_same")))
        yield from _webshop_text(question, text, document)
        if question.ladder and not text.about:
            problem = at(question.id, Problem("about_missing"))
            yield document.fault(("questions", question.id), problem)


def _webshop_text(question: QuestionFile, text: QuestionText, document: Document) -> Iterator[Fault]:
    """What a webshop is told in other words is of options that there are, and it can tell them apart too."""
    own = {} if text.web is None else text.web.options
    path, name = ("questions", question.id, "web", "options"), f"{question.id}.web"
    for unknown in sorted(set(own) - set(question.options)):
        if not document.stands_in((*path, unknown)):
            yield document.fault((*path, unknown), at(name, Problem("web_option", option=unknown)))
    if own and _twice(option.label for option in text.to_webshop().options.values()):
        yield document.fault(path, at(name, Problem("options_same")))


def term_texts(wanted: Mapping[str, Iterable[str]], terms: TermsFile, document: Document) -> Iterator[Fault]:
    """Every level, edition, figure, wish, reason and branch has its words; `wanted` holds the ids of each."""
    for part, ids in wanted.items():
        yield from same_ids(document, (part,), getattr(terms, part), ids)
    if _twice(terms.sections.values()):
        yield document.fault(("sections",), Problem("headings_same"))


def trades(language: Language, terms: TermsFile, document: Document) -> Iterator[Fault]:
    """No two of a branch's words are the same, and each goes with what stands before it in a sentence."""
    for branch, words in terms.trades.items():
        name, folded = f"trades.{branch}", [word.casefold() for word in words]
        for number, word in enumerate(words):
            path = ("trades", branch, number)
            if folded[number] in folded[:number]:
                yield document.fault(path, at(f"{name}.{number}", Problem("trade_twice", word=word)))
            if not fits(word, language):
                yield document.fault(path, at(f"{name}.{number}", Problem("trade_unfit", word=word)))


def populations(editions: Mapping[str, EditionFile], terms: TermsFile, document: Document) -> Iterator[Fault]:
    """Every figure says of whom it is; an edition that says so for all of its figures holds shares alone."""
    for name, edition in editions.items():
        if name not in terms.editions:
            continue
        told = terms.editions[name].population is not None
        if not told and (edition.primary or any(one.population is None for one in edition.figures.values())):
            yield document.fault(("editions", name), at(name, Problem("population")))
        if told and any(figure.percent is None for figure in edition.figures.values()):
            yield document.fault(("editions", name), at(name, Problem("population_percent")))


def commands(language: Language, messages: Messages, document: Document) -> Iterator[Fault]:
    """Each command that the bot knows has its description, under its name in this language."""
    yield from same_ids(document, ("commands",), messages.commands, COMMANDS[language])


def _templates(part: object) -> Iterator[Template]:
    if isinstance(part, Template):
        yield part
    members = part.values() if isinstance(part, Mapping) else getattr(part, "__dict__", {}).values()
    for member in members:
        yield from _templates(member)


def lengths(messages: Messages, document: Document) -> Iterator[Fault]:
    """The texts that stand in one message fit in it together."""
    names = [name for name in Messages.model_fields if name not in _GROUPED]
    groups: dict[tuple[str, ...], Any] = {(name,): getattr(messages, name) for name in names}
    for chapter in _GROUPED:
        texts = getattr(messages, chapter)
        groups |= {(chapter, name): getattr(texts, name) for name in type(texts).model_fields}
    for path, group in groups.items():
        total = sum(len(plain(template.html)) for template in _templates(group))
        most = MAX_STEPS if path == ("steps",) else MAX_TOGETHER
        if total > most:
            name = ".".join(path)
            yield document.fault(path, at(name, Problem("together", total=total, most=most)))


def figure_lengths(primary: EditionFile, terms: TermsFile, document: Document) -> Iterator[Fault]:
    """The monitor's figures fit in one message, with the words about them."""
    told = [terms.figures.get(f"{primary.id}:{name}", "") for name in primary.figures]
    total = sum(map(len, told))
    if total > MAX_FIGURES:
        problem = Problem("figures_together", total=total, most=MAX_FIGURES)
        yield document.fault(("figures",), at(primary.id, problem))


def same_parts(main: QuestionsFile, other: QuestionsFile, document: Document) -> Iterator[Fault]:
    """A question has the same hint and lines of help in each language, if any."""
    for name in [name for name in main.questions if name in other.questions]:
        mine, theirs = main.questions[name], other.questions[name]
        if (mine.hint is None) != (theirs.hint is None):
            yield document.fault(("questions", name), at(name, Problem("hint_one")))
        if _own(mine) != _own(theirs):
            yield document.fault(("questions", name, "web"), at(name, Problem("web_one")))
        if len(mine.help) != len(theirs.help):
            problem = Problem("help_lines", count=len(theirs.help), dutch=len(mine.help))
            yield document.fault(("questions", name, "help"), at(name, problem))


def _own(text: QuestionText) -> tuple[bool, bool, int, frozenset[str]]:
    """Tell which parts of a question are said to a webshop in other words."""
    web = text.web or WebshopText()
    return web.ask is not None, web.help is not None, len(web.help or ()), frozenset(web.options)


def same_trades(main: TermsFile, other: TermsFile, document: Document) -> Iterator[Fault]:
    """A branch has as many words in each language: the same ones, so that a chosen one is told in each."""
    for branch in [branch for branch in main.trades if branch in other.trades]:
        count, dutch = len(other.trades[branch]), len(main.trades[branch])
        if count != dutch:
            problem = Problem("trades_count", count=count, dutch=dutch)
            yield document.fault(("trades", branch), at(f"trades.{branch}", problem))


def same_populations(main: TermsFile, other: TermsFile, document: Document) -> Iterator[Fault]:
    """An edition says of whom it is in each language, or in none."""
    for name in [name for name in main.editions if name in other.editions]:
        if (main.editions[name].population is None) != (other.editions[name].population is None):
            yield document.fault(("editions", name), at(name, Problem("population_one")))
