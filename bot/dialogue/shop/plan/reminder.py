"""A reminder of a step of the plan: how did it go?"""

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.dates import weekday_text
from bot.dialogue.core.replies import Message
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Planning, Reading, Reminded, Session
from bot.dialogue.core.view import View, control, keyboard_of, lines
from bot.dialogue.shop.plan import plan
from bot.dialogue.shop.plan.days import choose_day
from bot.dialogue.shop.plan.finding import find_planned, title
from bot.dialogue.shop.plan.screen import set_reminders
from bot.dialogue.shop.sharing.offer import advisor_choice
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.dialogue.shop.ways import to_plan
from bot.library.parsing.markup import Html
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
        controls, days = at.messages.followup.reminder_controls, at.messages.followup.day_controls
        not_yet = control(controls.not_yet, answer_reminder.code(session, card, "not_yet"))
        other = control(days.other, choose_day.code(session, card))
        answers = (
            control(controls.worked, answer_reminder.code(session, card, "worked"), "success"),
            other if at.place.ahead else not_yet,
            control(controls.stuck, answer_reminder.code(session, card, "stuck")),
        )
        ways = at.messages.followup.plan_controls
        stop = control(ways.remind_off, set_reminders.code(session, False))
        back = control(ways.to_plan, to_plan.code(session, ""))
        return View(_words(at), (answers, (stop, back)))


def _words(at: At[Reminded]) -> Html:
    """Say what was planned, or ask how it went; and name what else there is in the week that follows."""
    said, session, place = at.messages.followup.reminder, at.session, at.place
    name = at.texts.cards[place.card].title
    if place.day is None:
        asked = said.ask.fill(title=name)
    else:
        about = said.ahead if place.ahead else said.ask_day
        asked = about.fill(title=name, day=weekday_text(place.day, at.texts))
    last = session.reminders is not None and session.reminders.unanswered >= plan.SILENT
    return lines(
        asked,
        *(_beside(at, card) for card in place.beside),
        said.ahead_how.fill() if place.ahead else None,
        said.last.fill() if last else None,
    )


def _beside(at: At[Reminded], card: str) -> Html | None:
    """Name another step; one that was taken out of the plan or of the content since is left out."""
    item, text = plan.item(at.session, card), at.texts.cards.get(card)
    if item is None or item.on is None or text is None:
        return None
    day = weekday_text(item.on, at.texts)
    return at.messages.followup.reminder.beside.fill(title=text.title, day=day)


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
    turn.say(Message(html=html, keyboard=keyboard_of(((ask,),))))
