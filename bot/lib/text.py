"""Texts that somebody typed, as they are kept."""


def one_line(text: str) -> str:
    """Make one line of a text: each run of spaces and line ends becomes one space, none stays at the ends."""
    return " ".join(text.split())
