"""The assessment's turns: what an answer, a skip or a step back does to the session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Asking, Given, Overview, Place, Reading, Session
from bot.dialogue.core.wording import told_answer
from bot.dialogue.shop.interview.rounds import last_answers
from bot.dialogue.shop.result.card_words import drop_unoffered_trade
from bot.dialogue.shop.result.score_words import needed_line
from scoring.model import Question
from scoring.path import SHOP_TYPE, Same, answers_that_hold, longest, offered_to, path

# So many questions are passed before the result may be asked for: "from question 8 on".
RESULT_AFTER = 7

# What a place remembers of texts that were not understood, once one is.
UNDERSTOOD: Mapping[str, object] = {"misses": 0, "offered": (), "said": ""}

Answer = str | tuple[str, ...] | None


def questions_on_path(session: Session, context: Context) -> tuple[Question, ...]:
    """List the questions on this session's path, answered or not."""
    return _path_of(Same(context.content.questionnaire.questions), Same(session.given))


# Asked many times in one turn, of the answers before it and after it.
@lru_cache(maxsize=8)
def _path_of(questions: Same[tuple[Question, ...]], given: Same[Given]) -> tuple[Question, ...]:
    return path(questions.it, given.it)


def open_questions(session: Session, context: Context) -> list[Question]:
    """List the questions on the path that were neither answered nor skipped."""
    return [question for question in questions_on_path(session, context) if question.id not in session.given]


def unanswered_questions(session: Session, context: Context) -> list[Question]:
    """List the questions on the path that have no answer: skipped, or not passed yet."""
    questions = questions_on_path(session, context)
    return [question for question in questions if session.given.get(question.id) is None]


def questions_in_all(session: Session, context: Context) -> tuple[Question, ...]:
    """List the questions that were passed and those that may still come; only an answer changes them."""
    skipped = [question for question, answer in session.given.items() if answer is None]
    return longest(context.content.questionnaire.questions, session.answers, skipped)


def number_left(session: Session, context: Context) -> int:
    """Count how many questions may still come, this one included; it never grows as answers come in."""
    return sum(question.id not in session.given for question in questions_in_all(session, context))


def is_under_way(session: Session, context: Context) -> bool:
    """Tell whether an assessment was begun that still has questions open."""
    return session.run > 0 and bool(session.given) and bool(open_questions(session, context))


def may_show_result(session: Session, context: Context) -> bool:
    """Tell whether enough questions were passed to ask for the result."""
    passed = len(session.given)
    return passed >= RESULT_AFTER or (passed > 0 and not open_questions(session, context))


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What was answered before: in this round, or in the last one that a new round starts from."""

    answer: Answer
    this_round: bool


def earlier_answer(session: Session, question: Question) -> EarlierAnswer | None:
    """Find what was answered to a question before, if the question still offers it."""
    if question.id in session.given:
        return EarlierAnswer(session.given[question.id], this_round=True)
    last = last_answers(session).get(question.id)
    options = (last,) if isinstance(last, str) else last or ()
    if not options or not all(question.option(option) for option in options):
        return None
    answer = offered_to(question, session.given.get(SHOP_TYPE), last or ())
    return EarlierAnswer(answer, this_round=False) if answer else None


def begin(session: Session, context: Context, now: datetime) -> Session:
    """Begin a new assessment; a finished one stays until the new one is finished."""
    fresh = session.model_copy(update={"run": session.run + 1, "given": {}, "started": now})
    return fresh.at(_next_place(fresh, context))


def resume(session: Session, context: Context, *notes: str) -> Session:
    """Go where the assessment stands: its next question, or the overview when all are passed."""
    return session.at(_next_place(session, context), *notes)


def _next_place(session: Session, context: Context) -> Place:
    waiting = open_questions(session, context)
    return question_place(session, waiting[0].id) if waiting else Overview()


def question_place(
    session: Session, question_id: str, *, changing: bool = False, filling: bool = False
) -> Asking:
    """Open a question, with what was ticked before where it takes several."""
    answer = session.given.get(question_id, last_answers(session).get(question_id))
    picked = answer if isinstance(answer, tuple) else ()
    return Asking(question=question_id, picked=picked, changing=changing, filling=filling)


def record(session: Session, context: Context, question: Question, answer: Answer) -> Session:
    """Take an answer (None: skipped), keep what still holds, drop and name what does not, and go on."""
    questions = context.content.questionnaire.questions
    given = answers_that_hold(questions, {**session.given, question.id: answer})
    after = path(questions, given)
    kept = {other.id: given[other.id] for other in after if other.id in given}
    changed, dropped = drop_unoffered_trade(session, session.model_copy(update={"given": kept}), context)
    notes: list[str] = [told_answer(question.id, answer, context.texts(session))]
    if dropped:
        notes.append(dropped)
    notes += _consequences(session, changed, context)
    filling = isinstance(session.place, Asking) and session.place.filling
    if filling and (needed := needed_line(context, changed.answers, context.texts(session))):
        notes.append(needed)
    return changed.at(_place_after(changed, context, session.place, question), *notes)


def _place_after(session: Session, context: Context, place: Place, answered: Question) -> Place:
    """Find where an answer leads: on, or back to the overview or the result that it was opened from."""
    questions = questions_on_path(session, context)
    if isinstance(place, Asking) and place.filling:
        later = questions[questions.index(answered) + 1 :]
        left = next((one for one in later if session.given.get(one.id) is None), None)
        return question_place(session, left.id, filling=True) if left else Reading()
    if not isinstance(place, Asking) or not place.changing:
        return _next_place(session, context)
    gap = _gap(questions, session.given)
    return Overview() if gap is None else question_place(session, gap.id, changing=True)


def replace(session: Session, context: Context, question: Question, answer: Answer) -> Session:
    """Take an answer that was given on a screen of before; who answers another question goes on there."""
    after, place = record(session, context, question, answer), session.place
    if isinstance(place, Asking) and any(
        one.id == place.question for one in questions_on_path(after, context)
    ):
        return after.at(place, *after.notes)
    return after


def _gap(questions: Sequence[Question], given: Given) -> Question | None:
    """Find an unanswered question before one that was passed: an answer that was changed opened it."""
    last = max((place for place, question in enumerate(questions) if question.id in given), default=-1)
    return next((question for question in questions[:last] if question.id not in given), None)


def _consequences(before: Session, after: Session, context: Context) -> list[str]:
    """Say which answers an answer dropped, and how many questions it opened or closed."""
    texts = context.texts(after)
    interview, questions = texts.messages.interview, texts.questions.questions
    dropped = [questions[name].name for name in before.given if name not in after.given]
    change = len(questions_in_all(after, context)) - len(questions_in_all(before, context))
    notes: list[str] = []
    if dropped:
        notes.append(interview.dropped.fill(names=", ".join(dropped)))
    if change > 0:
        notes.append(interview.opened.fill(change))
    if change + len(dropped) < 0:
        notes.append(interview.closed.fill(-change))
    return notes


def set_tick(session: Session, place: Asking, question: Question, option_id: str, *, on: bool) -> Session:
    """Tick an option of a question that takes several, or take its tick away."""
    option = question.option(option_id)
    if option is None or on == (option_id in place.picked):
        return session
    alone = {other.id for other in question.options if other.alone}
    if not on:
        picked = [other for other in place.picked if other != option_id]
    elif option.alone:
        picked = [option_id]
    else:
        picked = [other for other in place.picked if other not in alone] + [option_id]
    ordered = tuple(other.id for other in question.options if other.id in picked)
    return session.at(place.model_copy(update={"picked": ordered, **UNDERSTOOD}))


def question_before(session: Session, context: Context, question_id: str) -> Question | None:
    """Find the question on the path before another."""
    questions = questions_on_path(session, context)
    earlier = None
    for question in questions:
        if question.id == question_id:
            return earlier
        earlier = question
    return None


def step_back(session: Session, context: Context, place: Asking) -> Session:
    """Go to the question before, or to the overview or the result that the question was opened from."""
    if place.changing or place.filling:
        return session.at(Overview() if place.changing else Reading())
    earlier = question_before(session, context, place.question)
    return session if earlier is None else session.at(question_place(session, earlier.id))
