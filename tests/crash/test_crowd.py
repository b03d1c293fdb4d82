from bench.crash.arrivals import count_older
from bench.crash.crowd import Did, Shopkeeper, onward
from bot.dialogue.core.replies import Edit


def test_who_is_back_at_a_card_that_is_in_the_plan_goes_on_to_the_plan() -> None:
    """A tap that is late leads there; to go back to the group would lead to the card again, for ever."""
    assert onward(["plan_item:1:email_try_once", "page:1:group/email"]) == "plan_item:1:email_try_once"


def did(*codes: str) -> Shopkeeper:
    return Shopkeeper(1, done=[Did("tap", code=code) for code in codes])


def test_the_last_tap_to_each_question_is_its_answer_on_whatever_screen() -> None:
    """Else a screen that came late could cost an answer, and nobody would count it."""
    assert did("answer:1:sms:never", "answer:1:blog:planned", "answer:1:sms:regular").tapped() == {
        "sms": "regular",
        "blog": "planned",
    }
    assert did("answer:1:sms:never", "skip:1:sms").tapped() == {"sms": None}


def test_ticks_count_once_they_are_done_with() -> None:
    ticked = ("answer:1:social:planned", "tick:1:platforms:instagram:1")
    assert "platforms" not in did(*ticked).tapped()
    for late in ("answer:1:social:planned", "back:1:social", "help:1:social"):
        assert did(*ticked, late, "done:1:platforms").tapped()["platforms"] == ("instagram",)
    for left in ("skip:1:platforms", "back:1:platforms", "overview:1"):
        assert did(*ticked, left, "done:1:platforms").tapped().get("platforms") is None
    again = did(*ticked, "done:1:platforms", "tick:1:platforms:facebook:1", "done:1:platforms")
    assert again.tapped()["platforms"] == ("instagram", "facebook")


def test_none_of_these_goes_with_no_other_tick() -> None:
    alone = {("today", "none")}
    ticked = did("tick:1:today:website:1", "tick:1:today:none:1", "done:1:today")
    assert ticked.tapped(alone)["today"] == ("none",)
    ticked = did("tick:1:today:none:1", "tick:1:today:website:1", "done:1:today")
    assert ticked.tapped(alone)["today"] == ("website",)


def test_a_screen_that_comes_after_a_newer_one_is_counted() -> None:
    screens = [Edit(message_id=1, html=html) for html in "abca"]
    assert count_older(screens, [("a", []), ("b", []), ("c", []), ("a", [])]) == 0
    assert count_older(screens, [("c", []), ("b", []), ("c", [])]) == 1
    assert count_older(screens, [("a", []), ("retired", []), ("a", [])]) == 0
