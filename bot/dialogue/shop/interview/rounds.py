"""A new round: what it starts from, and what moved since the last one."""

from bot.dialogue.core.actions import Stale
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Desk, Finished, Given, Session
from bot.library.parsing.markup import Html

KEPT = 12
"""So many earlier results are kept."""


def last_answers(session: Session) -> Given:
    """Give the answers that a new round starts from: those of the last finished one."""
    finished = session.finished
    return finished.given if finished and finished.run < session.run else {}


def history_with(session: Session, new: Finished) -> tuple[Finished, ...]:
    """Give the history as it is once a new result stands in the place of the present one."""
    before = session.finished
    if before is None or before.run == new.run:
        return session.history
    return (*session.history, before)[-KEPT:]


def result_before(session: Session) -> Finished | None:
    """Find the result before the present one."""
    return session.history[-1] if session.history else None


def is_comparable(before: Finished, after: Finished) -> bool:
    """Tell whether the scores of two results can be compared: measured alike, over the same topics."""
    same_topics = before.result.topics.keys() == after.result.topics.keys()
    return same_topics and before.yardstick == after.yardstick


def moved_line(session: Session, context: Context, finished: Finished) -> Html | None:
    """Say how the score moved since the round before; None where there is none to compare."""
    before, said = result_before(session), context.texts(session).messages.followup.again
    if before is None or before.result.overall is None or finished.result.overall is None:
        return None
    old, new = before.result.overall.score, finished.result.overall.score
    if before.yardstick != finished.yardstick:
        return said.yardstick.fill(before=old)
    if not is_comparable(before, finished):
        return None
    return said.same.fill(after=new) if old == new else said.moved.fill(before=old, after=new)


def moved_topics(session: Session, context: Context, finished: Finished) -> list[Html]:
    """Say how the points of each topic moved since the round before."""
    before, texts = result_before(session), context.texts(session)
    if before is None or before.yardstick != finished.yardstick:
        return []
    said = texts.messages.followup.again
    return [
        said.topic.fill(name=texts.terms.topics[topic].name, before=old.score, after=result.score)
        for topic, result in finished.result.topics.items()
        if (old := before.result.topics.get(topic)) and old.score != result.score
    ]


def without_shop(session: Session) -> Session:
    """Drop all that was answered; what is the advisor's own as an advisor stays.

    The counter stays too, so that buttons of the shop before are recognised as old.
    """
    return Session(
        language=session.language,
        language_set=session.language_set,
        run=session.run,
        relayed=session.relayed,
        digest=session.digest,
        research=session.research,
        peers=session.peers,
        tried=session.tried,
    )


def ask_next_shop(session: Session) -> Session:
    """Drop a shop's answers, and ask whether the next shop agrees; raises Stale where there is no shop."""
    if not session.assisted or session.campaign is None:
        raise Stale
    return without_shop(session).at(Desk(page=f"assist/{session.campaign.campaign}"))
