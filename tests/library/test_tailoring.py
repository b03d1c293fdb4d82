"""What the shipped cards give to 2,000 made-up shops: advice that fits each, by the rules of the method."""

import random
from functools import cache

import pytest

from scoring.advice import AT_MOST, QUICK_MINUTES
from scoring.fit import Shop
from scoring.model import Answers, NextStep
from scoring.path import chosen_options, options_for
from scoring.score import online_items
from tests.support.content.made_shops import SHOPS, cards_of, content, scored, shops, standing, steps_for


@cache
def advised(number: int) -> tuple[NextStep, ...]:
    return steps_for(shops()[number])


@cache
def all_shops() -> tuple[tuple[Answers, Shop, tuple[NextStep, ...]], ...]:
    return tuple((given, standing(given), advised(number)) for number, given in enumerate(shops()))


def another(question_id: str, given: Answers, dice: random.Random) -> Answers:
    """Answer one question in another way."""
    question = content().questionnaire.question(question_id)
    assert question is not None
    others = [option.id for option in options_for(question, given) if option.id != given.get(question_id)]
    return {**given, question_id: dice.choice(others)}


@pytest.mark.parametrize("question", ["branch", "goal"])
def test_another_branch_alone_or_goal_alone_changes_which_steps_come(question: str) -> None:
    dice = random.Random(7)  # noqa: S311 -- a test that can be repeated
    changed = sum(
        {step.id for step in advised(number)}
        != {step.id for step in steps_for(another(question, given, dice))}
        for number, given in enumerate(shops())
    )
    share = 100 * changed / SHOPS
    print(f"another {question} changes the set of steps of {share:.0f} in 100 shops")  # noqa: T201
    assert share >= 25


def test_few_shops_that_mail_nobody_begin_with_data() -> None:
    quiet = [steps for _, shop, steps in all_shops() if not shop.messages and steps]
    first = sum(steps[0].topic == "data" for steps in quiet)
    print(f"{100 * first / len(quiet):.0f} in 100 shops that mail nobody begin with data")  # noqa: T201
    assert len(quiet) > SHOPS / 4
    assert 100 * first <= 30 * len(quiet)


def test_no_shop_that_mails_nobody_is_told_about_consent_first() -> None:
    for _, shop, steps in all_shops():
        if not shop.messages and steps:
            assert "consent" not in cards_of(steps)[0].meets


def test_a_shop_that_mails_without_recording_consent_begins_with_it() -> None:
    seen = 0
    for _, shop, steps in all_shops():
        if shop.messages and "consent" not in shop.met_needs:
            seen += 1
            assert steps[0].reason.kind == "consent"
    assert seen > SHOPS / 10


def test_online_keeps_its_place() -> None:
    seen = 0
    for _, shop, steps in all_shops():
        used, there = shop.step("online"), len(online_items(shop.answers))
        if used is None or used >= min(3, there):
            continue
        seen += 1
        place = next(at for at, step in enumerate(steps) if step.topic == "online")
        after_consent = steps[0].reason.kind == "consent"
        assert place <= (2 if used >= 2 else 1 if after_consent else 0)
        if "google" in online_items(shop.answers) and "google" not in chosen_options(shop.answers, "today"):
            assert next(card for card in cards_of(steps) if card.topic == "online").uses == "google"
    assert seen > SHOPS / 4


def test_an_objection_gets_its_answer_and_no_other_card_of_data() -> None:
    seen = 0
    for _, shop, steps in all_shops():
        if not chosen_options(shop.answers, "data_reasons"):
            continue
        seen += 1
        of_data = [step for step in steps if step.topic == "data" and step.reason.kind != "consent"]
        assert len(of_data) == 1
        assert of_data[0].reason.answers
    assert seen > SHOPS / 20


def test_the_first_step_takes_a_quarter_of_an_hour_at_most() -> None:
    for _, _, steps in all_shops():
        if steps and steps[0].reason.kind not in ("consent", "need"):
            assert cards_of(steps)[0].minutes <= QUICK_MINUTES


def test_each_shop_that_answered_gets_steps_for_its_own_type() -> None:
    for given, shop, steps in all_shops():
        assert len(steps) <= AT_MOST
        assert steps or not shop.result.topics
        for card in cards_of(steps):
            assert given.get("shop_type", "physical") in card.shops


def _strong(**given: str | tuple[str, ...]) -> Answers:
    basis: Answers = {
        "shop_type": "both",
        "branch": "flowers_pets",
        "today": ("google", "reviews", "website", "whatsapp"),
        "social": "regular",
        "platforms": ("instagram",),
        "email": "regular",
        "sms": "known",
        "blog": "known",
        "twitter": "known",
        "data_asks": "yes",
        "data_file": "yes",
        "data_consent": "yes",
        "goal": "visit",
    }
    return {**basis, **given}


def test_the_highest_level_is_reached_with_sms_blog_and_x_at_no_plans() -> None:
    overall = scored(_strong()).overall
    assert overall is not None
    assert (overall.score, overall.level) == (82, "leader")


def test_a_florist_on_google_and_whatsapp_is_no_beginner() -> None:
    whatsapp = ("whatsapp", "whatsapp_channel", "google", "reviews", "website")
    florist = _strong(
        today=whatsapp, social="unknown", email="known", data_asks="no", data_file="no", data_consider="yes"
    )
    steps = steps_for(florist)
    assert scored(florist).topics["online"].score == 100
    assert scored(florist).overall != scored({**florist, "today": ("none",)}).overall
    assert steps[0].reason.kind != "consent"
    assert steps[0].topic != "data"


@pytest.mark.parametrize("reason", ["not_fitting", "not_wanted", "no_use", "trust", "no_time", "other"])
@pytest.mark.parametrize("shop_type", ["physical", "both", "web"])
def test_each_reason_not_to_ask_for_data_is_answered(reason: str, shop_type: str) -> None:
    refuses = _strong(
        shop_type=shop_type,
        email="known",
        data_asks="no",
        data_file="no",
        data_consider="no",
        data_reasons=(reason,),
    )
    answering = [step for step in steps_for(refuses) if step.reason.answers == (reason,)]
    assert [step.topic for step in answering] == ["data"]
