"""What the bot fills in in texts to copy: for every kind of shop, in every card, in each language."""

import re

import pytest

from bot.library.loader import load
from bot.library.parsing.blanks import BLANKS, ShopWords, blank_of, card_for_shop, needs
from bot.library.parsing.markup import Html, plain
from bot.library.schema.content import LANGUAGES, CardText, Content, Language
from bot.library.schema.platforms import names_platforms

# What a word that fits in no sentence would show by: Dutch "het" and English "a" go with some words alone.
ARTICLE: dict[Language, str] = {"nl": r"\b(het|ons|dit|dat|elk|ieder|jouw)$", "en": r"\b(an?)$"}
NOBODY = ShopWords()
NAME = "Bloem & <b>Zoon</b>"


@pytest.fixture(scope="module")
def loaded() -> Content:
    return load()


def copied(loaded: Content, language: Language, card: CardText, words: ShopWords = NOBODY) -> str:
    return plain(card_for_shop(card, language, loaded.texts[language].terms, words).sections["copy"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_known_is_filled_in_and_what_is_not_stays(loaded: Content, language: Language) -> None:
    blanks = BLANKS[language]
    for name, card in loaded.texts[language].cards.items():
        before = plain(card.sections["copy"])
        assert copied(loaded, language, card) == before, name
        told = copied(loaded, language, card, ShopWords(name="Jansen", trade="bakkerij"))
        assert told == before.replace(blanks["trade"], "bakkerij").replace(blanks["name"], "Jansen"), name
        unnamed = copied(loaded, language, card, ShopWords(trade="bakkerij"))
        assert blanks["trade"] not in unnamed, name
        assert unnamed.count(blanks["name"]) == before.count(blanks["name"]), name
        other = copied(loaded, language, card, ShopWords(name="Jansen"))
        assert other.count(blanks["trade"]) == before.count(blanks["trade"]), name


def test_cards_of_every_topic_say_what_kind_of_shop_it_is(loaded: Content) -> None:
    saying = {
        language: {name for name, card in texts.cards.items() if "trade" in needs(card, language)}
        for language, texts in loaded.texts.items()
    }
    assert saying["nl"] == saying["en"]
    assert {card.topic for card in loaded.cards if card.id in saying["nl"]} == {
        card.topic for card in loaded.cards
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kind_of_shop_stands_inside_a_sentence(loaded: Content, language: Language) -> None:
    for name, card in loaded.texts[language].cards.items():
        text = plain(card.sections["copy"])
        for found in re.finditer(re.escape(BLANKS[language]["trade"]), text):
            before = text[: found.start()]
            assert re.search(r"\w $", before), name
            assert not re.search(ARTICLE[language], before.rstrip(), re.IGNORECASE), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_shop_typed_is_filled_in_as_text(loaded: Content, language: Language) -> None:
    texts = loaded.texts[language]
    card = next(card for card in texts.cards.values() if needs(card, language) == {"name", "trade"})
    made = card_for_shop(card, language, texts.terms, ShopWords(name=NAME, trade="wol & garenzaak"))
    assert needs(made, language) == set()
    assert "Bloem &amp; &lt;b&gt;Zoon&lt;/b&gt;" in made.sections["copy"]
    assert "wol &amp; garenzaak" in made.sections["copy"]
    assert NAME in plain(made.sections["copy"])


@pytest.mark.parametrize(
    "name", ["[soort winkel]", "[kind of shop]", "[naam winkel]", "[shop name]", "{name}", r"\1\g<trade>"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_looks_like_a_blank_is_a_name(loaded: Content, language: Language, name: str) -> None:
    written = f"{BLANKS[language]['name']}: {BLANKS[language]['trade']}"
    card = CardText("Titel", "gratis", {"copy": Html(f"<pre>{written}</pre>")}, {}, {}, ())
    assert copied(loaded, language, card, ShopWords(name=name, trade="boetiek")) == f"{name}: boetiek"


def test_a_text_without_our_blanks_stays_as_it_is(loaded: Content) -> None:
    texts = loaded.texts["nl"]
    words = ShopWords(name="Bloem", trade="bakkerij", platforms="TikTok")
    card = next(card for card in texts.cards.values() if not needs(card, "nl") and not names_platforms(card))
    assert card_for_shop(card, "nl", texts.terms, words) == card
    bare = CardText("Titel", "gratis", {}, {}, {}, ())
    assert card_for_shop(bare, "nl", texts.terms, words) == bare


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_blank_is_understood_as_itself(language: Language) -> None:
    for blank, written in BLANKS[language].items():
        assert blank_of(written.strip("[]")) == blank
