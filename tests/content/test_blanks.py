"""What the bot fills in in texts to copy: for every kind of shop, in every card, in each language."""

import re

import pytest

from content.blanks import BLANKS, filled, meant, needs_name
from content.loader import load
from content.markup import plain
from content.schema import LANGUAGES, CardText, Content, Language

ANY: dict[Language, str] = {"nl": "winkel", "en": "shop"}
# What a word that fits in no sentence would show by: Dutch "het" and English "a" go with some words alone.
ARTICLE: dict[Language, str] = {"nl": r"\b(het|ons|dit|dat|elk|ieder|jouw)$", "en": r"\b(an?)$"}
BRANCHES = (
    *("shoes", "clothing", "food", "home", "flowers_pets", "books_toys"),
    *("care", "sports", "electronics", "diy", "other"),
)


@pytest.fixture(scope="module")
def loaded() -> Content:
    return load()


def copied(loaded: Content, language: Language, card: CardText, name: str | None, branch: str | None) -> str:
    terms = loaded.texts[language].terms
    return plain(filled(card, language, terms, name=name, branch=branch).sections["copy"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_branch_has_its_word(loaded: Content, language: Language) -> None:
    terms = loaded.texts[language].terms
    assert set(terms.trades) == set(BRANCHES)
    assert terms.any_trade == terms.trades["other"] == ANY[language]


def test_the_words_fit_in_each_sentence(loaded: Content) -> None:
    """Dutch says "de" to a shop whatever it sells, so that "onze" and "uw" fit as well."""
    for word in loaded.texts["nl"].terms.trades.values():
        assert re.search(r"winkel$|^winkel voor ", word), word
    for word in loaded.texts["en"].terms.trades.values():
        assert word.endswith("shop"), word


@pytest.mark.parametrize("branch", [*BRANCHES, None, "gone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_blank_for_the_kind_of_shop_is_left(
    loaded: Content, language: Language, branch: str | None
) -> None:
    texts, blanks = loaded.texts[language], BLANKS[language]
    word = texts.terms.trades.get(branch or "", ANY[language])
    for name, card in texts.cards.items():
        before = plain(card.sections["copy"])
        text = copied(loaded, language, card, "Jansen", branch)
        assert text == before.replace(blanks["trade"], word).replace(blanks["name"], "Jansen"), name
        unnamed = copied(loaded, language, card, None, branch)
        assert blanks["trade"] not in unnamed, name
        assert unnamed.count(blanks["name"]) == before.count(blanks["name"]), name


def test_half_of_the_cards_say_what_kind_of_shop_it_is(loaded: Content) -> None:
    saying = {
        language: {
            name for name, card in texts.cards.items() if BLANKS[language]["trade"] in card.sections["copy"]
        }
        for language, texts in loaded.texts.items()
    }
    assert saying["nl"] == saying["en"]
    assert len(saying["nl"]) * 2 > len(loaded.cards)
    wanted = {"data_till_sentence", "email_first_mail", "sms_first_offer", "social_first_post"}
    assert wanted | {"today_start_google", "today_start_whatsapp", "data_keep_tidy"} <= saying["nl"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kind_of_shop_stands_inside_a_sentence(loaded: Content, language: Language) -> None:
    for name, card in loaded.texts[language].cards.items():
        text = plain(card.sections["copy"])
        for found in re.finditer(re.escape(BLANKS[language]["trade"]), text):
            before = text[: found.start()]
            assert re.search(r"\w $", before), name
            assert not re.search(ARTICLE[language], before.rstrip(), re.IGNORECASE), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shops_name_is_filled_in_as_text(loaded: Content, language: Language) -> None:
    texts = loaded.texts[language]
    card = texts.cards["sms_first_offer"]
    assert needs_name(card, language)
    made = filled(card, language, texts.terms, name="Bloem & <b>Zoon</b>", branch="food")
    assert not needs_name(made, language)
    assert made.sections["copy"].startswith("<pre>Bloem &amp; &lt;b&gt;Zoon&lt;/b&gt;: ")
    assert plain(made.sections["copy"]).startswith("Bloem & <b>Zoon</b>: ")
    assert {**made.sections, "copy": card.sections["copy"]} == card.sections


@pytest.mark.parametrize(
    "name", ["[soort winkel]", "[kind of shop]", "[naam winkel]", "[shop name]", "{name}", r"\1\g<trade>"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_looks_like_a_blank_is_a_name(loaded: Content, language: Language, name: str) -> None:
    card = loaded.texts[language].cards["social_choose_one"]
    text = copied(loaded, language, card, name, "clothing")
    begin = {
        "nl": f"Welkom bij {name}, uw kledingwinkel in [plaats].",
        "en": f"Welcome to {name}, your clothes shop in [town].",
    }
    assert text.startswith(begin[language])


def test_a_text_without_our_blanks_stays_as_it_is(loaded: Content) -> None:
    texts = loaded.texts["nl"]
    card = texts.cards["blog_monthly"]
    assert not needs_name(card, "nl")
    assert filled(card, "nl", texts.terms, name="Bloem", branch="food") == card
    bare = CardText("Titel", "gratis", {}, {}, {}, ())
    assert filled(bare, "nl", texts.terms, name="Bloem", branch="food") == bare


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_blank_is_understood_as_itself(language: Language) -> None:
    for blank, written in BLANKS[language].items():
        assert meant(written.strip("[]")) == blank
