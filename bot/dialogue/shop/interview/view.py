"""The question on screen, and the overview of all answers."""

from functools import lru_cache

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Asking, Session
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows
from bot.dialogue.core.wording import told
from bot.dialogue.shop.interview.answers import (
    asked,
    before,
    may_show_result,
    open_questions,
    previous,
    remaining,
)
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import QuestionText, Texts
from scoring.identity import Same
from scoring.model import Question
from scoring.path import SHOP_TYPE, options_for
from scoring.score import WEB

# More options than this stand two in a row, so that question and buttons fit on a phone.
ONE_A_ROW = 6

# Enough for all questions of some versions in both languages, with what was answered.
_KEPT = 2048


def question_view(session: Session, context: Context, place: Asking) -> View:
    """Show a question: progress, wording, explanation where asked for, options and controls."""
    texts = context.texts(session)
    question = next(one for one in context.content.questionnaire.questions if one.id == place.question)
    text = _worded(Same(texts.questions.questions[question.id]), session.given.get(SHOP_TYPE) == WEB)
    html = blocks(
        _progress(session, context, place, texts),
        _asking(Same(text)),
        lines(*(f"• {as_html(line)}" for line in text.help)) if place.helping else None,
        _state(session, question, place, texts),
    )
    return View(
        html, _options(session, question, place, texts) + _controls(session, context, question, place)
    )


@lru_cache(maxsize=_KEPT)
def _worded(text: Same[QuestionText], web: bool) -> QuestionText:
    return text.it.to_webshop() if web else text.it


@lru_cache(maxsize=_KEPT)
def _asking(text: Same[QuestionText]) -> Html:
    return lines(f"<b>{as_html(text.it.ask)}</b>", as_html(text.it.hint or ""))


def _progress(session: Session, context: Context, place: Asking, texts: Texts) -> Html | None:
    # A question that is opened again counts too: it is the one in hand.
    left = remaining(session, context) + (place.question in session.given)
    return Html(f"<i>{texts.messages.interview.remaining.fill(left)}</i>")


def _state(session: Session, question: Question, place: Asking, texts: Texts) -> Html | None:
    """Say in words what the buttons show: the ticks, or the answer given before."""
    interview, earlier = texts.messages.interview, before(session, question)
    last_time = None
    if earlier and not earlier.this_round:
        words = told(question.id, earlier.answer, texts)
        last_time = texts.messages.followup.again.previous.fill(told=words)
    if question.several:
        words = told(question.id, place.picked, texts)
        return lines(
            last_time,
            interview.picked.fill(options=words) if place.picked else interview.nothing_picked.fill(),
        )
    if earlier is None or last_time:
        return last_time
    if earlier.answer is None:
        return interview.current_skipped.fill()
    return interview.current.fill(told=told(question.id, earlier.answer, texts))


def _options(session: Session, question: Question, place: Asking, texts: Texts) -> Rows:
    earlier = before(session, question)
    current = earlier.answer if earlier else None
    on = place.picked if question.several else (current,)
    return _laid(Same(question), Same(texts), session.run, frozenset(on), session.given.get(SHOP_TYPE))


@lru_cache(maxsize=_KEPT)
def _laid(
    asked: Same[Question],
    said: Same[Texts],
    run: int,
    chosen: frozenset[str | tuple[str, ...] | None],
    shop_type: str | tuple[str, ...] | None,
) -> Rows:
    """Lay out the options of a question that this type of shop is offered, those that are chosen marked."""
    question, texts, choices = asked.it, said.it, []
    answers = {SHOP_TYPE: shop_type} if shop_type else {}
    for number, option in enumerate(options_for(question, answers), 1):
        text = texts.option(question.id, option.id, web=shop_type == WEB)
        if text is None:
            continue
        on = option.id in chosen
        words = (*text.words, text.told) if text.told else text.words
        args = (question.id, option.id, "0" if on else "1") if question.several else (question.id, option.id)
        made = code("tick" if question.several else "answer", run, *args)
        choices.append(Choice(text.label, made, words, number, on))
    return rows(choices, 1 if len(choices) <= ONE_A_ROW else 2)


def _controls(session: Session, context: Context, question: Question, place: Asking) -> Rows:
    controls, run = context.texts(session).messages.controls, session.run

    def made(name: str) -> Choice:
        return control(getattr(controls, name), code(name, run, question.id))

    laid: list[tuple[Choice, ...]] = []
    if question.several and place.picked:
        laid.append((made("done"),))
    if before(session, question):
        laid.append((made("keep"),))
    can_go_back = place.changing or previous(session, context, question.id) is not None
    laid.append((made("back"), made("skip")) if can_go_back else (made("skip"),))
    if not place.helping:
        laid.append((made("help"),))
    if may_show_result(session, context) and not place.changing:
        laid.append((control(controls.result_now, code("result", run)),))
    return tuple(laid)


def overview_view(session: Session, context: Context) -> View:
    """Show all answers so far, each with a button to change it."""
    texts = context.texts(session)
    overview, controls, run = texts.messages.overview, texts.messages.controls, session.run
    passed = [question for question in asked(session, context) if question.id in session.given]
    waiting = remaining(session, context) if open_questions(session, context) else 0
    listed, choices = [], []
    for number, question in enumerate(passed, 1):
        name = texts.questions.questions[question.id].name
        answer = told(question.id, session.given[question.id], texts)
        listed.append(overview.line.fill(number=number, name=name, told=answer))
        choices.append(Choice(name, code("change", run, question.id), (), number))
    intro = overview.intro_open.fill(waiting) if waiting else overview.intro_complete.fill()
    laid: list[tuple[Choice, ...]] = []
    if may_show_result(session, context):
        laid.append((control(controls.result, code("result", run)),))
    if waiting:
        laid.append((control(controls.go_on, code("go_on", run)),))
    return View(blocks(intro, lines(*listed), overview.how.fill()), (*laid, *rows(choices, 2)))
