"""Writes about conversations between a shop and an organisation's advisors."""

from typing import Literal, NamedTuple

from bot.records.notices import Ended, Question, Reply, Undelivered
from bot.records.writes import Answer, Ask, EndThread
from bot.storage.groups.actor import Actor
from bot.storage.groups.notices import tell, tell_advisors
from bot.storage.groups.reachable import reaches_advisors


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
        if not tell_advisors(actor, write.organisation, question, thread[0]):
            _tell_shop_of_failure(actor, thread[0])


def answer(actor: Actor, write: Answer) -> None:
    thread = _going_on(actor, write.thread)
    if thread and thread.side == "advisor":
        reply = Reply(thread=write.thread, organisation=thread.organisation_name, said=write.said)
        if not tell(actor, thread.shop, reply, write.thread):
            failure = Undelivered(thread=write.thread, who=thread.who, to_shop=True)
            tell(actor, actor.chat_id, failure, write.thread)


def note_undelivered(actor: Actor, thread: int) -> None:
    """Tell the other side that this chat did not get what was said in a thread.

    A shop is told once there is no advisor whom it could reach.
    """
    found = _going_on(actor, thread)
    if found is None:
        return
    if found.side == "shop":
        failure = Undelivered(thread=thread, who=found.who, to_shop=True)
        tell_advisors(actor, found.organisation, failure, thread)
    elif not reaches_advisors(actor.db, actor.bot_id, found.organisation):
        _tell_shop_of_failure(actor, thread)


def _tell_shop_of_failure(actor: Actor, thread: int) -> None:
    found = actor.row(
        "SELECT t.chat_id, o.name FROM threads t "
        "JOIN organisations o ON o.id = t.organisation WHERE t.id = ?",
        thread,
    )
    if found:
        shop, name = found
        tell(actor, shop, Undelivered(thread=thread, who=name, to_shop=False), thread)


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
