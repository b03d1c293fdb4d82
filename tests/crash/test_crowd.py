from bench.crash.crowd import onward


def test_who_is_back_at_a_card_that_is_in_the_plan_goes_on_to_the_plan() -> None:
    """A tap that is late leads there; to go back to the group would lead to the card again, for ever."""
    assert onward(["plan_item:1:email_try_once", "page:1:group/email"]) == "plan_item:1:email_try_once"
