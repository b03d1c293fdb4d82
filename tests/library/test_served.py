"""The advice library as a whole: each shop finds its own in it, whatever its type, trade or reasons."""

import re

import pytest

from bot.library.checks.check import check
from bot.library.loader import load
from bot.library.parsing.cards import FOLDERS
from bot.library.parsing.markup import plain
from bot.library.parsing.source import Fault
from bot.library.schema.content import Content
from scoring.model import ONLINE_ITEMS, SHOP_TYPES, Card, ShopType
from tests.support.content.changed import PACKAGED, changed, line_of

NL, EN = "nl/advice/sms/sms_first_offer.md", "en/advice/sms/sms_first_offer.md"
BRANCHES = {
    *("shoes", "clothing", "food", "home", "flowers_pets", "books_toys"),
    *("care", "sports", "electronics", "diy", "other"),
}


@pytest.fixture(scope="module")
def loaded() -> Content:
    return load()


# Its trade


def without_example(topic: str, branch: str) -> dict[str, str]:
    """Take a branch's examples out of all cards of a topic, in each language."""
    return {
        path: "\n".join(line for line in text.split("\n") if not line.startswith(f"  {branch}: "))
        if f"/advice/{topic}/" in path
        else text
        for path, text in PACKAGED.items()
    }


@pytest.mark.parametrize(("topic", "branch"), [("blog", "other"), ("today", "food"), ("sms", "shoes")])
def test_a_topic_without_an_example_for_a_branch_is_a_fault(topic: str, branch: str) -> None:
    problem = f'no card about {topic} has an example for the branch "{branch}"; add one'
    assert check(without_example(topic, branch)) == [Fault(f"nl/advice/{topic}/", 1, problem)]


def test_one_example_under_a_topic_is_enough() -> None:
    files = without_example("twitter", "care")
    kept = [path for path in PACKAGED if path.endswith("/twitter/twitter_look.md")]
    assert check({**files, **{path: PACKAGED[path] for path in kept}}) == []


def test_every_card_speaks_to_several_branches_and_to_each_in_words_of_its_own(loaded: Content) -> None:
    """What is said to two branches alike is filler: it says nothing about either."""
    for texts in loaded.texts.values():
        assert all(len(card.examples) >= 4 for card in texts.cards.values())
        told = [example for card in texts.cards.values() for example in card.examples.values()]
        assert len(set(told)) == len(told)
        assert {branch for card in texts.cards.values() for branch in card.examples} == BRANCHES
    assert {card.topic for card in loaded.cards} == set(FOLDERS.values())


def test_each_branch_has_many_cards_that_suit_it_in_its_own_words(loaded: Content) -> None:
    for branch in BRANCHES - {"other"}:
        suiting = [card.id for card in loaded.cards if branch in card.suits]
        assert len(suiting) > 40, branch
        for texts in loaded.texts.values():
            assert all(texts.cards[card].suits[branch] for card in suiting)
    assert not [card.id for card in loaded.cards if "other" in card.suits]


def test_a_card_suits_five_branches_at_most() -> None:
    """What suits all suits none."""
    more = (
        (NL, "suits:\n", "suits:\n  diy: u hebt op een stille dag verf die weg moet\n"),
        (EN, "suits:\n", "suits:\n  diy: you have paint to sell on a quiet day\n"),
    )
    line = line_of(PACKAGED[NL], "suits:")
    problem = "suits: at most 5 branches: what suits all suits none"
    assert check(changed(*more)) == [Fault(NL, line, problem)]


def test_a_branch_that_few_cards_suit_is_warned_of() -> None:
    """Of all but "other", which is no trade that anything suits."""
    files = {
        path: re.sub(r"(?ms)(^suits:\n(?:  [^\n]*\n)*?)  shoes: [^\n]*\n", r"\1", text)
        for path, text in PACKAGED.items()
    }
    problem = 'for the branch "shoes" there are 0 cards with a `suits`; 3 is the least'
    assert check(files) == [Fault("nl/advice/", 1, problem, "warning")]
    kept = [path for path in PACKAGED if path.endswith(("/sms_first_offer.md", "/sms_ten_customers.md"))]
    (fault,) = check({**files, **{path: PACKAGED[path] for path in kept}})
    assert 'for the branch "shoes" there are 2 cards' in fault.problem


# What it objects

REASONS = ("not_fitting", "not_wanted", "no_use", "trust", "no_time", "other")


def answering(loaded: Content, reason: str, shop_type: ShopType) -> list[str]:
    return [card.id for card in loaded.cards if reason in card.reasons and shop_type in card.shops]


@pytest.mark.parametrize("shop_type", SHOP_TYPES)
@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_not_to_ask_is_answered_for_each_type_of_shop(
    loaded: Content, reason: str, shop_type: ShopType
) -> None:
    cards = answering(loaded, reason, shop_type)
    assert cards
    paths = [f"nl/advice/data/{card}.md" for card in cards]
    files = {
        **PACKAGED,
        **{path: re.sub(rf"\b{reason}\b(, )?", "", PACKAGED[path], count=1) for path in paths},
    }
    problem = f'no card answers "{reason}" for the shop type "{shop_type}"; write one, or add it to the '
    found = check(files)
    assert Fault("nl/advice/data/", 1, f"{problem}`reasons` of one") in found
    assert all(f'no card answers "{reason}"' in fault.problem for fault in found)


def test_a_card_that_answers_a_reason_leads_somewhere(loaded: Content) -> None:
    """It has the place of the objection, so it must be worth that place to who does not ask."""
    (card,) = set(answering(loaded, "no_time", "physical"))
    path = f"nl/advice/data/{card}.md"
    steps = next(line for line in PACKAGED[path].split("\n") if line.startswith("steps:"))
    problem = 'no card answers "no_time" for the shop type "physical"; write one, or add it to the '
    assert Fault("nl/advice/data/", 1, f"{problem}`reasons` of one") in check(
        changed((path, f"{steps}\n", "steps: [1]\n"))
    )


def test_an_objection_is_never_put_into_a_shops_mouth(loaded: Content) -> None:
    """Its card is shown to other shops too, so it asks and does not say "you said"."""
    for card in [card for card in loaded.cards if card.reasons]:
        why = plain(loaded.texts["nl"].cards[card.id].sections["why"])
        asks = why.split(" ")[0] in ("Denkt", "Weet", "Vindt", "Wilt", "Hebt")
        assert asks == (card.id != "data_till_sentence"), card.id
        assert "U zei" not in why


# Its type


def only_for(shops: str, *cards: str) -> dict[str, str]:
    """Make cards be for other types of shop."""
    paths = [path for path in PACKAGED if path.startswith("nl/") and path.rsplit("/")[-1][:-3] in cards]
    assert len(paths) == len(cards)
    return {
        **PACKAGED,
        **{path: re.sub(r"(?m)^shops: .*$", f"shops: [{shops}]", PACKAGED[path]) for path in paths},
    }


def test_each_step_is_served_for_each_type_of_shop(loaded: Content) -> None:
    cards = [card for card in loaded.cards if card.topic == "twitter" and 0 in card.steps]
    found = check(only_for("physical, both", *(card.id for card in cards)))
    problem = 'no card serves step 0 of twitter for the shop type "web"'
    assert Fault("nl/advice/twitter/", 1, problem) in found
    assert {fault.file for fault in found} == {"nl/advice/twitter/"}


def starting(loaded: Content, item: str) -> list[Card]:
    return [card for card in loaded.cards if card.uses in ONLINE_ITEMS[item] and not card.in_use]


@pytest.mark.parametrize(
    ("item", "shops", "lacking"),
    [
        ("google", "both, web", ["physical"]),
        ("google", "physical, web", ["both"]),
        ("google", "physical, both", []),
        ("website", "both, web", ["physical"]),
        ("website", "physical, both", []),
        ("reviews", "physical, both", ["web"]),
        ("whatsapp", "both", ["physical", "web"]),
    ],
)
def test_each_thing_to_have_online_is_started_by_a_card_for_each_type_of_shop(
    loaded: Content, item: str, shops: str, lacking: list[str]
) -> None:
    """A webshop has its website, and no opening hours to show on Google."""
    found = check(only_for(shops, *(card.id for card in starting(loaded, item))))
    told = f'no card starts "{item}" for the shop type '
    problems = [f'{told}"{one}" within 15 minutes and without needs' for one in lacking]
    assert found == [Fault("nl/advice/today/", 1, problem) for problem in problems]


@pytest.mark.parametrize(
    ("old", "new"), [("minutes: ", "minutes: 100 # "), ("minutes: ", "needs: [file]\nminutes: ")]
)
def test_what_starts_a_thing_online_is_quick_and_needs_nothing(loaded: Content, old: str, new: str) -> None:
    paths = [f"nl/advice/today/{card.id}.md" for card in starting(loaded, "reviews")]
    found = check(changed(*((path, old, new) for path in paths)))
    assert [fault.file for fault in found] == ["nl/advice/today/"] * 3
    assert all('no card starts "reviews"' in fault.problem for fault in found)
