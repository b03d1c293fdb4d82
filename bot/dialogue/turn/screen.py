"""The screen of a session: what stands there, and leaving what is no longer there."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Home, Session
from bot.dialogue.core.view import View, blocks, lines
from bot.dialogue.shop.home import HomeScreen
from bot.dialogue.turn.screens import BY_PLACE
from scoring.path import answers_that_hold, path
from scoring.score import answers_still_valid


def view(session: Session, context: Context) -> View:
    """Show where the session is, without notes."""
    place = session.place
    shown = BY_PLACE[type(place)].show(At(session, context, place))
    return shown or HomeScreen().show(At(session, context, Home()))


def with_notes(session: Session, shown: View) -> View:
    """Put the session's notes above a view."""
    return View(blocks(lines(*session.notes), shown.html), shown.rows)


def settle(session: Session, context: Context) -> Session:
    """Bring a session to today's content: what holds there stays, what does not is asked again or left."""
    settled = _settle_place(_settle_answers(session, context), context)
    if settled.aside_from is None:
        return settled
    came_from = _settle_place(settled.at(settled.aside_from), context).place
    if came_from is settled.aside_from:
        return settled
    return settled.model_copy(update={"aside_from": came_from})


def _settle_place(session: Session, context: Context) -> Session:
    return BY_PLACE[type(session.place)].settle(At(session, context, session.place))


def _settle_answers(session: Session, context: Context) -> Session:
    """Keep the answers that hold in today's content; what does not is asked again."""
    finished = session.finished
    if finished and finished.run == session.run and finished.given == session.given:
        # What was finished stays as it was given, whatever is asked today.
        return session
    questionnaire = context.content.questionnaire
    valid = answers_that_hold(questionnaire.questions, answers_still_valid(questionnaire, session.given))
    on_path = {question.id for question in path(questionnaire.questions, valid)}
    kept = {question_id: answer for question_id, answer in valid.items() if question_id in on_path}
    return session if kept == session.given else session.model_copy(update={"given": kept})
