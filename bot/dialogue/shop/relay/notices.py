"""What a chat is told of what happened in another."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.replies import Button, Keyboard, Message, Passed, Reply
from bot.dialogue.core.session import Session
from bot.dialogue.core.view import lines
from bot.dialogue.shop.relay.screen import answer_thread, end_thread
from bot.library.parsing.markup import Html, as_html, plain
from bot.library.schema.base import Control
from bot.records.notices import Ended, Notice, Question, Shared
from bot.records.notices import Reply as Answered

LONGEST_CAPTION = 1_024
"""UTF-16 code units that Telegram takes under a picture."""


def notice_replies(session: Session, notice: Notice, context: Context) -> tuple[Reply, ...]:
    """Give what is said of a notice, beside what is on screen."""
    sharing = context.texts(session).messages.sharing
    said, controls = sharing.notices, sharing.controls
    match notice:
        case Question():
            head = said.question.fill(thread=notice.thread, who=notice.who or said.a_shop.fill())
            keyboard = _keyboard(session, notice.thread, controls.reply, controls.end)
            return _relayed_replies(head, notice, said.how.fill(thread=notice.thread), keyboard)
        case Answered():
            head = said.reply.fill(organisation=notice.organisation)
            keyboard = _keyboard(session, notice.thread, controls.reply_again, controls.end)
            return _relayed_replies(head, notice, said.how.fill(thread=notice.thread), keyboard)
        case Ended():
            return (Message(html=_end_note(session, notice, context)),)
        case Shared():
            named = said.shared.fill(who=notice.who) if notice.who else said.shared_nameless.fill()
            return (Message(html=named),)


def _keyboard(session: Session, thread: int, answer: Control, end: Control) -> Keyboard:
    reply = Button(label=answer.label, code=answer_thread.code(session, thread))
    return ((reply, Button(label=end.label, code=end_thread.code(session, thread))),)


def _relayed_replies(
    head: Html, notice: Question | Answered, how: Html, keyboard: Keyboard
) -> tuple[Reply, ...]:
    """Give what another person said, with the buttons under the last of it."""
    said, thread = notice.said, notice.thread
    words = lines(head, as_html(said.text))
    html = f"{words}\n\n<i>{how}</i>"
    if said.photo is None:
        return (Message(html=html, keyboard=keyboard, thread=thread),)
    if len(plain(html).encode("utf-16-le")) // 2 <= LONGEST_CAPTION:
        return (Passed(file_id=said.photo, caption=html, keyboard=keyboard, thread=thread),)
    return (
        Passed(file_id=said.photo, caption=head, thread=thread),
        Message(html=html, keyboard=keyboard, thread=thread),
    )


def _end_note(session: Session, notice: Ended, context: Context) -> Html:
    said = context.texts(session).messages.sharing.notices
    if notice.by_shop:
        return said.ended_by_shop.fill(thread=notice.thread, who=notice.who or said.a_shop.fill())
    return said.ended_by_advisor.fill(organisation=notice.who)
