from bench.crash.crowd import Did, Shopkeeper, onward


def test_who_is_back_at_a_card_that_is_in_the_plan_goes_on_to_the_plan() -> None:
    """A tap that is late leads there; to go back to the group would lead to the card again, for ever."""
    assert onward(["plan_item:1:email_try_once", "page:1:group/email"]) == "plan_item:1:email_try_once"


def did(*codes: str) -> Shopkeeper:
    return Shopkeeper(1, done=[Did("tap", code=code) for code in codes])


def test_what_is_tapped_on_a_screen_that_is_late_takes_no_tick_away() -> None:
    """As it leads nowhere; else answers count as lost that are there."""
    ticked = ("answer:1:social:planned", "tick:1:platforms:instagram:1")
    for late in ("answer:1:social:planned", "back:1:social"):
        assert did(*ticked, late, "done:1:platforms").tapped()["platforms"] == ("instagram",)
    for left in ("answer:1:social:sometimes", "back:1:platforms"):
        assert did(*ticked, left, "done:1:platforms").tapped()["platforms"] == ()
