"""How long to wait before trying again."""

import random

LONGEST_S = 30.0
_FIRST_S = 0.5


class BackOff:
    """Waits that double with every failure, up to `longest` seconds, each with up to a quarter of jitter off.

    The jitter keeps many chats that failed together from coming back together.
    """

    def __init__(self, first: float = _FIRST_S, longest: float = LONGEST_S) -> None:
        self._first = first
        self._longest = longest
        self._failures = 0

    def next(self) -> float:
        """Count a failure and return the seconds to wait."""
        # Bounded exponent: a float overflows after a thousand failures.
        wait = min(self._longest, self._first * 2.0 ** min(self._failures, 30))
        self._failures += 1
        return wait * (1 - random.random() / 4)  # noqa: S311 -- jitter, not a secret

    def reset(self) -> None:
        """Start anew, after a success."""
        self._failures = 0
