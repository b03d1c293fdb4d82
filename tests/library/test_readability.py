"""How easily Dutch reads: syllables, sentences, the measure, and what the check says of hard texts."""

from statistics import median

import pyphen  # type: ignore[import-untyped]
import pytest

from bot.library.checks.check import GOOD_EASE, LEAST_MEDIAN, check
from bot.library.checks.readability import MIN_WORDS, reading_ease, sentences_of, syllables, words_of
from bot.library.loader import load
from bot.library.parsing.markup import plain
from bot.library.parsing.source import Fault
from bot.library.schema.platforms import with_platforms
from tests.support.content.changed import PACKAGED, changed, line_of

# Counted by hand, as a person says them.
COUNTED = {
    **dict.fromkeys(("u", "één", "eeuw", "nieuw", "mooi", "groeit", "zo’n", "schrijft", "herfst", "ijs"), 1),
    **dict.fromkeys(("wél", "thuis", "uur", "team"), 1),
    **dict.fromkeys(("winkel", "klanten", "over", "open", "eigen", "adres", "e-mail", "tv", "foto’s"), 2),
    **dict.fromkeys(("nieuwe", "nieuwsbrief", "mooie", "draaien", "groeien", "blauwe", "schoenen"), 2),
    **dict.fromkeys(("website", "online", "Facebook", "WhatsApp", "YouTube", "Google", "review"), 2),
    **dict.fromkeys(("auto", "boekje", "kijken", "buiten", "vrijdag", "café", "zoals", "type", "service"), 2),
    **dict.fromkeys(("sms", "ideeën", "geopend", "uitverkoop", "Instagram", "media", "speciaal", "radio"), 3),
    **dict.fromkeys(("video", "actueel", "serieus", "toestemming", "bestelling", "theater", "koopavond"), 3),
    **dict.fromkeys(("kwaliteit", "museum"), 3),
    **dict.fromkeys(("e-mailadres", "mailadressen", "beantwoorden", "beoordeling", "sociale", "januari"), 4),
    **dict.fromkeys(("situatie", "reparatie", "reageren", "beïnvloeden", "2010"), 4),
    **dict.fromkeys(("geïnteresseerd", "openingstijden", "telefoonnummer"), 5),
    "privacyverklaring": 6,
}


def by_pyphen(word: str) -> int:
    """Count a word's parts where hyphenation breaks it most freely."""
    broken: str = pyphen.Pyphen(lang="nl_NL", left=1, right=1).inserted(word, hyphen="|")
    return broken.count("|") + 1


def test_the_counter_is_right_where_hyphenation_is_not() -> None:
    assert len(COUNTED) > 60
    wrong = [word for word, count in COUNTED.items() if syllables(word) != count]
    assert wrong == ["museum"]
    with_pyphen = [word for word, count in COUNTED.items() if by_pyphen(word) != count]
    assert {"over", "adres", "radio", "sms", "website"} <= set(with_pyphen)
    assert len(with_pyphen) > len(COUNTED) / 5


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("sms’en", 4),
        ("sms'en", 4),
        ("QR-code", 4),
        ("x", 1),
        ("39,3", 3),
        ("zzz", 3),
        ("ÉÉN", 1),
        ("foto's", 2),
    ],
)
def test_odd_words_have_syllables_too(word: str, count: int) -> None:
    assert syllables(word) == count


def test_items_of_a_list_are_sentences_and_their_numbers_no_words() -> None:
    text = "1. Kies een dag\n2. Bel (nu!) uw klant. Klaar?\n\n• Goed zo"
    assert words_of(text) == ["Kies", "een", "dag", "Bel", "nu", "uw", "klant", "Klaar", "Goed", "zo"]
    assert len(list(sentences_of("1. Kies een dag\n2. Bel uw klant. Klaar?\n\n• Goed zo"))) == 4
    assert len(list(sentences_of("Zij zei: 'Kom!' In 2010 waren het er 39,3. Echt waar…"))) == 3


def test_the_measure_is_that_of_flesch_and_douma() -> None:
    text = ("Wij gaan nu naar huis. " * 4).strip()
    assert reading_ease(text) == pytest.approx(206.8 - 0.77 * 100 - 0.93 * 5)
    longer = ("Winkel winkel winkel winkel winkel. " * 4).strip()
    assert reading_ease(longer) == pytest.approx(206.8 - 0.77 * 200 - 0.93 * 5)
    assert len(words_of(text)) == MIN_WORDS
    assert reading_ease(text.removesuffix(" huis.")) is None


def test_long_sentences_and_long_words_read_less_easily() -> None:
    easy = (
        "Kies een dag. Zet hem in uw agenda. Schrijf er een onderwerp bij. "
        "Bewaar uw laatste mail als voorbeeld. Dat is alles."
    )
    joined = easy.replace(".", ",")
    hard = easy.replace("dag", "aangelegenheid").replace("onderwerp", "gespreksonderwerp")
    values = [reading_ease(text) for text in (easy, joined, hard)]
    assert values[0] is not None
    assert all(value is not None and value < values[0] for value in values[1:])


# In the check

CARD = "nl/advice/today/today_want_channel.md"
HARD = "Verantwoordelijkheidsgevoel bevordert klantentevredenheid"
HEADINGS = ("Waarom", "Eerste stap", "Volgende stap")


def hardened(path: str, count: int, heading: str = "Waarom") -> tuple[str, str, str]:
    return path, f"## {heading}\n", f"## {heading}\n{f'{HARD} ' * count}\n\n"


@pytest.mark.parametrize("heading", ["Waarom", "Wat zegt de wet"])
def test_a_section_that_reads_hard_is_an_error_and_one_that_reads_stiffly_a_warning(heading: str) -> None:
    """By itself: however easy the rest of the card is, this is what somebody has to read."""
    line = line_of(PACKAGED[CARD], f"## {heading}")
    told: dict[str, list[tuple[int, str]]] = {"warning": [], "error": []}
    for count in range(9):
        for fault in check(changed(hardened(CARD, count, heading))):
            assert (fault.file, fault.line) == (CARD, line)
            told[fault.severity].append((count, fault.problem))
    warnings, errors = told.values()
    assert warnings
    assert errors
    assert max(warnings) < min(errors)
    begin = f'under "{heading}": reading ease '
    assert all(said.startswith(begin) for _, said in (*warnings, *errors))
    assert all("under 60; use shorter sentences" in said for _, said in warnings)
    assert all("under 50; use shorter sentences" in said for _, said in errors)


def test_a_section_too_short_to_measure_is_not_measured() -> None:
    start, end = (PACKAGED[CARD].index(part) for part in ("## Waarom\n", "## Eerste stap"))

    def told(words: int) -> list[Fault]:
        hard = " ".join([HARD.split()[0]] * words)
        return check(
            {**PACKAGED, CARD: f"{PACKAGED[CARD][:start]}## Waarom\n{hard}.\n\n{PACKAGED[CARD][end:]}"}
        )

    assert told(MIN_WORDS - 1) == []
    assert [fault.severity for fault in told(MIN_WORDS)] == ["error"]


def test_neither_headings_nor_the_text_to_copy_count() -> None:
    found = check(changed((CARD, "```\nWelkom", f"```\n{HARD * 7}\nWelkom")))
    assert found == []


def test_half_of_the_sections_read_easily() -> None:
    cards = [path for path in PACKAGED if path.startswith("nl/advice/")]
    found = check(changed(*(hardened(path, 4, heading) for path in cards for heading in HEADINGS)))
    assert Fault("nl/advice/", 1, found[0].problem) in found
    assert found[0].problem.startswith("half of the sections of cards read no easier than")
    assert check(changed(*(hardened(path, 4) for path in cards)))[0].file != "nl/advice/"


def test_what_ships_reads_far_more_easily_than_is_asked() -> None:
    content = load()
    dutch = content.texts["nl"]
    eases = [
        ease
        for card in dutch.cards.values()
        for section, html in with_platforms(card, dutch.terms.any_platform).items()
        if section != "copy" and (ease := reading_ease(plain(html))) is not None
    ]
    assert len(eases) > 3 * len(content.cards)
    assert min(eases) > GOOD_EASE
    assert median(eases) > LEAST_MEDIAN + 15


def test_a_message_that_reads_stiffly_warns_on_its_line() -> None:
    path = "nl/messages.yaml"
    for begin, name in (("  stopped: |-\n    ", "general.stopped"), ("  short: |-\n    ", "privacy.short")):
        files = changed((path, begin, f"{begin}{f'{HARD} ' * 12}"))
        (fault,) = check(files)
        assert (fault.file, fault.line) == (path, line_of(files[path], begin))
        assert fault.severity == "warning"
        assert fault.problem.startswith(f"{name}: reading ease ")


def test_a_question_that_reads_stiffly_warns_on_its_line() -> None:
    path, begin = "nl/questions.yaml", "    ask: Wat voor winkel hebt u?"
    files = changed((path, begin, f"{begin} {'Klantentevredenheid, klantentevredenheid, ' * 6}{'u ' * 9}"))
    (fault,) = check(files)
    assert (fault.file, fault.line, fault.severity) == (
        path,
        line_of(files[path], "    ask: Wat voor"),
        "warning",
    )
    assert fault.problem.startswith("questions.shop_type.ask: reading ease ")
