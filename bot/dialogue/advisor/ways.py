"""Ways from one page of an advisor's desk to another: what a button carries, wherever it stands."""

from bot.dialogue.core.actions import way


@way("desk")
def to_desk(page: str) -> None:
    """Show a page of the desk, such as "links", "link/CODE" or "group/12/1/topics"."""
