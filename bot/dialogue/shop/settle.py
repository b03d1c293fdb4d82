"""Bringing a stored session to today's content: what holds there stays, what does not is asked again."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.session import (
    Asking,
    Home,
    Planning,
    Reading,
    Reminded,
    Session,
    Sharing,
    WhatIf,
    Writing,
    answered,
)
from bot.dialogue.shop.interview.answers import Answer, asked, resume, still_offered
from bot.dialogue.shop.sharing.sharing import is_addressed
from scoring.path import path
from scoring.score import AnswerNotOffered, offered

CARD = "card/"


def settle(session: Session, context: Context) -> Session:
    """Bring a session to today's content: keep the answers that hold there, and ask again what does not."""
    finished = session.finished
    if finished and finished.run == session.run and finished.given == session.given:
        # What was finished stays as it was given, whatever is asked today.
        return _settled_place(session, context)
    questionnaire = context.content.questionnaire
    valid: dict[str, Answer] = {}
    for question_id, answer in session.given.items():
        if questionnaire.question(question_id) is None:
            continue
        try:
            offered(questionnaire, {} if answer is None else {question_id: answer})
        except AnswerNotOffered:
            continue
        valid[question_id] = answer
    valid = dict(still_offered(questionnaire.questions, valid))
    on_path = {question.id for question in path(questionnaire.questions, answered(valid))}
    kept = {question_id: answer for question_id, answer in valid.items() if question_id in on_path}
    settled = session if kept == session.given else session.model_copy(update={"given": kept})
    return _settled_place(settled, context)


def _settled_place(session: Session, context: Context) -> Session:
    """Leave a place that today's content no longer has."""
    place = session.place
    if isinstance(place, Asking):
        return _settled_question(session, context, place)
    if isinstance(place, Planning | Reminded) and place.card:
        return session if context.content.card(place.card) else session.at(Planning())
    if isinstance(place, Writing | Sharing) and not is_addressed(session, place):
        return session.at(Home())
    needs_result = isinstance(place, WhatIf) or (
        isinstance(place, Reading) and not place.page.startswith(CARD)
    )
    return session.at(Home()) if needs_result and session.finished is None else session


def _settled_question(session: Session, context: Context, place: Asking) -> Session:
    question = next((one for one in asked(session, context) if one.id == place.question), None)
    if question is None:
        return resume(session, context)
    picked = tuple(option for option in place.picked if question.option(option))
    return session if picked == place.picked else session.at(place.model_copy(update={"picked": picked}))
