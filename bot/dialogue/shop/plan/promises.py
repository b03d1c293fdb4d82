"""What a shop is told of the messages to come: found by going through them as they will be said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.core.dates import weekday_text
from bot.dialogue.core.session import PlanItem, Reminded, Session
from bot.dialogue.core.speaking_hours import ZONE
from bot.dialogue.shop.plan.due import ring
from bot.dialogue.shop.plan.plan import with_cards
from bot.dialogue.shop.plan.wishes import first_wish
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts

_MOST = 40
"""Messages to look ahead: a step is planned within some thirteen weeks."""


@dataclass(frozen=True, slots=True)
class _Coming:
    at: datetime
    place: Reminded


def promise(session: Session, texts: Texts, item: PlanItem) -> Html | None:
    """Say what the bot will say of a step with a day, and when; None where it will say nothing."""
    said = texts.messages.followup.days
    for one in _coming(session, texts):
        about, beside = one.place.card == item.card, item.card in one.place.beside
        day = weekday_text(one.at, texts)
        if about and one.place.ahead:
            return said.ahead.fill(day=day, hour=_hour(one.at))
        if beside:
            return said.together.fill(day=day, title=texts.cards[one.place.card].title)
        if about:
            return (said.asked if item.told else said.forbidden).fill(day=day)
    return None


def next_message(session: Session, texts: Texts) -> Html | None:
    """Say when the next reminder comes; None where there comes none."""
    said = texts.messages.followup.plan
    first = next(_coming(session, texts), None)
    return said.next_reminder.fill(day=weekday_text(first.at, texts), hour=_hour(first.at)) if first else None


def _coming(session: Session, texts: Texts) -> Iterator[_Coming]:
    """Go through the reminders to come, as if each were answered and changed nothing."""
    session = with_cards(session, texts.cards)
    for _ in range(_MOST):
        wish = first_wish(session)
        said = ring(session, wish.at) if wish else None
        if wish is None or said is None:
            return
        if isinstance(said.place, Reminded):
            yield _Coming(wish.at, said.place)
        if said.reminders is None:
            return
        answered = said.reminders.model_copy(update={"unanswered": 0})
        session = said.model_copy(update={"reminders": answered})


def _hour(moment: datetime) -> int:
    return moment.astimezone(ZONE).hour
