"""What each button does. A tap and a typed word come here alike."""

from collections.abc import Callable

from bot.dialogue import interview
from bot.dialogue.context import Context, Turn
from bot.dialogue.result import finish
from bot.dialogue.screen import known_page
from bot.dialogue.session import Aside, Asking, Home, Overview, Reading, Session
from content.schema import LANGUAGES
from scoring.model import Question


class Stale(Exception):
    """The button belongs to something earlier, and what it would do no longer holds."""


class Repeated(Exception):
    """The button's effect stands already, as after a double tap."""


Do = Callable[[Turn], Session]


def act(turn: Turn) -> Session:
    """Do what a button says; raises Stale or Repeated."""
    do = _VERBS.get(turn.action.verb)
    if do is None:
        raise Stale
    return do(turn)


def _asking(turn: Turn) -> tuple[Asking, Question]:
    """Find the question on screen that the button belongs to; raises Stale."""
    place = turn.session.place
    question = turn.context.content.questionnaire.question(turn.action.question)
    if (
        turn.action.run != turn.session.run
        or not isinstance(place, Asking)
        or question is None
        or place.question != question.id
    ):
        raise Stale
    return place, question


def _answer(turn: Turn) -> Session:
    option = turn.action.args[1] if len(turn.action.args) > 1 else ""
    try:
        _, question = _asking(turn)
    except Stale:
        if turn.action.run == turn.session.run and turn.session.given.get(turn.action.question) == option:
            raise Repeated from None
        raise
    if question.several or question.option(option) is None:
        raise Stale
    return interview.record(turn.session, turn.context, question, option)


def _tick(turn: Turn) -> Session:
    place, question = _asking(turn)
    if len(turn.action.args) != 3 or not question.several:
        raise Stale
    return interview.toggle(turn.session, place, question, turn.action.args[1], on=turn.action.args[2] == "1")


def _done(turn: Turn) -> Session:
    place, question = _passing(turn)
    if not place.picked:
        return turn.session.at(place, turn.messages.interview.pick_first.fill())
    return interview.record(turn.session, turn.context, question, place.picked)


def _skip(turn: Turn) -> Session:
    _, question = _passing(turn)
    return interview.record(turn.session, turn.context, question, None)


def _keep(turn: Turn) -> Session:
    _, question = _passing(turn)
    if question.id not in turn.session.given:
        raise Stale
    return interview.record(turn.session, turn.context, question, turn.session.given[question.id])


def _passing(turn: Turn) -> tuple[Asking, Question]:
    """Find the question on screen; raises Repeated where the same button passed it just before."""
    try:
        return _asking(turn)
    except Stale:
        if turn.action.run == turn.session.run and turn.action.question in turn.session.given:
            raise Repeated from None
        raise


def _back(turn: Turn) -> Session:
    try:
        place, _ = _asking(turn)
    except Stale:
        earlier = interview.previous(turn.session, turn.context, turn.action.question)
        place_now = turn.session.place
        if (
            turn.action.run == turn.session.run
            and isinstance(place_now, Asking)
            and earlier
            and earlier.id == place_now.question
        ):
            raise Repeated from None
        raise
    return interview.back(turn.session, turn.context, place)


def _help(turn: Turn) -> Session:
    place, _ = _asking(turn)
    return turn.session.at(place.model_copy(update={"helping": True}), *turn.session.notes)


def _begin(turn: Turn) -> Session:
    if turn.action.run + 1 == turn.session.run and not turn.session.given:
        raise Repeated
    if turn.action.run != turn.session.run:
        raise Stale
    return interview.begin(turn.session, turn.context)


def _go_on(turn: Turn) -> Session:
    _same_run(turn)
    return interview.resume(turn.session, turn.context)


def _overview(turn: Turn) -> Session:
    _same_run(turn)
    return turn.session.at(Overview())


def _change(turn: Turn) -> Session:
    _same_run(turn)
    if turn.action.question not in turn.session.given:
        raise Stale
    return turn.session.at(interview.asking(turn.session, turn.action.question, changing=True))


def _result(turn: Turn) -> Session:
    _same_run(turn)
    if not interview.may_show_result(turn.session, turn.context):
        raise Stale
    return finish(turn.session, turn.context, turn.now)


def _page(turn: Turn) -> Session:
    page = ":".join(turn.action.args)
    if (
        turn.session.finished is None
        or turn.session.finished.run != turn.action.run
        or not known_page(turn.session, turn.context, page)
    ):
        raise Stale
    return turn.session.at(Reading(page=page))


def _home(turn: Turn) -> Session:
    return turn.session.at(Home())


def _aside(turn: Turn) -> Session:
    return turn.session.at(Aside(page="privacy"))


def _language(turn: Turn) -> Session:
    language = next((language for language in LANGUAGES if turn.action.args == (language,)), None)
    if language is None:
        raise Stale
    chosen = turn.session.model_copy(update={"language": language, "language_set": True})
    return (
        after_aside(chosen, turn.context)
        if isinstance(turn.session.place, Aside)
        else chosen.at(turn.session.place)
    )


def after_aside(session: Session, context: Context) -> Session:
    """Go back from a page beside the assessment to where it stands."""
    if session.run > 0 and interview.open_questions(session, context):
        return interview.resume(session, context)
    return session.at(Reading() if session.finished else Home())


def _same_run(turn: Turn) -> None:
    if turn.action.run != turn.session.run or turn.session.run == 0:
        raise Stale


_VERBS: dict[str, Do] = {
    "answer": _answer,
    "tick": _tick,
    "done": _done,
    "skip": _skip,
    "keep": _keep,
    "back": _back,
    "help": _help,
    "begin": _begin,
    "go_on": _go_on,
    "overview": _overview,
    "change": _change,
    "result": _result,
    "page": _page,
    "home": _home,
    "aside": _aside,
    "language": _language,
}
