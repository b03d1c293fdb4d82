"""What can be done with a result beside its first step: a page of its own, and words that work anywhere."""

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.session import Session
from bot.dialogue.core.speaking_hours import moment
from bot.dialogue.core.view import Choice, View, control, rows
from bot.dialogue.shop.interview.answers import unanswered_questions
from bot.dialogue.shop.plan.due import QUARTER
from bot.dialogue.shop.result.files import send_picture, send_report, share_picture
from bot.dialogue.shop.result.pages import (
    AtResult,
    begin_choices,
    more_choice,
    reading_choices,
    result_choice,
    steps_choice,
)
from bot.dialogue.shop.result.what_if import open_what_if
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.dialogue.shop.ways import (
    to_next_question,
    to_next_shop,
    to_overview,
    to_plan,
    to_sharing,
    to_unanswered,
    wipe_shop,
)
from bot.library.schema.content import Texts


@action("again_later")
def agree_to_invitation(turn: Turn) -> Session:
    """Have the shop invited to a new round after three months."""
    if turn.session.finished is None:
        raise Stale
    agreed = turn.session.model_copy(update={"again": turn.session.again or moment(turn.now, QUARTER)})
    return agreed.at(turn.session.place, turn.messages.followup.again.agreed.fill())


@action("again_off")
def decline_invitation(turn: Turn) -> Session:
    declined = turn.session.model_copy(update={"again": None})
    return declined.at(turn.session.place, turn.messages.followup.again.off.fill())


def more_page(at: AtResult) -> View:
    """List all that can be done with a result, beside what stands below it."""
    session, texts = at.session, at.texts
    overview = control(at.messages.controls.overview, to_overview.code(session))
    choices = [
        *reading_choices(session, texts),
        *_doing_choices(session, texts),
        *([overview] if session.run == at.finished.run else []),
        *([] if session.assisted else closing_choices(session, texts)),
    ]
    return View(at.messages.followup.more.fill(), (*rows(choices, 2), (result_choice(session, texts),)))


def ways_on(session: Session, context: Context) -> list[Choice]:
    """List what can be done with a result; the words of all of it work on every screen."""
    texts = context.texts(session)
    return [
        steps_choice(session, texts),
        *begin_choices(session, context),
        *reading_choices(session, texts),
        *_doing_choices(session, texts),
        report_choice(session, texts),
        *rest_choices(session, context),
        *closing_choices(session, texts),
        more_choice(session, texts),
    ]


def report_choice(session: Session, texts: Texts) -> Choice:
    """Send the report to print."""
    return control(texts.messages.followup.controls.report, send_report.code(session))


def rest_choices(session: Session, context: Context) -> list[Choice]:
    """Lead to what was left out of the result, or on with the new round; nothing where neither is."""
    controls, finished = context.texts(session).messages.controls, session.finished
    if finished and session.run > finished.run:
        return [control(controls.go_on, to_next_question.code(session))]
    if finished and unanswered_questions(session, context):
        return [control(controls.finish_questions, to_unanswered.code(session))]
    return []


def closing_choices(session: Session, texts: Texts) -> list[Choice]:
    """Offer the message after three months, or to do without it; to an advisor for a shop, the next shop."""
    if session.assisted:
        desk = texts.messages.desk.controls
        return [
            control(desk.next_shop, to_next_shop.code(session)),
            control(desk.wipe, wipe_shop.code(session), "danger"),
        ]
    controls = texts.messages.followup.controls
    if session.again is None:
        return [control(controls.again_later, agree_to_invitation.code(session))]
    return [control(controls.again_off, decline_invitation.code(session))]


def _doing_choices(session: Session, texts: Texts) -> list[Choice]:
    followup, campaign = texts.messages.followup, own_campaign(session)
    share = texts.messages.sharing.controls.share
    # A plan of another's shop would stay in the advisor's chat.
    planning = control(followup.plan_controls.plan, to_plan.code(session, ""))
    return [
        control(followup.controls.what_if, open_what_if.code(session)),
        *([] if session.assisted else [planning]),
        control(followup.controls.picture, send_picture.code(session)),
        *([control(share, to_sharing.code(session, campaign.organisation))] if campaign else []),
        control(followup.controls.share, share_picture.code(session)),
    ]
