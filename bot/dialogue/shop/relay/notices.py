"""What a chat is told of what happened in another."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.replies import Keyboard, Message, Passed, Reply
from bot.dialogue.core.session import Session
from bot.dialogue.core.view import control, keyboard_of, lines
from bot.dialogue.shop.relay.screen import answer_thread, end_thread
from bot.library.parsing.markup import Html, as_html, plain
from bot.library.schema.base import Control
from bot.records.notices import Ended, Notice, Question, Shared, Undelivered
from bot.records.notices import Reply as Answered

LONGEST_CAPTION = 1_024
"""UTF-16 code units that Telegram takes under a picture."""


def notice_replies(session: Session, notice: Notice, context: Context) -> tuple[Reply, ...]:
    """Give what is said of a notice, beside what is on screen."""
    sharing = context.texts(session).messages.sharing
    said, controls = sharing.notices, sharing.controls
    match notice:
        case Question():
            title = said.question_changed if notice.said.changed else said.question
            head = title.fill(thread=notice.thread, who=notice.who or said.a_shop.fill())
            keyboard = _keyboard(session, notice.thread, controls.reply, controls.end)
            return _relayed_replies(head, notice, said.how.fill(thread=notice.thread), keyboard)
        case Answered():
            title = said.reply_changed if notice.said.changed else said.reply
            head = title.fill(organisation=notice.organisation)
            keyboard = _keyboard(session, notice.thread, controls.reply_again, controls.end)
            return _relayed_replies(head, notice, said.how.fill(thread=notice.thread), keyboard)
        case Undelivered():
            return (Message(html=undelivered_note(session, notice, context)),)
        case Ended():
            return (Message(html=_end_note(session, notice, context)),)
        case Shared():
            named = said.shared.fill(who=notice.who) if notice.who else said.shared_nameless.fill()
            return (Message(html=named),)


def _keyboard(session: Session, thread: int, answer: Control, end: Control) -> Keyboard:
    reply = control(answer, answer_thread.code(session, thread))
    return keyboard_of(((reply, control(end, end_thread.code(session, thread))),))


def _relayed_replies(
    head: Html, notice: Question | Answered, how: Html, keyboard: Keyboard
) -> tuple[Reply, ...]:
    """Give what another person said, with the buttons under the last of it."""
    said, thread = notice.said, notice.thread
    words = lines(head, as_html(said.text))
    html = f"{words}\n\n<i>{how}</i>"
    if said.photo is None:
        return (Message(html=html, keyboard=keyboard, thread=thread),)
    if said.more:
        # The first of them says how to answer.
        return (Passed(file_id=said.photo, caption=words, is_file=said.is_file, thread=thread),)
    if len(plain(html).encode("utf-16-le")) // 2 <= LONGEST_CAPTION:
        whole = Passed(
            file_id=said.photo, caption=html, keyboard=keyboard, is_file=said.is_file, thread=thread
        )
        return (whole,)
    passed = Passed(file_id=said.photo, caption=head, is_file=said.is_file, thread=thread)
    return (passed, Message(html=html, keyboard=keyboard, thread=thread))


def undelivered_note(session: Session, notice: Undelivered, context: Context) -> Html:
    """Say that what this person wrote did not arrive."""
    said = context.texts(session).messages.sharing.notices
    if notice.to_shop:
        return said.not_to_shop.fill(thread=notice.thread, who=notice.who or said.a_shop.fill())
    return said.not_to_advisors.fill(organisation=notice.who)


def _end_note(session: Session, notice: Ended, context: Context) -> Html:
    said = context.texts(session).messages.sharing.notices
    if notice.by_shop:
        return said.ended_by_shop.fill(thread=notice.thread, who=notice.who or said.a_shop.fill())
    return said.ended_by_advisor.fill(organisation=notice.who)
