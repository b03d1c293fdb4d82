"""Advice cards: a Markdown file in Dutch with the card's facts, and one in each other language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.library.files import Files
from bot.library.parsing.blanks import BLANKS, at_longest, blank_of
from bot.library.parsing.markup import Html, fill, placeholders, plain, problem_of, to_html
from bot.library.parsing.problem import Problem, at
from bot.library.parsing.source import Document, Fault, read_front_matter, validate
from bot.library.schema import platforms
from bot.library.schema.content import (
    LANGUAGES,
    LONGEST_COST,
    SECTIONS,
    CardFront,
    CardText,
    EditionFile,
    Figure,
    Language,
    Section,
    TermsFile,
    TranslatedFront,
)
from scoring.model import MONITORED, Card, Topic

MAIN: Language = "nl"
FOLDERS: dict[str, Topic] = {**{topic: topic for topic in MONITORED}, "today": "online"}
"""The topic of the cards in each folder; those of `online` are about the answers to the question `today`."""
FOLDER_OF: dict[Topic, str] = {topic: folder for folder, topic in FOLDERS.items()}
_NAME = re.compile(r"(?P<language>[a-z]{2})/advice/(?P<topic>[a-z]+)/(?P<id>[a-z][a-z0-9_]{0,31})\.md")
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_FENCE = re.compile(r"```[a-z]*\n(?P<text>.*?)\n?```", re.DOTALL)
REQUIRED: tuple[Section, ...] = ("why", "first", "next")
MAX_COPY = 700
_BLANK = re.compile(r"\[([^\[\]\n]+)\]")
_ABOUT = re.compile(
    r"\b(ongeveer|bijna|rond|driekwart|about|almost|nearly|around|roughly|three quarters)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Part:
    """What stands under a heading, and the line of the heading."""

    text: str
    line: int

    def lines(self) -> Iterator[tuple[int, str]]:
        return enumerate(self.text.split("\n"), self.line)


@dataclass(frozen=True)
class CardFile:
    """One language's file of a card."""

    folder: str
    id: str
    document: Document
    front: CardFront | TranslatedFront
    text: CardText

    @property
    def topic(self) -> Topic:
        return FOLDERS[self.folder]


@dataclass(frozen=True)
class Cards:
    """The cards that could be read, by language and id, and the ids of those that could not."""

    read: Mapping[Language, Mapping[str, CardFile]]
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """What cards are read with; a language's terms or the editions are absent where they are at fault."""

    terms: Mapping[Language, TermsFile]
    editions: Mapping[str, EditionFile] | None


def card_path(language: str, topic: Topic, card_id: str) -> str:
    """Name the file of a card."""
    return f"{language}/advice/{FOLDER_OF[topic]}/{card_id}.md"


def number(value: float, language: Language) -> str:
    """Write a figure as people in that language do: 39,3 in Dutch, 39.3 in English."""
    text = f"{value:g}"
    return text.replace(".", ",") if language == "nl" else text


def figure_named(editions: Mapping[str, EditionFile], name: str) -> Figure | None:
    """Find a figure by "edition:figure"."""
    edition, _, figure = name.partition(":")
    return editions[edition].figures.get(figure) if edition in editions else None


def _sections(document: Document, terms: TermsFile, faults: list[Fault]) -> dict[Section, Part]:
    names = {heading: section for section, heading in terms.sections.items()}
    parts = _HEADING.split(document.body)
    line = document.body_line + parts[0].count("\n")
    found: dict[Section, Part] = {}
    if parts[0].strip():
        first = document.body_line + parts[0][: -len(parts[0].lstrip())].count("\n")
        faults.append(Fault(document.file, first, Problem("card_headless")))
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        section = names.get(heading)
        if section is None:
            allowed = ", ".join(f"## {name}" for name in names)
            problem = Problem("heading_unknown", heading=heading, allowed=allowed)
            faults.append(Fault(document.file, line, problem))
        elif section in found:
            faults.append(Fault(document.file, line, Problem("heading_twice", heading=heading)))
        else:
            found[section] = Part(text, line)
        line += text.count("\n")
    faults += [
        Fault(document.file, line, Problem("heading_missing", heading=terms.sections[section]))
        for section in REQUIRED
        if section not in found
    ]
    return found


@dataclass(frozen=True)
class _Reading:
    """One language's file of a card while it is read; what is wrong in it is noted as it is found."""

    document: Document
    language: Language
    editions: Mapping[str, EditionFile] | None
    """None where they are at fault: figures stay as they are written."""
    faults: list[Fault]

    def note(self, line: int, problem: Problem) -> None:
        self.faults.append(Fault(self.document.file, line, problem))

    def text(self, parts: Mapping[Section, Part], front: CardFront | TranslatedFront) -> CardText:
        """Give the card's texts as people see them."""
        used: dict[str, None] = {}
        rendered: dict[Section, Html] = {}
        for section in [section for section in SECTIONS if section in parts]:
            part = parts[section]
            html = to_html(part.text)
            if section == "copy":
                self.faults.extend(_copy_faults(self.document, part, self.language))
            else:
                html = self._with_figures(html, part, used)
            problem = None if section == "copy" and plain(html).strip() else problem_of(html)
            if problem:
                heading = _heading(part, self.document)
                self.note(part.line, Problem("under", heading=heading, problem=problem))
            rendered[section] = html
        cost = self._cost(front.cost, used)
        words = tuple(filter(None, (word.strip() for word in (front.words or "").split(","))))
        return CardText(front.title, cost, rendered, front.suits, front.examples, tuple(used), words)

    def _cost(self, written: str, used: dict[str, None]) -> str:
        if self.editions is None:
            return written
        place = Part(written, self.document.line(("cost",)))
        cost = self._with_figures(Html(written), place, used)
        if len(cost) > LONGEST_COST:
            problem = Problem("cost_long", length=len(cost), most=LONGEST_COST)
            self.faults.append(self.document.fault(("cost",), at("cost", problem)))
        return str(cost)

    def _with_figures(self, html: Html, part: Part, used: dict[str, None]) -> Html:
        """Put in the figures that a text names, and note in `used` which those are."""
        editions = self.editions
        if editions is None:
            return html
        used |= dict.fromkeys(self._figures(part, editions))

        def value(name: str) -> str:
            figure = figure_named(editions, name)
            if figure is None:
                return f"{{{name}}}"
            return number(figure.value, self.language)

        return fill(html, value)

    def _figures(self, part: Part, editions: Mapping[str, EditionFile]) -> Iterator[str]:
        """Name the figures that a text holds; one that is not exact has a word with it that says so."""
        for line, text in part.lines():
            for name in [name for name in placeholders(text) if name != platforms.PLATFORM]:
                figure = figure_named(editions, name)
                if figure is None:
                    self.note(line, Problem("figure_unknown", name=f"{{{name}}}"))
                    continue
                if figure.approximate and not _ABOUT.search(text):
                    self.note(line, Problem("figure_about", name=f"{{{name}}}"))
                yield name


def _misplaced_platforms(
    document: Document, parts: Mapping[Section, Part], topic: str, cost: str
) -> Iterator[Fault]:
    """The shop's social media are named in cards about them alone, where they say what to do and why."""
    allowed = platforms.SECTIONS if topic == platforms.FOLDER else ()
    told = [part for section, part in parts.items() if section not in (*allowed, "copy")]
    for part in (*told, Part(cost, document.line(("cost",)))):
        for line, text in part.lines():
            if platforms.WRITTEN in text:
                yield Fault(document.file, line, Problem("platform_place", name=platforms.WRITTEN))


def _heading(part: Part, document: Document) -> str:
    return document.body.split("\n")[part.line - document.body_line].removeprefix("##").strip()


def _copy_faults(document: Document, part: Part, language: Language) -> Iterator[Fault]:
    copied = _FENCE.fullmatch(part.text.strip())
    if copied is None:
        yield Fault(document.file, part.line, Problem("copy_fence"))
    elif (length := len(at_longest(copied["text"], language))) > MAX_COPY:
        yield Fault(document.file, part.line, Problem("copy_long", length=length, most=MAX_COPY))
    for line, text in part.lines():
        if placeholders(text):
            yield Fault(document.file, line, Problem("copy_figure"))
        for blank in _BLANK.finditer(text):
            ours = blank_of(blank[1])
            if ours and blank[0] != BLANKS[language][ours]:
                meaning, wanted = Problem(f"the_{ours}"), BLANKS[language][ours]
                problem = Problem("copy_blank", written=blank[0], meaning=meaning, wanted=wanted)
                yield Fault(document.file, line, problem)


def _read_card(
    document: Document, language: Language, place: re.Match[str], known: Known, faults: list[Fault]
) -> CardFile | None:
    front: CardFront | TranslatedFront | None
    if language == MAIN:
        front = validate(CardFront, document, faults)
    else:
        front = validate(TranslatedFront, document, faults)
    terms = known.terms.get(language)
    parts = _sections(document, terms, faults) if terms else {}
    if front is None:
        return None
    faults += _misplaced_platforms(document, parts, place["topic"], front.cost)
    text = _Reading(document, language, known.editions, faults).text(parts, front)
    return CardFile(place["topic"], place["id"], document, front, text)


def read_cards(files: Files, known: Known, faults: list[Fault]) -> Cards:
    """Read all card files, by language and id."""
    found: dict[Language, dict[str, CardFile]] = {language: {} for language in LANGUAGES}
    unread: set[str] = set()
    for path in [path for path in files if path.endswith(".md")]:
        place = _NAME.fullmatch(path)
        language = next((one for one in LANGUAGES if place and place["language"] == one), None)
        if place is None or language is None or place["topic"] not in FOLDERS:
            languages, topics = ", ".join(LANGUAGES), ", ".join(FOLDERS)
            faults.append(Fault(path, 1, Problem("card_place", languages=languages, topics=topics)))
            continue
        document = read_front_matter(path, files[path], faults)
        card = _read_card(document, language, place, known, faults) if document else None
        if card is None:
            unread.add(place["id"])
            continue
        if card.id in found[language]:
            faults.append(Fault(path, 1, Problem("card_twice", name=card.id)))
        found[language][card.id] = card
    return Cards(found, frozenset(unread))


def scoring_card(card: CardFile, front: CardFront) -> Card:
    """Give a card's facts as the method reads them."""
    facts = front.model_dump(exclude={"title", "words", "cost", "review_by", "examples", "suits"})
    return Card.model_validate({"id": card.id, "topic": card.topic, "suits": tuple(front.suits), **facts})


def review_date(front: CardFront) -> date:
    """Tell by when a person must look at a card again; raises ValueError."""
    return date.fromisoformat(front.review_by)
