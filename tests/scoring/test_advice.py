from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.advice import next_steps
from scoring.model import TOPICS, Answers, Card, NextStep
from scoring.path import holding
from scoring.score import score
from tests.builders import answers, any_answers, every_topic_on, figures, questionnaire

LOW = (0, 1, 2)


def card(id_: str, topic: str | None = None, **more: Any) -> Card:
    """Build a card; by default it serves steps 0 to 2 of the topic it is named after, and leads to 3."""
    topic = topic or id_.split("_")[0]
    defaults: dict[str, Any] = {"minutes": 10} | ({} if topic == "today" else {"steps": LOW, "leads_to": 3})
    return Card.model_validate({"id": id_, "topic": topic, **defaults, **more})


def keep(topic: str, **more: Any) -> Card:
    return card(f"{topic}_keep", steps=(4,), leads_to=4, **more)


FILE = card("data_file", meets=("file",))
CONSENT = card("data_consent", needs=("file",), meets=("consent",), steps=(0, 1, 2, 3), leads_to=4)
SIGN_UP = card("data_sign_up", meets=("file", "consent"), steps=(0, 1, 2, 3), leads_to=4)
ALL_LOW = [card(topic) for topic in TOPICS]


def steps_for(given_answers: Answers, cards: Sequence[Card]) -> tuple[NextStep, ...]:
    result = score(questionnaire(), figures(), given_answers)
    return next_steps(questionnaire(), result, given_answers, cards)


def ids_for(given_answers: Answers, *cards: Card) -> list[str]:
    return [step.id for step in steps_for(given_answers, cards)]


def only_step(given_answers: Answers, *cards: Card) -> NextStep:
    (step,) = steps_for(given_answers, cards)
    return step


# Ranking


def test_the_three_cards_that_gain_most_come_in_order() -> None:
    # On step 0 to step 3: 25, 20, 15, 10, 5 times 75; social before email would tie.
    assert ids_for(every_topic_on(0), *ALL_LOW) == ["email", "social", "data"]
    assert ids_for({**every_topic_on(0), **answers(social=2, email=3)}, *ALL_LOW) == ["data", "social", "sms"]


def test_the_gain_is_told_in_points_of_the_overall_score() -> None:
    reason = only_step(answers(email=2), card("email")).reason
    assert (reason.kind, reason.gain) == ("gain", 12.5)  # 25 · (75 − 25) / 100
    assert reason.goal is reason.branch is reason.enables is None
    assert (reason.answers, reason.no_plans) == ((), False)


def test_only_cards_for_the_step_of_their_topic_are_eligible() -> None:
    first, later = card("email_first", steps=(0, 1)), card("email_later", steps=(2, 3), leads_to=4)
    assert ids_for(answers(email=1), first, later) == ["email_first"]
    assert ids_for(answers(email=2), first, later) == ["email_later"]
    assert ids_for(answers(email=4), first, later) == []


def test_no_two_cards_are_of_one_topic() -> None:
    assert ids_for(answers(email=0, blog=0), card("email_a"), card("email_b"), card("blog")) == [
        "email_a",
        "blog",
    ]


def test_ties_are_broken_by_id() -> None:
    cards = [card("social"), card("email_z"), card("email_a")]
    assert ids_for(answers(email=0, social=0), *cards) == ["email_a", "social"]


def test_a_better_fit_does_not_break_a_tie_in_value() -> None:
    # 25 · 100 = 20 · 100 · 1.25, and 15 · 75 = 25 · (100 − 10) · 0.5.
    fitting = card("z_data", "data", leads_to=4, goals=("visit",))
    assert ids_for(answers(email=0, data=0, goal="visit"), fitting, card("email", leads_to=4)) == [
        "email",
        "z_data",
    ]
    assert ids_for(answers(email=1, sms=0), card("sms"), card("email", leads_to=4)) == ["email", "sms"]
    assert ids_for(answers(email=1, sms=0), card("sms"), card("z_email", "email", leads_to=4)) == [
        "sms",
        "z_email",
    ]


def test_a_small_gain_is_a_gain() -> None:
    step = only_step(answers(twitter=0), card("twitter", leads_to=1))
    assert (step.reason.kind, step.reason.gain) == ("gain", 0.5)


def test_a_card_that_leads_higher_gains_more() -> None:
    assert ids_for(answers(email=0), card("email_a", leads_to=2), card("email_b", leads_to=4)) == ["email_b"]


@pytest.mark.parametrize(
    ("given_answers", "more"),
    [
        (answers(goal="visit"), {"goals": ("visit", "help")}),
        (answers(branch="shoes"), {"branches": ("shoes",)}),
        (
            answers(data_asks="no", data_consider="no", data_reasons=("trust",)),
            {"reasons": ("trust", "no_time")},
        ),
    ],
)
def test_a_better_fit_counts_for_a_quarter_more(given_answers: Answers, more: dict[str, Any]) -> None:
    # Email gains 25 · 50 = 1250 from step 2, sms 15 · 75 = 1125 from step 0; times 1.25: 1406.25.
    given_answers = {**given_answers, **answers(email=2, sms=0)}
    assert ids_for(given_answers, card("email"), card("sms")) == ["email", "sms"]
    assert ids_for(given_answers, card("email"), card("sms", **more)) == ["sms", "email"]
    assert ids_for(given_answers, card("email", **more), card("sms", **more)) == ["email", "sms"]
    elsewhere: dict[str, Any] = dict.fromkeys(more, ("other",))
    assert ids_for(given_answers, card("email"), card("sms", **elsewhere)) == ["email", "sms"]


def test_fits_multiply() -> None:
    # Social gains 25 · 75 = 1875 from step 0; data 20 · 65 = 1300 from step 1, times 1.25² is 2031.25.
    given_answers = answers(social=0, data=1, goal="visit", branch="shoes")
    once, twice = card("data", goals=("visit",)), card("data", goals=("visit",), branches=("shoes",))
    assert ids_for(given_answers, once, card("social")) == ["social", "data"]
    assert ids_for(given_answers, twice, card("social")) == ["data", "social"]


def test_what_fits_is_told() -> None:
    fitting = card(
        "email", goals=("visit",), branches=("shoes", "food"), reasons=("trust", "no_time", "other")
    )
    given_answers = answers(
        email=0,
        goal="visit",
        branch="food",
        data_asks="no",
        data_consider="no",
        data_reasons=("no_time", "trust", "no_use"),
    )
    reason = only_step(given_answers, fitting).reason
    assert (reason.goal, reason.branch, reason.answers) == ("visit", "food", ("no_time", "trust"))


def test_reasons_that_no_longer_hold_do_not_count() -> None:
    given_answers = answers(email=0, data_asks="yes", data_consider="no", data_reasons=("trust",))
    assert only_step(given_answers, card("email", reasons=("trust",))).reason.answers == ()


def test_no_plans_on_a_channel_counts_for_half() -> None:
    # Email from step 1: 25 · 65 = 1625, halved 812.5; sms from step 0: 15 · 75 = 1125.
    given_answers = answers(email=1, sms=0)
    assert ids_for(given_answers, card("email"), card("sms")) == ["sms", "email"]
    assert [step.reason.no_plans for step in steps_for(given_answers, ALL_LOW)] == [False, True]


def test_no_plans_is_not_said_of_data() -> None:
    # Data from step 1: 20 · 65 = 1300; sms from step 0: 1125.
    given_answers = answers(data=1, sms=0)
    assert ids_for(given_answers, card("data"), card("sms")) == ["data", "sms"]
    assert not any(step.reason.no_plans for step in steps_for(given_answers, ALL_LOW))


# Keeping it up, and today


def test_on_the_top_steps_there_are_cards_for_keeping_it_up() -> None:
    steps = steps_for(every_topic_on(4), [keep(topic) for topic in TOPICS] + ALL_LOW)
    assert [step.id for step in steps] == ["blog_keep", "data_keep", "email_keep"]
    assert {step.reason.kind for step in steps} == {"keep"}
    assert {step.reason.gain for step in steps} == {0}


def test_cards_without_points_fill_what_is_left_by_fit_then_id() -> None:
    given_answers = answers(email=4, blog=4, twitter=0, today=("google",), goal="visit")
    cards = [
        keep("blog"),
        card("today_reviews", uses="reviews"),
        keep("email", goals=("visit",)),
        card("twitter"),
    ]
    assert ids_for(given_answers, *cards) == ["twitter", "email_keep", "blog_keep"]
    assert ids_for(given_answers, *cards[1:]) == ["twitter", "email_keep", "today_reviews"]


def test_a_card_never_gains_below_the_step_of_the_shop() -> None:
    for step, leads_to in ((4, 2), (4, None), (0, None)):
        reason = only_step(answers(email=step), card("email", steps=(0, 4), leads_to=leads_to)).reason
        assert (reason.kind, reason.gain) == ("keep", 0)


def test_a_today_card_is_offered_by_what_the_shop_uses() -> None:
    start, more = card("today_start", uses="google"), card("today_more", uses="google", in_use=True)
    assert ids_for(answers(today=("reviews",)), start, more) == ["today_start"]
    assert ids_for(answers(today=("none",)), start, more) == ["today_start"]
    assert ids_for(answers(today=("reviews", "google")), start, more) == ["today_more"]
    assert ids_for({}, start, more) == []
    assert ids_for(answers(today=("none",)), card("today_a"), card("today_b", in_use=True)) == []


def test_at_most_one_of_today_and_it_is_said_to_have_no_points() -> None:
    cards = [card("today_a", uses="google"), card("today_b", uses="reviews", branches=("food",))]
    step = only_step(answers(today=("none",), branch="food"), *cards)
    assert (step.id, step.topic, step.reason.kind, step.reason.gain) == ("today_b", "today", "today", 0)


def test_a_skipped_topic_offers_no_cards_of_its_own() -> None:
    assert ids_for(answers(email=0), *ALL_LOW, keep("blog")) == ["email"]
    assert ids_for({}, *ALL_LOW) == []


# Needs


def test_a_card_brings_what_it_needs_directly_before_it() -> None:
    cards = [card("email", needs=("file",)), card("social"), FILE]
    steps = steps_for(answers(email=0, social=0, data=0), cards)
    assert [step.id for step in steps] == ["data_file", "email", "social"]
    assert [step.reason.kind for step in steps] == ["need", "gain", "gain"]
    assert [step.reason.enables for step in steps] == ["email", None, None]
    assert [step.reason.gain for step in steps] == [15, 18.75, 18.75]


def test_a_need_that_is_met_brings_nothing() -> None:
    given_answers = answers(email=0, data=4)
    assert ids_for(given_answers, card("email", needs=("file", "consent")), FILE, SIGN_UP) == ["email"]


@pytest.mark.parametrize(
    "given_answers", [answers(email=0, data_asks="yes"), answers(email=0, data_asks="no")]
)
def test_unknown_counts_as_unmet(given_answers: Answers) -> None:
    assert ids_for(given_answers, card("email", needs=("file",)), FILE) == ["data_file", "email"]


def test_consent_to_a_file_that_is_no_longer_there_is_unmet() -> None:
    given_answers = answers(email=0, data_asks="yes", data_file="no", data_consent="yes")
    assert ids_for(given_answers, card("email", needs=("consent",)), CONSENT) == []


def test_a_need_that_no_card_meets_drops_the_card() -> None:
    assert ids_for(answers(email=0, data=0), card("email", needs=("file",))) == []
    assert (
        ids_for(answers(email=0, data=3), card("email", needs=("consent",)), FILE, card("data_other")) == []
    )


def test_a_card_is_brought_on_any_step_and_promises_points_only_on_its_own() -> None:
    cards = [card("email", needs=("file",)), card("data_file", steps=(2,), leads_to=3, meets=("file",))]
    for answered in (answers(email=0, data=0), answers(email=0)):
        steps = steps_for(answered, cards)
        assert [step.id for step in steps] == ["data_file", "email"]
        assert steps[0].reason.gain == 0
    assert steps_for(answers(email=0, data=2), cards)[0].reason.gain > 0


def test_a_need_met_by_a_card_placed_before_counts_as_met() -> None:
    # Data gains 2000, then email 1875 · 0.5, sms 1125: both rest on the same card.
    cards = [SIGN_UP, card("email", needs=("file",)), card("sms", needs=("file",))]
    steps = steps_for(answers(email=1, sms=0, data=0), cards)
    assert [step.id for step in steps] == ["data_sign_up", "sms", "email"]
    assert [step.reason.kind for step in steps] == ["gain", "gain", "gain"]


def test_a_card_whose_need_would_take_a_used_topic_is_dropped() -> None:
    cards = [card("data_other", leads_to=4), FILE, card("sms", needs=("file",)), card("blog")]
    assert ids_for(answers(data=0, sms=0, blog=0), *cards) == ["data_other", "blog"]


def test_a_card_whose_need_would_exceed_three_is_dropped_for_the_next() -> None:
    cards = [card("email"), card("social"), card("sms", needs=("file",)), FILE, card("blog")]
    assert ids_for(answers(email=0, social=0, sms=0, blog=0), *cards) == ["email", "social", "blog"]


def test_two_needs_are_met_by_one_card_or_else_by_two() -> None:
    needy = card("email", needs=("file", "consent"))
    asking = card("sms", meets=("consent",), needs=("file",))
    assert ids_for(answers(email=0, sms=0), needy, FILE, asking, SIGN_UP)[:2] == ["data_sign_up", "email"]
    assert ids_for(answers(email=0, sms=0), needy, FILE, asking) == ["data_file", "sms", "email"]
    brought = steps_for(answers(email=0, sms=0), [needy, FILE, asking])[:2]
    assert [(step.reason.kind, step.reason.enables) for step in brought] == [("need", "email")] * 2
    assert ids_for(answers(email=0, data=0), needy, FILE, CONSENT) == ["data_file"]


def test_the_card_with_the_least_superfluous_is_brought() -> None:
    cards = [
        card("email", needs=("consent",)),
        card("data_a", meets=("file", "consent"), steps=(3,)),
        CONSENT,
    ]
    assert ids_for(answers(email=0, data=3), *cards) == ["data_consent", "email"]
    without_file = [card("email", needs=("consent",)), card("data_b", meets=("consent",)), SIGN_UP]
    assert ids_for(answers(email=0, data=2), *without_file) == ["data_b", "email"]


# Consent first


@pytest.mark.parametrize(
    "messaging",
    [answers(email=3), answers(email=4), answers(sms=3), answers(sms=4), answers(today=("whatsapp",))],
)
def test_a_shop_that_messages_without_recording_consent_gets_the_consent_card_first(
    messaging: Answers,
) -> None:
    given_answers = {**answers(social=0, blog=0, data=3), **messaging}
    steps = steps_for(given_answers, [card("social"), card("blog"), CONSENT])
    assert [step.id for step in steps] == ["data_consent", "social", "blog"]
    assert (steps[0].reason.kind, steps[0].reason.gain, steps[0].reason.enables) == ("consent", 5, None)


@pytest.mark.parametrize(
    "quiet", [answers(email=2), answers(sms=2), answers(today=("whatsapp_channel", "google"))]
)
def test_a_shop_that_sends_no_messages_does_not(quiet: Answers) -> None:
    given_answers = {**answers(social=0, data=3), **quiet}
    assert ids_for(given_answers, card("social"), CONSENT) == ["social", "data_consent"]


def test_a_shop_that_records_consent_does_not() -> None:
    assert ids_for(answers(email=3, data=4, social=0), card("social"), SIGN_UP, CONSENT) == ["social"]
    records = answers(email=3, social=0, data_asks="no", data_file="yes", data_consent="yes")
    assert ids_for(records, card("social"), SIGN_UP) == ["data_sign_up", "social"]
    assert {step.reason.kind for step in steps_for(records, [card("social"), SIGN_UP])} == {"gain"}


def test_not_knowing_whether_consent_is_recorded_counts_as_not() -> None:
    given_answers = answers(email=3, social=0, data_asks="yes", data_file="yes")
    assert ids_for(given_answers, card("social"), CONSENT) == ["data_consent", "social"]
    assert ids_for(answers(email=3, social=0, data_file="yes"), card("social"), CONSENT) == [
        "data_consent",
        "social",
    ]


def test_the_consent_card_must_be_one_that_can_be_used_now() -> None:
    assert ids_for(answers(email=3, data=2), CONSENT, SIGN_UP) == ["data_sign_up"]
    assert ids_for(answers(email=3, social=0, data_asks="no"), card("social"), CONSENT) == ["social"]
    assert ids_for(answers(email=3, social=0, data=0), card("social"), CONSENT, FILE) == [
        "social",
        "data_file",
    ]


def test_the_consent_card_brings_least_superfluous_then_is_the_first_by_id() -> None:
    more, other = (
        card("data_a", meets=("file", "consent"), steps=(3,)),
        card("data_z", meets=("consent",), steps=(3,)),
    )
    assert ids_for(answers(email=3, data=3), more, other, CONSENT) == ["data_consent"]
    assert ids_for(answers(email=3, data=3), more, other) == ["data_z"]


def test_the_consent_card_stands_first_however_long_it_takes_and_counts_as_met() -> None:
    slow = card("data_slow", meets=("consent",), steps=(3,), leads_to=4, minutes=60)
    cards = [slow, card("email_more", steps=(3,), leads_to=4, needs=("consent",)), card("blog")]
    assert ids_for(answers(email=3, blog=0, data=3), *cards) == ["data_slow", "blog", "email_more"]


# The first takes a quarter of an hour at most


def test_the_highest_ranked_quick_card_leads_and_the_others_keep_their_order() -> None:
    given_answers = answers(email=0, social=0, data=0)
    slow = [card("email", minutes=16), card("social", minutes=60), card("data", minutes=15)]
    assert ids_for(given_answers, *slow) == ["data", "email", "social"]
    assert ids_for(given_answers, slow[0], card("social"), card("data")) == ["social", "email", "data"]


def test_a_card_with_what_it_brings_leads_if_that_is_quick() -> None:
    given_answers = answers(social=0, sms=0, data=0)
    slow, needy = card("social", minutes=20), card("sms", needs=("file",), minutes=45)
    assert ids_for(given_answers, slow, needy, FILE) == ["data_file", "social", "sms"]
    cheap = card("data_file", meets=("file",), leads_to=0)
    assert ids_for(given_answers, slow, needy, cheap) == ["data_file", "sms", "social"]
    long = card("data_file", meets=("file",), leads_to=0, minutes=20)
    assert ids_for(given_answers, slow, card("sms", needs=("file",)), long) == ["social", "data_file", "sms"]


def test_a_quick_card_that_rests_on_an_earlier_one_does_not_lead() -> None:
    cards = [
        card("data_file", meets=("file",), minutes=30, leads_to=4),
        card("sms", needs=("file",)),
        card("blog"),
    ]
    assert ids_for(answers(data=0, sms=0, blog=0), *cards) == ["blog", "data_file", "sms"]
    assert ids_for(answers(data=0, sms=0), *cards) == ["data_file", "sms"]


def test_without_a_quick_card_among_the_three_one_from_further_down_leads() -> None:
    slow = [card(topic, minutes=20) for topic in ("email", "social", "data")]
    given_answers = every_topic_on(0)
    assert ids_for(given_answers, *slow, card("blog"), card("sms")) == ["sms", "email", "social"]
    assert ids_for(given_answers, *slow, card("email_quick", leads_to=1)) == ["email_quick", "social", "data"]
    assert ids_for(given_answers, *slow, card("twitter", leads_to=1)) == ["twitter", "email", "social"]


def test_a_card_without_points_is_not_fetched_from_further_down() -> None:
    slow = [card(topic, minutes=20) for topic in ("email", "social", "data")]
    given_answers = {**every_topic_on(0), "today": ("none",)}
    assert ids_for(given_answers, *slow, card("today_a", uses="google")) == ["email", "social", "data"]
    assert ids_for(given_answers, *slow[:2], card("today_a", uses="google")) == ["today_a", "email", "social"]


# Any shop, any cards

NEEDS = st.lists(st.sampled_from(["file", "consent"]), unique=True).map(tuple)
STEPS = st.lists(st.integers(0, 4), min_size=1, unique=True).map(tuple)


def chosen_of(options: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(options), unique=True, max_size=2).map(tuple)


def option_ids(question_id: str) -> list[str]:
    question = questionnaire().question(question_id)
    assert question is not None
    return [option.id for option in question.options]


COMMON: dict[str, st.SearchStrategy[Any]] = {
    "id": st.from_regex(r"[a-z]{1,3}", fullmatch=True),
    "minutes": st.sampled_from([5, 15, 16, 60]),
    "needs": NEEDS,
    "meets": NEEDS,
    "branches": chosen_of(option_ids("branch")),
    "goals": chosen_of(option_ids("goal")),
    "reasons": chosen_of(option_ids("data_reasons")),
}
TOPIC_CARDS = st.builds(
    Card, topic=st.sampled_from(TOPICS), steps=STEPS, leads_to=st.none() | st.integers(0, 4), **COMMON
)
TODAY_CARDS = st.builds(
    Card,
    topic=st.just("today"),
    uses=st.none() | st.sampled_from(option_ids("today")),
    in_use=st.booleans(),
    **COMMON,
)
ANY_CARDS = st.lists(TOPIC_CARDS | TODAY_CARDS, max_size=15, unique_by=lambda made: made.id)


@given(any_answers(), ANY_CARDS)
def test_there_are_at_most_three_of_different_topics(given_answers: Answers, cards: list[Card]) -> None:
    steps = steps_for(given_answers, cards)
    assert len(steps) <= 3
    assert len({step.topic for step in steps}) == len(steps)
    assert {(step.id, step.topic) for step in steps} <= {(made.id, made.topic) for made in cards}


@given(any_answers(), ANY_CARDS)
def test_needs_are_always_met_before_use(given_answers: Answers, cards: list[Card]) -> None:
    by_id = {made.id: made for made in cards}
    held = holding(questionnaire().questions, given_answers)
    met = {need for need in ("file", "consent") if held.get(f"data_{need}") == "yes"}
    for step in steps_for(given_answers, cards):
        assert met.issuperset(by_id[step.id].needs)
        met.update(by_id[step.id].meets)


@given(any_answers(), ANY_CARDS)
def test_each_reason_is_true(given_answers: Answers, cards: list[Card]) -> None:
    by_id = {made.id: made for made in cards}
    topics = score(questionnaire(), figures(), given_answers).topics
    steps = steps_for(given_answers, cards)
    for place, step in enumerate(steps):
        topic = by_id[step.id].topic
        kind = step.reason.kind
        assert (kind == "gain") <= (step.reason.gain > 0)
        assert (kind == "today") <= (topic == "today")
        assert (kind == "consent") <= (place == 0 and "consent" in by_id[step.id].meets)
        assert (kind == "need") == (step.reason.enables in [later.id for later in steps[place + 1 :]])
        if kind not in {"need", "consent", "today"}:
            assert topic != "today"
            assert topics[topic].step in by_id[step.id].steps


@given(any_answers(), ANY_CARDS)
def test_the_first_is_quick_where_a_shown_card_that_needs_nothing_is(
    given_answers: Answers, cards: list[Card]
) -> None:
    by_id = {made.id: made for made in cards}
    steps = steps_for(given_answers, cards)
    quick = [
        step
        for step in steps
        if by_id[step.id].minutes <= 15 and not by_id[step.id].needs and step.reason.kind != "need"
    ]
    if quick and steps[0].reason.kind != "consent":
        assert by_id[steps[0].id].minutes <= 15


@given(any_answers(), ANY_CARDS, st.randoms(use_true_random=False))
def test_the_order_of_the_cards_does_not_matter(
    given_answers: Answers, cards: list[Card], random: Any
) -> None:
    expected = steps_for(given_answers, cards)
    random.shuffle(cards)
    assert steps_for(given_answers, cards) == expected


@given(any_answers(), ANY_CARDS)
def test_a_card_that_is_not_chosen_has_no_influence(given_answers: Answers, cards: list[Card]) -> None:
    expected = steps_for(given_answers, cards)
    for removed in cards:
        steps = steps_for(given_answers, [kept for kept in cards if kept is not removed])
        assert removed.id not in {step.id for step in steps}
        assert steps == expected or removed.id in {step.id for step in expected}
