"""The advice library card by card: what each costs, its text to copy, and its title."""

import pytest

from bot.library.checks.check import check
from bot.library.loader import load
from bot.library.parsing.blanks import BLANKS, at_longest, needs
from bot.library.parsing.cards import MAX_COPY
from bot.library.parsing.markup import plain
from bot.library.parsing.source import Fault
from bot.library.schema.content import LANGUAGES, LONGEST_COST, Content, Language
from tests.support.content.changed import PACKAGED, changed, line_of, with_prices

NL, EN = "nl/advice/sms/sms_first_offer.md", "en/advice/sms/sms_first_offer.md"
FENCE = "```\n"
LOW, HIGH = "{facts:sms.low}", "{facts:sms.high}"


@pytest.fixture(scope="module")
def loaded() -> Content:
    return load()


def with_cost(path: str, cost: str) -> dict[str, str]:
    """Give a card another cost, and the content two prices that it may hold."""
    (line,) = [line for line in PACKAGED[path].split("\n") if line.startswith("cost:")]
    files = with_prices()
    files[path] = files[path].replace(f"{line}\n", f"cost: '{cost}'\n")
    return files


def problems(files: dict[str, str]) -> set[tuple[str, int, str]]:
    return {(fault.file, fault.line, fault.problem) for fault in check(files)}


# What it costs


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_says_what_it_costs_as_the_end_of_a_sentence(loaded: Content, language: Language) -> None:
    costs = [card.cost for card in loaded.texts[language].cards.values()]
    assert len(costs) == 125
    assert [cost for cost in costs if cost[0].isupper() or cost.endswith(".")] == []


def test_no_card_tells_a_price_and_those_about_a_service_say_to_ask_for_it(loaded: Content) -> None:
    """There is no price that a page still says."""
    asks: dict[Language, str] = {"nl": "wat één sms", "en": "what one text costs"}
    for language, ask in asks.items():
        cards = loaded.texts[language].cards
        told = {
            name: " ".join((card.cost, *map(plain, card.sections.values()))) for name, card in cards.items()
        }
        assert [name for name, said in told.items() if {"cent", "cents"} & set(said.split())] == []
        for name in ("sms_first_offer", "sms_check_value", "sms_ten_customers"):
            assert ask in told[name]


@pytest.mark.parametrize("path", [NL, EN])
def test_a_card_without_its_cost_is_refused(path: str) -> None:
    (line,) = [line for line in PACKAGED[path].split("\n") if line.startswith("cost:")]
    assert check(changed((path, f"{line}\n", ""))) == [Fault(path, 2, "cost: is missing; add it")]


@pytest.mark.parametrize("path", [NL, EN])
def test_a_cost_is_short(path: str) -> None:
    files = with_cost(path, "x" * 81)
    found = {(fault.file, fault.line, fault.problem) for fault in check(files)}
    problem = "cost: holds 81 characters with its figures filled in; shorten it to 80"
    assert (path, line_of(files[path], "cost:"), problem) in found
    assert (path, "cost: ") not in {(file, said[:6]) for file, _, said in problems(with_cost(path, "x" * 80))}


def test_a_cost_is_as_long_as_it_is_shown() -> None:
    """Two placeholders alone are longer than half of what a cost may be."""
    written = f"about {LOW} to {HIGH} cents {'x' * 50}"
    assert len(written) > LONGEST_COST
    assert not [said for file, _, said in problems(with_cost(EN, written)) if said.startswith("cost: ")]


def test_a_cost_may_hold_figures_and_brings_their_sources() -> None:
    dutch = with_cost(NL, f"ongeveer {LOW} tot {HIGH} cent per sms")
    files = {**dutch, EN: with_cost(EN, f"about {LOW} to {HIGH} cents a message")[EN]}
    texts = load(files).texts
    assert texts["nl"].cards["sms_first_offer"].cost == "ongeveer 12 tot 15 cent per sms"
    assert texts["en"].cards["sms_first_offer"].cost == "about 12 to 15 cents a message"
    for language in LANGUAGES:
        figures = texts[language].cards["sms_first_offer"].figures
        assert {"facts:sms.low", "facts:sms.high"} <= set(figures)


@pytest.mark.parametrize(("path", "word"), [(NL, "hooguit"), (EN, "at most")])
def test_a_figure_that_is_not_exact_is_never_told_as_if_it_were(path: str, word: str) -> None:
    files = with_cost(path, f"{word} {LOW} cent")
    said = '{facts:sms.low} is not exact; write a word such as "about" in the same line'
    assert (path, line_of(files[path], "cost:"), said) in problems(files)


@pytest.mark.parametrize(
    ("old", "new", "price"),
    [
        ("cost: ", "cost: ongeveer 12 tot 15 cent, ", "15 cent"),
        ("cost: ", "cost: 5 euro en ", "5 euro"),
        ("## Waarom\n", "## Waarom\nEen sms kost ongeveer 12 tot 15 cent.\n", "15 cent"),
        ("## Waarom\n", "## Waarom\nZet € 2,50 klaar.\n", "€ 2,50"),
        ('  home: "', '  home: "Geef 10 euro. ', "10 euro"),
    ],
)
def test_a_price_without_a_source_is_refused(old: str, new: str, price: str) -> None:
    """The price of an SMS too: with its source it is a figure."""
    files = changed((NL, old, new))
    problem = (
        f'"{price}" is a price without a source; write it as {{edition:figure}}, or say what it depends on'
    )
    assert (NL, line_of(files[NL], new.strip().split("\n")[-1]), problem) in problems(files)


# Texts to copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_has_a_text_to_copy(loaded: Content, language: Language) -> None:
    copied = {name: plain(card.sections["copy"]) for name, card in loaded.texts[language].cards.items()}
    assert all(0 < len(text) <= MAX_COPY for text in copied.values())
    with_name = [name for name, text in copied.items() if BLANKS[language]["name"] in text]
    assert len(with_name) > 80
    # A line that breaks off midway would stay broken in the message that it is pasted into.
    broken = [
        (name, line)
        for name, text in copied.items()
        for line, following in zip(text.split("\n"), text.split("\n")[1:], strict=False)
        if line and line[-1].isalnum() and following[:1].islower()
    ]
    assert broken == []


def test_both_languages_ask_for_the_name_in_the_same_cards(loaded: Content) -> None:
    asking = {
        language: {name for name, card in texts.cards.items() if "name" in needs(card, language)}
        for language, texts in loaded.texts.items()
    }
    assert asking["nl"] == asking["en"]


@pytest.mark.parametrize("path", [NL, EN])
def test_a_text_to_copy_has_its_bounds_once_it_is_filled_in(path: str) -> None:
    language: Language = "nl" if path == NL else "en"
    assert len(at_longest(BLANKS[language]["name"], language)) == 60
    assert len(at_longest(BLANKS[language]["trade"], language)) == 40
    now = len(at_longest(PACKAGED[path].split(FENCE)[1].rstrip("\n"), language))
    line = f"{'x' * (MAX_COPY - now - 42)} {BLANKS[language]['trade']}\n"
    assert check(changed((path, FENCE, f"{FENCE}{line}"))) == []
    (fault,) = check(changed((path, FENCE, f"{FENCE}x{line}")))
    assert fault.problem.startswith("a text to copy of 701 characters")


@pytest.mark.parametrize(
    ("path", "blank", "wanted"),
    [
        (NL, "[winkel]", "[naam winkel]"),
        (NL, "[uw winkel]", "[naam winkel]"),
        (NL, "[Naam winkel]", "[naam winkel]"),
        (NL, "[naam van de winkel]", "[naam winkel]"),
        (NL, "[winkelnaam]", "[naam winkel]"),
        (NL, "[shop name]", "[naam winkel]"),
        (EN, "[shop]", "[shop name]"),
        (EN, "[your shop's name]", "[shop name]"),
        (EN, "[name of the store]", "[shop name]"),
        (EN, "[naam winkel]", "[shop name]"),
    ],
)
def test_the_shops_name_has_one_blank_in_each_language(path: str, blank: str, wanted: str) -> None:
    files = changed((path, FENCE, f"{FENCE}Hier: {blank}\n"))
    line = line_of(files[path], "Hier: ")
    assert check(files) == [Fault(path, line, f"{blank} is the shop's name; write {wanted}")]


@pytest.mark.parametrize(
    ("path", "blank", "wanted"),
    [
        (NL, "[Soort winkel]", "[soort winkel]"),
        (NL, "[soort van uw winkel]", "[soort winkel]"),
        (NL, "[branche]", "[soort winkel]"),
        (NL, "[kind of shop]", "[soort winkel]"),
        (EN, "[your kind of shop]", "[kind of shop]"),
        (EN, "[type of store]", "[kind of shop]"),
        (EN, "[trade]", "[kind of shop]"),
        (EN, "[soort winkel]", "[kind of shop]"),
    ],
)
def test_the_kind_of_shop_has_one_blank_in_each_language(path: str, blank: str, wanted: str) -> None:
    files = changed((path, FENCE, f"{FENCE}Hier: {blank}\n"))
    line = line_of(files[path], "Hier: ")
    assert check(files) == [Fault(path, line, f"{blank} is the kind of shop; write {wanted}")]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (NL, "## Waarom\n", "## Waarom\nDit is een [naam winkel].\n"),
        (NL, '  home: "Laat', '  home: "[naam winkel]. Laat'),
        (EN, "## Why\n", "## Why\nThis is [shop name].\n"),
    ],
)
def test_a_blank_that_nothing_fills_in_is_refused(path: str, old: str, new: str) -> None:
    blank = BLANKS["nl" if path == NL else "en"]["name"]
    problem = f"{blank} is filled in in the text to copy alone; write other words"
    assert check(changed((path, old, new))) == [Fault(path, 2, problem)]


@pytest.mark.parametrize(
    "blank", ["[naam]", "[soort]", "[type]", "[wie of wat in de winkel]", "[naam van de klant]", "[ ]"]
)
def test_other_blanks_are_taken(blank: str) -> None:
    assert check(changed((NL, FENCE, f"{FENCE}Hier: {blank}\n"))) == []


@pytest.mark.parametrize(("path", "heading"), [(NL, "## Tekst om"), (EN, "## Text to copy")])
def test_a_text_to_copy_has_its_bounds(path: str, heading: str) -> None:
    language: Language = "nl" if path == NL else "en"
    now = len(at_longest(PACKAGED[path].split(FENCE)[1].rstrip("\n"), language))
    assert check(changed((path, FENCE, f"{FENCE}{'x' * (MAX_COPY - now - 1)}\n"))) == []
    problem = "a text to copy of 701 characters, filled in at its longest; shorten it to 700"
    found = check(changed((path, FENCE, f"{FENCE}{'x' * (MAX_COPY - now)}\n")))
    assert found == [Fault(path, line_of(PACKAGED[path], heading), problem)]


# What they say of each other


@pytest.mark.parametrize(("language", "named"), [("nl", "het advies ‘"), ("en", "the advice ‘")])
def test_a_card_that_another_names_is_there(loaded: Content, language: Language, named: str) -> None:
    cards = loaded.texts[language].cards
    texts = [plain(html) for card in cards.values() for html in card.sections.values()]
    titles = {text.split(named)[1].split("’")[0] for text in texts if named in text}
    assert titles <= {card.title for card in cards.values()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_is_a_button_that_a_phone_shows_whole(loaded: Content, language: Language) -> None:
    titles = [card.title for card in loaded.texts[language].cards.values()]
    assert len(set(titles)) == len(titles) == 125
    assert [title for title in titles if len(title) > 40] == []
