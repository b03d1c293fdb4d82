"""What stands in where a translation lacks a text, and what is named as stale."""

import pytest

from bot.library.checks.check import check
from bot.library.checks.translation import stale
from bot.library.loader import load
from bot.library.parsing.blanks import BLANKS
from bot.library.parsing.source import Fault
from tests.support.content.changed import PACKAGED, changed, line_of, without

NL, EN = "nl/advice/email/email_monthly.md", "en/advice/email/email_monthly.md"
NL_SAID, EN_SAID = "nl/messages.yaml", "en/messages.yaml"
NL_ASKED, EN_ASKED = "nl/questions.yaml", "en/questions.yaml"


def line(path: str, begin: str) -> str:
    return next(f"{one}\n" for one in PACKAGED[path].split("\n") if one.startswith(begin))


# Standing in


def test_the_dutch_card_stands_in_with_the_blanks_of_the_language() -> None:
    content = load(without(EN))
    dutch, english = (content.texts[language].cards["email_monthly"] for language in ("nl", "en"))
    assert (english.title, english.sections["why"]) == (dutch.title, dutch.sections["why"])
    for blank, written in BLANKS["en"].items():
        assert written in english.sections["copy"]
        assert BLANKS["nl"][blank] not in english.sections["copy"]
    assert BLANKS["nl"]["name"] in dutch.sections["copy"]


def test_the_dutch_text_stands_in_with_one_warning_for_a_whole_part() -> None:
    start = PACKAGED[EN_SAID].index("interview:\n")
    end = PACKAGED[EN_SAID].index("overview:\n")
    files = {**PACKAGED, EN_SAID: PACKAGED[EN_SAID][:start] + PACKAGED[EN_SAID][end:]}
    (fault,) = check(files)
    assert (fault.file, fault.severity) == (EN_SAID, "warning")
    assert fault.problem == "interview: is not translated; the Dutch text stands in"
    texts = load(files).texts
    dutch, english = texts["nl"].messages, texts["en"].messages
    assert english.interview.too_early.html == dutch.interview.too_early.html
    assert english.overview.how.html != dutch.overview.how.html


def test_words_to_type_and_how_an_answer_is_told_are_each_language_s_own() -> None:
    told = next(one for one in PACKAGED[EN_ASKED].split("\n") if ", told:" in one)
    files = changed((EN_ASKED, told, told.split(", told:")[0] + "}"))
    assert check(files) == []


@pytest.mark.parametrize("text", ["", "{}\n", "[]\n"])
def test_nothing_stands_in_for_an_empty_file(text: str) -> None:
    found = check({**PACKAGED, EN_SAID: text})
    assert {(fault.file, fault.severity) for fault in found} == {(EN_SAID, "error")}


def test_where_the_dutch_text_is_at_fault_that_is_what_is_told() -> None:
    files = changed((NL_ASKED, "\n  goal:\n", "\n  aim:\n"))
    assert {fault.file for fault in check(files)} == {NL_ASKED}


def test_no_card_can_be_read_without_its_headings() -> None:
    files = changed(("en/terms.yaml", "  why: Why\n", ""))
    assert {(fault.file, fault.severity) for fault in check(files)} == {("en/terms.yaml", "error")}


# Stale


def found(*changes: tuple[str, str, str]) -> list[Fault]:
    return list(stale(PACKAGED, changed(*changes)))


def test_a_dutch_text_that_changed_alone_leaves_its_translation_stale() -> None:
    (fault,) = found((NL_SAID, "  nothing_answered: U hebt", "  nothing_answered: Nee, u hebt"))
    where = line_of(PACKAGED[EN_SAID], "  nothing_answered:")
    problem = "general.nothing_answered: the Dutch text changed; see if this still says the same"
    assert fault == Fault(EN_SAID, where, problem, "warning")


def test_a_text_that_changed_in_both_is_not_stale() -> None:
    english = line(EN_SAID, "  nothing_answered:")
    assert not found(
        (NL_SAID, "  nothing_answered: U hebt", "  nothing_answered: Nee, u hebt"),
        (EN_SAID, english, f"{english[:-1]} Really.\n"),
    )


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title: Mail", "title: Stuur", "title: "),
        ("Kies een vaste dag", "Kies een vaste avond", ""),
        ('  shoes: "', '  shoes: "Let op. ', "examples.shoes: "),
        ("cost: ", "cost: zo ", "cost: "),
    ],
)
def test_a_part_of_a_card_that_changed_alone_is_stale(old: str, new: str, place: str) -> None:
    (fault,) = found((NL, old, new))
    assert fault.file == EN
    assert fault.problem == f"{place}the Dutch text changed; see if this still says the same"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (NL, "minutes: 15", "minutes: 10"),
        (NL_ASKED, "words: [fb]", "words: [fb, face]"),
        (NL_SAID, "  start: Beginnen", "  start: Nu beginnen"),
        ("questionnaire.yaml", "# The questions", "# All questions"),
    ],
)
def test_what_is_not_translated_is_never_stale(path: str, old: str, new: str) -> None:
    assert not found((path, old, new))


def test_a_translation_that_is_new_or_gone_is_not_stale() -> None:
    other = changed((NL, "title: Mail", "title: Stuur"))
    assert list(stale(without(EN), other)) == []
    del other[EN]
    assert list(stale(PACKAGED, other)) == []
