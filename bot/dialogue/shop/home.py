"""The welcome."""

from bot.dialogue.core.context import Turn
from bot.dialogue.core.replies import Style
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Home, Session
from bot.dialogue.core.view import Choice, View, blocks, control
from bot.dialogue.shop.aside import set_language
from bot.dialogue.shop.counting import count_earlier_result, leave_trial
from bot.dialogue.shop.interview.answers import is_under_way, number_left
from bot.dialogue.shop.privacy import open_privacy
from bot.dialogue.shop.sharing.sharing import own_campaign, practising
from bot.dialogue.shop.ways import to_begin, to_home, to_next_question, to_page
from bot.library.parsing.markup import Html
from bot.library.schema.content import LANGUAGES


@to_home.to
def go_home(turn: Turn) -> Session:
    return turn.session.at(Home())


class HomeScreen(Screen[Home]):
    place = Home
    actions = (go_home, count_earlier_result, leave_trial)

    def show(self, at: At[Home]) -> View:
        """Show the welcome, and what can be done from here."""
        session, messages = at.session, at.messages
        midway, practice = is_under_way(session, at.context), practising(session)
        html = blocks(
            messages.welcome.text.fill(organisation=at.context.organisation),
            messages.sharing.arrival.demo_at_home.fill() if practice else None,
            _standing(at, midway=midway),
        )
        other = next(language for language in LANGUAGES if language != session.language)
        words = messages.controls.other_language
        aside = (
            control(messages.controls.privacy, open_privacy.code(session, "privacy")),
            control(words, set_language.code(session, other)),
        )
        return View(html, (*((choice,) for choice in _ways(at, midway=midway)), aside))


def _ways(at: At[Home], *, midway: bool) -> list[Choice]:
    session, controls, sharing = at.session, at.messages.controls, at.messages.sharing.controls
    ways: list[Choice] = []
    if midway:
        ways.append(control(controls.go_on, to_next_question.code(session), "primary"))
    if session.finished:
        style: Style | None = None if midway else "primary"
        ways.append(control(controls.result, to_page.code(session, "result"), style))
    if _may_count(session):
        ways.append(control(sharing.count_mine, count_earlier_result.code(session)))
    if midway or session.finished:
        ways.append(control(controls.again, to_begin.code(session)))
    else:
        ways.append(control(controls.begin, to_begin.code(session), "primary"))
    if practising(session):
        ways.append(control(sharing.demo_off, leave_trial.code(session)))
    return ways


def _may_count(session: Session) -> bool:
    """Tell whether there is a result from before the campaign's link was opened."""
    campaign, finished = own_campaign(session), session.finished
    return campaign is not None and finished is not None and campaign.uncounted == finished.run


def _standing(at: At[Home], *, midway: bool) -> Html | None:
    """Say how many questions are left, or what the score is."""
    welcome, finished = at.messages.welcome, at.session.finished
    if midway:
        return welcome.midway.fill(number_left(at.session, at.context))
    if finished is None:
        return None
    overall = finished.result.overall
    return welcome.finished.fill(score=overall.score) if overall else welcome.finished_without_score.fill()
