"""A ladder: how far a shop is with a channel, from what is done how often to what is not known."""

from dataclasses import dataclass, field

from bot.dialogue.core.understanding import subjects
from bot.dialogue.core.understanding.amounts import Rhythms, against, often
from bot.dialogue.core.understanding.cautions import CAUTIONS
from bot.dialogue.core.understanding.lexicon import Lexicon
from bot.dialogue.core.understanding.meaning import Ask, Asked, Elsewhere, Meaning, Nothing, Take
from bot.dialogue.core.understanding.second_look import as_it_is_now
from bot.dialogue.core.understanding.wording import correct_spelling, plain

_STEPS = ("regular", "sometimes", "planned", "known", "unknown")
_DOING = ("regular", "sometimes")
_NOT_DOING = ("known", "unknown")
# What a word that is no answer yet leaves open.
_OPEN = {
    "does": _DOING, "other": _DOING, "occasion": _DOING, "amount": _DOING, "yes": _DOING,
    "look": ("sometimes", "known"), "was": ("sometimes", "known"), "busy": ("sometimes", "planned"),
    "maybe": ("planned", "known"), "reason": ("planned", "known"), "skill": _NOT_DOING, "no": _NOT_DOING,
}  # fmt: skip


@dataclass(slots=True)
class _Said:
    """What the clauses say together: answers, and what leaves some open."""

    steps: set[str] = field(default_factory=set)
    open: list[str] = field(default_factory=list)
    past: bool = False


def meaning_of(clauses: tuple[str, ...], asked: Asked, lexicon: Lexicon, rhythms: Rhythms) -> Meaning:
    """Tell what is meant at a ladder."""
    known = lexicon.light | lexicon.common | frozenset(asked.about)
    clauses = tuple(correct_spelling(one, lexicon.vocabulary, known) for one in clauses)
    own, others = subjects.own_and_others(clauses, asked)
    if others and not own:
        if lexicon.leading_no.match(clauses[0]) or lexicon.leading_no.match(plain(clauses[0], lexicon)):
            return Ask(asked.has(*_NOT_DOING), "does_not")
        return Elsewhere(others[0])
    cautions, said = CAUTIONS[asked.language], _Said()
    own = [*as_it_is_now(tuple(own), cautions, lexicon)]
    for clause in own:
        said.steps |= {offer.id for offer in asked.offers if str(offer.number) == clause}
        _read(plain(clause, lexicon), said, asked, lexicon, rhythms)
    kinds = {"yes", "amount", "occasion", "maybe", "busy"}
    judged = any(cautions.judged.search(one) for one in own)
    if judged and lexicon.leading_no.match(clauses[0]) and not said.steps and not kinds & set(said.open):
        return Take(asked.has("known"))
    return _conclusion(said, asked)


def _read(clause: str, said: _Said, asked: Asked, lexicon: Lexicon, rhythms: Rhythms) -> None:
    """Read one clause, pattern by pattern; each takes away what it understood."""
    rest, found = clause, list[str]()
    timed = how_often = False
    for signal, pattern in lexicon.signals:
        if not timed and signal == "occasion":
            how = often(rest, rhythms, lexicon)
            rest, timed, how_often = how.rest, True, bool(how.intervals)
            found += sorted(against(how.intervals, asked.regular)) if how.intervals else []
            found += ["amount"] if how.amount else []
        taken = pattern.search(rest)
        if taken:
            rest = " ".join(pattern.sub(" ", rest).split())
            found += [signal] if signal != "drop" else []
    if "past" in found:
        # What is said of how often was so in former days.
        found = [one for one in found if one not in _DOING]
    doubts = lexicon.doubts_timed if how_often else lexicon.doubts
    wished = "planned" in found and how_often
    if doubts.search(rest) or wished or (not how_often and "reason" in found):
        found = [one if one not in _DOING else "does" for one in found]
    denied = lexicon.no.search(rest) is not None
    _settle(found, denied, rest, said, lexicon)
    if not found and not denied and subjects.mentions(rest, asked.about):
        said.open.append("does")


def _settle(found: list[str], denied: bool, rest: str, said: _Said, lexicon: Lexicon) -> None:
    """Add what a clause says, unless something in it is denied that cannot be named."""
    said.past |= "past" in found
    strict = denied and lexicon.leading_no.sub(" ", rest) != rest and not _other_no(rest, lexicon)
    steps = [one for one in found if one in _STEPS]
    if denied:
        said.open.append("no")
        if not strict and {"regular", "sometimes", "planned"} & set(steps):
            # Denied, and not only with a "no" before it: what is said is not to be trusted.
            said.steps |= {*steps, "known"} if "planned" in steps else {*steps, "sometimes"}
            said.steps |= {"known"} if "sometimes" in steps and "regular" not in steps else set()
            return
    said.steps |= set(steps)
    said.open += [one for one in found if one not in _STEPS and one != "past"]


def _other_no(rest: str, lexicon: Lexicon) -> bool:
    return lexicon.no.search(lexicon.leading_no.sub(" ", rest)) is not None


def _conclusion(said: _Said, asked: Asked) -> Meaning:
    steps, open_ = set(said.steps), said.open
    if said.past and not steps:
        steps = {"known"}
    if len(steps) == 1:
        (one,) = steps
        against_it = _against(one, open_)
        return Take((one,)) if not against_it else Ask(asked.few(*steps, *against_it))
    if steps:
        return Ask(asked.few(*steps))
    return _meaning_without_step(open_, asked)


def _against(step: str, open_: list[str]) -> set[str]:
    """What else it may be, where a yes or a no beside the answer contradicts it."""
    if "no" in open_ and step == "regular":
        return {"known"}
    if step == "unknown" and "yes" in open_ and "no" not in open_:
        return set(_DOING)
    if step == "planned" and "reason" in open_ and "no" not in open_:
        return {"known"}
    if "look" in open_ and step in _DOING:
        return {"known"}
    return set()


def _meaning_without_step(open_: list[str], asked: Asked) -> Meaning:
    kinds = [one for one in open_ if one in _OPEN]
    if not kinds:
        return Nothing()
    if "no" in kinds and not {"yes", "amount", "occasion", "reason"} & set(kinds):
        return Ask(asked.has(*_NOT_DOING), "does_not")
    strongest = next(
        (one for one in ("reason", "skill", "was", "look", "busy", "maybe") if one in kinds), kinds[0]
    )
    if "no" in kinds and "yes" in kinds:
        return Nothing()
    ids = _OPEN["no" if "no" in kinds and strongest not in ("reason", "occasion", "amount") else strongest]
    return Ask(asked.has(*ids), "does" if ids == _DOING else "does_not" if ids == _NOT_DOING else "")
