"""A question with answers of its own, of which one or several hold."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.dialogue.core.matching import normal, normals
from bot.dialogue.core.understanding import subjects
from bot.dialogue.core.understanding.cautions import CAUTIONS
from bot.dialogue.core.understanding.hits import Named, find_hits
from bot.dialogue.core.understanding.lexicon import Lexicon
from bot.dialogue.core.understanding.meaning import (
    BOTH,
    MOST,
    OTHER,
    PHYSICAL,
    WEB,
    Ask,
    Asked,
    Elsewhere,
    Meaning,
    Nothing,
    Take,
)
from bot.dialogue.core.understanding.wording import plain

# How long a word is that may be misspelt, how like it another is, and how much less than the best.
_SHORTEST, _NEAR, _BESIDE = 4, 0.7, 0.06


def one_of(clauses: tuple[str, ...], asked: Asked, lexicon: Lexicon) -> Meaning:
    """Tell which one answer is meant; two that fit are asked back."""
    found = find_hits(clauses, asked, lexicon)
    if asked.has(PHYSICAL, BOTH, WEB) == (PHYSICAL, BOTH, WEB):
        return _shop_type(clauses, found, asked)
    ids = found.ids()
    if len(ids) > 1 and CAUTIONS[asked.language].generic.search(" ".join(clauses)):
        ids -= {OTHER}
    if not ids:
        return _elsewhere(clauses, asked)
    if len(ids) == 1 and not found.doubtful:
        return Take(tuple(ids))
    return Ask(asked.few(*ids)) if len(ids) <= MOST else Nothing()


def _shop_type(clauses: tuple[str, ...], found: Named, asked: Asked) -> Meaning:
    """A shop and a webshop are both; without the one it is the other."""
    ids, denied = found.ids(), found.ids(denied=True) - found.ids()
    elsewhere = _elsewhere(clauses, asked)
    if isinstance(elsewhere, Elsewhere) and not {BOTH, WEB} & ids:
        return elsewhere if not ids else Ask(asked.has(*ids))
    if found.doubtful:
        return Ask(asked.has(*(ids or denied))) if ids or denied else Nothing()
    if BOTH in ids:
        return Take((BOTH,)) if not denied else Ask(asked.few(BOTH, *ids, *denied))
    if {PHYSICAL, WEB} <= ids:
        return Take((BOTH,))
    if ids:
        return Take(tuple(ids))
    if len(denied) == 1 and denied & {PHYSICAL, WEB}:
        return Take((WEB,)) if PHYSICAL in denied else Take((PHYSICAL,))
    return Nothing()


def several_of(clauses: tuple[str, ...], asked: Asked, lexicon: Lexicon) -> Meaning:
    """Tell which answers are meant, of a question that takes several."""
    found = find_hits(clauses, asked, lexicon)
    alone = {offer.id for offer in asked.offers if offer.alone}
    denied = found.ids(denied=True)
    whole = " ".join(clauses)
    if lexicon.nothing.fullmatch(plain(whole, lexicon)) or lexicon.nothing.fullmatch(whole):
        return Take(tuple(alone)) if alone else Nothing()
    if _all(whole, found, lexicon):
        if found.loose or found.ids() - alone - {OTHER} - denied:
            return Ask(asked.few(*(found.ids() - alone))) if found.ids() - alone else Nothing()
        kept = tuple(one.id for one in asked.offers if one.id not in alone | {OTHER} | denied)
        return Take(kept)
    ids = found.ids() - denied
    if ids - alone:
        ids -= alone
    if not ids:
        return _elsewhere(clauses, asked)
    if found.doubtful:
        return Ask(asked.few(*ids))
    return Take(asked.has(*ids), asked.has(*(denied - ids - alone)))


def _all(whole: str, found: Named, lexicon: Lexicon) -> bool:
    """Tell whether a text means all answers, perhaps but for some."""
    if not lexicon.everything.search(whole) or lexicon.not_everything.search(whole):
        return False
    rest = lexicon.yes.sub(" ", lexicon.everything.sub(" ", plain(whole, lexicon))).split()
    said = [word for word in rest if word not in lexicon.light | lexicon.beside_everything]
    return not said or (bool(found.ids(denied=True)) and said[0] in lexicon.excepting)


def _elsewhere(clauses: tuple[str, ...], asked: Asked) -> Meaning:
    named_there = (subjects.other(clause, asked) for clause in clauses)
    question = next((one for one in named_there if one), None)
    return Elsewhere(question) if question else Nothing()


def alike(text: str, asked: Asked) -> tuple[str, ...]:
    """Find the two or three answers whose words come nearest to a text."""
    typed = [word for word in normal(text).split() if len(word) >= _SHORTEST]
    scores: dict[str, float] = {}
    for offer in asked.offers:
        if offer.id == OTHER or offer.alone:
            continue
        likeness = (
            OSA.normalized_similarity(word, part, score_cutoff=_NEAR)
            for word in typed
            for part in _parts(offer.expressions)
        )
        best = max(likeness, default=0)
        if best >= _NEAR:
            scores[offer.id] = best
    top = max(scores.values(), default=0)
    return asked.few(*(one for one, score in scores.items() if score >= top - _BESIDE))


@lru_cache(maxsize=1024)
def _parts(expressions: tuple[str, ...]) -> frozenset[str]:
    """List the words of expressions that are long enough to be misspelt."""
    return frozenset(part for one in normals(expressions) for part in one.split() if len(part) >= _SHORTEST)
