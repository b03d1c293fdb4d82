"""Typed text: the choices on screen first, then the commands' words. Typing does all that tapping does."""

from bot.dialogue import commands
from bot.dialogue.actions import Repeated, Stale, act
from bot.dialogue.codes import code, parse
from bot.dialogue.context import Context, Turn
from bot.dialogue.events import Text
from bot.dialogue.match import match, match_several
from bot.dialogue.result_view import result_choices
from bot.dialogue.screen import view
from bot.dialogue.session import Asking, Session
from bot.dialogue.told import listed
from bot.dialogue.view import Choice, control
from content.markup import Html

# A longer text is no answer to a question of ours, and comparing it costs more than it can bring.
LONGEST = 200


def typed(session: Session, event: Text, context: Context) -> Session | None:
    """Do what a text says; None where the person wants to stop."""
    if len(event.text) > LONGEST:
        return _not_understood(session, context)
    choices = tuple(view(session, context).choices)
    several = isinstance(session.place, Asking) and _ticks(event.text, choices)
    if several:
        return _chosen(session, several, event, context)
    found = match(event.text, choices)
    if len(found) == 1:
        return _chosen(session, found, event, context)
    if found:
        return _which(session, found, context)
    return _command_words(session, event, context)


def _ticks(text: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Find the options of a list such as "1, 3 en facebook"; none unless each part means just one."""
    options = [choice for choice in choices if choice.code.startswith("tick:")]
    found = match_several(text, options) if options else ()
    return tuple(dict.fromkeys(one[0] for one in found)) if all(len(one) == 1 for one in found) else ()


def _chosen(session: Session, choices: tuple[Choice, ...], event: Text, context: Context) -> Session:
    for choice in choices:
        action = parse(choice.code)
        # A list only adds: what was ticked before and is named again stays ticked.
        if len(choices) > 1 and action.verb == "tick" and action.args[-1] == "0":
            continue
        try:
            session = act(Turn(session, context, event.now, action))
        except (Stale, Repeated):
            continue
    return session


def _which(session: Session, found: tuple[Choice, ...], context: Context) -> Session:
    general = context.texts(session).messages.general
    options = listed([f"‘{choice.shown}’" for choice in found], general.either)
    return session.at(session.place, general.which.fill(options=options))


def _command_words(session: Session, event: Text, context: Context) -> Session | None:
    controls = context.texts(session).messages.controls
    choices = [
        Choice(
            getattr(controls, command.control).label,
            name,
            (*getattr(controls, command.control).words, *names),
        )
        for command in commands.COMMANDS
        for names in (tuple(command.names.values()),)
        for name in names[:1]
    ]
    stop = Choice(controls.stop.label, "stop", controls.stop.words)
    pages = tuple(result_choices(session, context)) if session.finished else ()
    if session.run:
        pages += (control(controls.go_on, code("go_on", session.run)),)
    found = match(event.text, (*choices, stop, *pages))
    if len(found) != 1:
        return _not_understood(session, context)
    if found[0] is stop:
        return None
    if found[0] in pages:
        return _chosen(session, found, event, context)
    command = commands.named(found[0].code)
    return command.run(Turn(session, context, event.now)) if command else None


def _not_understood(session: Session, context: Context) -> Session:
    note: Html = context.texts(session).messages.general.not_understood.fill()
    return session.at(session.place, note)
