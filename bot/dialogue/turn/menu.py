"""The menu of commands of a chat's own: of whom has a role, or chose another language than the app's."""

import hashlib

from bot.dialogue.admin.queries import Administers
from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Command, Event, Text
from bot.dialogue.core.events import Tap as Tapped
from bot.dialogue.core.queries import Advises
from bot.dialogue.core.replies import Menu, Reply
from bot.dialogue.core.session import Session
from bot.dialogue.turn.commands import Role, menu_commands
from bot.library.schema.content import Language
from bot.records.writes import BecomeAdmin, Join, Write


def app_language(tag: str | None) -> Language:
    """Tell which of our languages an app shows: English, or else Dutch."""
    return "en" if (tag or "").lower().startswith("en") else "nl"


def menu_after(
    before: Session, after: Session, event: Event, context: Context, writes: tuple[Write, ...]
) -> tuple[Session, tuple[Reply, ...]]:
    """Bring a chat's menu to what it is now; looked at where a role or a language may have come or gone."""
    joins = any(isinstance(write, Join | BecomeAdmin) for write in writes)
    chose = before.language_set and before.language != after.language
    if not (isinstance(event, Command) or (isinstance(event, Tapped | Text) and (joins or chose))):
        return after, ()
    own = _own_commands(after, event, context, writes)
    named = hashlib.sha256(repr(own).encode()).hexdigest()[:12] if own else ""
    if named == after.menu:
        return after, ()
    return after.model_copy(update={"menu": named}), (Menu(commands=own),)


def _own_commands(
    session: Session, event: Event, context: Context, writes: tuple[Write, ...]
) -> tuple[tuple[str, str], ...]:
    """List the commands of this chat; none where it has those of all."""
    roles: list[Role] = []
    if any(isinstance(write, Join) for write in writes) or context.facts.ask(Advises()):
        roles.append("advisor")
    if any(isinstance(write, BecomeAdmin) for write in writes) or context.facts.ask(Administers()):
        roles.append("admin")
    if not roles and session.language == app_language(event.language_code):
        return ()
    return menu_commands(context, session.language, roles)
