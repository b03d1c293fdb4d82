"""The plan on screen, one of its steps, and a reminder of one."""

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.dates import written
from bot.dialogue.core.session import PlanItem, Session
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows, shorten
from bot.dialogue.shop.plan import plan
from bot.dialogue.shop.result.view import page, to_result
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts


def known(session: Session, texts: Texts) -> list[PlanItem]:
    """List the plan: what is open first; a card that today's content no longer has is left out."""
    done = [one for one in session.plan if one.done]
    return [one for one in (*plan.waiting(session), *done) if one.card in texts.cards]


def plan_view(session: Session, context: Context) -> View:
    """Show the plan, each step with a button, and the reminders where there is something to remind of."""
    texts = context.texts(session)
    said, items = texts.messages.followup.plan, known(session, texts)
    listing, choices = [], []
    for number, item in enumerate(items, 1):
        title = texts.cards[item.card].title
        listing.append(_line(texts, number, item, title))
        choices.append(Choice(shorten(title), _code(session, "plan_item", item.card), (title,), number))
    html = blocks(said.intro.fill(), lines(*listing), _offer(session, texts)) if items else said.empty.fill()
    return View(html, (*rows(choices), *_reminder_rows(session, texts), *rows(_ways(session, texts), 2)))


def _line(texts: Texts, number: int, item: PlanItem, title: str) -> Html:
    said = texts.messages.followup.plan
    if item.done:
        return said.done.fill(number=number, title=title)
    if item.when:
        date = written(item.on, texts) if item.on else ""
        return said.open_when.fill(number=number, title=title, when=said.when[item.when].fill(date=date))
    return said.open.fill(number=number, title=title)


def _offer(session: Session, texts: Texts) -> Html | None:
    said = texts.messages.followup.plan
    if session.reminders:
        return said.reminders_on.fill()
    return said.reminders_offer.fill() if plan.waiting(session) else None


def _reminder_rows(session: Session, texts: Texts) -> Rows:
    controls = texts.messages.followup.plan_controls
    if session.reminders:
        return ((control(controls.remind_off, code("remind", session.run, "0")),),)
    return ((control(controls.remind, code("remind", session.run, "1")),),) if plan.waiting(session) else ()


def _ways(session: Session, texts: Texts) -> list[Choice]:
    if session.finished is None:
        return [control(texts.messages.controls.home, code("home", session.run))]
    steps = control(texts.messages.controls.steps, page(session, "steps"))
    return [steps, to_result(session, texts)]


def _code(session: Session, verb: str, card: str, *args: str) -> str:
    return code(verb, session.run, card, *args)


def item_view(session: Session, context: Context, item: PlanItem) -> View:
    """Show one step of the plan: when it is to be done, and what can be done with it."""
    texts = context.texts(session)
    said, controls = texts.messages.followup.plan, texts.messages.followup.plan_controls
    title = texts.cards[item.card].title
    moment = said.if_then[item.when].fill(title=title) if item.when else said.ask_when.fill()
    first = blocks(said.intro.fill(), _line(texts, 1, item, title).removeprefix("1. "))
    to_plan = control(controls.to_plan, _code(session, "plan_item", ""))
    read = control(controls.read, page(session, "card", item.card))
    remove = control(controls.remove, _code(session, "plan_remove", item.card))
    if item.done:
        undo = control(controls.undo, _code(session, "plan_done", item.card, "0"))
        return View(Html(first), ((undo,), (read, remove), (to_plan,)))
    done = control(controls.done, _code(session, "plan_done", item.card, "1"))
    week = control(controls.week, _code(session, "plan_when", item.card, "week"))
    month = control(controls.month, _code(session, "plan_when", item.card, "month"))
    return View(blocks(first, moment), ((done,), (week, month), (read, remove), (to_plan,)))


def reminded_view(session: Session, context: Context, card: str) -> View:
    """Ask how a step of the plan went."""
    texts = context.texts(session)
    said, controls = texts.messages.followup.reminder, texts.messages.followup.reminder_controls
    last = session.reminders is not None and session.reminders.unanswered >= plan.SILENT
    names = ("worked", "not_yet", "stuck")
    answers = [control(getattr(controls, name), _code(session, "reminded", card, name)) for name in names]
    stop = control(texts.messages.followup.plan_controls.remind_off, code("remind", session.run, "0"))
    to_plan = control(texts.messages.followup.plan_controls.to_plan, _code(session, "plan_item", ""))
    html = lines(said.ask.fill(title=texts.cards[card].title), said.last.fill() if last else None)
    return View(html, (tuple(answers), (stop, to_plan)))
