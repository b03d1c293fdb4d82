"""From a text typed at a question to what it means."""

from dataclasses import dataclass

from bot.dialogue.core.matching import normal, normals
from bot.dialogue.core.understanding import choices, en, ladder, nl, nl_amounts, yes_no
from bot.dialogue.core.understanding.cautions import CAUTIONS
from bot.dialogue.core.understanding.lexicon import Lexicon
from bot.dialogue.core.understanding.meaning import (
    MOST,
    OTHER,
    Ask,
    Asked,
    Does,
    Meaning,
    Nothing,
    Person,
    Question,
    Take,
)
from bot.dialogue.core.understanding.second_look import careful
from bot.dialogue.core.understanding.wording import clauses as clauses_of
from bot.dialogue.core.understanding.wording import plain
from bot.library.schema.content import Language

_LEXICONS = {"nl": (nl.LEXICON, nl_amounts.RHYTHMS), "en": (en.LEXICON, en.RHYTHMS)}
_ASKING = 4
"""A text of so many words that begins as a question is one, with or without its mark."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """A text: as it was typed, in normal form, and that without what says nothing."""

    text: str
    whole: str
    bare: str


def _typed_text(text: str, clauses: tuple[str, ...], lexicon: Lexicon) -> _Typed:
    whole = " ".join(clauses)
    return _Typed(text, whole, plain(whole, lexicon))


def understand(text: str, asked: Asked) -> Meaning:
    """Tell what a text means at a question: an answer, some to be asked back, something else, or nothing."""
    lexicon, rhythms = _LEXICONS[asked.language]
    clauses = clauses_of(text, lexicon)
    if not clauses:
        return Does("help") if text.strip(" !") == "?" else Nothing()
    typed = _typed_text(text, clauses, lexicon)
    for way in (_clueless, _very_words, _by_numbers, _by_ordinals, _yes_to_offer, _aside):
        meaning = way(typed, asked)
        if meaning:
            return meaning
    if asked.kind == "ladder":
        meaning = ladder.meaning_of(clauses, asked, lexicon, rhythms)
    elif asked.kind == "yes_no":
        meaning = yes_no.meaning_of(clauses, asked, lexicon)
    elif asked.kind == "several":
        meaning = choices.several_of(clauses, asked, lexicon)
    else:
        meaning = choices.one_of(clauses, asked, lexicon)
    if isinstance(meaning, Take) and text.rstrip().endswith("?"):
        # Who asks is not sure.
        meaning = Ask(asked.few(*meaning.answers))
    if isinstance(meaning, Nothing):
        near = choices.alike(typed.bare, asked)
        meaning = Ask(near, "near") if near else meaning
    return careful(meaning, clauses, asked, lexicon)


def is_ambiguous_skip(text: str, asked: Asked) -> bool:
    """Tell whether a text that may mean passing is nearly an answer of its own."""
    lexicon, _ = _LEXICONS[asked.language]
    return _clueless(_typed_text(text, clauses_of(text, lexicon), lexicon), asked) is not None


def stops(text: str, language: Language) -> bool:
    """Tell whether a text says to stop with the questions."""
    lexicon, _ = _LEXICONS[language]
    return lexicon.stops.fullmatch(" ".join(clauses_of(text, lexicon))) is not None


def asks_for_person(text: str, language: Language) -> bool:
    """Tell whether a text asks for a person instead of the bot."""
    lexicon, _ = _LEXICONS[language]
    clauses = clauses_of(text, lexicon)
    return any(lexicon.person.search(clause) for clause in clauses)


def _clueless(typed: _Typed, asked: Asked) -> Meaning | None:
    """Not knowing, where that is nearly an answer of its own: it may be that one, or no answer."""
    lexicon, _ = _LEXICONS[asked.language]
    near = asked.has("no_use", OTHER)
    if near[:1] != ("no_use",) or not CAUTIONS[asked.language].clueless.search(typed.bare):
        return None
    passing = lexicon.verbs["skip"]
    return Ask(near) if passing.fullmatch(typed.whole) or passing.fullmatch(typed.bare) else None


def _very_words(typed: _Typed, asked: Asked) -> Meaning | None:
    """An answer's or a button's very words, once what says nothing is left out."""
    for said in (typed.whole, typed.bare):
        found = [one.id for one in asked.offers if said in normals(one.expressions)]
        if len(found) == 1:
            return Take(tuple(found))
        for verb, expressions in asked.controls.items():
            if said in normals(expressions):
                return Does(verb)
    return None


def _by_numbers(typed: _Typed, asked: Asked) -> Meaning | None:
    """Numbers of buttons, and nothing else."""
    lexicon, _ = _LEXICONS[asked.language]
    tokens = [word for word in normal(typed.text).split() if word not in lexicon.joiners]
    if not all(word.isdecimal() for word in tokens):
        tokens = [
            word for word in typed.bare.split() if word not in lexicon.joiners | lexicon.beside_ordinals
        ]
    if tokens and all(word.isdecimal() for word in tokens):
        found = [one.id for one in asked.offers if str(one.number) in {word.lstrip("0") for word in tokens}]
        if len(found) < len(set(tokens)):
            return Nothing()
        return _of_these(tuple(found), asked)
    return None


def _by_ordinals(typed: _Typed, asked: Asked) -> Meaning | None:
    """Ordinals, and nothing else: of what was asked back just before, or of all that is on screen."""
    lexicon, _ = _LEXICONS[asked.language]
    tokens = [word for word in typed.bare.split() if word not in lexicon.joiners | lexicon.beside_ordinals]
    if not tokens or len(tokens) > MOST or tokens[0] not in lexicon.ordinals:
        return None
    ids = asked.offered or tuple(one.id for one in asked.offers)
    if len(tokens) > 1 and tokens[1] in lexicon.numbers and lexicon.ordinals[tokens[0]] == 1:
        return _of_these(ids[: int(lexicon.numbers[tokens[1]][0])], asked)
    if not all(word in lexicon.ordinals for word in tokens):
        return None
    places = [lexicon.ordinals[word] for word in tokens]
    if any(place > len(ids) for place in places):
        return Nothing()
    return _of_these(tuple(ids[place - 1 if place > 0 else place] for place in places), asked)


def _of_these(ids: tuple[str, ...], asked: Asked) -> Meaning:
    ids = tuple(dict.fromkeys(ids))
    if asked.kind == "several" or len(ids) == 1:
        return Take(asked.has(*ids))
    return Ask(asked.has(*ids)) if 1 < len(ids) <= MOST else Nothing()


def _yes_to_offer(typed: _Typed, asked: Asked) -> Meaning | None:
    """Yes, where just one answer was asked back."""
    lexicon, _ = _LEXICONS[asked.language]
    if len(asked.offered) == 1 and lexicon.yes.fullmatch(typed.bare):
        return Take(asked.offered)
    return None


def _aside(typed: _Typed, asked: Asked) -> Meaning | None:
    """What is no answer: asking for a person, for the explanation, something of one's own, or passing."""
    lexicon, _ = _LEXICONS[asked.language]
    if lexicon.person.search(typed.whole):
        return Person()
    marked = typed.text.rstrip().endswith("?")
    if lexicon.asks_help.fullmatch(typed.whole) or lexicon.asks_help.fullmatch(typed.bare):
        return Does("help")
    for verb, pattern in lexicon.verbs.items():
        if pattern.fullmatch(typed.whole) or pattern.fullmatch(typed.bare):
            return Does(verb)
    if lexicon.question.match(typed.bare) and (marked or len(typed.whole.split()) >= _ASKING):
        return Question()
    if marked and lexicon.question_marked.match(typed.bare):
        return Question()
    return None
