"""The commands, each with its name in both languages; all names work in either."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from bot.dialogue.admin.screen import open_admin
from bot.dialogue.advisor.links import open_links
from bot.dialogue.console.screen import open_console
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.session import Aside, Desk, Home, MyData, Overview, Planning, Reading, Session, Sharing
from bot.dialogue.core.view import lines
from bot.dialogue.shop.aside import leave_aside, open_aside
from bot.dialogue.shop.interview import answers as interview
from bot.dialogue.shop.relay.screen import ask_by_command, reply_by_command
from bot.dialogue.shop.result.finish import finish
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.dialogue.turn.arrival import arrive
from bot.library.parsing.markup import Html
from bot.library.schema.base import Control
from bot.library.schema.content import Language
from bot.library.schema.messages import Messages

Run = Callable[[Turn], Session]
Role = Literal["advisor", "admin"]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its names by language, what it does, and the button whose words stand for it."""

    names: dict[Language, str]
    run: Run
    control: Callable[[Messages], Control] | None
    """None where the name alone stands for it: commands of advisors, who are few."""
    of: tuple[Role, ...] = ()
    """For whom alone it is; empty for all."""

    @property
    def is_listed(self) -> bool:
        """Tell whether it stands in the menu that Telegram shows to all."""
        return not self.of


def _start(turn: Turn) -> Session:
    return arrive(turn) if turn.argument else turn.session.at(Home())


def _desk(page: str) -> Run:
    return lambda turn: turn.session.at(Desk(page=page))


def _result(turn: Turn) -> Session:
    return _reading(turn, "result")


def _advice(turn: Turn) -> Session:
    return _reading(turn, "advice")


def _reading(turn: Turn, page: str) -> Session:
    """Show a page of the result: of this round where it may be shown, else of the last one finished."""
    finished = turn.session.finished
    if turn.session.given and interview.may_show_result(turn.session, turn.context):
        return finish(turn.session, turn.context, turn.now).at(Reading(page=page))
    messages = turn.messages
    if finished is None:
        return _not_yet(turn, messages.interview.too_early.fill())
    again = (messages.result.new_round.fill(),) if turn.session.run > finished.run else ()
    return turn.session.at(Reading(page=page), *again)


def _not_yet(turn: Turn, note: Html) -> Session:
    """Say that it is too early, above the question that is due or the welcome."""
    session = turn.session
    return interview.resume(session, turn.context, note) if session.run else session.at(Home(), note)


def _answers(turn: Turn) -> Session:
    if turn.session.given:
        return turn.session.at(Overview())
    return _not_yet(turn, turn.messages.general.nothing_answered.fill())


def _language(turn: Turn) -> Session:
    return open_aside(turn.session, "language")


def _privacy(turn: Turn) -> Session:
    return open_aside(turn.session, "privacy")


def _plan(turn: Turn) -> Session:
    return turn.session.at(Planning())


def _my_data(turn: Turn) -> Session:
    return turn.session.at(MyData())


def _forget(turn: Turn) -> Session:
    return turn.session.at(MyData(forgetting=True))


def _share(turn: Turn) -> Session:
    return turn.session.at(Sharing())


def _help(turn: Turn) -> Session:
    text = turn.messages.help.fill()
    back = leave_aside(turn.session) if isinstance(turn.session.place, Aside) else turn.session
    return back.at(back.place, text)


COMMANDS = (
    Command({"nl": "start", "en": "start"}, _start, lambda said: said.controls.home),
    Command({"nl": "resultaat", "en": "result"}, _result, lambda said: said.controls.result),
    Command({"nl": "advies", "en": "advice"}, _advice, lambda said: said.controls.advice),
    Command({"nl": "plan", "en": "plan"}, _plan, lambda said: said.followup.plan_controls.plan),
    Command({"nl": "antwoorden", "en": "answers"}, _answers, lambda said: said.controls.overview),
    Command({"nl": "taal", "en": "language"}, _language, lambda said: said.controls.other_language),
    Command({"nl": "mijngegevens", "en": "mydata"}, _my_data, lambda said: said.followup.controls.my_data),
    Command({"nl": "vergeet", "en": "forget"}, _forget, lambda said: said.followup.controls.forget),
    Command({"nl": "privacy", "en": "privacy"}, _privacy, lambda said: said.controls.privacy),
    # Without a button's words: "vraag" and "delen" stand in many a sentence that asks for advice.
    Command({"nl": "delen", "en": "share"}, _share, None),
    Command({"nl": "vraag", "en": "ask"}, ask_by_command, None),
    Command({"nl": "antwoord", "en": "reply"}, reply_by_command, None, of=("advisor",)),
    Command({"nl": "link", "en": "links"}, open_links, None, of=("advisor",)),
    Command({"nl": "groep", "en": "group"}, _desk("group"), None, of=("advisor",)),
    Command({"nl": "console", "en": "console"}, open_console, None, of=("advisor", "admin")),
    Command({"nl": "admin", "en": "admin"}, open_admin, None, of=("admin",)),
    Command({"nl": "help", "en": "help"}, _help, lambda said: said.controls.help),
)


def command_by_name(name: str) -> Command | None:
    """Find a command by its name in either language."""
    return next((command for command in COMMANDS if name in command.names.values()), None)


def word(name: str, language: Language) -> str:
    """Give what is typed for a command in a language, by its name in either."""
    command = command_by_name(name)
    return command.names[language] if command else name


def menu_commands(
    context: Context, language: Language, roles: Collection[Role] = ()
) -> tuple[tuple[str, str], ...]:
    """List name and description of each command, for the menu in that language; those of roles first."""
    texts = context.content.texts[language].messages.commands
    own = [command for command in COMMANDS if set(command.of) & set(roles)]
    names = [command.names[language] for command in (*own, *(one for one in COMMANDS if one.is_listed))]
    return tuple((name, texts[name]) for name in names)


def profile(context: Context, language: Language) -> tuple[str, str]:
    """Give the bot's description and short description in a language."""
    messages = context.content.texts[language].messages
    return messages.description, messages.short_description


def reaching(session: Session, context: Context) -> Html:
    """Say how to reach the organisation, and its advisor where the shop came by a link."""
    general = context.texts(session).messages.general
    way = general.person.fill(organisation=context.organisation, contact=context.privacy_contact)
    advisor = (
        general.person_ask.fill(command=word("ask", session.language)) if own_campaign(session) else None
    )
    return lines(way, advisor)
