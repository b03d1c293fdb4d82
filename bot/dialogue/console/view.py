"""Whether a browser may sign in to the console."""

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.queries import SignIn
from bot.dialogue.core.session import Admitting, Session
from bot.dialogue.core.view import View, control


def admitting_view(session: Session, context: Context, place: Admitting) -> View:
    """Name the browser that shows a code, and ask whether it is one's own."""
    messages = context.texts(session).messages
    said, asking = messages.console, context.facts.ask(SignIn(place.code))
    if asking is None:
        return View(said.unknown.fill(), ((control(messages.controls.home, code("home", session.run)),),))
    html = said.asking.fill(browser=asking.browser, place=asking.place or said.somewhere)
    let_in = control(said.controls.let_in, code("console_yes", session.run, place.code))
    refuse = control(said.controls.refuse, code("console_no", session.run, place.code))
    return View(html, ((let_in,), (refuse,)))
