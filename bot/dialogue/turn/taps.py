"""What each button does. A tap and a typed word come here alike."""

from collections.abc import Iterable

from bot.dialogue.admin import taps as admin_actions
from bot.dialogue.advisor.assist import ask_next_shop
from bot.dialogue.core.callbacks import parse
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.session import Aside, Asking, Home, Overview, Reading, Session
from bot.dialogue.core.verbs import Repeated, Stale, Verbs, same_run
from bot.dialogue.core.view import Choice
from bot.dialogue.shop import followup_taps as followup_actions
from bot.dialogue.shop import privacy_taps as privacy_actions
from bot.dialogue.shop import receipt_taps as receipt_actions
from bot.dialogue.shop import trade as trading
from bot.dialogue.shop.interview import answers as interview
from bot.dialogue.shop.result.finish import finish
from bot.dialogue.shop.settle import settle
from bot.dialogue.turn.screen import known_page
from bot.dialogue.turn.screens import ACTIONS
from bot.library.schema.content import LANGUAGES
from scoring.model import Question


def act(turn: Turn) -> Session:
    """Do what a button says; raises Stale or Repeated."""
    action = ACTIONS.get(turn.action.verb)
    if action is not None:
        return action.press(turn)
    do = _VERBS.get(turn.action.verb)
    if do is None:
        raise Stale
    return do(turn)


def pressed(turn: Turn, choices: Iterable[Choice]) -> tuple[Session, str]:
    """Press buttons one by one; gives the session after them, and the verb of the last that did something."""
    session, verb = turn.session, ""
    for choice in choices:
        action = parse(choice.code)
        try:
            session = act(Turn(session, turn.context, turn.now, action, turn.nonce))
        except (Stale, Repeated):
            continue
        verb = action.verb
    return session, verb


def _asking(turn: Turn) -> tuple[Asking, Question]:
    """Find the question on screen that the button belongs to; raises Stale."""
    place, question = turn.session.place, _question(turn)
    if not isinstance(place, Asking) or place.question != question.id:
        raise Stale
    return place, question


def _question(turn: Turn) -> Question:
    """Find the question of the assessment in hand that the button belongs to; raises Stale."""
    same_run(turn)
    named = turn.action.question
    question = next((one for one in interview.asked(turn.session, turn.context) if one.id == named), None)
    if question is None:
        raise Stale
    return question


def _answered(turn: Turn, question: Question, answer: interview.Answer) -> Session:
    """Take an answer, whatever is on screen by now: what somebody tapped on a screen of before counts too."""
    session, place = turn.session, turn.session.place
    if isinstance(place, Asking) and place.question == question.id:
        return interview.record(session, turn.context, question, answer)
    if question.id in session.given and session.given[question.id] == answer:
        raise Repeated
    return interview.replace(session, turn.context, question, answer)


def _answer(turn: Turn) -> Session:
    option, question = turn.action.args[1] if len(turn.action.args) > 1 else "", _question(turn)
    if question.several or question.option(option) is None:
        raise Stale
    return _answered(turn, question, option)


def _tick(turn: Turn) -> Session:
    question = _question(turn)
    if len(turn.action.args) != 3 or not question.several:
        raise Stale
    session = _opened(turn.session, question)
    place = session.place
    if not isinstance(place, Asking):
        raise Stale
    return interview.toggle(session, place, question, turn.action.args[1], on=turn.action.args[2] == "1")


def _done(turn: Turn) -> Session:
    question = _question(turn)
    session = turn.session
    place = session.place
    if not isinstance(place, Asking) or place.question != question.id:
        if question.id in session.given:
            raise Repeated
        # What was ticked there went when it was left.
        return _opened(session, question)
    if not place.picked:
        return session.at(place, turn.messages.interview.pick_first.fill())
    return interview.record(session, turn.context, question, place.picked)


def _skip(turn: Turn) -> Session:
    return _answered(turn, _question(turn), None)


def _keep(turn: Turn) -> Session:
    question = _question(turn)
    before = interview.before(turn.session, question)
    if before is None:
        raise Stale
    return _answered(turn, question, before.answer)


def _opened(session: Session, question: Question) -> Session:
    """Open a question, where another is on screen or none."""
    if isinstance(session.place, Asking) and session.place.question == question.id:
        return session
    return session.at(interview.asking(session, question.id, changing=question.id in session.given))


def _back(turn: Turn) -> Session:
    try:
        place, _ = _asking(turn)
    except Stale:
        if turn.action.run == turn.session.run and isinstance(turn.session.place, Overview):
            raise Repeated from None
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
    if turn.session.assisted:
        # Each shop is asked first.
        return ask_next_shop(turn)
    return interview.begin(turn.session, turn.context, turn.now)


def _go_on(turn: Turn) -> Session:
    same_run(turn)
    if isinstance(turn.session.place, Aside) and isinstance(turn.session.aside_from, Asking):
        return after_aside(turn.session, turn.context)
    return interview.resume(turn.session, turn.context)


def _overview(turn: Turn) -> Session:
    same_run(turn)
    return turn.session.at(Overview())


def _change(turn: Turn) -> Session:
    same_run(turn)
    if turn.action.question not in turn.session.given:
        raise Stale
    return turn.session.at(interview.asking(turn.session, turn.action.question, changing=True))


def _result(turn: Turn) -> Session:
    same_run(turn)
    if not interview.may_show_result(turn.session, turn.context):
        raise Stale
    return finish(turn.session, turn.context, turn.now)


def _page(turn: Turn) -> Session:
    page = ":".join(turn.action.args)
    run = turn.session.finished.run if turn.session.finished else 0
    if run != turn.action.run or not known_page(turn.session, turn.context, page):
        raise Stale
    return turn.session.at(Reading(page=page))


def _home(turn: Turn) -> Session:
    return turn.session.at(Home())


def _language(turn: Turn) -> Session:
    language = next((language for language in LANGUAGES if turn.action.args == (language,)), None)
    if language is None:
        raise Stale
    chosen = turn.session.model_copy(update={"language": language, "language_set": True})
    if isinstance(turn.session.place, Aside):
        return after_aside(chosen, turn.context)
    return chosen.at(turn.session.place)


def after_aside(session: Session, context: Context) -> Session:
    """Go back from a page beside the assessment to where it was opened from."""
    back = session.model_copy(update={"aside_from": None})
    return settle(back.at(session.aside_from or Home()), context)


_VERBS: Verbs = {
    **followup_actions.VERBS,
    **trading.VERBS,
    **privacy_actions.VERBS,
    **receipt_actions.VERBS,
    **admin_actions.VERBS,
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
    "language": _language,
}
