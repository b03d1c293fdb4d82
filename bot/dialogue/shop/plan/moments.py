"""The moment that a shop chose for a step, as a plan in words: "if …, then …"."""

from bot.dialogue.core.dates import weekday_text
from bot.dialogue.core.session import PlanItem
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts


def moment_text(texts: Texts, item: PlanItem) -> Html | None:
    """Say when a step is to be done; None where no moment was chosen."""
    said, name = texts.messages.followup.plan, texts.cards[item.card].title
    if item.when is None or (item.when == "day" and item.on is None):
        return None
    if item.when == "day":
        return said.if_day.fill(title=name, day=weekday_text(item.on, texts) if item.on else "")
    return said.if_then[item.when].fill(title=name)
