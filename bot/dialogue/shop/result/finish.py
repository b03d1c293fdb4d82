"""Finishing an assessment: from answers to a result that stays as it was given."""

from datetime import datetime

from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Asking, Finished, Overview, Reading, Session
from bot.dialogue.core.speaking_hours import moment
from bot.dialogue.shop.interview.answers import may_show_result
from bot.dialogue.shop.interview.rounds import history_with
from bot.dialogue.shop.plan.due import QUARTER
from scoring.advice import next_steps
from scoring.overall import yardstick
from scoring.score import score


def finish(session: Session, context: Context, now: datetime) -> Session:
    """Score the answers, unless just these were scored before, and show the result."""
    before = session.finished
    if before is not None and before.run == session.run and before.given == session.given:
        return session.at(Reading())
    content = context.content
    result = score(content.questionnaire, content.figures, session.answers)
    steps = next_steps(content.questionnaire, result, session.answers, content.cards)
    finished = Finished(
        run=session.run,
        given=session.given,
        result=result.model_copy(update={"next_steps": steps}),
        content_version=content.version,
        edition=content.primary.id,
        yardstick=yardstick(content.questionnaire),
        started=session.started,
        finished=now,
    )
    update: dict[str, object] = {"finished": finished, "history": history_with(session, finished)}
    if session.again and (before is None or before.run != session.run):
        update["again"] = moment(now, QUARTER)
    return session.model_copy(update=update).at(Reading())


def rescore(session: Session, context: Context, now: datetime) -> Session:
    """Score changed answers anew once the person has left them: what is shown then follows from them."""
    finished = session.finished
    if isinstance(session.place, Asking | Overview) or finished is None or finished.run != session.run:
        return session
    if finished.given == session.given or not may_show_result(session, context):
        return session
    return finish(session, context, now).at(session.place, *session.notes)
