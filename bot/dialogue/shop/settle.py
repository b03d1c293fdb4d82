"""Which answers of a stored session hold in today's content."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Session, without_skipped
from bot.dialogue.shop.interview.answers import Answer, answers_that_hold
from scoring.path import path
from scoring.score import AnswerNotOffered, valid_answers


def settle_answers(session: Session, context: Context) -> Session:
    """Keep the answers that hold in today's content; what does not is asked again."""
    finished = session.finished
    if finished and finished.run == session.run and finished.given == session.given:
        # What was finished stays as it was given, whatever is asked today.
        return session
    questionnaire = context.content.questionnaire
    valid: dict[str, Answer] = {}
    for question_id, answer in session.given.items():
        if questionnaire.question(question_id) is None:
            continue
        try:
            valid_answers(questionnaire, {} if answer is None else {question_id: answer})
        except AnswerNotOffered:
            continue
        valid[question_id] = answer
    valid = dict(answers_that_hold(questionnaire.questions, valid))
    on_path = {question.id for question in path(questionnaire.questions, without_skipped(valid))}
    kept = {question_id: answer for question_id, answer in valid.items() if question_id in on_path}
    return session if kept == session.given else session.model_copy(update={"given": kept})
