"""A new round: what it starts from, the invitation to it, and what moved since the last one."""

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Finished, Given, Session
from bot.dialogue.core.view import View, control
from bot.library.parsing.markup import Html

KEPT = 12
"""So many earlier results are kept."""


def last_answers(session: Session) -> Given:
    """Give the answers that a new round starts from: those of the last finished one."""
    finished = session.finished
    return finished.given if finished and finished.run < session.run else {}


def archived(session: Session, new: Finished) -> tuple[Finished, ...]:
    """Give the history as it is once a new result stands in the place of the present one."""
    before = session.finished
    if before is None or before.run == new.run:
        return session.history
    return (*session.history, before)[-KEPT:]


def earlier(session: Session) -> Finished | None:
    """Find the result before the present one."""
    return session.history[-1] if session.history else None


def comparable(before: Finished, after: Finished) -> bool:
    """Tell whether the scores of two results can be compared: measured alike, over the same topics."""
    same_topics = before.result.topics.keys() == after.result.topics.keys()
    return same_topics and before.yardstick == after.yardstick


def moved_line(session: Session, context: Context, finished: Finished) -> Html | None:
    """Say how the score moved since the round before; None where there is none to compare."""
    before, said = earlier(session), context.texts(session).messages.followup.again
    if before is None or before.result.overall is None or finished.result.overall is None:
        return None
    old, new = before.result.overall.score, finished.result.overall.score
    if before.yardstick != finished.yardstick:
        return said.yardstick.fill(before=old)
    if not comparable(before, finished):
        return None
    return said.same.fill(after=new) if old == new else said.moved.fill(before=old, after=new)


def moved_topics(session: Session, context: Context, finished: Finished) -> list[Html]:
    """Say how the points of each topic moved since the round before."""
    before, texts = earlier(session), context.texts(session)
    if before is None or before.yardstick != finished.yardstick:
        return []
    said = texts.messages.followup.again
    return [
        said.topic.fill(name=texts.terms.topics[topic].name, before=old.score, after=result.score)
        for topic, result in finished.result.topics.items()
        if (old := before.result.topics.get(topic)) and old.score != result.score
    ]


def invited_view(session: Session, context: Context) -> View:
    """Invite to a new round."""
    messages = context.texts(session).messages
    begin = control(messages.controls.again, code("begin", session.run))
    home = control(messages.controls.home, code("home", session.run))
    return View(messages.followup.again.invite.fill(), ((begin,), (home,)))
