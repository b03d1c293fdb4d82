"""What of an assessment counts outside its own chat: for other shops to compare with, and for a group."""

from bot.dialogue.core.actions import Repeated, Stale, action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.session import Finished, Home, Session, without_skipped
from bot.dialogue.shop.result.finish import rescore
from bot.dialogue.shop.sharing.sharing import own_campaign, practising, without_practice
from bot.records.writes import Contribute, Start, Write
from scoring.group_figures import variables
from scoring.peers import Steps, complete_steps


@action("count_mine")
def count_earlier_result(turn: Turn) -> Session:
    """Let a result that was there before the campaign's link was opened count."""
    campaign = own_campaign(turn.session)
    if campaign is None or turn.session.finished is None:
        raise Stale
    if campaign.uncounted is None:
        raise Repeated
    if campaign.uncounted != turn.session.finished.run:
        raise Stale
    # Answers that were changed and not shown yet are part of it.
    counted = campaign.model_copy(update={"uncounted": None})
    after = turn.session.model_copy(update={"campaign": counted}).at(Home())
    after = rescore(after, turn.context, turn.now)
    if after.finished:
        turn.write(contribution(after.finished, campaign.campaign, turn.context, after))
    return after.at(Home(), turn.messages.sharing.arrival.counted.fill())


@action("demo_off")
def leave_trial(turn: Turn) -> Session:
    """End trying it out, with all that was filled in for it."""
    if not practising(turn.session):
        raise Stale
    return without_practice(turn.session).at(Home(), turn.messages.sharing.arrival.demo_off.fill())


def steps_to_compare(before: Session, after: Session) -> Steps | None:
    """Give the steps of an assessment just finished, where others may be compared with them."""
    finished = _new_result(before, after)
    if finished is None or after.assisted or not after.peers or (after.campaign and after.campaign.demo):
        return None
    web_only = finished.given.get("shop_type") == "web"
    return None if web_only else complete_steps(finished.result.topics)


def campaign_writes(before: Session, after: Session, context: Context) -> tuple[Write, ...]:
    """Note in the campaign in hand that an assessment was begun or finished."""
    campaign = after.campaign
    if campaign is None or campaign.demo:
        return ()
    writes: list[Write] = []
    if after.run > before.run:
        writes.append(Start(campaign.campaign))
    finished = _new_result(before, after)
    if finished and finished.run == after.run != campaign.uncounted:
        writes.append(contribution(finished, campaign.campaign, context, after))
    return tuple(writes)


def contribution(finished: Finished, campaign: int, context: Context, session: Session) -> Contribute:
    """Let a finished assessment count in a campaign."""
    return Contribute(
        campaign=campaign,
        run=finished.run,
        values=variables(
            finished.result,
            without_skipped(finished.given),
            context.content.questionnaire,
            finished.yardstick,
        ),
        finished=finished.finished,
        assisted=session.assisted,
        receipt=session.receipt or "",
    )


def _new_result(before: Session, after: Session) -> Finished | None:
    return after.finished if after.finished != before.finished else None
