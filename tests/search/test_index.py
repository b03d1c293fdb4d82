"""Finding cards: what shopkeepers ask, and what they ask that no card is about."""

import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.library.loader import load
from bot.library.schema.content import LANGUAGES, Language
from bot.search.index import LONGEST_QUERY, MOST_FOUND, SearchIndex
from bot.search.vocabulary import Vocabulary
from bot.search.words import Stemmer, content_words

CONTENT = load()
INDEX = SearchIndex(CONTENT)

DUTCH = {
    "hoe kom ik aan e-mailadressen?": "data_ask_five",
    "mag ik klanten zomaar mailen?": "email_first_mail",
    "moet ik klanten om toestemming vragen voor een nieuwsbrief": "email_first_mail",
    "nieuwsbreif maken": "email_first_mail",
    "mensen willen zich afmelden": "email_tidy_list",
    "wat kost een sms": "sms_check_value",
    "sms sturen als bestelling klaar is": "sms_pickup_ready",
    "mijn openingstijden op google kloppen niet": "today_use_google",
    "hoe krijg ik meer reviews": "today_start_reviews",
    "iemand schreef een slechte beoordeling": "today_use_reviews",
    "wat moet ik op instagram zetten": "social_story_today",
    "hoe vaak moet ik iets plaatsen op facebook": "social_fixed_moment",
    "fotos voor facebok": "social_first_post",
    "geen tijd voor social media": "social_small_try",
    "foto's maken van producten": "social_web_product",
    "is twitter nog zinvol voor mijn winkel?": "twitter_leave",
    "hoe stop ik met X": "twitter_leave",
    "hoe maak ik een website": "today_start_website",
    "verkopen via marktplaats": "today_want_marketplace",
    "whatsapp business instellen": "today_start_whatsapp",
    "wat is een blog": "blog_first_tip",
    "waar schrijf ik over in mijn blog": "blog_first_tip",
    "wat zeg ik bij de kassa": "data_till_sentence",
    "hoe lang mag ik gegevens bewaren": "data_keep_tidy",
}
ENGLISH = {
    "how do I get e-mail addresses?": "data_ask_five",
    "clean up my mailing list": "email_tidy_list",
    "people want to unsubscribe": "email_tidy_list",
    "what does a text message cost": "sms_check_value",
    "my opening hours on google are wrong": "today_use_google",
    "someone wrote a bad review": "today_use_reviews",
    "what should I post on instagram": "social_first_post",
    "no time for social media": "social_small_try",
    "should I quit X": "twitter_leave",
    "how do I make a website": "today_start_website",
    "sell on marktplaats": "today_want_marketplace",
    "whatsapp business greeting": "today_start_whatsapp",
    "how long may I keep customer data": "data_keep_tidy",
    "what do I say at the till": "data_till_sentence",
}
NOTHING: dict[Language, tuple[str, ...]] = {
    "nl": (
        "ja hoor",
        "gelukt",
        "klaar",
        "wat is het weer morgen",
        "kunt u mij een lening geven",
        "vertel eens een mop",
        "wie wordt de nieuwe premier",
        "wat is de hoofdstad van frankrijk",
        "recept voor appeltaart",
        "hoeveel loonbelasting betaal ik",
        "personeel aannemen",
        "belasting aangifte doen",
        "kassa kapot",
        "hoe laat is het",
        "hallo",
        "klanten",
        "qwerty asdf",
        "",
        "???",
        "☕",
        "как дела",
    ),
    "en": (
        "what is the weather tomorrow",
        "can you give me a loan",
        "tell me a joke",
        "capital of france",
        "how do I fix my roof",
        "tax return",
        "football results",
        "hello",
    ),
}


@pytest.mark.parametrize(("question", "card"), DUTCH.items())
def test_a_dutch_question_finds_its_card(question: str, card: str) -> None:
    assert card in INDEX.search(question, "nl")


@pytest.mark.parametrize(("question", "card"), ENGLISH.items())
def test_an_english_question_finds_its_card(question: str, card: str) -> None:
    assert card in INDEX.search(question, "en")


@pytest.mark.parametrize(
    ("language", "question"), [(language, one) for language, asked in NOTHING.items() for one in asked]
)
def test_what_no_card_is_about_finds_none(language: Language, question: str) -> None:
    assert INDEX.search(question, language) == ()


def test_a_card_holds_at_least_half_of_what_is_asked() -> None:
    assert INDEX.search("verkopen marktplaats trein", "nl")[:1] == ("today_want_marketplace",)
    assert INDEX.search("verkopen marktplaats trein metro tram", "nl") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_s_own_title_finds_it_first(language: Language) -> None:
    texts = CONTENT.texts[language].cards
    lost = [card for card, text in texts.items() if card not in INDEX.search(text.title, language)[:1]]
    assert len(lost) <= len(texts) // 10, lost


def test_a_card_that_is_not_for_the_shop_comes_only_where_no_other_does() -> None:
    fitting = {card.id for card in CONTENT.cards if "web" in card.shops}
    anywhere = INDEX.search("hoe vraag ik iemand om zijn mailadres", "nl")
    assert not {*anywhere} & fitting
    for question in ("uitverkocht", "meer reviews", "toestemming bewijzen"):
        assert {*INDEX.search(question, "nl", "web")} <= fitting
    assert INDEX.search("meer reviews", "nl", "physical")[0] == "today_use_reviews"
    assert INDEX.search("meer reviews", "nl", "web")[0] == "today_use_reviews_web"
    assert INDEX.search("klantenkaart", "nl", "web") == ("data_loyalty",)


@pytest.mark.parametrize(
    ("typed", "card"),
    [
        ("klanten kaart", "data_loyalty"),
        ("klantenkaartjes", "data_loyalty"),
        ("appgroep", "today_group_to_channel"),
        ("insta", "social_choose_one"),
        ("filmpjes", "social_weekly_film"),
        ("cookiebanner", "today_use_website_law"),
    ],
)
def test_a_card_is_found_by_what_people_call_it(typed: str, card: str) -> None:
    assert card in INDEX.search(typed, "nl")


def test_words_that_say_nothing_alone_count_where_a_card_is_called_so() -> None:
    assert INDEX.search("klanten", "nl") == INDEX.search("meer", "nl") == ()
    assert "social_paid_ad" in INDEX.search("hoe krijg ik meer klanten?", "nl")


def test_at_most_a_few_are_found_the_best_first() -> None:
    found = INDEX.search("sms", "nl")
    assert len(found) == MOST_FOUND
    assert all(card.startswith("sms_") for card in found)
    assert INDEX.search("marktplaats", "nl") == ("today_want_marketplace",)


@pytest.mark.parametrize(
    "typed",
    ["BEOORDELING", "beöordeling", "  beoordelingen?! ", "beoordleing", "beoordeling*", '"beoordeling"'],
)
def test_case_accents_endings_and_slips_make_no_difference(typed: str) -> None:
    assert INDEX.search(typed, "nl")[:1] == INDEX.search("beoordeling", "nl")[:1] == ("today_start_reviews",)


@pytest.mark.parametrize(
    "typed",
    ["title:marktplaats", "NOT marktplaats", "marktplaats NEAR(x)", "marktplaats AND x", '"', "{a b}:c"],
)
def test_what_is_typed_is_no_query_language(typed: str) -> None:
    plain = INDEX.search("".join(c if c.isalnum() else " " for c in typed), "nl")
    assert INDEX.search(typed, "nl") == plain


def test_what_comes_after_the_limit_is_not_looked_at() -> None:
    filler = "de " * LONGEST_QUERY
    assert INDEX.search(f"{filler}marktplaats", "nl") == ()
    assert INDEX.search(f"marktplaats {filler}", "nl")


@settings(max_examples=300, deadline=None)
@given(query=st.text() | st.text(string.ascii_letters + " '\"*:()^-"), language=st.sampled_from(LANGUAGES))
@example("\ud800", "nl")
@example("\0" * 300, "en")
@example("a" * 100_000, "nl")
@example("cards MATCH 'x'; DROP TABLE cards; --", "nl")
def test_any_text_finds_cards_or_nothing(query: str, language: Language) -> None:
    found = INDEX.search(query, language)
    assert len(found) <= MOST_FOUND
    assert {*found} <= {card.id for card in CONTENT.cards}


def test_it_can_be_searched_after_it_was_closed() -> None:
    index = SearchIndex(CONTENT)
    before = index.search("sms", "nl")
    index.close()
    assert index.search("sms", "nl") == before
    index.close()


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("nl", "Hoe krijg ik één e-mailadres?", ["emailadres"]),
        ("nl", "Foto's en vìdeo’s", ["foto", "video"]),
        ("nl", "de het een", []),
        ("en", "The customer's e-mails, don't!", ["customer", "emails"]),
        ("en", "ﬁle №1", ["file", "no1"]),
    ],
)
def test_words_are_folded_and_say_something(language: Language, text: str, words: list[str]) -> None:
    assert list(content_words(text, language)) == words


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("nl", ("adres", "adressen")),
        ("nl", ("foto", "fotos")),
        ("nl", ("vragen", "gevraagd", "vraag")),
        ("nl", ("bestelling", "bestellingen")),
        ("en", ("review", "reviews", "reviewed")),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language: Language, forms: tuple[str, ...]) -> None:
    stem = Stemmer(language)
    assert len({stem(form) for form in forms}) == 1


def test_a_dutch_compound_is_found_by_its_parts() -> None:
    words = Vocabulary(["openingstijden", "opening", "tijden", "klant"], "nl")
    stem = Stemmer("nl")
    assert words.index_stems("openingstijden") == (stem("openingstijden"), stem("opening"), stem("tijden"))
    assert words.query_stems("tijdenklant") == (stem("tijden"), stem("klant"))
    assert Vocabulary(["opening", "tijden"], "en").query_stems("openingtijden") == ()


def test_only_a_slip_in_a_long_word_is_forgiven() -> None:
    words = Vocabulary(["nieuwsbrief", "sms", "rest"], "nl")
    stem = Stemmer("nl")
    assert words.query_stems("nieuwsbreif") == (stem("nieuwsbrief"),)
    assert words.query_stems("smss") == ()
    assert words.query_stems("reset") == ()
    assert words.query_stems("xnieuwsbrief") == ()
