"""What makes an answer doubtful, whatever it is: former days, another's doings, a wish, two negatives."""

from dataclasses import dataclass
from re import Pattern


@dataclass(frozen=True, eq=False)
class Cautions:
    """A language's patterns for texts that must not be taken by their words alone."""

    past: Pattern[str]
    """A frame of former days around what is said: "until last year"."""
    formerly: Pattern[str]
    """The past tense of what is done on a ladder."""
    coming: Pattern[str]
    """What will be done, or is done from some day on."""
    ordered: Pattern[str]
    """For an order, and so perhaps for nothing else."""
    ended: Pattern[str]
    """Says that what there was is gone."""
    outsider: Pattern[str]
    """Another shop's doing, or what is private."""
    received: Pattern[str]
    """What comes in, where it is asked what goes out."""
    unreal: Pattern[str]
    """Would be done if things were not as they are."""
    occasion: Pattern[str]
    """Only when something happens, which is neither a plan nor a yes."""
    ought: Pattern[str]
    """Should be done, which tells nothing of what is done."""
    only: Pattern[str]
    joined: Pattern[str]
    """Begins a clause that adds to what was said."""
    generic: Pattern[str]
    """Says "something else" without telling what."""
    judged: Pattern[str]
    """A reason for which something will not be begun."""
    turned: Pattern[str]
    """Begins the clause that tells how it is now."""
    before: Pattern[str]
    """Begins the clause that tells how it was first."""
    site: Pattern[str]
    no_site: Pattern[str]
    order: Pattern[str]
    condition: Pattern[str]
    """A condition, up to what is said under it."""
    no_objection: Pattern[str]
    never_missed: Pattern[str]
    """Two negatives that together say always."""
    omitted: Pattern[str]
    """Leaving out, which denied says the opposite."""
    idiom: Pattern[str]
    """Two negatives that together are still one, in the way people talk."""
    enough: Pattern[str]
    """Says that one of the two, an address or a number, is asked for."""
    stale: Pattern[str]
    """Tells what became of a thing, in words that need not be known."""
    litotes: Pattern[str]
    """A "not" that makes less of a no, or of an "only"."""
    clueless: Pattern[str]
    unless: Pattern[str]
    still: Pattern[str]
    """Denies one thing and says yes to another."""
    yet: Pattern[str]
    """Not now, which is no refusal."""
    less: Pattern[str]
    """Wishes less of what is named."""
    maybe: Pattern[str]
    """Not sure of what it is said with."""
    others: Pattern[str]
    """Somebody else's, of a thing one may have."""
