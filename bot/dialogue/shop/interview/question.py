"""The question on screen."""

from functools import lru_cache
from typing import NamedTuple

from bot.dialogue.core.actions import Belongs, Repeated, Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Asking, Overview, Reading, Session
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows
from bot.dialogue.core.wording import answer_text
from bot.dialogue.shop.interview import answers
from bot.dialogue.shop.interview.answers import (
    earlier_answer,
    may_show_result,
    question_before,
    questions_in_all,
    questions_on_path,
    unanswered_questions,
)
from bot.dialogue.shop.interview.overview import give_result
from bot.dialogue.shop.ways import to_unanswered
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import QuestionText, Texts
from scoring.model import Question
from scoring.path import SHOP_TYPE, Same, options_for
from scoring.score import WEB

# More options than this stand two in a row, so that question and buttons fit on a phone.
ONE_A_ROW = 6

# Enough for all questions of some versions in both languages, with what was answered.
_KEPT = 2048


@action("answer", Belongs.ASSESSMENT)
def answer(turn: Turn, question: str, option: str) -> Session:
    """Answer a question that takes one option."""
    about = _question(turn, question)
    if about.several or about.option(option) is None:
        raise Stale
    return _take(turn, about, option)


@action("tick", Belongs.ASSESSMENT)
def tick(turn: Turn, question: str, option: str, on: bool) -> Session:
    """Tick an option of a question that takes several, or take its tick away."""
    about = _question(turn, question)
    if not about.several:
        raise Stale
    session, place = turn.session, turn.session.place
    if not isinstance(place, Asking) or place.question != about.id:
        session, place = _open(session, about)
    return answers.set_tick(session, place, about, option, on=on)


@action("done", Belongs.ASSESSMENT)
def take_ticks(turn: Turn, question: str) -> Session:
    """Take what is ticked as the answer."""
    about, session = _question(turn, question), turn.session
    place = session.place
    if not isinstance(place, Asking) or place.question != about.id:
        if about.id in session.given:
            raise Repeated
        # What was ticked there went when it was left.
        return _open(session, about)[0]
    if not place.picked:
        return session.at(place, turn.messages.interview.pick_first.fill())
    return answers.record(session, turn.context, about, place.picked)


@action("skip", Belongs.ASSESSMENT)
def skip(turn: Turn, question: str) -> Session:
    return _take(turn, _question(turn, question), None)


@action("keep", Belongs.ASSESSMENT)
def keep(turn: Turn, question: str) -> Session:
    """Answer as before."""
    about = _question(turn, question)
    before = earlier_answer(turn.session, about)
    if before is None:
        raise Stale
    return _take(turn, about, before.answer)


@action("back", Belongs.ASSESSMENT)
def go_back(turn: Turn, question: str) -> Session:
    """Go to the question before, or to the overview or the result that this one was opened from."""
    session, place = turn.session, turn.session.place
    if isinstance(place, Overview | Reading):
        raise Repeated
    if isinstance(place, Asking):
        if place.question == question:
            return answers.step_back(session, turn.context, place)
        before = question_before(session, turn.context, question)
        if before and before.id == place.question:
            raise Repeated
    raise Stale


@action("help", Belongs.ASSESSMENT)
def explain(turn: Turn, question: str) -> Session:
    """Show the explanation of the question on screen."""
    about, place = _question(turn, question), turn.session.place
    if not isinstance(place, Asking) or place.question != about.id:
        raise Stale
    return turn.session.at(place.model_copy(update={"helping": True}), *turn.session.notes)


@to_unanswered.to
def answer_the_rest(turn: Turn) -> Session:
    """Open the first of the questions that were left out of the result."""
    session, finished = turn.session, turn.session.finished
    left = unanswered_questions(session, turn.context)
    if finished is None or finished.run != session.run or not left:
        raise Stale
    return session.at(answers.question_place(session, left[0].id, filling=True))


class QuestionScreen(Screen[Asking]):
    place = Asking
    actions = (answer, tick, take_ticks, skip, keep, go_back, explain, answer_the_rest)

    def settle(self, at: At[Asking]) -> Session:
        session, place = at.session, at.place
        on_path = questions_on_path(session, at.context)
        question = next((one for one in on_path if one.id == place.question), None)
        if question is None:
            return answers.resume(session, at.context)
        picked = tuple(option for option in place.picked if question.option(option))
        return session if picked == place.picked else session.at(place.model_copy(update={"picked": picked}))

    def show(self, at: At[Asking]) -> View:
        """Show progress, the question, its explanation where asked for, options and controls."""
        session, place, texts = at.session, at.place, at.texts
        question = next(one for one in at.context.content.questionnaire.questions if one.id == place.question)
        text = _text_for_shop(
            Same(texts.questions.questions[question.id]), session.given.get(SHOP_TYPE) == WEB
        )
        html = blocks(
            _progress(at),
            _asking(Same(text)),
            lines(*(f"• {as_html(line)}" for line in text.help)) if place.helping else None,
            _state(session, question, place, texts),
        )
        return View(html, _options(session, question, place, texts) + _controls(at, question))


def _question(turn: Turn, name: str) -> Question:
    """Find a question of the assessment in hand; raises Stale."""
    on_path = questions_on_path(turn.session, turn.context)
    question = next((one for one in on_path if one.id == name), None)
    if question is None:
        raise Stale
    return question


def _take(turn: Turn, question: Question, given: answers.Answer) -> Session:
    """Take an answer, whatever is on screen by now: what somebody tapped on a screen of before counts too."""
    session, place = turn.session, turn.session.place
    if isinstance(place, Asking) and place.question == question.id:
        return answers.record(session, turn.context, question, given)
    if question.id in session.given and session.given[question.id] == given:
        raise Repeated
    return answers.replace(session, turn.context, question, given)


def _open(session: Session, question: Question) -> tuple[Session, Asking]:
    """Open a question, where another is on screen or none."""
    place = answers.question_place(session, question.id, changing=question.id in session.given)
    return session.at(place), place


@lru_cache(maxsize=_KEPT)
def _text_for_shop(text: Same[QuestionText], web: bool) -> QuestionText:
    return text.it.to_webshop() if web else text.it


@lru_cache(maxsize=_KEPT)
def _asking(text: Same[QuestionText]) -> Html:
    return lines(f"<b>{as_html(text.it.ask)}</b>", as_html(text.it.hint or ""))


def _progress(at: At[Asking]) -> Html:
    """Say which question this is: of how many, or why it is asked again."""
    said, session, question = at.messages.interview, at.session, at.place.question
    ids = [one.id for one in questions_in_all(session, at.context)]
    if at.place.filling:
        later = ids[ids.index(question) + 1 :]
        left = 1 + sum(session.given.get(one) is None for one in later)
        return Html(f"<i>{said.left.fill(left)}</i>")
    if at.place.changing:
        again = said.changing if question in session.given else said.added
        return Html(f"<i>{again.fill()}</i>")
    return Html(f"<i>{said.progress.fill(number=ids.index(question) + 1, total=len(ids))}</i>")


def _state(session: Session, question: Question, place: Asking, texts: Texts) -> Html | None:
    """Say in words what the buttons show: the ticks, or the answer given before."""
    interview, earlier = texts.messages.interview, earlier_answer(session, question)
    last_time = None
    if earlier and not earlier.this_round:
        words = answer_text(question.id, earlier.answer, texts)
        last_time = texts.messages.followup.again.previous.fill(told=words)
    if question.several:
        words = answer_text(question.id, place.picked, texts)
        return lines(
            last_time,
            interview.picked.fill(options=words) if place.picked else interview.nothing_picked.fill(),
        )
    if earlier is None or last_time:
        return last_time
    if earlier.answer is None:
        return interview.current_skipped.fill()
    return interview.current.fill(told=answer_text(question.id, earlier.answer, texts))


def _options(session: Session, question: Question, place: Asking, texts: Texts) -> Rows:
    earlier = earlier_answer(session, question)
    current = earlier.answer if earlier else None
    on = place.picked if question.several else (current,)
    return _option_rows(Same(question), Same(texts), session.run, frozenset(on), session.given.get(SHOP_TYPE))


@lru_cache(maxsize=_KEPT)
def _option_rows(
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
        # Where one is chosen the screen is left at once, so there no room is kept for a tick.
        on = option.id in chosen
        words = (*text.words, text.told) if text.told else text.words
        if question.several:
            code = tick.code_in(run, question.id, option.id, not on)
        else:
            code = answer.code_in(run, question.id, option.id)
        choices.append(Choice(text.label, code, words, number, on if question.several else on or None))
    return rows(choices, 1 if len(choices) <= ONE_A_ROW else 2)


def _controls(at: At[Asking], question: Question) -> Rows:
    session, place = at.session, at.place
    earlier, beside = earlier_answer(session, question), place.changing or place.filling
    below = _Below(
        done=question.several and bool(place.picked),
        # To leave a skipped question as it is, is to skip it.
        keep=earlier is not None and earlier.answer is not None,
        back=beside or question_before(session, at.context, question.id) is not None,
        help=not place.helping,
        result=may_show_result(session, at.context) and not beside,
    )
    return _laid_below(Same(question), Same(at.texts), session.run, below)


class _Below(NamedTuple):
    """Which buttons stand below the answers, beside the one to skip the question."""

    done: bool
    keep: bool
    back: bool
    help: bool
    result: bool


@lru_cache(maxsize=_KEPT)
def _laid_below(asked: Same[Question], said: Same[Texts], run: int, below: _Below) -> Rows:
    question, controls = asked.it.id, said.it.messages.controls
    laid: list[tuple[Choice, ...]] = []
    if below.done:
        laid.append((control(controls.done, take_ticks.code_in(run, question), "primary"),))
    if below.keep:
        laid.append((control(controls.keep, keep.code_in(run, question)),))
    skipping = control(controls.skip, skip.code_in(run, question))
    back = (control(controls.back, go_back.code_in(run, question)),) if below.back else ()
    laid.append((*back, skipping))
    if below.help:
        laid.append((control(controls.help, explain.code_in(run, question)),))
    if below.result:
        laid.append((control(controls.result_now, give_result.code_in(run)),))
    return tuple(laid)
