"""Advice cards: what a file must be, by itself, beside its translation, and with all others."""

import pytest

from bot.library.checks.cards import MAX_CHARACTERS
from bot.library.checks.check import check
from bot.library.loader import load
from bot.library.parsing.blanks import at_longest
from bot.library.parsing.markup import plain
from bot.library.parsing.source import Fault
from bot.library.schema.content import Content
from tests.support.content.changed import PACKAGED, changed, line_of, without

NL, EN = "nl/advice/email/email_monthly.md", "en/advice/email/email_monthly.md"
TODAY = "nl/advice/today/today_want_channel.md"
TODAY_EN = "en/advice/today/today_want_channel.md"
SOCIAL_EN = "en/advice/social/social_ai_help.md"


def with_section(path: str, heading: str, text: str) -> dict[str, str]:
    """Replace all that stands under a heading."""
    head, rest = PACKAGED[path].split(f"## {heading}\n")
    following = rest.find("\n## ")
    tail = rest[following:] if following >= 0 else ""
    return {**PACKAGED, path: f"{head}## {heading}\n{text}\n{tail}"}


@pytest.mark.parametrize("text", ["", "\n\n", "---", "#", "-"])
def test_a_heading_with_nothing_under_it_is_a_fault_on_its_line(text: str) -> None:
    found = check(with_section(TODAY, "Waarom", text))
    line = line_of(PACKAGED[TODAY], "## Waarom")
    assert found == [Fault(TODAY, line, 'under "Waarom": shows no words; write some')]


def test_an_empty_text_to_copy_is_a_fault() -> None:
    line = line_of(PACKAGED[TODAY], "## Tekst om over te nemen")
    found = check(with_section(TODAY, "Tekst om over te nemen", "```\n\n```"))
    assert [(fault.file, fault.line) for fault in found] == [(TODAY, line)]


def test_a_heading_misspelt_is_unknown_and_missing() -> None:
    files = changed((NL, "## Volgende stap", "## Volgende"))
    found = {(fault.file, fault.line): fault.problem for fault in check(files)}
    last = files[NL].count("\n") + 1
    assert found[NL, line_of(files[NL], "## Volgende\n")].startswith('heading "Volgende" is not known')
    assert found[NL, last] == 'the heading "## Volgende stap" is missing'
    assert found[EN, 2] == "its headings differ from the Dutch card's: next"
    assert len(found) == 3


def test_each_line_with_an_unknown_figure_is_named() -> None:
    text = "Zo.\n\n- {a:b} en {c:d}\n- {a:b}\n"
    line = line_of(PACKAGED[TODAY], "## Waarom")
    found = check(with_section(TODAY, "Waarom", text))
    assert [(fault.line - line, fault.problem.split(" ")[0]) for fault in found] == [
        (3, "{a:b}"),
        (3, "{c:d}"),
        (4, "{a:b}"),
    ]


def test_a_card_under_today_may_hold_a_figure_with_its_source() -> None:
    files = changed(
        (TODAY, "## Waarom\n", "## Waarom\nKijk: {facts:email.opened} van de 100.\n"),
        (TODAY_EN, "## Why\n", "## Why\nLook: {facts:email.opened} out of 100.\n"),
    )
    assert check(files) == []
    assert {texts.cards["today_want_channel"].figures for texts in load(files).texts.values()} == {
        ("facts:email.opened",)
    }


def test_a_ladder_card_says_whom_it_serves() -> None:
    files = changed((NL, "steps: [3]\nleads_to: 4\n", ""))
    assert check(files) == [Fault(NL, 2, "give the `steps` that the card serves")]


def test_a_card_that_keeps_up_what_is_there_leads_nowhere() -> None:
    files = changed((NL, "leads_to: 4\n", ""))
    assert check(files) == []
    card = load(files).card("email_monthly")
    assert card is not None
    assert (card.steps, card.leads_to) == ((3,), None)


def test_a_card_suits_branches_that_there_are() -> None:
    branches = "shoes, clothing, food, home, flowers_pets, books_toys, care, sports, electronics, diy, other"
    found = check(
        changed((NL, "  care: u kunt", "  cars: u kunt"), (EN, "  care: you can", "  cars: you can"))
    )
    problem = f'suits: "cars" is no answer to branch; allowed: {branches}'
    assert found == [Fault(NL, line_of(PACKAGED[NL], "suits:"), problem)]


# Length


def filled_to(path: str, heading: str, characters: int) -> dict[str, str]:
    """Lengthen a section until the card has so many characters as the rule counts them."""
    found, name = path.split("/")[0], path.rsplit("/", 1)[1].removesuffix(".md")
    language, texts = next((one, texts) for one, texts in load().texts.items() if one == found)
    card = texts.cards[name]
    longest = sum(max(map(len, by_branch.values())) for by_branch in (card.examples, card.suits))
    shown = [at_longest(plain(html), language) for html in card.sections.values()]
    now = sum(map(len, shown)) + len(card.title) + longest
    return changed((path, f"## {heading}\n", f"## {heading}\n{'x' * (characters - now - 1)} "))


@pytest.mark.parametrize(("path", "heading"), [(NL, "Waarom"), (EN, "Why")])
def test_a_card_fits_in_a_message_in_each_language(path: str, heading: str) -> None:
    assert check(filled_to(path, heading, MAX_CHARACTERS)) == []
    (fault,) = check(filled_to(path, heading, MAX_CHARACTERS + 1))
    assert (fault.file, fault.line) == (path, 2)
    assert fault.problem == (
        "3,501 characters with the title and the longest words for a branch, and 3,500 fit in a message; "
        "shorten it or make two cards of it"
    )


@pytest.fixture(scope="module")
def loaded() -> Content:
    return load()


def test_every_packaged_card_leaves_room_for_what_stands_around_it(loaded: Content) -> None:
    lengths = [
        sum(len(plain(html)) for html in card.sections.values())
        for texts in loaded.texts.values()
        for card in texts.cards.values()
    ]
    assert len(lengths) == 2 * len(loaded.cards) == 250
    assert 100 < min(lengths) <= max(lengths) < 2_500


# Among themselves


def test_a_card_that_is_not_translated_stands_in() -> None:
    problem = f"the translation {EN} is missing; the Dutch card stands in"
    assert check(without(EN)) == [Fault(NL, 2, problem, "warning")]


def test_a_card_in_english_alone_is_a_fault() -> None:
    path = "en/advice/email/email_new.md"
    found = check({**PACKAGED, path: PACKAGED[EN]})
    assert found == [Fault(path, 2, "there is no Dutch card of this id")]


@pytest.mark.parametrize("path", [NL, EN])
@pytest.mark.parametrize("text", ["", "## Waarom\n", "---\ntitle: [\n---\n", "---\na: b\n---\n", "\0"])
def test_a_card_that_cannot_be_read_is_the_only_one_blamed(path: str, text: str) -> None:
    found = check({**PACKAGED, path: text})
    assert found
    assert {fault.file for fault in found} == {path}


@pytest.mark.parametrize(
    ("path", "old", "new", "differing"),
    [
        (EN, "## What the law says\n", "", "headings differ from the Dutch card's: law"),
        (EN, '  food: "Every', '  fod: "Every', "examples differ from the Dutch card's: fod, food"),
        (
            EN,
            "  care: you",
            "  sports: you",
            "branches under `suits` differ from the Dutch card's: care, sports",
        ),
        (TODAY_EN, "[shop name]", "us", "blanks differ from the Dutch card's: [naam winkel]"),
        (EN, "our [kind of shop]", "us", "blanks differ from the Dutch card's: [soort winkel]"),
        (EN, " {facts:unsubscribe.too_often} out of", " many of", "figures differ from the Dutch card's: "),
        (SOCIAL_EN, "{platform}", "Facebook", "blanks differ from the Dutch card's: {platform}"),
    ],
)
def test_a_translation_has_the_same_parts(path: str, old: str, new: str, differing: str) -> None:
    (fault,) = check(changed((path, old, new)))
    assert (fault.file, fault.line) == (path, 2)
    assert fault.problem.startswith(f"its {differing}")


def test_a_translation_stands_under_the_same_topic() -> None:
    files = {**without(EN), EN.replace("/email/", "/sms/"): PACKAGED[EN]}
    (fault,) = check(files)
    assert fault.problem == "its folders differ from the Dutch card's: email, sms"


def test_an_id_is_of_one_card() -> None:
    twin = "nl/advice/sms/email_monthly.md"
    found = [fault for fault in check({**PACKAGED, twin: PACKAGED[NL]}) if fault.file == twin]
    assert Fault(twin, 1, 'another card is called "email_monthly"; ids are unique over all topics') in found


@pytest.mark.parametrize(
    "path",
    [
        "nl/advice/fax/fax_first.md",
        "de/advice/email/email_first.md",
        "nl/advice/email_first.md",
        "nl/advice/email/deep/email_first.md",
        "nl/advice/email/Email-First.md",
        f"nl/advice/email/{'e' * 33}.md",
        "nl/email_first.md",
        "README.md",
    ],
)
def test_a_card_in_a_wrong_place_is_told_the_right_one(path: str) -> None:
    (fault,) = check({**PACKAGED, path: PACKAGED[NL]})
    assert (fault.file, fault.line) == (path, 1)
    assert fault.problem.startswith("a card belongs in <language>/advice/<topic>/<id>.md")
    assert fault.problem.endswith("languages: nl, en; topics: email, social, data, sms, blog, twitter, today")


def test_every_step_of_every_topic_is_served() -> None:
    keeps = [path for path in PACKAGED if "/twitter/" in path and "steps: [4]" in PACKAGED[path]]
    assert len(keeps) == 1
    found = check(without(*keeps, *(path.replace("nl/", "en/") for path in keeps)))
    problem = "no card serves step 4 of twitter; write one in nl/advice/twitter/"
    line = line_of(PACKAGED["questionnaire.yaml"], "  twitter: {")
    assert found == [Fault("questionnaire.yaml", line, problem)]


def test_every_need_is_met_by_a_card() -> None:
    meeting = [path for path, text in PACKAGED.items() if "meets:" in text]
    assert meeting
    changes = [(path, "meets:", "# meets:") for path in meeting]
    line = line_of(PACKAGED["questionnaire.yaml"], "  data: {")
    assert check(changed(*changes, (NL, "minutes: 15", "minutes: 15\nneeds: [consent]"))) == [
        Fault("questionnaire.yaml", line, 'cards need "consent", and no card meets it'),
        Fault("questionnaire.yaml", line, 'cards need "file", and no card meets it'),
    ]


# What comes out


def test_a_card_is_rendered_section_by_section(loaded: Content) -> None:
    sections = loaded.texts["nl"].cards["email_monthly"].sections
    assert list(sections) == ["why", "first", "next", "law", "copy"]
    assert sections["first"].startswith("1. Kies een vaste dag")
    assert "<b>allemaal</b> klopt:\n\n• De klant" in sections["law"]
    assert sections["copy"].startswith("<pre>Onderwerp: [maand] bij [naam winkel]\n\nBeste klant,")
    assert sections["copy"].endswith("</pre>")


def test_a_figure_at_fault_elsewhere_is_not_blamed_on_cards() -> None:
    path = "figures/facts.yaml"
    files = changed((path, "percent: 50\n", "percent: veel\n"))
    (found,) = check(files)
    assert (found.file, found.line) == (path, line_of(files[path], "percent: veel"))
