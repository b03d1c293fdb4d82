"""The plan, and one of its steps."""

from typing import Literal, get_args

from bot.dialogue.core.actions import Repeated, Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.dates import date_text, weekday_text
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import PlanItem, Planning, Session
from bot.dialogue.core.speaking_hours import local_date
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows
from bot.dialogue.shop.plan import plan
from bot.dialogue.shop.plan.days import choose_day, days_view, near_days, plan_typed_day, set_day
from bot.dialogue.shop.plan.finding import find_card, find_planned, title
from bot.dialogue.shop.plan.moments import moment_text
from bot.dialogue.shop.plan.promises import next_message, promise
from bot.dialogue.shop.ways import add_to_plan, to_home, to_page, to_plan
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts

Weeks = Literal["week", "month"]


@add_to_plan.to
def add(turn: Turn, card: str) -> Session:
    known, said = find_card(turn, card), turn.messages.followup.plan
    after = plan.add(turn.session, known.id, turn.now)
    if plan.item(after, known.id) is None:
        return turn.session.at(turn.session.place, said.full.fill())
    return after.at(Planning(card=known.id), said.added.fill(title=title(turn, known)))


@to_plan.to
def open_plan(turn: Turn, card: str) -> Session:
    return turn.session.at(Planning(card=find_planned(turn, card).id) if card else Planning())


@action("plan_done")
def set_done(turn: Turn, card: str, done: bool) -> Session:
    """Tick a step as done, or take its tick away."""
    known, said = find_planned(turn, card), turn.messages.followup.plan
    note = said.finished if done else said.reopened
    after = plan.set_done(turn.session, known.id, turn.now if done else None)
    return after.at(Planning(), note.fill(title=title(turn, known)))


@action("plan_when")
def set_when(turn: Turn, card: str, when: str) -> Session:
    """Plan a step for this week or the next month."""
    known = find_planned(turn, card)
    moment: Weeks | None = next((one for one in get_args(Weeks) if one == when), None)
    if moment is None:
        raise Stale
    return plan.set_when(turn.session, known.id, moment, turn.now).at(Planning(card=known.id))


@action("plan_remove")
def remove(turn: Turn, card: str) -> Session:
    if plan.item(turn.session, card) is None and turn.session.place == Planning():
        raise Repeated
    known = find_planned(turn, card)
    note = turn.messages.followup.plan.removed.fill(title=title(turn, known))
    return plan.remove(turn.session, known.id).at(Planning(), note)


@action("remind")
def set_reminders(turn: Turn, on: bool) -> Session:
    """Begin weekly reminders, or stop them."""
    if not on:
        return plan.stop(turn.session).at(Planning(), turn.messages.followup.plan.reminders_off.fill())
    if not plan.waiting(turn.session):
        raise Stale
    place = turn.session.place
    return plan.agree(turn.session, turn.now).at(place if isinstance(place, Planning) else Planning())


class PlanScreen(Screen[Planning]):
    place = Planning
    actions = (add, open_plan, set_done, set_when, set_day, choose_day, remove, set_reminders)

    def settle(self, at: At[Planning]) -> Session:
        there = at.place.card is None or at.context.content.card(at.place.card)
        return at.session if there else at.session.at(Planning())

    def show(self, at: At[Planning]) -> View:
        item = plan.item(at.session, at.place.card) if at.place.card else None
        if item and at.place.choosing and not item.done:
            return days_view(at, item.card)
        return _step(at, item) if item else _plan(at)

    def understand(self, turn: Turn, place: Planning, text: str) -> Session | None:
        """Take a day that is typed at a step."""
        item = plan.item(turn.session, place.card) if place.card else None
        return plan_typed_day(turn, item.card, text) if item and not item.done else None


def _plan(at: At[Planning]) -> View:
    """Show the plan, each step with a button, and the reminders where there is something to remind of."""
    said, items = at.messages.followup.plan, _items_in_order(at.session, at.texts)
    listing, choices = [], []
    for number, item in enumerate(items, 1):
        name = at.texts.cards[item.card].title
        listing.append(_line(at.texts, number, item))
        choices.append(Choice(name, to_plan.code(at.session, item.card), (), number))
    html = blocks(said.intro.fill(), lines(*listing), _reminders(at)) if items else said.empty.fill()
    return View(html, (*rows(choices), *_reminder_rows(at), *rows(_ways(at), 2)))


def _step(at: At[Planning], item: PlanItem) -> View:
    """Show one step of the plan: when it is to be done, and what can be done with it."""
    session, card = at.session, item.card
    said, controls = at.messages.followup.plan, at.messages.followup.plan_controls
    moment = moment_text(at.texts, item) or said.ask_when.fill()
    first = blocks(said.intro.fill(), _line(at.texts, 1, item).removeprefix("1. "))
    back = control(controls.to_plan, to_plan.code(session, ""))
    about = (
        control(controls.read, to_page.code(session, f"card/{card}")),
        control(controls.remove, remove.code(session, card)),
    )
    if item.done:
        undo = control(controls.undo, set_done.code(session, card, False))
        return View(Html(first), ((undo,), about, (back,)))
    done = control(controls.done, set_done.code(session, card, True), "success")
    days = control(at.messages.followup.day_controls.choose, choose_day.code(session, card))
    month = control(controls.month, set_when.code(session, card, "month"))
    html, ways = blocks(first, moment), ((done,), near_days(at, card), (days, month))
    if item.when != "day" or item.on is None:
        return View(html, (*ways, about, (back,)))
    if at.context.now and local_date(item.on) < local_date(at.context.now):
        passed = at.messages.followup.days.passed.fill(day=weekday_text(item.on, at.texts))
        return View(blocks(first, passed), (*ways, about, (back,)))
    if session.reminders:
        return View(blocks(html, promise(session, at.texts, item)), (*ways, about, (back,)))
    offer = at.messages.followup.days.offer.fill()
    return View(blocks(html, offer), (*_reminder_rows(at), *ways, about, (back,)))


def _items_in_order(session: Session, texts: Texts) -> list[PlanItem]:
    """List the plan: what is open first; a card that today's content no longer has is left out."""
    done = [one for one in session.plan if one.done]
    return [one for one in (*plan.waiting(session), *done) if one.card in texts.cards]


def _line(texts: Texts, number: int, item: PlanItem) -> Html:
    said, name = texts.messages.followup.plan, texts.cards[item.card].title
    if item.done:
        return said.done.fill(number=number, title=name)
    if item.when == "day" and item.on:
        return said.open_when.fill(number=number, title=name, when=weekday_text(item.on, texts))
    if item.when and item.when != "day":
        date = date_text(item.on, texts) if item.on else ""
        return said.open_when.fill(number=number, title=name, when=said.when[item.when].fill(date=date))
    return said.open.fill(number=number, title=name)


def _reminders(at: At[Planning]) -> Html | None:
    said = at.messages.followup.plan
    if at.session.reminders:
        return lines(next_message(at.session, at.texts), said.reminders_on.fill())
    return said.reminders_offer.fill() if plan.waiting(at.session) else None


def _reminder_rows(at: At[Planning]) -> Rows:
    controls = at.messages.followup.plan_controls
    if at.session.reminders:
        return ((control(controls.remind_off, set_reminders.code(at.session, False)),),)
    if not plan.waiting(at.session):
        return ()
    return ((control(controls.remind, set_reminders.code(at.session, True)),),)


def _ways(at: At[Planning]) -> list[Choice]:
    controls = at.messages.controls
    if at.session.finished is None:
        return [control(controls.home, to_home.code(at.session))]
    return [
        control(controls.steps, to_page.code(at.session, "steps")),
        control(controls.to_result, to_page.code(at.session, "result")),
    ]
