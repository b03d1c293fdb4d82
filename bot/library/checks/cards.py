"""What must hold of advice cards, among themselves and with the questionnaire."""

import re
from collections.abc import Iterator, Mapping

from bot.library.checks.questionnaire import options_of
from bot.library.parsing.blanks import BLANKS, at_longest, blanks_in
from bot.library.parsing.cards import MAIN, CardFile, Cards, card_path, review_date
from bot.library.parsing.markup import plain
from bot.library.parsing.problem import Problem, at
from bot.library.parsing.source import Document, Fault
from bot.library.schema.content import LANGUAGES, CardFront, Language, QuestionnaireFile
from bot.library.schema.platforms import FOLDER, WRITTEN, names_platforms
from scoring.model import MONITORED, TOP_STEP

# A figure typed into a text has no source; a placeholder has one.
_LITERAL_FIGURE = re.compile(
    r"\d[\d.,]*(\s*(%|(procent|percent|miljoen|million)\b)"
    r"| (van|op|uit|in|of|out of)( de| elke| every)? 100\b)",
    re.IGNORECASE,
)
_PRICE = re.compile(r"€ ?\d[\d.,]*|\b\d[\d.,]*[ -]?(euros?|cents?)\b", re.IGNORECASE)
MOST_SUITED, MOST_GOALS = 5, 2
MAX_CHARACTERS = 3_500
"""Of the 4,096 that a message holds, headings, minutes, needs and sources take the rest."""


# The parts of a card that name answers to a question.
_ANSWERS = (("goals", "goal"), ("reasons", "data_reasons"), ("suits", "branch"), ("examples", "branch"))


def card(card: CardFile, front: CardFront, file: QuestionnaireFile) -> Iterator[Fault]:
    """A Dutch card's facts name what exists, and lead somewhere."""
    fault = card.document.fault
    if card.topic == "online":
        yield from _online(card, front, file)
    else:
        yield from _ladder(card, front)
    if front.meets and card.topic != "data":
        yield fault(("meets",), Problem("meets_data"))
    if front.reasons and card.topic != "data":
        yield fault(("reasons",), Problem("reasons_data"))
    for field, question in _ANSWERS:
        allowed = options_of(file).get(question, ())
        for unknown in [name for name in getattr(front, field) if name not in allowed]:
            problem = Problem("no_answer", name=unknown, question=question, allowed=", ".join(allowed))
            yield fault((field,), at(field, problem))
    try:
        review_date(front)
    except ValueError:
        yield fault(("review_by",), at("review_by", Problem("no_date", date=front.review_by)))


def _online(card: CardFile, front: CardFront, file: QuestionnaireFile) -> Iterator[Fault]:
    allowed = [option for option in options_of(file).get("today", ()) if option not in _alone(file)]
    if front.uses not in allowed:
        yield card.document.fault(("uses",), at("uses", Problem("uses_one", allowed=", ".join(allowed))))
    if front.steps or front.leads_to is not None:
        yield card.document.fault(("steps",), Problem("today_steps"))


def _alone(file: QuestionnaireFile) -> tuple[str, ...]:
    return next((question.alone for question in file.questions if question.id == "today"), ())


def _ladder(card: CardFile, front: CardFront) -> Iterator[Fault]:
    fault = card.document.fault
    if front.uses is not None or front.in_use:
        yield fault(("uses",), Problem("today_only"))
    if not front.steps:
        yield fault((), Problem("steps_needed"))
    elif (
        front.leads_to is not None and max(front.steps) >= front.leads_to and front.steps != (front.leads_to,)
    ):
        yield fault(("leads_to",), Problem("leads_to"))
    if set(front.meets) & set(front.needs):
        yield fault(("meets",), Problem("meets_needs"))


def coverage(cards: Mapping[str, CardFile], document: Document) -> Iterator[Fault]:
    """Every step of every topic, and every need, is served by a card."""
    fronts = [(card.topic, card.front) for card in cards.values() if isinstance(card.front, CardFront)]
    for topic in MONITORED:
        for step in range(TOP_STEP + 1):
            if not any(topic == card_topic and step in front.steps for card_topic, front in fronts):
                yield document.fault(("topics", topic), Problem("step_unserved", step=step, topic=topic))
    needs = {need for _, front in fronts for need in front.needs}
    for need in sorted(needs - {need for _, front in fronts for need in front.meets}):
        yield document.fault(("topics", "data"), Problem("need_unmet", need=need))


def translations(cards: Cards) -> Iterator[Fault]:
    """A card has a translation with the same parts, figures and blanks; without one, the Dutch stands in."""
    mine = cards.read[MAIN]
    for language in [language for language in LANGUAGES if language != MAIN]:
        theirs = cards.read[language]
        for card_id in sorted(set(mine) | set(theirs) - cards.unread):
            if card_id not in mine:
                yield theirs[card_id].document.fault((), Problem("no_dutch"))
            elif card_id in theirs:
                yield from _differing(mine[card_id], theirs[card_id], language)
            elif card_id not in cards.unread:
                path = card_path(language, mine[card_id].topic, card_id)
                problem = Problem("no_translation", path=path)
                yield mine[card_id].document.fault((), problem, "warning")


def _differing(mine: CardFile, other: CardFile, language: Language) -> Iterator[Fault]:
    for what, here, there in (
        ("folders", {mine.folder}, {other.folder}),
        ("headings", set(mine.text.sections), set(other.text.sections)),
        ("examples", set(mine.text.examples), set(other.text.examples)),
        ("suits", set(mine.text.suits), set(other.text.suits)),
        ("figures", set(mine.text.figures), set(other.text.figures)),
        ("blanks", _blanks(mine, MAIN), _blanks(other, language)),
        ("blanks", _platforms(mine), _platforms(other)),
    ):
        if here is not None and there is not None and here != there:
            differing = ", ".join(sorted(here ^ there))
            yield other.document.fault((), Problem(f"differs_{what}", names=differing))


def _blanks(card: CardFile, language: Language) -> set[str] | None:
    """Name our blanks in a text to copy; None where there is no such text, which is a fault of its own."""
    copied = card.text.sections.get("copy", "")
    return {BLANKS[MAIN][blank] for blank in blanks_in(copied, language)} if plain(copied).strip() else None


def _platforms(card: CardFile) -> set[str]:
    return {WRITTEN} if card.topic == FOLDER and names_platforms(card.text) else set()


def text_faults(card: CardFile, language: Language) -> Iterator[Fault]:
    """A card fits in a message, and its figures are placeholders: only then they have their source."""
    longest = sum(max(map(len, texts.values()), default=0) for texts in (card.text.examples, card.text.suits))
    shown = [at_longest(plain(html), language) for html in card.text.sections.values()]
    total = sum(map(len, shown)) + len(card.text.title) + longest
    if total > MAX_CHARACTERS:
        yield card.document.fault((), Problem("card_long", total=total, most=MAX_CHARACTERS))
    yield from _literal(card)
    yield from _stray_blanks(card, language)


def _stray_blanks(card: CardFile, language: Language) -> Iterator[Fault]:
    """Our blanks stand in texts to copy alone: elsewhere nothing fills them in."""
    text, document = card.text, card.document
    told = [html for section, html in text.sections.items() if section != "copy"]
    shown = "\n".join((text.title, text.cost, *text.examples.values(), *text.suits.values(), *told))
    for blank in sorted(blanks_in(shown, language)):
        yield document.fault((), Problem("blank_in_copy", blank=BLANKS[language][blank]))


def _literal(card: CardFile) -> Iterator[Fault]:
    document = card.document
    texts = [(document.line(("title",)), card.text.title), (document.body_line, document.body)]
    texts += [(document.line(("cost",)), card.front.cost)]
    for name, by_branch in (("examples", card.text.examples), ("suits", card.text.suits)):
        texts += [(document.line((name, branch)), text) for branch, text in by_branch.items()]
    for first, text in texts:
        for match in _LITERAL_FIGURE.finditer(text):
            problem = Problem("bare_figure", text=match[0])
            yield Fault(document.file, first + text.count("\n", 0, match.start()), problem)
        for match in _PRICE.finditer(text):
            problem = Problem("bare_price", text=match[0])
            yield Fault(document.file, first + text.count("\n", 0, match.start()), problem)
