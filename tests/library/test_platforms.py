"""The social media that a card speaks of: where they may be named, and how they are filled in."""

import pytest

from bot.library.checks.check import check
from bot.library.loader import load
from bot.library.parsing.blanks import ShopWords, at_longest, card_for_shop
from bot.library.parsing.markup import Html, placeholders, plain
from bot.library.parsing.problem import problem_text
from bot.library.schema.content import LANGUAGES, CardText, Content, Language
from bot.library.schema.platforms import LONGEST, SECTIONS, names_platforms, platforms_named
from tests.support.content.changed import PACKAGED, changed, line_of

ANY: dict[Language, str] = {"nl": "Facebook of Instagram", "en": "Facebook or Instagram"}
SOCIAL, OTHER = "advice/social/social_first_post.md", "advice/email/email_monthly.md"
LAW = "advice/social/social_photo_rights.md"
HEADINGS = {"nl": ("## Waarom\n", "## Eerste stap\n", "## Volgende stap\n"), "en": ("## Why\n",)}


@pytest.fixture(scope="module")
def loaded() -> Content:
    return load()


@pytest.mark.parametrize(
    ("answer", "dutch", "english"),
    [
        (("instagram",), "Instagram", "Instagram"),
        (("facebook", "tiktok"), "Facebook of TikTok", "Facebook or TikTok"),
        (("facebook", "instagram", "youtube", "other"), ANY["nl"], ANY["en"]),
        (("linkedin", "other"), "LinkedIn", "LinkedIn"),
        (("gone", "pinterest"), "Pinterest", "Pinterest"),
        ("youtube", "YouTube", "YouTube"),
        (("other",), ANY["nl"], ANY["en"]),
        ((), ANY["nl"], ANY["en"]),
        (None, ANY["nl"], ANY["en"]),
    ],
)
def test_those_that_the_shop_has_or_wants_are_named(
    loaded: Content, answer: str | tuple[str, ...] | None, dutch: str, english: str
) -> None:
    assert platforms_named(loaded.texts["nl"], answer) == dutch
    assert platforms_named(loaded.texts["en"], answer) == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_keeps_a_placeholder_once_it_is_filled_in(loaded: Content, language: Language) -> None:
    texts = loaded.texts[language]
    speaking = {name for name, card in texts.cards.items() if names_platforms(card)}
    assert speaking == {name for name, card in loaded.texts["nl"].cards.items() if names_platforms(card)}
    topics = {card.topic for card in loaded.cards if card.id in speaking}
    assert topics <= {"social"}
    for card in texts.cards.values():
        for words in (ShopWords(), ShopWords(platforms="<i>TikTok</i>")):
            made = card_for_shop(card, language, texts.terms, words)
            assert not any(placeholders(html) for html in made.sections.values())
            assert "<i>TikTok" not in str(made)


def test_it_is_filled_in_where_a_card_says_what_to_do_and_why(loaded: Content) -> None:
    sections = {name: Html(f"Op {{platform}}: {name}") for name in ("why", "first", "next", "law", "copy")}
    card = CardText("Titel", "gratis", sections, {}, {}, ())  # type: ignore[arg-type]
    made = card_for_shop(card, "nl", loaded.texts["nl"].terms, ShopWords(platforms="TikTok")).sections
    assert [name for name, html in made.items() if html == f"Op TikTok: {name}"] == list(SECTIONS)


@pytest.mark.parametrize("heading", HEADINGS["nl"])
def test_a_card_about_social_media_may_hold_it(heading: str) -> None:
    line = "Kijk op {platform}.\n"
    files = changed(
        (f"nl/{SOCIAL}", heading, f"{heading}\n{line}"),
        (f"en/{SOCIAL}", "## Why\n", "## Why\n\nSee {platform}.\n"),
    )
    cards = load(files).texts["nl"].cards
    assert names_platforms(cards["social_first_post"])
    assert check(files) == check()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (f"nl/{OTHER}", "## Waarom\n", "## Waarom\nKijk op {platform}.\n"),
        (f"en/{OTHER}", "## Next step\n", "## Next step\nSee {platform}.\n"),
        (f"nl/{OTHER}", "## Wat zegt de wet\n", "## Wat zegt de wet\nKijk op {platform}.\n"),
        (f"nl/{LAW}", "## Wat zegt de wet\n", "## Wat zegt de wet\nKijk op {platform}.\n"),
        (f"nl/{SOCIAL}", "cost: ", "cost: 'gratis op {platform}' # "),
    ],
)
def test_elsewhere_it_is_refused_in_words_that_say_where_it_may_be(path: str, old: str, new: str) -> None:
    files = changed((path, old, new))
    (fault,) = [fault for fault in check(files) if "platform" in fault.problem]
    line = line_of(files[path], old) + new.count("\n", 0, new.index("{"))
    assert (fault.file, fault.line) == (path, line)
    assert fault.problem == (
        "{platform} is filled in only under why, first step and next step of advice under social/; "
        "write other words"
    )
    assert problem_text(fault.problem, "nl").startswith(
        "{platform} vult de bot alleen in bij Waarom, Eerste stap"
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("title: ", "title: Plaats op {platform} # ", "title: {platform} is not filled in here"),
        ("```\n", "```\nKom ook op {platform}.\n", "a text to copy holds no {placeholders}"),
    ],
)
def test_in_a_title_and_a_text_to_copy_it_is_refused(old: str, new: str, problem: str) -> None:
    path = f"nl/{SOCIAL}"
    files = changed((path, old, new))
    found = [fault for fault in check(files) if fault.file == path]
    assert [fault for fault in found if fault.problem.startswith(problem)], found


def test_both_languages_speak_of_it_or_neither() -> None:
    path = f"en/{SOCIAL}"
    files = {**PACKAGED, path: PACKAGED[path].replace("{platform}", "Facebook")}
    files[f"nl/{SOCIAL}"] = PACKAGED[f"nl/{SOCIAL}"].replace(
        "## Waarom\n", "## Waarom\n\nKijk op {platform}.\n"
    )
    found = [fault.problem for fault in check(files) if fault.file == path]
    assert found == ["its blanks differ from the Dutch card's: {platform}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_counted_with_the_longest_names(loaded: Content, language: Language) -> None:
    assert len(at_longest("{platform}", language)) == LONGEST
    texts = loaded.texts[language]
    options = texts.questions.questions["platforms"].options
    longest = platforms_named(texts, tuple(sorted(options, key=lambda one: -len(options[one].label))[:2]))
    assert max(len(longest), len(texts.terms.any_platform)) <= LONGEST
    for card in texts.cards.values():
        assert sum(len(at_longest(plain(html), language)) for html in card.sections.values()) < 3_500
