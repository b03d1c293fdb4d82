"""What a text names of what a question offers, and what of it is denied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from bot.dialogue.core.matching import normals
from bot.dialogue.core.understanding.lexicon import Lexicon
from bot.dialogue.core.understanding.meaning import Asked, Offer
from bot.dialogue.core.understanding.natures import nature
from bot.dialogue.core.understanding.stems import stem
from bot.dialogue.core.understanding.wording import correct_spelling
from bot.library.schema.content import Language

# A shorter word at a word's end is chance: "commode" is no fashion.
_SHORTEST_END = 4
_LEAST_BEFORE = 3
_REACH = 5


@dataclass(frozen=True, slots=True)
class Index:
    """The expressions of a question's answers, by their stems."""

    language: Language
    phrases: Mapping[tuple[str, ...], frozenset[str]]
    singles: Mapping[str, frozenset[str]]
    """Those of one word."""
    words: frozenset[str]
    """The single words as they are written, and those of the phrases."""
    longest: int
    """So many words has the longest phrase."""
    heads: frozenset[str]
    """The stems of the heads of compounds that say nothing of what is sold."""


@dataclass(slots=True)
class Hit:
    """Something that is named, from one word of its clause up to another."""

    ids: frozenset[str]
    start: int
    end: int
    denied: bool = False
    doubtful: bool = False


@dataclass(slots=True)
class Named:
    """What a whole text names."""

    hits: list[Hit] = field(default_factory=list)
    loose: bool = False
    """Something is denied, and it is not clear what."""

    def ids(self, *, denied: bool = False) -> frozenset[str]:
        return frozenset(one for hit in self.hits if hit.denied == denied for one in hit.ids)

    @property
    def doubtful(self) -> bool:
        return self.loose or any(hit.doubtful for hit in self.hits)


@lru_cache(maxsize=256)
def index(offers: tuple[Offer, ...], language: Language, lexicon: Lexicon) -> Index:
    """Index what may be typed for each answer; a label that lists things stands for each of them."""
    found: dict[tuple[str, ...], set[str]] = {}
    words: set[str] = set()
    for offer in offers:
        for expression in normals((*offer.label.split(","), *offer.words)):
            bare = [word for word in expression.split() if word not in lexicon.light]
            if bare:
                found.setdefault(tuple(stem(word, language) for word in bare), set()).add(offer.id)
                words.update(bare)
    phrases = {phrase: frozenset(ids) for phrase, ids in found.items()}
    singles = {phrase[0]: ids for phrase, ids in phrases.items() if len(phrase) == 1}
    heads = frozenset(stem(head, language) for head in lexicon.heads)
    longest = max(map(len, phrases), default=1)
    return Index(language, phrases, singles, frozenset(words), longest, heads)


def find_hits(clauses: tuple[str, ...], asked: Asked, lexicon: Lexicon) -> Named:
    """Find what a text names, clause by clause."""
    known = index(asked.offers, asked.language, lexicon)
    result = Named()
    # Of one answer, what is misspelt is looked at only where nothing else is named.
    spelt = asked.kind == "choice" and any(
        _hits_in(_tokens(one, known, lexicon), known, lexicon) for one in clauses
    )
    for clause in clauses:
        bare = lexicon.not_only.sub(" ", clause if spelt else _correct_clause(clause, known, lexicon))
        tokens = _tokens(bare, known, lexicon)
        hits = _hits_in(tokens, known, lexicon)
        result.loose |= _add_by_number(tokens, hits, asked, lexicon)
        result.loose |= _deny(tokens, hits, lexicon)
        if nature(asked.id).present and lexicon.later.search(clause):
            # Of several answers the others hold all the same.
            result.loose |= asked.kind != "several"
            for hit in hits:
                hit.denied = True
        result.hits += hits
    return result


def _correct_clause(clause: str, known: Index, lexicon: Lexicon) -> str:
    """Mend what is misspelt, but no word that is one, or is made of some."""
    fine = {
        word
        for word in clause.split()
        if stem(_full(word, known), known.language) in known.singles or compound(word, known, lexicon)
    }
    return correct_spelling(clause, known.words, lexicon.light | lexicon.vocabulary | lexicon.common | fine)


def _tokens(clause: str, known: Index, lexicon: Lexicon) -> list[str]:
    return [_full(word, known) for word in clause.split() if word not in lexicon.light]


def _full(word: str, known: Index) -> str:
    """Give the word that a diminutive is of, where that is known: the p of "webshopje" is its own."""
    if known.language != "nl":
        return word
    full = word.removesuffix("s").removesuffix("je")
    diminutive = len(full) >= _LEAST_BEFORE and full != word.removesuffix("s")
    return full if diminutive and (stem(full, "nl"),) in known.phrases else word


def _hits_in(tokens: list[str], known: Index, lexicon: Lexicon) -> list[Hit]:
    stems = [stem(token, known.language) for token in tokens]
    hits: list[Hit] = []
    start = 0
    while start < len(tokens):
        for length in range(min(known.longest, len(tokens) - start), 0, -1):
            ids = known.phrases.get(tuple(stems[start : start + length]))
            # A "no" is an answer of its own only where nothing else is said.
            if ids and not (length == 1 and tokens[start] in lexicon.negators):
                hits.append(Hit(ids, start, start + length))
                start += length
                break
        else:
            ids = compound(tokens[start], known, lexicon)
            if ids:
                hits.append(Hit(ids, start, start + 1))
            start += 1
    return hits


def _add_by_number(tokens: list[str], hits: list[Hit], asked: Asked, lexicon: Lexicon) -> bool:
    """Add the answers named by their number among words; tell whether there is no such number."""
    missing = False
    for place, token in enumerate(tokens):
        number = int(token) if token.isdecimal() else lexicon.ordinals.get(token)
        beside = tokens[max(place - 1, 0) : place] + tokens[place + 1 : place + 2]
        if number is None or not all(word in lexicon.joiners or word.isdecimal() for word in beside):
            continue
        ids = frozenset(offer.id for offer in asked.offers if offer.number == number)
        missing |= not ids
        hits += [Hit(ids, place, place + 1)] if ids else []
    hits.sort(key=lambda hit: hit.start)
    return missing


def compound(token: str, known: Index, lexicon: Lexicon) -> frozenset[str]:
    """Find what the parts of a compound stand for: "viswinkel", "dameskleding", "fietskleding"."""
    if token in lexicon.whole or token in lexicon.vocabulary or len(token) <= _SHORTEST_END:
        return frozenset()
    whole = stem(token, known.language)
    singles = known.singles
    ends = [
        part
        for part in singles
        if len(part) >= _SHORTEST_END
        and whole.endswith(part)
        and len(whole) - len(part) >= (_LEAST_BEFORE if len(part) > _SHORTEST_END else _SHORTEST_END)
        and part not in lexicon.whole
    ]
    ends += [
        stem(word, known.language)
        for word in known.words
        if len(word) > _SHORTEST_END + 1 and token.endswith(word) and stem(word, known.language) in singles
    ]
    end = max(ends, key=len, default=None)
    heads = known.heads
    begins = [
        part
        for part in singles
        if len(part) >= _LEAST_BEFORE
        and part not in lexicon.whole
        and _rest(token, whole, part, heads if end is None else heads | {end})
    ]
    begin = max(begins, key=len, default=None)
    if end is None and begin is None:
        return _before_head(whole, known, lexicon)
    return (singles[end] if end else frozenset()) | (singles[begin] if begin else frozenset())


def _before_head(whole: str, known: Index, lexicon: Lexicon) -> frozenset[str]:
    """Look at what stands before a head that says nothing: "dameskleding" in "dameskledingzaak"."""
    endings = (head for head in known.heads if len(head) >= _SHORTEST_END and whole.endswith(head))
    ending = max(endings, key=len, default="")
    return compound(whole.removesuffix(ending), known, lexicon) if ending else frozenset()


def _rest(token: str, whole: str, part: str, heads: frozenset[str]) -> bool:
    """Tell whether what follows a part is the head of a compound, with or without a letter between."""
    if not whole.startswith(part) and not token.startswith(part):
        return False
    rest = whole[len(part) :]
    return any(rest.removeprefix(link) in heads for link in ("", "s", "e", "en", "n", part[-1:] + "en"))


def _deny(tokens: list[str], hits: list[Hit], lexicon: Lexicon) -> bool:
    """Mark what is denied; tell whether something is denied that cannot be found."""
    loose = False
    for place, token in enumerate(tokens):
        if any(hit.start <= place < hit.end for hit in hits):
            continue
        if token in lexicon.ending:
            loose |= _deny_ended(place, tokens, hits, lexicon)
        elif token in lexicon.negators:
            loose |= _apply_negator(place, tokens, hits, lexicon)
    return loose


def _apply_negator(place: int, tokens: list[str], hits: list[Hit], lexicon: Lexicon) -> bool:
    token = tokens[place]
    after = [hit for hit in hits if hit.start > place]
    before = [hit for hit in hits if hit.end <= place]
    close = [] if token in lexicon.forward else [hit for hit in before if hit.end == place]
    if close and (not after or _is_affirmed(after[0], tokens, lexicon)):
        close[-1].denied = True
        return False
    if not after:
        reach = [hit for hit in before if not _is_affirmed(hit, tokens, lexicon)]
        if token in lexicon.forward or not reach:
            return True
        for hit in reach:
            hit.denied = True
        return False
    return _ahead(place, tokens, after, lexicon)


def _is_affirmed(hit: Hit, tokens: list[str], lexicon: Lexicon) -> bool:
    around = tokens[hit.end : hit.end + 1] + tokens[max(hit.start - 1, 0) : hit.start]
    return any(word in lexicon.turning for word in around)


def _ahead(place: int, tokens: list[str], after: list[Hit], lexicon: Lexicon) -> bool:
    between = tokens[place + 1 : after[0].start]
    if len(between) >= _REACH or any(word in lexicon.turning for word in between):
        return True
    after[0].denied = True
    for one, other in pairwise(after):
        joint = tokens[one.end : other.start]
        if not joint or len(joint) > 1 or joint[0] in lexicon.turning:
            break
        if joint[0] in lexicon.either or tokens[place] in lexicon.excepting:
            other.denied = True
        else:
            other.doubtful = True
    return False


def _deny_ended(place: int, tokens: list[str], hits: list[Hit], lexicon: Lexicon) -> bool:
    """What stopped, or was so in former days: all that is named up to a "now"."""
    turn = next((at for at in range(place, len(tokens)) if tokens[at] in lexicon.turning), len(tokens))
    start = 0 if place == len(tokens) - 1 or not any(hit.start > place for hit in hits) else place
    reach = [hit for hit in hits if start <= hit.start < turn]
    for hit in reach:
        hit.denied = True
    return not reach
