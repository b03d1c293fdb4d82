"""Which button a shopkeeper taps next: through all questions, then the result and its advice."""

from collections.abc import Sequence

VARIANTS = 5
"""How many ways of answering there are; each has a result, and so a picture, of its own."""

_PAGES = ("page:1:advice", "page:1:group/", "page:1:card/")
_MORE = "page:1:more"
"""The way to the advice, where it does not stand on the result itself."""
LAST = 1 + len(_PAGES)
"""How many screens are read after the last question: the result, the advice, a topic of it and a card."""

# With these the path has thirteen questions: the platforms and the consent are asked, the reasons are not.
_AMONG = {"social": 3, "data_asks": 1, "data_file": 1}


def next_tap(variant: int, read: int, codes: Sequence[str]) -> tuple[str | None, int]:
    """Choose among the codes of a screen's buttons, and count the screens read after the questions.

    None where the screen is the last one. Raises LookupError where no button leads on.
    """
    if read >= LAST:
        return None, read
    by_verb: dict[str, list[str]] = {}
    for code in codes:
        by_verb.setdefault(code.partition(":")[0], []).append(code)
    if "begin" in by_verb:
        return by_verb["begin"][0], read
    if "done" in by_verb:
        return by_verb["done"][0], read
    asked = by_verb.get("answer") or by_verb.get("tick")
    if asked:
        among = min(_AMONG.get(asked[0].split(":")[2], len(asked)), len(asked))
        return asked[variant % among], read
    if "result" in by_verb:
        return by_verb["result"][0], read + 1
    return _next_page(by_verb.get("page", ()), read)


def _next_page(pages: Sequence[str], read: int) -> tuple[str, int]:
    for page in pages:
        if page.startswith(_PAGES[read - 1]):
            return page, read + 1
    if _MORE in pages:
        return _MORE, read
    raise LookupError(f"nothing leads on among {pages}")
