"""The first page of the result: what goes well, the score, the comparison, the first step, and what to do."""

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Session, without_skipped
from bot.dialogue.core.speaking_hours import moment
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows
from bot.dialogue.core.wording import enumeration
from bot.dialogue.shop.interview.answers import open_questions
from bot.dialogue.shop.interview.rounds import moved_line
from bot.dialogue.shop.plan.due import QUARTER
from bot.dialogue.shop.result.files import send_picture, send_report
from bot.dialogue.shop.result.pages import AtResult, result_choices
from bot.dialogue.shop.result.score_words import score_lines, whole_advice
from bot.dialogue.shop.result.what_if import open_what_if
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.dialogue.shop.ways import (
    to_next_question,
    to_next_shop,
    to_overview,
    to_plan,
    to_sharing,
    wipe_shop,
)
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts
from scoring.model import Topic, TopicResult

MOST_CLAUSES = 3
"""So many things that go well are named, so that the message stays short."""


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


def summary_page(at: AtResult) -> View:
    moved = moved_line(at.session, at.context, at.finished)
    html = blocks(
        _doing(at),
        lines(*score_lines(at.context, at.finished, at.texts), moved),
        # Eight lines are what a phone shows at once.
        lines(_first_step(at), None if moved else whole_advice(at.finished, at.texts)),
    )
    return View(html, _rows(at))


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


def follow_ups(session: Session, texts: Texts) -> list[Choice]:
    """List what can be done with a result; their words work on every screen."""
    followup, campaign = texts.messages.followup, own_campaign(session)
    share = texts.messages.sharing.controls.share
    # A plan of another's shop would stay in the advisor's chat.
    planning = control(followup.plan_controls.plan, to_plan.code(session, ""))
    return [
        control(followup.controls.what_if, open_what_if.code(session)),
        *([] if session.assisted else [planning]),
        control(followup.controls.picture, send_picture.code(session)),
        control(followup.controls.report, send_report.code(session)),
        *([control(share, to_sharing.code(session, campaign.organisation))] if campaign else []),
    ]


def _rows(at: AtResult) -> Rows:
    session, controls = at.session, at.messages.controls
    pages, more = result_choices(session, at.texts), follow_ups(session, at.texts)
    if session.run > at.finished.run:
        more.append(control(controls.go_on, to_next_question.code(session)))
    elif open_questions(session, at.context):
        more.append(control(controls.finish_questions, to_next_question.code(session)))
    else:
        more.append(control(controls.overview, to_overview.code(session)))
    return rows([*pages, *more, *closing_choices(session, at.texts)], 2)


def _doing(at: AtResult) -> Html:
    """Say what goes well; where no channel is in use yet, what is used today, or that a start was made."""
    texts, result, word = at.texts, at.messages.result, at.messages.general.both
    doing = (texts.terms.topics[topic].doing.get(one.step) for topic, one in _heaviest(at))
    clauses = [clause for clause in doing if clause]
    if clauses:
        return result.doing.fill(doing=enumeration(clauses[:MOST_CLAUSES], word))
    today = without_skipped(at.finished.given).get("today", ())
    used = [text.label for option in today if option != "none" and (text := texts.option("today", option))]
    return result.doing_today.fill(doing=enumeration(used, word)) if used else result.doing_first.fill()


def _heaviest(at: AtResult) -> list[tuple[Topic, TopicResult]]:
    """List the topics' results, those that count most first."""
    weightings = at.context.content.questionnaire.topics
    return sorted(at.finished.result.topics.items(), key=lambda one: -weightings[one[0]].weight)


def _first_step(at: AtResult) -> Html:
    result = at.messages.result
    for step in at.finished.result.next_steps:
        card = at.context.content.card(step.id)
        if card is not None:
            return result.first_step.fill(minutes=card.minutes, title=at.texts.cards[step.id].title)
    return result.keep.fill()
