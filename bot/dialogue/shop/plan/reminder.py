"""A reminder of a step of the plan: how did it go?"""

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.replies import Button, Message
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Planning, Reading, Reminded, Session
from bot.dialogue.core.view import View, control, lines
from bot.dialogue.shop.plan import plan
from bot.dialogue.shop.plan.screen import find_planned, set_reminders, title
from bot.dialogue.shop.sharing.offer import advisor_choice
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.dialogue.shop.ways import to_plan
from scoring.model import Card


@action("reminded")
def answer_reminder(turn: Turn, card: str, answer: str) -> Session:
    """Take how it went: "worked", "not_yet" or "stuck"."""
    known, said = find_planned(turn, card), turn.messages.followup.reminder
    if answer == "worked":
        after = plan.set_done(turn.session, known.id, turn.now)
        return after.at(Planning(), said.worked.fill(title=title(turn, known)))
    if answer == "not_yet":
        note = said.not_yet if turn.session.reminders else said.not_yet_silent
        return turn.session.at(Planning(card=known.id), note.fill())
    if answer != "stuck":
        raise Stale
    return _offer_easier(turn, known)


class ReminderScreen(Screen[Reminded]):
    place = Reminded
    actions = (answer_reminder,)

    def settle(self, at: At[Reminded]) -> Session:
        return at.session if at.context.content.card(at.place.card) else at.session.at(Planning())

    def show(self, at: At[Reminded]) -> View:
        session, card = at.session, at.place.card
        said, controls = at.messages.followup.reminder, at.messages.followup.reminder_controls
        last = session.reminders is not None and session.reminders.unanswered >= plan.SILENT
        answers = (
            control(controls.worked, answer_reminder.code(session, card, "worked"), "success"),
            control(controls.not_yet, answer_reminder.code(session, card, "not_yet")),
            control(controls.stuck, answer_reminder.code(session, card, "stuck")),
        )
        ways = at.messages.followup.plan_controls
        stop = control(ways.remind_off, set_reminders.code(session, False))
        back = control(ways.to_plan, to_plan.code(session, ""))
        html = lines(said.ask.fill(title=at.texts.cards[card].title), said.last.fill() if last else None)
        return View(html, (answers, (stop, back)))


def _offer_easier(turn: Turn, card: Card) -> Session:
    """Offer an easier step on the same topic: quicker, for the same step of the shop, and not in the plan."""
    said = turn.messages.followup.reminder
    _offer_advisor(turn)
    easier = [
        other
        for other in turn.context.content.cards
        if other.topic == card.topic
        and other.minutes < card.minutes
        and set(other.needs) <= set(card.needs)
        and set(other.steps) & set(card.steps)
        and plan.item(turn.session, other.id) is None
    ]
    best = min(easier, key=lambda other: (other.minutes, other.id), default=None)
    if best is None:
        return plan.later(turn.session, card.id).at(Planning(card=card.id), said.no_easier.fill())
    note = said.easier.fill(title=title(turn, best), minutes=best.minutes)
    return turn.session.at(Reading(page=f"card/{best.id}"), note)


def _offer_advisor(turn: Turn) -> None:
    """Offer to ask an advisor, where the shop has one."""
    campaign = own_campaign(turn.session)
    if campaign is None:
        return
    ask = advisor_choice(turn.session, turn.context.texts(turn.session), campaign.organisation)
    html = turn.messages.sharing.relay.stuck.fill(organisation=campaign.name)
    turn.say(Message(html=html, keyboard=((Button(label=ask.label, code=ask.code),),)))
