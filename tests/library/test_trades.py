"""The words that shops call themselves by: on offer for each branch, chosen, or typed."""

import dataclasses
import re

import pytest

from bot.library.loader import load
from bot.library.schema.content import LANGUAGES, Content, Language, Texts
from bot.library.schema.trades import fits, own_word, trade_word, trade_word_after_change, trade_words

BRANCHES = {
    *("shoes", "clothing", "food", "home", "flowers_pets", "books_toys"),
    *("care", "sports", "electronics", "diy", "other"),
}
# What all of a branch sell together is no word that one of them uses.
MADE_UP = re.compile(r"winkel voor|shop for| en | and ")


@pytest.fixture(scope="module")
def loaded() -> Content:
    return load()


def offering(loaded: Content, **words: tuple[str, ...]) -> dict[Language, Texts]:
    """Give the texts with other words on offer, the same in each language."""
    return {
        language: dataclasses.replace(texts, terms=texts.terms.model_copy(update={"trades": words}))
        for language, texts in loaded.texts.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_branch_but_other_offers_words_that_its_shops_use(loaded: Content, language: Language) -> None:
    trades = loaded.texts[language].terms.trades
    assert set(trades) == BRANCHES
    assert [branch for branch, words in trades.items() if not words] == ["other"]
    every = [word for words in trades.values() for word in words]
    assert len(set(every)) == len(every)
    assert [word for word in every if MADE_UP.search(word) or not fits(word, language)] == []


def test_those_that_are_split_find_their_own_word(loaded: Content) -> None:
    trades = loaded.texts["nl"].terms.trades
    assert {"drogisterij", "brillenwinkel", "juwelierszaak", "kapsalon"} <= set(trades["care"])
    assert {"bakkerij", "slagerij", "kaaswinkel", "slijterij"} <= set(trades["food"])
    assert trades["flowers_pets"] == ("bloemenwinkel", "plantenwinkel", "dierenwinkel")


def test_a_single_word_is_told_and_of_several_none_until_one_is_chosen(loaded: Content) -> None:
    texts = offering(loaded, food=("bakkerij", "slagerij"), diy=("bouwmarkt",), other=())
    assert trade_word(texts, "nl", "diy", None) == "bouwmarkt"
    assert trade_word(texts, "nl", "diy", "verfwinkel") == "verfwinkel"
    for branch in ("food", "other", "gone", None):
        assert trade_word(texts, "nl", branch, None) is None
    assert trade_word(texts, "nl", "food", "slagerij") == "slagerij"


def test_a_chosen_word_is_told_in_the_language_of_the_chat(loaded: Content) -> None:
    texts = loaded.texts
    assert trade_word(texts, "en", "food", "kaaswinkel") == "cheese shop"
    assert trade_word(texts, "nl", "food", "cheese shop") == "kaaswinkel"
    assert trade_word(texts, "en", "food", "toko") == "toko"
    assert trade_word(texts, "en", "clothing", "kaaswinkel") == "kaaswinkel"
    for branch in BRANCHES:
        dutch, english = (trade_words(texts[language].terms, branch) for language in LANGUAGES)
        assert [trade_word(texts, "en", branch, word) for word in dutch] == list(english)


def test_another_branch_drops_a_word_that_it_does_not_offer_and_keeps_what_was_typed(loaded: Content) -> None:
    texts = loaded.texts
    assert trade_word_after_change(texts, "food", "care", "bakkerij") is None
    assert trade_word_after_change(texts, "food", None, "bakery") is None
    assert trade_word_after_change(texts, "food", "food", "bakkerij") == "bakkerij"
    assert trade_word_after_change(texts, "food", "care", "toko") == "toko"
    assert trade_word_after_change(texts, "other", "care", "bakkerij") == "bakkerij"
    assert trade_word_after_change(texts, None, "food", "bakkerij") == "bakkerij"
    assert trade_word_after_change(texts, "food", "care", None) is None
    shared = offering(loaded, food=("bakkerij",), other=("bakkerij", "toko"))
    assert trade_word_after_change(shared, "food", "other", "bakkerij") == "bakkerij"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("toko", "toko"),
        ("Toko", "toko"),
        (" een   Toko. ", "toko"),
        ("Onze wol- en garenzaak", "wol- en garenzaak"),
        ("DIY-zaak", "DIY-zaak"),
        ("opticie\u0308nzaak", "opticiënzaak"),
        ("Bloem & Blad", "Bloem & Blad"),
        ("x" * 40, "x" * 40),
        ("x" * 41, None),
        ("24-uurszaak", None),
        ("<b>zaak</b>", None),
        ("[soort winkel]", None),
        ("{trade}", None),
        ("🙂", None),
        ("", None),
        ("de", None),
        ("tuincentrum", None),
        ("een winkeltje", None),
        ("kaas\nwinkel", "kaas winkel"),
    ],
)
def test_a_shops_own_word(typed: str, word: str | None) -> None:
    assert own_word(typed, "nl") == word


def test_in_english_it_is_another_article(loaded: Content) -> None:
    assert own_word("An Antique shop", "en") == "antique shop"
    assert own_word("the baker's shop", "en") == "baker’s shop"
    assert own_word("warehouse tuincentrum", "en") == "warehouse tuincentrum"
