"""Writes about conversations between a shop and an organisation's advisors."""

from typing import Literal, NamedTuple

from bot.records.notices import Ended, Question, Reply
from bot.records.writes import Answer, Ask, EndThread
from bot.storage.groups.actor import Actor
from bot.storage.groups.notices import tell, tell_advisors


class _Thread(NamedTuple):
    """A thread that goes on, seen by one of those in it."""

    shop: int
    organisation: int
    organisation_name: str
    who: str
    side: Literal["shop", "advisor"]


def ask(actor: Actor, write: Ask) -> None:
    """Relay a shop's message, in the thread of the two; not where an advisor ended that."""
    if not actor.came_by(write.organisation):
        return
    thread = actor.row(
        "INSERT INTO threads (bot_id, chat_id, organisation, who) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (bot_id, chat_id, organisation) DO UPDATE SET who = excluded.who, ended_by = NULL "
        "WHERE coalesce(threads.ended_by, '') <> 'advisor' "
        "RETURNING id",
        *actor.key,
        write.organisation,
        write.who,
    )
    if thread:
        question = Question(thread=thread[0], who=write.who, said=write.said)
        tell_advisors(actor, write.organisation, question, thread[0])


def answer(actor: Actor, write: Answer) -> None:
    thread = _going_on(actor, write.thread)
    if thread and thread.side == "advisor":
        reply = Reply(thread=write.thread, organisation=thread.organisation_name, said=write.said)
        tell(actor, thread.shop, reply, write.thread)


def end_thread(actor: Actor, write: EndThread) -> None:
    thread = _going_on(actor, write.thread)
    if thread is None:
        return
    actor.run("UPDATE threads SET ended_by = ? WHERE id = ?", thread.side, write.thread)
    if thread.side == "shop":
        ended = Ended(thread=write.thread, who=thread.who, by_shop=True)
        tell_advisors(actor, thread.organisation, ended, write.thread)
    else:
        ended = Ended(thread=write.thread, who=thread.organisation_name, by_shop=False)
        tell(actor, thread.shop, ended, write.thread)


def _going_on(actor: Actor, thread: int) -> _Thread | None:
    """Find a thread that this chat is part of and nobody ended."""
    row = actor.row(
        "SELECT t.chat_id, t.organisation, o.name, t.who FROM threads t "
        "JOIN organisations o ON o.id = t.organisation "
        "WHERE t.id = ? AND t.bot_id = ? AND t.ended_by IS NULL",
        thread,
        actor.bot_id,
    )
    if row is None:
        return None
    shop, organisation, name, who = row
    if shop == actor.chat_id:
        return _Thread(shop, organisation, name, who, "shop")
    return _Thread(shop, organisation, name, who, "advisor") if actor.advises() == organisation else None
