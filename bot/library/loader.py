"""Content files in, one whole checked Content out."""

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR
from typing import TypeVar

from pydantic import BaseModel

from bot.library.checks import cards as card_rules
from bot.library.checks import questionnaire as rules
from bot.library.checks import texts as text_rules
from bot.library.checks.translation import missing_translations, with_fallback_texts
from bot.library.files import Files, shipped_content
from bot.library.parsing.blanks import standing_in
from bot.library.parsing.cards import MAIN, Cards, Known, read_cards, review_date, scoring_card
from bot.library.parsing.problem import Problem
from bot.library.parsing.source import ContentFaults, Document, Fault, normalized_text, read_yaml, validate
from bot.library.schema.content import (
    LANGUAGES,
    CardFront,
    CardText,
    Content,
    EditionFile,
    Language,
    LevelsFile,
    QuestionFile,
    QuestionnaireFile,
    QuestionsFile,
    TermsFile,
    Texts,
)
from bot.library.schema.messages import Messages
from scoring.model import Figures, Option, Question, Questionnaire

M = TypeVar("M", bound=BaseModel)

Read = tuple[M, Document]


@dataclass(frozen=True)
class _Parts:
    """What could be read of each file; a file at fault is absent, and nothing is held against it."""

    questionnaire: Read[QuestionnaireFile] | None
    levels: Read[LevelsFile] | None
    editions: Mapping[str, Read[EditionFile]]
    """By path."""
    editions_whole: bool
    questions: Mapping[Language, Read[QuestionsFile]]
    terms: Mapping[Language, Read[TermsFile]]
    messages: Mapping[Language, Read[Messages]]
    cards: Cards

    @property
    def primary(self) -> EditionFile | None:
        return next((file for file, _ in self.editions.values() if file.primary), None)


def load(files: Files | None = None) -> Content:
    """Read and check content, by default the packaged one; raises ContentFaults with all that is wrong."""
    return load_with_warnings(shipped_content() if files is None else files)[0]


def load_with_warnings(files: Files) -> tuple[Content, list[Fault]]:
    """Read and check content, and list what should be better; raises ContentFaults with all that is wrong."""
    faults: list[Fault] = []
    parts = _read_all(files, faults)
    faults += _cross_file_faults(parts)
    faults += _missing_translations(parts, {fault.file for fault in faults})
    questionnaire, levels, primary = parts.questionnaire, parts.levels, parts.primary
    refused = any(fault.severity == "error" for fault in faults)
    if refused or questionnaire is None or levels is None or primary is None:
        raise ContentFaults(faults)
    fronts = [(card, card.front) for card in parts.cards.read[MAIN].values()]
    dutch = [(card, front) for card, front in fronts if isinstance(front, CardFront)]
    content = Content(
        version=version(files),
        questionnaire=_questionnaire(questionnaire[0], levels[0]),
        editions={file.id: file for file in _in_order(file for file, _ in parts.editions.values())},
        primary=primary,
        figures=_figures(primary),
        cards=tuple(scoring_card(card, front) for card, front in dutch),
        review_by={card.id: review_date(front) for card, front in dutch},
        texts={language: _texts(parts, language) for language in LANGUAGES},
    )
    return content, faults


def version(files: Files) -> str:
    """Name a set of files by its content, the same on every system."""
    digest = hashlib.sha256()
    for path, raw in sorted(files.items()):
        text = normalized_text(raw)
        digest.update(f"{path}\0{len(text)}\0{text}".encode())
    return digest.hexdigest()[:12]


def _read_all(files: Files, faults: list[Fault]) -> _Parts:
    figures = [path for path in files if path.startswith("figures/") and path.endswith(".yaml")]
    names = [
        f"{language}/{name}.yaml" for language in LANGUAGES for name in ("questions", "terms", "messages")
    ]
    known = {"questionnaire.yaml", "levels.yaml", *figures, *names}
    faults += [
        Fault(path, 1, Problem("file_foreign"))
        for path in files
        if path not in known and not path.endswith(".md")
    ]
    editions = {path: _edition(files, path, faults) for path in figures}
    whole = all(editions.values())
    terms = _by_language(files, "terms", TermsFile, faults)
    found = {path: read for path, read in editions.items() if read}
    shown = Known(
        {language: file for language, (file, _) in terms.items()},
        {file.id: file for file, _ in found.values()} if whole else None,
    )
    return _Parts(
        questionnaire=_read(files, "questionnaire.yaml", QuestionnaireFile, faults),
        levels=_read(files, "levels.yaml", LevelsFile, faults),
        editions=found,
        editions_whole=whole,
        questions=_by_language(files, "questions", QuestionsFile, faults),
        terms=terms,
        messages=_by_language(files, "messages", Messages, faults),
        cards=read_cards(files, shown, faults),
    )


def _edition(files: Files, path: str, faults: list[Fault]) -> Read[EditionFile] | None:
    read = _read(files, path, EditionFile, faults)
    if read and path != f"figures/{read[0].id}.yaml":
        faults.append(read[1].fault(("id",), Problem("edition_name", name=read[0].id)))
        return None
    return read


def _by_language(files: Files, name: str, model: type[M], faults: list[Fault]) -> dict[Language, Read[M]]:
    main = _read(files, f"{MAIN}/{name}.yaml", model, faults)
    read = {
        language: main if language == MAIN else _read(files, f"{language}/{name}.yaml", model, faults, main)
        for language in LANGUAGES
    }
    return {language: one for language, one in read.items() if one}


def _read(
    files: Files, path: str, model: type[M], faults: list[Fault], main: Read[M] | None = None
) -> Read[M] | None:
    """Read a file; what it lacks is taken from the main language's, if there is one."""
    if path not in files:
        faults.append(Fault(path, 1, Problem("file_missing")))
        return None
    document = read_yaml(path, files[path], faults)
    if document and main:
        document = with_fallback_texts(document, main[1])
    parsed = validate(model, document, faults) if document else None
    return (parsed, document) if parsed and document else None


def _cross_file_faults(parts: _Parts) -> Iterator[Fault]:
    """Hold the files against each other."""
    if parts.questionnaire:
        yield from rules.weighting(*parts.questionnaire)
        yield from rules.questions(*parts.questionnaire)
        yield from rules.method_questions(*parts.questionnaire)
        yield from rules.branching(*parts.questionnaire)
    if parts.levels:
        yield from rules.levels(*parts.levels)
    yield from _edition_faults(parts)
    yield from _text_faults(parts)
    yield from _card_faults(parts)


def _edition_faults(parts: _Parts) -> Iterator[Fault]:
    for read in parts.editions.values():
        yield from rules.edition(*read)
    primary = sum(file.primary for file, _ in parts.editions.values())
    if parts.editions_whole and primary != 1:
        yield Fault("figures/", 1, Problem("edition_primary", count=primary))


def _text_faults(parts: _Parts) -> Iterator[Fault]:
    editions = {file.id: file for file, _ in parts.editions.values()}
    wanted = _required_ids(parts)
    for language in LANGUAGES:
        questions, terms = parts.questions.get(language), parts.terms.get(language)
        if questions and parts.questionnaire:
            yield from text_rules.question_texts(parts.questionnaire[0], *questions)
        if questions and MAIN in parts.questions:
            yield from text_rules.same_parts(parts.questions[MAIN][0], *questions)
        if terms:
            yield from text_rules.term_texts(wanted, *terms)
            yield from text_rules.trades(language, *terms)
            yield from text_rules.populations(editions, *terms)
        if terms and MAIN in parts.terms:
            yield from text_rules.same_populations(parts.terms[MAIN][0], *terms)
            yield from text_rules.same_trades(parts.terms[MAIN][0], *terms)
        if terms and parts.primary:
            yield from text_rules.figure_lengths(parts.primary, *terms)
    for language, messages in parts.messages.items():
        yield from text_rules.commands(language, *messages)
        yield from text_rules.lengths(*messages)


def _missing_translations(parts: _Parts, at_fault: Container[str]) -> Iterator[Fault]:
    """Name what is not translated of each file that has no fault in Dutch."""
    for by_language in (parts.questions, parts.terms, parts.messages):
        main = by_language.get(MAIN)
        if main and main[1].file not in at_fault:
            for _, document in by_language.values():
                yield from missing_translations(document)


def _required_ids(parts: _Parts) -> dict[str, Iterable[str]]:
    """List the ids that a language's terms must have words for, as far as they could be read."""
    wanted: dict[str, Iterable[str]] = {}
    if parts.questionnaire:
        options = rules.options_of(parts.questionnaire[0])
        wanted |= {"goals": options.get("goal", ()), "objections": options.get("data_reasons", ())}
        wanted["trades"] = options.get("branch", ())
    if parts.levels:
        wanted["levels"] = [level.id for level in parts.levels[0].levels]
    if parts.editions_whole:
        editions = [file for file, _ in parts.editions.values()]
        wanted["editions"] = [file.id for file in editions]
        wanted["figures"] = [f"{file.id}:{figure}" for file in editions for figure in file.figures]
        every = [figure.population for file in editions for figure in file.figures.values()]
        wanted["populations"] = dict.fromkeys(one for one in every if one is not None)
    return wanted


def _card_faults(parts: _Parts) -> Iterator[Fault]:
    cards = parts.cards
    for language, by_id in cards.read.items():
        for card in by_id.values():
            yield from card_rules.text_faults(card, language)
    if len(parts.terms) == len(LANGUAGES):
        yield from card_rules.translations(cards)
    if parts.questionnaire is None:
        return
    file, document = parts.questionnaire
    for card in cards.read[MAIN].values():
        if isinstance(card.front, CardFront):
            yield from card_rules.card(card, card.front, file)
    if not cards.unread:
        yield from card_rules.coverage(cards.read[MAIN], document)


def _texts(parts: _Parts, language: Language) -> Texts:
    return Texts(
        questions=parts.questions[language][0],
        terms=parts.terms[language][0],
        messages=parts.messages[language][0],
        cards={**_standing_in(parts, language), **_cards(parts, language)},
    )


def _cards(parts: _Parts, language: Language) -> dict[str, CardText]:
    return {name: card.text for name, card in parts.cards.read[language].items()}


def _standing_in(parts: _Parts, language: Language) -> dict[str, CardText]:
    """Give the Dutch cards as they stand in where there is no translation."""
    return {name: standing_in(card, MAIN, language) for name, card in _cards(parts, MAIN).items()}


def _figures(primary: EditionFile) -> Figures:
    shares = {
        name: int(figure.percent) for name, figure in primary.figures.items() if figure.percent is not None
    }
    return Figures(sample=primary.sample or 1, shares=shares)


def _in_order(editions: Iterable[EditionFile]) -> list[EditionFile]:
    """Put the primary edition first, then those that are nearest to the shops, each kind by year."""
    return sorted(editions, key=lambda one: (not one.primary, one.wide, one.year or MAXYEAR, one.id))


def _questionnaire(file: QuestionnaireFile, levels: LevelsFile) -> Questionnaire:
    ladder = tuple(Option(id=option.id, step=option.step) for option in file.ladder)
    return Questionnaire(
        topics=file.topics,
        levels=levels.levels,
        questions=tuple(_question(question, ladder) for question in file.questions),
    )


def _question(question: QuestionFile, ladder: tuple[Option, ...]) -> Question:
    options = ladder if question.ladder else tuple(_option(question, id_) for id_ in question.options)
    return Question(
        id=question.id,
        options=options,
        several=question.several,
        regular=question.regular,
        partly=question.partly,
        would=question.would,
        when=question.when,
    )


def _option(question: QuestionFile, id_: str) -> Option:
    not_for = tuple(shop_type for shop_type, options in question.not_for.items() if id_ in options)
    return Option(id=id_, alone=id_ in question.alone, not_for=not_for)
