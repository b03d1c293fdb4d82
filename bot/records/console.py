"""What is known of a browser that wants to sign in to the console."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """A browser that shows a code."""

    browser: str
    """What kind of browser it says to be."""
    place: str
    """Where it is, coarsely; empty where that is not known."""
    admitted: bool = False
