"""The packaged content with changes, and the faults that these bring."""

from collections.abc import Mapping

from bot.library.checks.check import check
from bot.library.files import shipped_content
from bot.library.parsing.source import Fault

PACKAGED: Mapping[str, str] = shipped_content()


def changed(*changes: tuple[str, str, str]) -> dict[str, str]:
    """Replace texts in packaged files, each by (path, old, new); the old text must be there."""
    files = dict(PACKAGED)
    for path, old, new in changes:
        assert old in files[path], f"{path} holds no {old!r}"
        files[path] = files[path].replace(old, new, 1)
    return files


def with_prices() -> dict[str, str]:
    """Give the packaged content with the price of an SMS, lowest and highest: it holds no price itself."""
    known = "undated: true, approximate: true, population: one_provider, sources: [price-list]"
    page = "https://prijslijst.example/sms"
    source = f'  price-list: {{name: "prijslijst.example, prijs van een sms", url: "{page}"}}'
    prices = f"  sms.low: {{cents: 12, {known}}}\n  sms.high: {{cents: 15, {known}}}"
    changes = [("figures/facts.yaml", "figures:\n", f"{source}\nfigures:\n{prices}\n")]
    for language, provider in {"nl": "prijs bij één aanbieder", "en": "price at one provider"}.items():
        terms = f"{language}/terms.yaml"
        changes.append((terms, "populations:\n", f"populations:\n  one_provider: {provider}\n"))
        words = "  'facts:sms.low': low\n  'facts:sms.high': high\n"
        changes.append((terms, "figures:\n", f"figures:\n{words}"))
    return changed(*changes)


def line_of(text: str, part: str) -> int:
    assert part in text, f"no {part!r}"
    return text.count("\n", 0, text.index(part)) + 1


def without(*paths: str) -> dict[str, str]:
    return {path: text for path, text in PACKAGED.items() if path not in paths}


def places(faults: list[Fault]) -> set[tuple[str, int]]:
    return {(fault.file, fault.line) for fault in faults}


def words_of(*changes: tuple[str, str, str]) -> str:
    """Make changes, and give what the check says of them, a fault a line."""
    found = check(changed(*changes))
    assert found
    return "\n".join(map(str, found))
