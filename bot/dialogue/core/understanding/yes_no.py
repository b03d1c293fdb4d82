"""A question with yes and no: each answer has words of its own besides."""

from dataclasses import replace

from bot.dialogue.core.understanding import subjects
from bot.dialogue.core.understanding.caution import Cautions
from bot.dialogue.core.understanding.cautions import CAUTIONS
from bot.dialogue.core.understanding.hits import Named, find_hits
from bot.dialogue.core.understanding.lexicon import Lexicon
from bot.dialogue.core.understanding.meaning import (
    NO,
    YES,
    Ask,
    Asked,
    Elsewhere,
    Meaning,
    Nothing,
    Offer,
    Take,
)
from bot.dialogue.core.understanding.natures import nature
from bot.dialogue.core.understanding.wording import correct_spelling, plain


def meaning_of(clauses: tuple[str, ...], asked: Asked, lexicon: Lexicon) -> Meaning:
    """Tell what is meant at a question with yes and no."""
    clauses = tuple(
        correct_spelling(one, lexicon.vocabulary, lexicon.light | lexicon.common) for one in clauses
    )
    first = plain(clauses[0], lexicon) if clauses else ""
    decided = lexicon.yes.match(first) or lexicon.no.match(first)
    elsewhere = next((found for found in (subjects.other(one, asked) for one in clauses) if found), None)
    votes, twisted = set[str](), False
    for clause in clauses:
        voted, so = _votes_and_false_negation(plain(clause, lexicon), asked, lexicon)
        votes, twisted = votes | voted, twisted or so
    if _enough(clauses, votes, asked):
        return Take((YES,))
    if twisted and votes == {NO} and not lexicon.leading_no.match(first):
        votes.add("?")
    if elsewhere and not decided:
        own = votes and find_hits(clauses, _own_words(asked), lexicon).hits
        return Ask(asked.has(YES, NO)) if own else Elsewhere(elsewhere)
    if len(votes) == 1 and votes <= {YES, NO}:
        return Take((votes.pop(),))
    return Ask(asked.has(YES, NO)) if votes else Nothing()


def _enough(clauses: tuple[str, ...], votes: set[str], asked: Asked) -> bool:
    """Tell whether one of the two that are asked for is said, and only the other denied."""
    said = CAUTIONS[asked.language].enough
    found = [one for clause in clauses for one in said.findall(clause)]
    return nature(asked.id).either and votes == {YES, NO} and bool(found)


def _votes_and_false_negation(clause: str, asked: Asked, lexicon: Lexicon) -> tuple[set[str], bool]:
    """Read a clause with a "not" that denies nothing; also tell whether there was one."""
    cautions, would = CAUTIONS[asked.language], asked.would
    condition = cautions.condition.search(clause)
    denies = condition is not None and lexicon.no.search(condition[0]) is not None
    own = condition and find_hits((condition[0],), _own_words(asked), lexicon).hits
    if condition and (not own or (denies and not would)):
        rest = " ".join(f"{clause[: condition.start()]} {clause[condition.end() :]}".split())
        if would:
            return (_votes(rest, asked, lexicon) if rest else set()) or {
                "?" if cautions.unless.search(condition[0]) else YES
            }, True
        if denies:
            return (_votes(rest, asked, lexicon) if rest else set()) | {"?"}, True
    if would and cautions.yet.search(clause):
        return {NO, "?"}, True
    if cautions.never_missed.search(clause):
        return {YES}, True
    if cautions.no_objection.search(clause):
        rest = " ".join(cautions.no_objection.sub(" ", clause).split())
        said = _votes(rest, asked, lexicon) if rest else set()
        return said | ({YES} if would else {"?"}), True
    votes = _votes(clause, asked, lexicon)
    if YES in votes and cautions.omitted.search(clause) and not lexicon.no.search(clause):
        # "Vergeten we meestal" says how often it is not done.
        return {"?"}, True
    joined = lexicon.joiners & set(clause.split())
    if votes == {NO} and not joined and _twice(cautions.idiom.sub(" x ", clause, count=1), cautions, lexicon):
        return {NO, "?"}, True
    return votes, False


def _twice(clause: str, cautions: Cautions, lexicon: Lexicon) -> bool:
    """Tell whether a clause denies twice, so that it may well say yes."""
    denied = [word for word in lexicon.interjection.sub(" ", clause).split() if lexicon.no.fullmatch(word)]
    return len(denied) > 1 or (bool(denied) and cautions.omitted.search(clause) is not None)


def _votes(clause: str, asked: Asked, lexicon: Lexicon) -> set[str]:
    """List what a clause speaks for; "?" where it cannot be told."""
    said_no = lexicon.interjection.search(clause) is not None
    if said_no and lexicon.plain_yes.search(clause):
        return {YES, NO}
    clause = " ".join(lexicon.interjection.sub(" ", clause).split())
    return _votes_without_interjection(clause, asked, lexicon) | ({NO} if said_no else set())


def _votes_without_interjection(clause: str, asked: Asked, lexicon: Lexicon) -> set[str]:
    own = find_hits((clause,), _own_words(asked), lexicon)
    if lexicon.rarely.search(clause):
        return {"?"}
    partly = lexicon.partly.search(clause)
    if partly and own.hits and own.ids() != _meaning_partly(asked):
        return {"?"}
    if partly:
        rest = lexicon.partly.sub(" ", clause)
        return _meaning_partly(asked) | ({NO} if lexicon.no.search(rest) else set())
    votes = set(own.ids())
    votes |= {NO} if YES in own.ids(denied=True) else set()
    rest = _without(clause, own, lexicon)
    if lexicon.no.search(rest) and not own.ids(denied=True):
        if votes == {YES} and own.loose:
            return {NO}
        votes.add(NO)
    elif (lexicon.yes.search(rest) and not own.ids(denied=True)) or (
        lexicon.weak_yes.search(rest) and not votes
    ):
        votes.add(YES)
    # What is not done yet is no yes, but where that is what is asked.
    return {"?"} if YES in votes and not asked.would and lexicon.later.search(clause) else votes


def _own_words(asked: Asked) -> Asked:
    """Take the labels away: those say yes or no, and what else they say stands among the words."""
    offers = tuple(
        Offer(one.id, one.number, one.words[0] if one.words else one.label, one.words) for one in asked.offers
    )
    return replace(asked, offers=offers)


def _meaning_partly(asked: Asked) -> set[str]:
    return {asked.partly or "?"}


def _without(clause: str, own: Named, lexicon: Lexicon) -> str:
    """Take away what was found as an answer's own words, so that a "not" inside is not read again."""
    places = [place for place, word in enumerate(clause.split()) if word not in lexicon.light]
    taken = {places[place] for hit in own.hits for place in range(hit.start, hit.end) if place < len(places)}
    return " ".join(token for place, token in enumerate(clause.split()) if place not in taken)
