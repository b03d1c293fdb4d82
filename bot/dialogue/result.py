"""Finishing an assessment: from answers to a result that stays as it was given."""

from datetime import datetime

from bot.dialogue.context import Context
from bot.dialogue.session import Finished, Reading, Session
from scoring.advice import next_steps
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
        finished=now,
    )
    return session.model_copy(update={"finished": finished}).at(Reading())
