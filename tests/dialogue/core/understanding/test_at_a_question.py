"""What a text does at a question: never more than it says, and never the same reply twice in a row."""

from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.core.matching import exact, normal
from bot.dialogue.core.session import Asking, dump, load
from bot.dialogue.core.understanding import en, nl, nl_amounts
from bot.dialogue.core.understanding.amounts import often
from bot.dialogue.core.understanding.meaning import Ask, Meaning, Take
from bot.dialogue.core.understanding.understand import understand
from bot.dialogue.core.understanding.wording import clauses
from bot.dialogue.turn.commands import COMMANDS
from bot.dialogue.turn.screen import view
from bot.dialogue.turn.typed_answers import question_on_screen
from bot.library.schema.content import LANGUAGES, Language
from tests.support.dialogue.corpus import at, rows
from tests.support.dialogue.talk import CONTEXT

QUESTIONS = [question.id for question in CONTEXT.content.questionnaire.questions]
LEXICONS = {"nl": (nl.LEXICON, nl_amounts.RHYTHMS), "en": (en.LEXICON, en.RHYTHMS)}
WORDS = sorted(
    {word for language in get_args(Language) for row in rows(language) for word in normal(row.typed).split()}
    | {name for command in COMMANDS for name in command.names.values()}
    | {"ja", "nee", "niet", "geen", "1", "2", "3x", "?", ",", "👍", "x" * 30, "resultaat", "begin", "privacy"}
)
TYPED = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=220)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(QUESTIONS), st.sampled_from(LANGUAGES), TYPED)
def test_no_text_changes_another_answer_or_leaves_the_questions(
    question: str, language: Language, text: str
) -> None:
    talk = at(question, language)
    before, choices = talk.session, list(view(talk.session, CONTEXT).choices)
    talk.type(text)
    after = talk.session
    others = {name: answer for name, answer in after.given.items() if name != question}
    assert others == {name: answer for name, answer in before.given.items() if name != question}
    on_screen = {choice.code.split(":")[0] for choice in exact(text, choices)}
    if question in after.given or on_screen:
        return
    assert isinstance(after.place, Asking)
    order = QUESTIONS.index(question)
    # Without having answered, only "back" goes to another question: the one before.
    assert after.place.question == question or QUESTIONS.index(after.place.question) < order


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(QUESTIONS), st.lists(TYPED, min_size=2, max_size=6))
def test_no_reply_is_the_same_twice_in_a_row(question: str, texts: list[str]) -> None:
    talk = at(question, "nl")
    seen: tuple[str, ...] = ()
    for text in texts:
        talk.type(text)
        session = talk.session
        notes = session.notes
        if not isinstance(session.place, Asking) or session.place.question != question:
            return
        if session.place.said and notes:
            assert notes != seen, text
        seen = notes if session.place.said else ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_yardstick_of_a_ladder_is_what_its_hint_says(language: Language) -> None:
    lexicon, rhythms = LEXICONS[language]
    texts = CONTEXT.content.texts[language].questions.questions
    for question in CONTEXT.content.questionnaire.questions:
        if question.ladder:
            first = clauses(texts[question.id].hint or "", lexicon)[0]
            assert often(first, rhythms, lexicon).intervals == ((question.regular, question.regular),)


def test_what_was_asked_back_is_what_yes_and_an_ordinal_are_about() -> None:
    talk = at("branch", "nl")
    talk.type("niet 1 maar 2")
    talk.type("ja")
    assert talk.session.given["branch"] == "clothing"
    talk = at("email", "nl")
    talk.type("nee")
    talk.type("de tweede")
    assert talk.session.given["email"] == "unknown"


def test_nine_misses_get_nine_replies_of_which_no_two_in_a_row_are_the_same() -> None:
    talk, seen = at("email", "nl"), list[str]()
    for text in (
        "gezeur",
        "blub",
        "hopla",
        "kwartel",
        "jeetje",
        "flierefluit",
        "pindakaas",
        "tjonge",
        "nou moe",
    ):
        talk.type(text)
        seen.append(talk.text)
    assert all(one != other for one, other in pairwise(seen))
    assert "Overslaan" in seen[2]
    place = talk.session.place
    assert isinstance(place, Asking)
    assert place.misses == len(seen)
    talk.type("soms")
    assert isinstance(talk.session.place, Asking)
    assert talk.session.place.misses == 0


def test_a_place_that_was_stored_before_is_read() -> None:
    stored = dump(at("email", "nl").session)
    assert '"misses":0' in stored
    old = stored.replace('"misses":0,"offered":[],"said":""', '"helping":false').replace(
        '"helping":false,"helping":false', '"helping":false'
    )
    place = load(old).place
    assert isinstance(place, Asking)
    assert (place.misses, place.offered, place.said) == (0, (), "")


def test_a_question_of_one_s_own_names_the_advice_and_keeps_nothing() -> None:
    talk = at("email", "nl")
    talk.type("mag ik klanten zomaar mailen?")
    assert "/advies" in talk.text
    assert "email" not in talk.session.given


@pytest.mark.parametrize(
    ("question", "typed", "means"),
    [
        ("data_asks", "soms", Take(("yes",))),
        ("data_consent", "af en toe", Take(("no",))),
        ("data_file", "soms", Ask(("yes", "no"))),
        ("data_consider", "als het makkelijk kan", Take(("yes",))),
    ],
)
def test_words_that_administrators_change_do_not_change_what_a_question_asks(
    question: str, typed: str, means: Meaning
) -> None:
    talk = at(question, "nl")
    place = talk.session.place
    assert isinstance(place, Asking)
    on_screen = question_on_screen(talk.session, CONTEXT, place, tuple(view(talk.session, CONTEXT).choices))
    bare = replace(on_screen, offers=tuple(replace(one, words=(one.id,)) for one in on_screen.offers))
    assert understand(typed, bare) == means


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("nl", "stoppen met deze vragenlijst"),
        ("nl", "ik wil stoppen met de vragen"),
        ("nl", "kan ik ophouden met deze test"),
        ("nl", "ik stop met die enquête"),
        ("en", "stop this questionnaire"),
        ("en", "I want to quit the test"),
    ],
)
@pytest.mark.parametrize("question", ["email", "data_asks", "branch", "today"])
def test_who_stops_with_the_questions_is_told_that_it_stops(language: str, typed: str, question: str) -> None:
    talk = at(question, language)
    before = talk.session
    talk.type(typed)
    assert CONTEXT.texts(before).messages.general.stopped.fill() in talk.last.html
    assert talk.session.given == before.given


def test_who_stops_with_something_else_does_not_stop_the_questions() -> None:
    talk = at("email", "nl")
    talk.type("ik wil stoppen met mailen")
    assert CONTEXT.texts(talk.session).messages.general.stopped.fill() not in talk.last.html


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("nl", "ik maak bezwaar"),
        ("nl", "bezwaar maken"),
        ("nl", "ik wil bezwaar maken"),
        ("en", "I object"),
    ],
)
@pytest.mark.parametrize("question", ["email", "data_consider", "data_reasons", "goal"])
def test_who_objects_is_told_where_that_is_done(language: str, typed: str, question: str) -> None:
    talk = at(question, language)
    talk.type(typed)
    assert "/privacy" in talk.text
    assert question not in talk.session.given


def test_a_webshop_is_named_no_advice_that_is_not_for_it() -> None:
    told = dict[str, str]()
    for shop in ("physical", "web"):
        talk = at("email", "nl")
        given = {**talk.session.given, "shop_type": shop}
        talk.stored = talk.session.model_copy(update={"given": given}).model_dump_json()
        talk.type("hoe kom ik op google")
        told[shop] = talk.text
    shops = {card.id: card.shops for card in CONTEXT.content.cards}
    titles = {card: text.title for card, text in CONTEXT.content.texts["nl"].cards.items()}
    assert "Google-profiel" in told["physical"]
    assert [
        shops[card] for card, title in titles.items() if title in told["web"] and "web" not in shops[card]
    ] == []
