"""The overview of all answers."""

from bot.dialogue.core.actions import Belongs, Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.replies import Style
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Aside, Asking, Overview, Session
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows
from bot.dialogue.core.wording import answer_text
from bot.dialogue.shop.aside import leave_aside
from bot.dialogue.shop.interview.answers import (
    may_show_result,
    number_left,
    open_questions,
    question_place,
    questions_on_path,
    resume,
)
from bot.dialogue.shop.result.finish import finish
from bot.dialogue.shop.result.score_words import needed_line
from bot.dialogue.shop.ways import to_next_question, to_overview


@to_overview.to
def open_overview(turn: Turn) -> Session:
    return turn.session.at(Overview())


@to_next_question.to
def go_on(turn: Turn) -> Session:
    """Go on with the assessment: where a page beside it was opened from a question, at that question."""
    if isinstance(turn.session.place, Aside) and isinstance(turn.session.aside_from, Asking):
        return leave_aside(turn.session)
    return resume(turn.session, turn.context)


@action("change", Belongs.ASSESSMENT)
def change(turn: Turn, question: str) -> Session:
    """Open a question that was passed."""
    if question not in turn.session.given:
        raise Stale
    return turn.session.at(question_place(turn.session, question, changing=True))


@action("result", Belongs.ASSESSMENT)
def give_result(turn: Turn) -> Session:
    if not may_show_result(turn.session, turn.context):
        raise Stale
    return finish(turn.session, turn.context, turn.now)


class OverviewScreen(Screen[Overview]):
    place = Overview
    actions = (open_overview, go_on, change, give_result)

    def show(self, at: At[Overview]) -> View:
        """Show all answers so far, each with a button to change it."""
        session, context, texts = at.session, at.context, at.texts
        overview, controls = texts.messages.overview, texts.messages.controls
        passed = [one for one in questions_on_path(session, context) if one.id in session.given]
        waiting = number_left(session, context) if open_questions(session, context) else 0
        listing, choices = [], []
        for number, question in enumerate(passed, 1):
            name = texts.questions.questions[question.id].name
            words = answer_text(question.id, session.given[question.id], texts)
            listing.append(overview.line.fill(number=number, name=name, told=words))
            choices.append(Choice(name, change.code(session, question.id), (), number))
        intro = overview.intro_open.fill(waiting) if waiting else overview.intro_complete.fill()
        enough = may_show_result(session, context)
        needed = needed_line(context, session.answers, texts) if enough else None
        laid: list[tuple[Choice, ...]] = []
        if enough:
            style: Style | None = None if waiting else "primary"
            laid.append((control(controls.result, give_result.code(session), style),))
        if waiting:
            laid.append((control(controls.go_on, go_on.code(session), "primary"),))
        return View(blocks(intro, lines(*listing), needed, overview.how.fill()), (*laid, *rows(choices, 2)))
