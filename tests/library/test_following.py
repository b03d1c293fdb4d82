"""Advice that is followed: who does what a card says, and answers honestly again, loses nothing."""

from collections.abc import Iterator
from functools import cache

import pytest

from bot.library.schema.content import LANGUAGES, Language
from scoring.fit import Shop, card_outcome
from scoring.model import CHANNELS, SHOP_TYPES, TOPICS, Answers, Card, Result
from scoring.path import chosen_options
from tests.support.content.made_shops import cards_of, content, scored, shops, standing, steps_for

SHOPS = 200
Given = dict[str, str | tuple[str, ...]]

DATA_ANSWERS: dict[int, Given] = {
    0: {"data_asks": "no", "data_consider": "no"},
    1: {"data_asks": "no", "data_consider": "yes"},
    2: {"data_asks": "yes"},
    3: {"data_asks": "yes", "data_file": "yes"},
    4: {"data_asks": "yes", "data_file": "yes", "data_consent": "yes"},
}
"""What a shop answers where a card about data leads; what is not named here stays as it was."""
BROUGHT: dict[str, Given] = {
    "file": {"data_file": "yes"},
    "consent": {"data_file": "yes", "data_consent": "yes"},
}
IN_PLACE_OF = {"today_group_to_channel": {"whatsapp_group": "whatsapp_channel"}}
"""Of the things of today: what a card has a shop exchange for what."""


@cache
def all_shops() -> tuple[Shop, ...]:
    return tuple(map(standing, shops()[:SHOPS]))


def followed(card: Card, shop: Shop) -> Answers:
    """Answer anew as a shop that did what the card says, and kept up all else."""
    if card.topic == "online":
        return {**shop.answers, "today": _today_after(card, shop.answers)}
    changed: Given = {}
    if shop.is_served_by(card) and card.leads_to is not None:
        changed |= DATA_ANSWERS[card.leads_to] if card.topic == "data" else _ladder(card.topic, card.leads_to)
    for need in card.meets:
        changed |= BROUGHT[need]
    return {**shop.answers, **changed}


def _ladder(topic: str, step: int) -> Given:
    question = content().questionnaire.question(topic)
    assert question is not None
    option = question.step_option(step)
    assert option is not None
    return {topic: option.id}


def _today_after(card: Card, answers: Answers) -> tuple[str, ...]:
    assert card.uses is not None
    exchanged = IN_PLACE_OF.get(card.id, {})
    used = [
        exchanged.get(one, one) for one in (*chosen_options(answers, "today"), card.uses) if one != "none"
    ]
    return tuple(dict.fromkeys(used))


def lowered(before: Result, after: Result) -> Iterator[str]:
    """Name what is worse after than before, or is not known any more."""
    for topic in TOPICS:
        was, now = before.topics.get(topic), after.topics.get(topic)
        if was and (now is None or now.score < was.score or now.step < was.step):
            yield topic
    for name in ("overall", "monitor"):
        was, now = getattr(before, name), getattr(after, name)
        if was and (now is None or now.score < was.score):
            yield name


def fitting(shop: Shop) -> list[Card]:
    """List all cards for where a shop stands, and those that it is advised."""
    advised = cards_of(steps_for(shop.answers))
    others = [card for card in content().cards if shop.is_served_by(card) and card not in advised]
    return [*advised, *others]


def test_following_a_card_and_answering_honestly_lowers_nothing() -> None:
    seen: set[str] = set()
    for shop in all_shops():
        scores: dict[tuple[object, ...], Result] = {}
        for card in fitting(shop):
            answers = followed(card, shop)
            key = tuple(sorted(answers.items()))
            after = scores[key] if key in scores else scores.setdefault(key, scored(answers))
            assert not list(lowered(shop.result, after)), (card.id, shop.answers)
            if shop.is_served_by(card):
                promised = card_outcome(
                    content().questionnaire, shop.answers, card, shop.step(card.topic) or 0
                )
                there = after.topics[card.topic]
                assert (there.step, there.score) >= promised, (card.id, shop.answers)
            seen.add(card.id)
    assert seen == {card.id for card in content().cards}


@pytest.mark.parametrize(
    ("card_id", "changes", "worse"),
    [
        ("email_monthly", {"steps": (4,), "leads_to": 1}, {"email", "overall", "monitor"}),
        ("data_keep_tidy", {"leads_to": 1}, {"data", "overall", "monitor"}),
        ("data_keep_tidy", {"leads_to": 0}, {"data", "overall", "monitor"}),
    ],
)
def test_a_card_that_lowered_would_be_found(
    card_id: str, changes: dict[str, object], worse: set[str]
) -> None:
    card = content().card(card_id)
    assert card is not None
    card = card.model_copy(update=changes)
    served = [shop for shop in all_shops() if shop.is_served_by(card) and shop.result.monitor]
    found = {name for shop in served for name in lowered(shop.result, scored(followed(card, shop)))}
    assert found == worse


def test_a_thing_of_today_that_is_given_up_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    card = content().card("today_use_reviews")
    assert card is not None
    monkeypatch.setitem(IN_PLACE_OF, card.id, {"reviews": "leaflet"})
    served = [shop for shop in all_shops() if shop.is_served_by(card) and shop.result.overall]
    assert {name for shop in served for name in lowered(shop.result, scored(followed(card, shop)))} == {
        "online",
        "overall",
    }


LEAVING: dict[Language, tuple[str, ...]] = {
    "nl": (
        "stop gerust",
        ", of stoppen",
        ", of sluiten",
        "sluit het account",
        "bouw x rustig af",
        "stop er dan mee",
        "laat het dan gerust",
        "laat x gerust",
        "vraag niet meer",
        "stop met vragen",
    ),
    "en": (
        "feel free to stop",
        "feel free to leave",
        "happily leave it",
        ", or stop",
        ", or close",
        "close the account",
        "close your account",
        "wind x down",
        "then stop",
        "leave x",
        "quit x",
        "stop using x",
        "stop asking",
    ),
}


def in_use(card: Card) -> bool:
    """Tell whether a card is for shops that do what it is about already."""
    if card.topic == "online":
        return card.in_use
    return max(card.steps) >= (3 if card.topic in CHANNELS else 2)


def told(card_id: str, language: Language) -> str:
    text = content().texts[language].cards[card_id]
    return f"{text.title} {' '.join(text.sections.values())}".casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_for_who_uses_something_advises_to_leave_it(language: Language) -> None:
    """Such a card would promise points for what costs them."""
    using = [card for card in content().cards if in_use(card)]
    assert {card.topic for card in using} == set(TOPICS)
    for card in using:
        assert not [words for words in LEAVING[language] if words in told(card.id, language)], card.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_for_leaving_are_those_of_cards_for_who_does_not_use_it(language: Language) -> None:
    others = [told(card.id, language) for card in content().cards if not in_use(card)]
    assert sum(any(words in text for words in LEAVING[language]) for text in others) >= 3


def test_a_shop_of_each_type_is_among_them() -> None:
    types = {shop.answers.get("shop_type") for shop in all_shops()}
    assert types >= set(SHOP_TYPES)
