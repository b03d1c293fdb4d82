"""The one rule of every figure about other shops: what may be told of many without telling of one.

1. A figure rests on at least 5 shops, and is told in fives; fewer is told as that (`disclosed_count`).
2. A figure that depends on answers is *released*: made once, and the same for all who ask until the next. A
   release is made anew once a week at most, and only when at least 15 shops are other than in the last
   (`is_due`): nobody who holds a few accounts can have it made before and after one shop.
3. Where a table tells what shops of a kind answered, no answer is that of all but one of them (`is_mixed`):
   else whoever knows one would know the others'.
4. What cannot be released so is not told at all. What a draft changes is told of made-up shops: whoever may
   write drafts writes questions about shops, and no rounding withstands as many of those as one likes.

Exact and live are only the counts of an organisation's link (opened, begun, finished). They depend on no
answer; the advisor stands beside whom they count, and sees by them whether a room is done and whether
strangers came. They do tell that somebody came, and that somebody took itself out again. The weeks of all
shops together tell no answer either; they are told of weeks that have ended and in fives, because their
readers stand beside nobody.

Groups follow a stricter rule on top of this one: see `scoring.group_disclosure`.
"""

from collections.abc import Sequence
from fractions import Fraction

from scoring.overall import half_up

ENOUGH = 5
"""What is told rests on at least so many shops."""
STRIDE = 5
"""Numbers and shares are told in steps of so many."""
MIXED = 2
"""So many at least are outside the most common answer, so that none who knows itself knows the others."""
CHANGED_SHOPS = 15
CHANGED_PERCENT = 25
"""A release is made anew when so many of its shops, of 100, and so many in all have changed since."""


def to_stride(number: int | Fraction) -> int:
    """Round a number or a share to fives, halves up."""
    return STRIDE * half_up(Fraction(number) / STRIDE)


def disclosed_count(shops: int) -> int | None:
    """Give a number of shops as it may be told; None for fewer than 5, none at all included."""
    return to_stride(shops) if shops >= ENOUGH else None


def is_due(before: int, changed: int) -> bool:
    """Tell whether a release over so many shops is to be made anew, now that so many of them changed.

    A shop changed where it came, went, or stands elsewhere: so two releases never differ by a few alone. That
    there is a release says that enough did; looked at once a week, it does not say which.
    """
    return changed >= CHANGED_SHOPS and changed * 100 >= before * CHANGED_PERCENT


def is_mixed(counts: Sequence[int], outside: int = MIXED) -> bool:
    """Tell whether counts by answer are of enough shops, and so many of those outside the most common one."""
    return sum(counts) >= ENOUGH and sum(counts) - max(counts) >= outside
