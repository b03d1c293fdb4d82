"""What of an assessment counts outside its own chat: for other shops to compare with, and for a group."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Finished, Session, answered
from bot.records.writes import Contribute, Start, Write
from scoring.group_figures import variables
from scoring.peers import Steps, complete_steps


def assessed(before: Session, after: Session) -> Steps | None:
    """Give the steps of an assessment just finished, where others may be compared with them."""
    finished = _just_finished(before, after)
    if finished is None or after.assisted or not after.peers or (after.campaign and after.campaign.demo):
        return None
    web_only = finished.given.get("shop_type") == "web"
    return None if web_only else complete_steps(finished.result.topics)


def counted(before: Session, after: Session, context: Context) -> tuple[Write, ...]:
    """Note in the campaign in hand that an assessment was begun or finished."""
    campaign = after.campaign
    if campaign is None or campaign.demo:
        return ()
    writes: list[Write] = []
    if after.run > before.run:
        writes.append(Start(campaign.campaign))
    finished = _just_finished(before, after)
    if finished and finished.run == after.run != campaign.uncounted:
        writes.append(contribution(finished, campaign.campaign, context, after))
    return tuple(writes)


def contribution(finished: Finished, campaign: int, context: Context, session: Session) -> Contribute:
    """Let a finished assessment count in a campaign."""
    return Contribute(
        campaign=campaign,
        run=finished.run,
        values=variables(
            finished.result, answered(finished.given), context.content.questionnaire, finished.yardstick
        ),
        finished=finished.finished,
        assisted=session.assisted,
        receipt=session.receipt or "",
    )


def _just_finished(before: Session, after: Session) -> Finished | None:
    return after.finished if after.finished != before.finished else None
