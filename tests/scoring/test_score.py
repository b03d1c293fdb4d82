import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.model import (
    CHANNELS,
    MONITORED,
    TOPICS,
    Answers,
    Figures,
    Interval,
    Monitor,
    Questionnaire,
    Result,
    Topic,
    TopicResult,
    Weighting,
)
from scoring.overall import next_level, ways_to_score, yardstick
from scoring.score import AnswerNotOffered, answers_still_valid, score, sector_interval, valid_answers
from tests.support.builders import answers, any_answers, every_topic_on, figures, questionnaire

SOME_STEPS = st.fixed_dictionaries({}, optional=dict.fromkeys(TOPICS, st.integers(0, 4)))
RISING = st.tuples(*[st.integers(1, 99)] * 3).map(lambda middle: (0, *sorted(middle), 100))


def scored(given_answers: Answers) -> Result:
    return score(questionnaire(), figures(), given_answers)


def overall_score(given_answers: Answers) -> int | None:
    overall = scored(given_answers).overall
    return None if overall is None else overall.score


def compared(given_answers: Answers) -> Monitor:
    monitor = scored(given_answers).monitor
    assert monitor is not None
    return monitor


def topic(given_answers: Answers, name: Topic) -> TopicResult:
    return scored(given_answers).topics[name]


def without(*names: str) -> Figures:
    shares = {name: share for name, share in figures().shares.items() if name not in names}
    return Figures(sample=figures().sample, shares=shares)


# Topics


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    ("option", "step", "points"),
    [("unknown", 0, 0), ("known", 1, 10), ("planned", 2, 25), ("sometimes", 3, 75), ("regular", 4, 100)],
)
def test_a_channel_is_on_the_step_of_its_answer(channel: Topic, option: str, step: int, points: int) -> None:
    result = topic({channel: option}, channel)
    assert (result.step, result.score) == (step, points)


@pytest.mark.parametrize(
    ("given_answers", "step", "points"),
    [
        ({"data_asks": "no"}, 0, 0),
        ({"data_asks": "no", "data_consider": "no"}, 0, 0),
        ({"data_asks": "no", "data_file": "yes", "data_consent": "yes"}, 0, 0),
        ({"data_asks": "no", "data_consider": "yes", "data_file": "yes"}, 1, 10),
        ({"data_asks": "yes"}, 2, 50),
        ({"data_asks": "yes", "data_file": "no"}, 2, 50),
        ({"data_asks": "yes", "data_file": "yes"}, 3, 75),
        ({"data_asks": "yes", "data_file": "yes", "data_consent": "no"}, 3, 75),
        ({"data_asks": "yes", "data_file": "yes", "data_consent": "yes"}, 4, 100),
    ],
)
def test_data_is_on_the_highest_step_that_the_answers_establish(
    given_answers: Answers, step: int, points: int
) -> None:
    result = topic(given_answers, "data")
    assert (result.step, result.score) == (step, points)


def test_an_answer_that_another_answer_rules_out_is_ignored() -> None:
    asks = {"data_asks": "yes"}
    assert scored({**asks, "data_file": "no", "data_consent": "yes"}) == scored({**asks, "data_file": "no"})
    assert scored({**asks, "data_consider": "yes"}) == scored(asks)


def test_without_data_asks_the_topic_data_is_skipped() -> None:
    result = scored({"data_file": "yes", "data_consent": "yes"})
    assert result.topics == {}
    assert result.missing == TOPICS


@pytest.mark.parametrize(
    ("shop_type", "today", "step", "points"),
    [
        ("physical", ("none",), 0, 0),
        ("physical", ("leaflet", "marketplace"), 0, 0),
        ("physical", ("google",), 1, 25),
        ("physical", ("google", "website"), 2, 50),
        ("both", ("google", "website", "reviews"), 3, 75),
        ("physical", ("google", "website", "reviews", "whatsapp"), 4, 100),
        ("physical", ("whatsapp", "whatsapp_group", "whatsapp_channel"), 1, 25),
        ("physical", ("whatsapp_channel",), 1, 25),
        ("physical", ("whatsapp_group", "leaflet"), 1, 25),
        # The website of a webshop counts as used, and Google is not asked of it.
        ("web", ("none",), 1, 33),
        ("web", ("google",), 1, 33),
        ("web", ("google", "website"), 1, 33),
        ("web", ("reviews",), 2, 67),
        ("web", ("reviews", "whatsapp_group"), 3, 100),
    ],
)
def test_online_counts_what_the_shop_uses_of_what_it_can_have(
    shop_type: str, today: tuple[str, ...], step: int, points: int
) -> None:
    result = topic({"shop_type": shop_type, "today": today}, "online")
    assert (result.step, result.score) == (step, points)
    assert (result.sector, result.ahead_of_at_least, result.with_about) == (None, None, None)


def test_who_skips_its_type_has_a_door_and_who_skips_today_has_no_online() -> None:
    assert topic({"today": ("google", "reviews")}, "online").score == 50
    assert "online" in scored({"shop_type": "web"}).missing


def test_what_a_webshop_is_not_offered_is_ignored() -> None:
    given_answers: Answers = {"shop_type": "web", "goal": "visit", "today": ("google", "whatsapp")}
    assert scored(given_answers) == scored({"shop_type": "web", "today": ("whatsapp",)})


# Readiness


def test_the_readiness_is_the_weighted_mean() -> None:
    # 20·75 + 8·10 + 7·0 + 5·100 + 20·25 + 20·50 + 20·75 = 5080
    steps = answers(email=3, sms=1, blog=0, twitter=4, social=2, data=2, online=3)
    assert overall_score(steps) == 51


def test_the_readiness_is_rounded_half_up() -> None:
    # 5·10 = 50 of 100: exactly a half. (5·10 + 8·10) / 100 = 1.3; (5·10 + 8·10 + 7·10) / 100 = 2.
    assert overall_score({**every_topic_on(0), **answers(twitter=1)}) == 1
    assert overall_score({**every_topic_on(0), **answers(twitter=1, sms=1)}) == 1
    assert overall_score({**every_topic_on(0), **answers(twitter=1, sms=1, blog=1)}) == 2
    # 20·10 of 55, without email and online: 3.64.
    assert overall_score(answers(sms=0, blog=0, social=1, data=0)) == 4


def test_choosing_against_small_channels_does_not_keep_a_shop_from_the_highest_level() -> None:
    chose = answers(email=4, social=4, data=4, online=4, sms=1, blog=1, twitter=1)
    overall = scored(chose).overall
    assert overall is not None
    assert (overall.score, overall.level) == (82, "leader")


@pytest.mark.parametrize(
    ("steps", "level"),
    [
        (dict.fromkeys(TOPICS, 0), "starter"),
        (dict.fromkeys(CHANNELS, 1), "starter"),
        ({"email": 1, "social": 1, "data": 2}, "explorer"),
        ({"email": 3, "data": 2, "social": 0}, "builder"),
        ({"email": 3, "social": 3, "online": 3}, "advanced"),
        ({"email": 4, "social": 4, "data": 0, "sms": 4}, "advanced"),
        (dict.fromkeys(TOPICS, 4), "leader"),
    ],
)
def test_the_level_is_the_highest_that_the_score_reaches(steps: dict[str, int], level: str) -> None:
    overall = scored(answers(**steps)).overall
    assert overall is not None
    assert overall.level == level


def test_a_level_starts_at_its_lowest_score_and_the_next_is_known() -> None:
    # 20·100 = 2000 of 100 is exactly 20; one step lower on data is 15.
    on_it = scored({**every_topic_on(0), **answers(data=4)}).overall
    assert on_it is not None
    assert (on_it.score, on_it.level) == (20, "explorer")
    above = [next_level(questionnaire(), points) for points in (0, 19, 20, 79, 80, 100)]
    assert [level and level.id for level in above] == [
        "explorer",
        "explorer",
        "builder",
        "leader",
        None,
        None,
    ]


def test_under_half_of_the_weight_there_is_no_readiness() -> None:
    assert overall_score(answers(email=4, data=4)) is None
    assert overall_score(answers(email=4, data=4, sms=4)) is None
    assert overall_score(answers(email=4, social=4, data=4)) == 100
    assert scored(answers(email=4, data=4)).topics["email"].score == 100


def test_nothing_answered_is_no_error() -> None:
    assert scored({}) == Result(overall=None, monitor=None, topics={}, missing=TOPICS)


@pytest.mark.parametrize(
    ("answered", "ways"),
    [
        (
            ("data", "online"),
            [("email",), ("social",), ("sms", "blog"), ("sms", "twitter"), ("blog", "twitter")],
        ),
        (("email", "sms"), [("social", "data"), ("social", "online"), ("social", "blog")]),
        (("email", "social", "data"), []),
        (TOPICS, []),
    ],
)
def test_the_ways_to_a_score_name_the_topics_that_would_give_one(
    answered: tuple[Topic, ...], ways: list[tuple[Topic, ...]]
) -> None:
    found = list(ways_to_score(questionnaire(), scored(answers(**dict.fromkeys(answered, 3))).missing))
    assert found[: len(ways)] == ways if ways else found == []


@given(SOME_STEPS)
def test_each_way_just_gives_a_score_after_whatever_was_answered(steps: dict[str, int]) -> None:
    result = scored(answers(**steps))
    ways = list(ways_to_score(questionnaire(), result.missing))
    assert bool(ways) == (result.overall is None)
    for way in ways:
        assert overall_score(answers(**steps, **dict.fromkeys(way, 0))) is not None
        for left in way:
            others = [name for name in way if name != left]
            assert overall_score(answers(**steps, **dict.fromkeys(others, 0))) is None


@given(any_answers())
def test_any_answers_score_from_0_to_100(given_answers: Answers) -> None:
    result = scored(given_answers)
    assert set(result.topics) | set(result.missing) == set(TOPICS)
    assert not set(result.topics) & set(result.missing)
    scores = [found.score for found in result.topics.values()]
    assert all(0 <= points <= 100 for points in scores)
    if result.overall is not None:
        assert min(scores) <= result.overall.score <= max(scores)
        assert result.next_steps == ()


@given(SOME_STEPS, st.sampled_from(TOPICS), st.integers(0, 4), st.data())
def test_a_higher_step_never_lowers_a_score(
    steps: dict[str, int], name: Topic, lower: int, data: st.DataObject
) -> None:
    higher = data.draw(st.integers(lower, 4))
    low, high = scored(answers(**{**steps, name: lower})), scored(answers(**{**steps, name: higher}))
    assert low.topics[name].score <= high.topics[name].score
    assert (low.overall is None) == (high.overall is None)
    if low.overall is not None and high.overall is not None:
        assert low.overall.score <= high.overall.score


# The sector


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("email", 19.4, 29.25),
        ("sms", 1.7, 17),
        ("blog", 1.3, 13),
        ("twitter", 1.3, 13),
        ("social", 2.1, 21),
        ("data", 15.8, 29.8),
    ],
)
def test_the_sectors_mean_per_topic_is_an_interval(name: Topic, low: float, high: float) -> None:
    assert topic(every_topic_on(3), name).sector == Interval(low=low, high=high)


def test_the_comparison_weighs_the_monitors_own_topics_alone() -> None:
    monitor = compared({**every_topic_on(0), **answers(online=4)})
    assert (monitor.score, monitor.sector) == (0, Interval(low=9.69, high=23.6625))
    assert '"low":9.69,"high":23.6625' in monitor.model_dump_json()
    assert overall_score({**every_topic_on(0), **answers(online=4)}) == 20


def test_a_skipped_topic_leaves_the_comparison_and_its_interval() -> None:
    monitor = compared(answers(email=3, social=0))
    assert monitor.score == 38  # 75 / 2
    assert monitor.sector == Interval(low=10.75, high=25.125)  # (19.4 + 2.1) / 2, (29.25 + 21) / 2


def test_a_comparison_needs_half_of_the_monitors_weight_and_no_readiness() -> None:
    assert scored(answers(email=3, sms=0, blog=0, online=4)).monitor is None  # 35 of 80
    alone = scored(answers(email=3, data=0))  # 40 of 80, and of 100
    assert (alone.overall, alone.monitor and alone.monitor.score) == (None, 38)
    assert scored(answers(online=4, data=4, sms=4, twitter=4)).monitor is None  # 33 of 80, and 53 of 100


@pytest.mark.parametrize("name", MONITORED)
@given(data=st.data())
def test_every_sector_that_has_the_published_shares_has_its_mean_in_the_interval(
    name: Topic, data: st.DataObject
) -> None:
    weighting = Weighting(weight=1, points=data.draw(RISING))
    shares = figures().shares

    def part() -> Fraction:
        return data.draw(st.fractions(0, 1))

    if name == "data":
        asks = Fraction(shares["data.asks"], 100)
        on_1 = (1 - asks) * (1 - Fraction(shares["data.would_not_consider"], 100))
        on_4 = asks * part()
        on_3 = (asks - on_4) * part()
        on_2 = asks - on_4 - on_3
    else:
        aware = Fraction(shares[f"{name}.aware"], 100)
        use = Fraction(shares["email.use"], 100) if name == "email" else aware * part()
        on_4 = use * part()
        on_3 = use - on_4
        on_2 = (aware - use) * part()
        on_1 = aware - use - on_2
    _, *points = weighting.points
    mean = sum(share * value for share, value in zip((on_1, on_2, on_3, on_4), points, strict=True))

    interval = sector_interval(weighting, figures(), name)
    assert interval is not None
    assert interval[0] <= mean <= interval[1]


def test_what_was_not_published_stays_unknown() -> None:
    unknown = without("sms.aware", "data.would_not_consider")
    result = score(questionnaire(), unknown, every_topic_on(1))

    assert result.overall is not None
    assert result.monitor is None
    assert result.topics["sms"].sector is None
    assert result.topics["sms"].ahead_of_at_least is None
    assert result.topics["data"].sector is None
    assert result.topics["data"].ahead_of_at_least is None
    assert result.topics["email"].ahead_of_at_least == 49
    assert score(questionnaire(), unknown, every_topic_on(0)).topics["sms"].with_about is None
    for step in (1, 2):
        data = score(questionnaire(), without("data.asks"), answers(data=step)).topics["data"]
        assert (data.sector, data.ahead_of_at_least) == (None, None)


def test_without_use_only_awareness_bounds_the_mean() -> None:
    weighting = questionnaire().topics["email"]
    assert sector_interval(weighting, without("email.use"), "email") == (Fraction(51, 10), Fraction(51))


@pytest.mark.parametrize(
    ("steps", "rounded", "verdict"),
    [
        # The interval is 9.69 to 23.6625, so 9 to 24 is within.
        ({"twitter": 3}, 5, "below"),  # 375 / 80
        ({"social": 1, "blog": 1, "data": 1, "twitter": 1, "sms": 1}, 8, "below"),  # 600 / 80 = 7.5
        ({"email": 2, "social": 1}, 9, "within"),  # 700 / 80 = 8.75
        ({"data": 3, "sms": 2, "twitter": 2, "blog": 1}, 24, "within"),  # 1,895 / 80 = 23.7
        ({"email": 4}, 25, "above"),
        (dict.fromkeys(MONITORED, 4), 100, "above"),
    ],
)
def test_the_verdict_holds_the_rounded_score_against_the_rounded_out_interval(
    steps: dict[str, int], rounded: int, verdict: str
) -> None:
    monitor = compared({**every_topic_on(0), **answers(**steps)})
    assert (monitor.score, monitor.verdict) == (rounded, verdict)


@pytest.mark.parametrize(
    ("name", "ahead", "with_about"),
    [
        ("email", (None, 49, 49, 78, 78), 49),
        ("sms", (None, 83, 83, 83, 83), 83),
        ("blog", (None, 87, 87, 87, 87), 87),
        ("twitter", (None, 87, 87, 87, 87), 87),
        ("social", (None, 79, 79, 79, 79), 79),
        ("data", (None, 54, 72, 72, 72), 72),
    ],
)
def test_the_position_is_the_share_certainly_below_and_on_step_0_the_share_there_too(
    name: Topic, ahead: tuple[int | None, ...], with_about: int
) -> None:
    results = [topic(answers(**{name: step}), name) for step in range(5)]
    assert tuple(result.ahead_of_at_least for result in results) == ahead
    assert [result.with_about for result in results] == [with_about, None, None, None, None]


@pytest.mark.parametrize("shop_type", ["physical", "both"])
def test_a_shop_that_the_monitor_asked_is_held_against_the_sector(shop_type: str) -> None:
    assert scored({**every_topic_on(2), "shop_type": shop_type}) == scored(every_topic_on(2))


@given(any_answers())
def test_a_shop_without_a_physical_shop_is_not_held_against_the_sector(given_answers: Answers) -> None:
    web = scored({**given_answers, "shop_type": "web"})
    both = scored({**given_answers, "shop_type": "both"})
    assert {
        name: (web.topics[name].step, web.topics[name].score) for name in MONITORED if name in web.topics
    } == {
        name: (both.topics[name].step, both.topics[name].score) for name in MONITORED if name in both.topics
    }
    assert all(
        (found.sector, found.ahead_of_at_least, found.with_about) == (None, None, None)
        for found in web.topics.values()
    )
    assert web.monitor is None


@given(st.data())
def test_other_weights_and_points_are_followed(data: st.DataObject) -> None:
    weights = {name: data.draw(st.integers(1, 100)) for name in TOPICS}
    points = {name: data.draw(RISING) for name in TOPICS}
    steps = data.draw(SOME_STEPS)
    other = Questionnaire(
        topics={name: Weighting(weight=weights[name], points=points[name]) for name in TOPICS},
        levels=questionnaire().levels,
        questions=questionnaire().questions,
    )
    weight = sum(weights[name] for name in TOPICS if name in steps)
    assume(weight >= 50)

    result = score(other, figures(), answers(**steps))

    # What a shop has online counts evenly, whatever points stand there.
    own = {**points, "online": (0, 25, 50, 75, 100)}
    total = sum(weights[name] * own[name][steps[name]] for name in TOPICS if name in steps)
    assert result.overall is not None
    assert result.overall.score == math.floor(Fraction(total, weight) + Fraction(1, 2))


def test_scores_of_the_same_weights_and_points_have_the_same_yardstick() -> None:
    topics = questionnaire().topics
    heavier = {**topics, "sms": topics["sms"].model_copy(update={"weight": 9})}
    steeper = {**topics, "sms": topics["sms"].model_copy(update={"points": (0, 10, 25, 80, 100)})}
    found = [
        yardstick(questionnaire().model_copy(update={"topics": those}))
        for those in (topics, dict(reversed(list(topics.items()))), heavier, steeper)
    ]
    assert found[0] == found[1]
    assert len(set(found)) == 3


# What is not offered


@pytest.mark.parametrize(
    ("given_answers", "question", "option"),
    [
        ({"e_mail": "regular"}, "e_mail", None),
        ({"email": "often"}, "email", "often"),
        ({"email": ("regular",)}, "email", ("regular",)),
        ({"email": 3}, "email", 3),
        ({"email": None}, "email", None),
        ({"today": "google"}, "today", "google"),
        ({"today": ()}, "today", ()),
        ({"today": ("google", "fax")}, "today", "fax"),
        ({"today": ("google", "google")}, "today", ("google", "google")),
        ({"today": ("none", "google")}, "today", ("none", "google")),
        ({"today": (["google"],)}, "today", ["google"]),
        ({"data_asks": "yes", "data_consider": "maybe"}, "data_consider", "maybe"),
    ],
)
def test_an_answer_that_is_not_offered_is_refused(
    given_answers: dict[str, object], question: str, option: object
) -> None:
    with pytest.raises(AnswerNotOffered) as refused:
        valid_answers(questionnaire(), given_answers)
    asked = questionnaire().question(question)
    allowed = [known.id for known in (questionnaire().questions if asked is None else asked.options)]
    assert (refused.value.question, refused.value.option) == (question, option)
    assert list(refused.value.allowed) == allowed


def test_of_answers_to_another_questionnaire_those_stay_that_are_offered() -> None:
    given_answers = {
        "shop_type": "physical",
        "goal": "rest",
        "today": ("website", "newspaper"),
        "email": None,
        "colour": "red",
        "branch": ("food",),
        "objections": (),
    }
    assert answers_still_valid(questionnaire(), given_answers) == {"shop_type": "physical", "email": None}


@given(any_answers())
def test_answers_that_are_offered_all_stay(given_answers: Answers) -> None:
    assert answers_still_valid(questionnaire(), given_answers) == given_answers


def test_score_refuses_what_is_not_offered_and_says_what_is() -> None:
    with pytest.raises(
        AnswerNotOffered, match="goal: 'rest' is not offered; allowed: visit, return, offers, help"
    ):
        scored({"goal": "rest"})


@given(any_answers())
def test_what_is_offered_is_returned_as_given(given_answers: Answers) -> None:
    assert valid_answers(questionnaire(), given_answers) == given_answers
