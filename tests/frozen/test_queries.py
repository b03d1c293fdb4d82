"""No query changes anything, whoever asks it: each is asked of a database that holds of everything."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from bot.dialogue.admin import people_queries as people
from bot.dialogue.admin import queries as admin
from bot.dialogue.core import queries as core
from bot.dialogue.core.queries import Query
from bot.records.content import ChangeContent, Prepared
from bot.records.orders import CopyCard, Discard, GoBack, Order, Publish, SaveText
from tests.support.frozen.bot_of_today import ADMIN, House
from tests.support.frozen.thaw import Thawed

CARD, FIRST = "nl/advice/email/email_monthly.md", "body.Eerste stap"


def kinds() -> set[str]:
    """Name all kinds of query that are asked."""
    known: set[type[Any]] = {Query}
    while more := {kind for query in known for kind in query.__subclasses__()} - known:
        known |= more
    # By name: a dataclass with slots is made anew, and what it was stays known for a while.
    return {kind.__name__ for kind in known} - {kind.__name__ for kind in known if kind.__subclasses__()}


def asked(house: House) -> Iterator[Query[Any]]:
    """Give queries of every kind, about what there is and about what there is not."""
    yield from (core.Search("mail", "nl"), core.Peers(), core.Advises(), core.Campaigns(), core.Totals())
    yield from (core.SharedShops(), core.Shares(), core.Threads(), core.ConsoleRole(), core.SignIn("AAAA"))
    codes = [code for (code,) in house.rows("SELECT code FROM campaigns ORDER BY id LIMIT 3")]
    yield from (core.Opened(f"{prefix}-{code}") for code in (*codes, "x") for prefix in "cda")
    yield from (
        core.InThread(thread) for (thread,) in house.rows("SELECT id FROM threads ORDER BY id LIMIT 5")
    )
    yield from (core.FilledIn("x"), admin.AdminLink("x"), admin.Administers(), admin.Signature())
    yield from (people.People("admin"), people.People("advisor"), people.ReadStatistics())
    yield from (admin.ReadArchive("x", 5), admin.ReadArchive("x", 5_000_000))
    yield from map(admin.Prepare, orders(house))


def orders(house: House) -> Iterator[Order]:
    working = house.run(house.editorial.working())
    seen, live = working.draft_revision, working.base.number
    yield from (SaveText(CARD, FIRST, "Kies een dag.", "x"), SaveText(CARD, "title", "Mail vaker", "x"))
    yield CopyCard("email_monthly", "email_new", "Nieuw")
    yield from (Publish(seen, "x"), Publish("0", "x"), Discard(seen), Discard("0"))
    yield from (GoBack(number, live, "x") for number in (1, live, 99))


def of_content(after: ChangeContent | None) -> Iterator[Query[Any]]:
    yield from (admin.ReadFiles(after=after), admin.ReadCards(after=after), admin.Preview(after=after))
    yield from (admin.FindTexts("mail", "nl", after=after), admin.ReadLog(after=after))
    yield from (admin.TryText(CARD, FIRST, "Kies een dag.", after=after), admin.ReadDraft(after=after))
    yield from (admin.Weigh(None, after=after), admin.Weigh(1, after=after))


@pytest.fixture
def house(thawed: Thawed) -> Iterator[House]:
    house = thawed.thaw()
    connection(house).execute("PRAGMA query_only = ON")
    yield house
    connection(house).execute("PRAGMA query_only = OFF")


def connection(house: House) -> sqlite3.Connection:
    found: Any = house.storage.unit.db.conn
    assert isinstance(found, sqlite3.Connection)
    return found


def dump(house: House) -> str:
    return "\n".join(connection(house).iterdump())


def test_no_query_changes_the_database(house: House) -> None:
    advisors = [chat for (chat,) in house.rows("SELECT chat_id FROM advisors ORDER BY chat_id LIMIT 3")]
    shops = [chat for (chat,) in house.rows("SELECT DISTINCT chat_id FROM shares ORDER BY chat_id LIMIT 3")]
    assert advisors
    assert shops
    before, seen = dump(house), set[str]()
    changes: list[ChangeContent | None] = [None]
    for chat in (ADMIN, *advisors, *shops, 404):
        for query in asked(house):
            answer = house.run(house.reader.read(chat, query, house.now))
            seen.add(type(query).__name__)
            if isinstance(answer, Prepared) and answer.change:
                changes.append(answer.change)
    assert len(changes) > 3
    for change in changes:
        for query in of_content(change):
            house.run(house.reader.read(ADMIN, query, house.now))
            seen.add(type(query).__name__)
    assert dump(house) == before
    assert seen == kinds()
