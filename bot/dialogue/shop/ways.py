"""Ways from one room of the shop to another: what a button carries, wherever it stands."""

from bot.dialogue.core.actions import Belongs, way


@way("home")
def to_home() -> None:
    """Show the welcome."""


@way("begin")
def to_begin() -> None:
    """Begin an assessment."""


@way("go_on", Belongs.ASSESSMENT)
def to_next_question() -> None:
    """Go on with the assessment in hand."""


@way("fill", Belongs.ASSESSMENT)
def to_unanswered() -> None:
    """Answer what was left out of the result, one question after the other."""


@way("overview", Belongs.ASSESSMENT)
def to_overview() -> None:
    """Show all answers."""


@way("page", Belongs.RESULT)
def to_page(page: str) -> None:
    """Show a page of the result, such as "result", "topic/sms" or "card/list-first"."""


@way("plan_item")
def to_plan(card: str) -> None:
    """Show the plan, or with a card's id one of its steps."""


@way("plan_add")
def add_to_plan(card: str) -> None:
    """Put a card's step into the plan."""


@way("share")
def to_sharing(organisation: int) -> None:
    """Show what is shared with an organisation."""


@way("ask")
def to_advisor(organisation: int) -> None:
    """Write to the advisors of an organisation."""


@way("assist_next", Belongs.ASSESSMENT)
def to_next_shop() -> None:
    """Drop the answers of the shop that an advisor filled in for, and ask the next one."""


@way("assist_wipe", Belongs.ASSESSMENT)
def wipe_shop() -> None:
    """Drop the answers of the shop that an advisor filled in for."""
