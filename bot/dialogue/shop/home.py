"""What stands beside the assessment: the welcome, the privacy text, the choice of language."""

from typing import Literal

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Aside, Session
from bot.dialogue.core.view import Choice, View, blocks, control
from bot.dialogue.shop.interview.answers import open_questions, remaining
from bot.dialogue.shop.privacy import privacy_view
from bot.dialogue.shop.sharing.sharing import joined, practising
from bot.dialogue.shop.ways import count_result, end_trial
from bot.library.parsing.markup import Html
from bot.library.schema.content import LANGUAGES
from bot.library.schema.privacy import Subject

# A language is named in itself, so that its speakers recognise it.
NAMES = {"nl": "Nederlands", "en": "English"}


def started(session: Session, context: Context) -> bool:
    """Tell whether an assessment was begun that still has questions open."""
    return session.run > 0 and bool(session.given) and bool(open_questions(session, context))


def home_view(session: Session, context: Context) -> View:
    """Show the welcome, and what can be done from here."""
    messages = context.texts(session).messages
    controls, welcome = messages.controls, messages.welcome
    midway = started(session, context)
    choices: list[Choice] = []
    if midway:
        choices.append(control(controls.go_on, code("go_on", session.run)))
    if session.finished:
        choices.append(control(controls.result, code("page", session.finished.run, "result")))
    if _may_count(session):
        choices.append(control(messages.sharing.controls.count_mine, count_result.code(session)))
    again = controls.again if midway or session.finished else controls.begin
    choices.append(control(again, code("begin", session.run)))
    if practising(session):
        choices.append(control(messages.sharing.controls.demo_off, end_trial.code(session)))
    other = next(language for language in LANGUAGES if language != session.language)
    aside = (
        control(controls.privacy, code("aside", session.run, "privacy")),
        Choice(
            controls.other_language.label, code("language", session.run, other), controls.other_language.words
        ),
    )
    html = blocks(
        welcome.text.fill(organisation=context.organisation),
        messages.sharing.arrival.demo_at_home.fill() if practising(session) else None,
        _where(session, context, midway=midway),
    )
    return View(html, (*((choice,) for choice in choices), aside))


def _may_count(session: Session) -> bool:
    """Tell whether there is a result from before the campaign's link was opened."""
    campaign, finished = joined(session), session.finished
    return campaign is not None and finished is not None and campaign.uncounted == finished.run


def _where(session: Session, context: Context, *, midway: bool) -> Html | None:
    welcome = context.texts(session).messages.welcome
    if midway:
        return welcome.midway.fill(remaining(session, context))
    if session.finished is None:
        return None
    overall = session.finished.result.overall
    return welcome.finished.fill(score=overall.score) if overall else welcome.finished_without_score.fill()


def aside(session: Session, page: Literal["privacy", "language"], subject: Subject | None = None) -> Session:
    """Open a page beside the assessment, and remember where from."""
    place = session.place
    came_from = session.aside_from if isinstance(place, Aside) else place
    return session.model_copy(update={"aside_from": came_from}).at(Aside(page=page, subject=subject))


def aside_view(session: Session, context: Context, place: Aside) -> View:
    """Show a page of the privacy text, or the languages."""
    messages = context.texts(session).messages
    if place.page == "privacy":
        going_on = control(messages.controls.go_on, code("go_on", session.run))
        ways = [going_on] if started(session, context) else []
        if session.finished:
            page = code("page", session.finished.run, "result")
            ways.append(control(messages.controls.to_result, page))
        ways.append(control(messages.controls.home, code("home", session.run)))
        return privacy_view(session, context, place.subject, ways)
    choices = [Choice(NAMES[language], code("language", session.run, language)) for language in LANGUAGES]
    return View(messages.language.fill(), (tuple(choices),))
