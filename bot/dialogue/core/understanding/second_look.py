"""A second look at what was understood: where something beside it makes it doubtful, it is asked back."""

from re import Pattern

from bot.dialogue.core.understanding.caution import Cautions
from bot.dialogue.core.understanding.cautions import CAUTIONS
from bot.dialogue.core.understanding.hits import find_hits
from bot.dialogue.core.understanding.lexicon import Lexicon
from bot.dialogue.core.understanding.meaning import (
    BOTH,
    NO,
    PHYSICAL,
    WEB,
    YES,
    Ask,
    Asked,
    Meaning,
    Nothing,
    Take,
)
from bot.dialogue.core.understanding.natures import nature
from bot.dialogue.core.understanding.others import anothers, for_some, has_another

_DOING = ("regular", "sometimes")
_KNOWN, _PLANNED = "known", "planned"
_MARKETPLACE = ("bol", "bol com", "amazon")


def careful(meaning: Meaning, clauses: tuple[str, ...], asked: Asked, lexicon: Lexicon) -> Meaning:
    """Turn an answer that something beside it makes doubtful into a question back."""
    whole, cautions = " ".join(clauses), CAUTIONS[asked.language]
    if isinstance(meaning, Nothing) and asked.kind == "yes_no" and cautions.ended.search(whole):
        return Ask(asked.has(YES, NO))
    if not isinstance(meaning, Take | Ask):
        return meaning
    if asked.kind == "ladder":
        return _ladder(meaning, as_it_is_now(clauses, cautions, lexicon), asked, cautions)
    if asked.kind == "yes_no":
        if anothers(clauses, asked.language):
            return Ask(asked.has(YES, NO))
        return _yes_no(meaning, whole, asked, cautions)
    if meaning == Ask((BOTH,)):
        return Ask(asked.has(PHYSICAL, BOTH, WEB))
    return _choice(meaning, clauses, asked, lexicon) if isinstance(meaning, Take) else meaning


def _choice(meaning: Take, clauses: tuple[str, ...], asked: Asked, lexicon: Lexicon) -> Meaning:
    whole, cautions = " ".join(clauses), CAUTIONS[asked.language]
    kinds = asked.has(PHYSICAL, BOTH, WEB)
    if nature(asked.id).lasting and (cautions.past.search(whole) or _stale(clauses, asked, lexicon)):
        return Ask(kinds if meaning.answers == (BOTH,) else asked.few(*meaning.answers))
    doubts: tuple[Pattern[str], ...] = tuple(getattr(cautions, one) for one in nature(asked.id).doubts)
    if any(one.search(whole) for one in doubts):
        return Ask(kinds or asked.few(*meaning.answers))
    if _anothers(whole, asked, cautions):
        return Ask(asked.few(*meaning.answers))
    if kinds and meaning.answers == (PHYSICAL,):
        return _beside_a_site(meaning, whole, asked, lexicon, cautions)
    return _only(meaning, clauses, asked, lexicon, cautions)


def as_it_is_now(clauses: tuple[str, ...], cautions: Cautions, lexicon: Lexicon) -> tuple[str, ...]:
    """Leave out what was first, where it is also told what is done now."""
    now = [clause for clause in clauses if cautions.turned.search(clause)]
    if not now or any(lexicon.no.search(clause) for clause in now):
        return clauses
    return tuple(clause for clause in clauses if not cautions.before.search(clause))


def _ladder(meaning: Take | Ask, clauses: tuple[str, ...], asked: Asked, cautions: Cautions) -> Meaning:
    whole = " ".join(clauses)
    doing = bool({*_DOING, _PLANNED} & set(meaning.answers))
    if not doing:
        return meaning
    if cautions.unreal.search(whole):
        return Ask(asked.has(_PLANNED, _KNOWN))
    if meaning == Take((_PLANNED,)) and cautions.occasion.search(whole):
        return Ask(asked.has("sometimes", _PLANNED, _KNOWN))
    doubts = (cautions.past, cautions.formerly, cautions.outsider, cautions.received)
    outside = anothers(clauses, asked.language) or for_some(whole, asked.language)
    if {*_DOING} & set(meaning.answers) and (outside or any(one.search(whole) for one in doubts)):
        return Ask(asked.few(*meaning.answers, _KNOWN))
    if {*_DOING} & set(meaning.answers) and cautions.coming.search(whole):
        return Ask(asked.few(*meaning.answers, _PLANNED))
    if meaning == Take(("regular",)) and cautions.ought.search(whole):
        return Ask(asked.has("regular", "sometimes", _PLANNED))
    return meaning


def _yes_no(meaning: Take | Ask, whole: str, asked: Asked, cautions: Cautions) -> Meaning:
    both = Ask(asked.has(YES, NO))
    if isinstance(meaning, Ask) or cautions.past.search(whole) or cautions.outsider.search(whole):
        return both
    still = cautions.still.search(whole) and not cautions.order.search(whole)
    if cautions.litotes.search(whole) or (still and meaning.answers == (NO,) and not nature(asked.id).kept):
        return both
    if still and nature(asked.id).kept and cautions.enough.search(whole):
        return both
    doubts = (cautions.ended, cautions.unreal, cautions.occasion, cautions.ought)
    if meaning.answers == (YES,) and nature(asked.id).beyond_orders and cautions.ordered.search(whole):
        return both
    if meaning.answers == (YES,) and any(one.search(whole) for one in doubts):
        return both
    return meaning


def _stale(clauses: tuple[str, ...], asked: Asked, lexicon: Lexicon) -> bool:
    """Tell whether what became of a thing is told of one that was taken."""
    told = [clause for clause in clauses if CAUTIONS[asked.language].stale.search(clause)]
    return any(find_hits((clause,), asked, lexicon).ids() for clause in told)


def _anothers(whole: str, asked: Asked, cautions: Cautions) -> bool:
    what = nature(asked.id)
    if what.own and has_another(whole, asked.language):
        return True
    found = {one[0] for one in cautions.outsider.finditer(whole)}
    return what.own and bool(found - set(_MARKETPLACE) if what.marketplace else found)


def _beside_a_site(
    meaning: Take, whole: str, asked: Asked, lexicon: Lexicon, cautions: Cautions
) -> Take | Ask:
    """A website beside a shop may be a webshop; where people order there, it is one."""
    if not cautions.site.search(whole) or cautions.no_site.search(whole):
        return meaning
    if cautions.order.search(whole) and not set(whole.split()) & lexicon.negators:
        return Take((BOTH,))
    return Ask(asked.has(PHYSICAL, BOTH))


def _only(
    meaning: Take, clauses: tuple[str, ...], asked: Asked, lexicon: Lexicon, cautions: Cautions
) -> Meaning:
    """Of what stands in another clause than an "only", it is not sure that it is still so."""
    at = [place for place, clause in enumerate(clauses) if cautions.only.search(clause)]
    if not at or len(clauses) < 2:
        return meaning
    ids = [find_hits((clause,), asked, lexicon).ids() for clause in clauses]
    said = {one for place in at for one in ids[place]}
    apart = {
        one
        for place, found in enumerate(ids)
        if place not in at and not cautions.joined.search(clauses[place])
        for one in found
    }
    if said and apart - said and (set(meaning.answers) - said):
        return Ask(asked.few(*meaning.answers, *said, *apart))
    return meaning
