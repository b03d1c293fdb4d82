"""A database in which people, advisors and editors have left something."""

import json
from dataclasses import replace
from pathlib import Path

from bot.records.console import Waiting
from bot.records.notices import Relayed
from bot.records.writes import Admit, Ask, BecomeAdmin
from bot.storage.access.admins import AdminStore
from bot.storage.access.console import ConsoleStore
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Assessment, Progress, Receipt
from bot.storage.chats.research import Release, Research
from bot.storage.chats.statistics import Statistics
from bot.storage.content.versions import ContentStore
from tests.support.storage.appointing import invite
from tests.support.storage.grouped import MINUTE, Town
from tests.support.storage.publication import publication
from tests.support.storage.stored import BOT, NOW, new


def lived_in(store: Store) -> None:
    """Let people, advisors and editors leave something in every table but few."""
    replies = store.commit(BOT, [1], [new(77, "a", "b\u00e9\\N\t\n")], NOW)
    store.record_sent(BOT, [Receipt(77, replies[77][1].id, screen=5)])
    assessment = Assessment((1,) * 7, NOW)
    store.commit(BOT, [2], [new(2**40, assessment=assessment, finished=True)], NOW)
    town = Town(store)
    organisation, campaign = town.set_out()
    town.five(campaign)
    town.totals(organisation, NOW + MINUTE)
    town.shares(1, organisation)
    town.does(1, Ask(organisation, "Winkel 1", Relayed(text="Een vraag?")))
    content = ContentStore(store.db)
    content.commit(publication(content.state(), {"a": "b"}))
    begun = replace(new(79), progress=Progress(question="branch", begun=1))
    store.commit(BOT, [4], [begun], NOW)
    admins = AdminStore(store.db)
    admins.keep_ids(BOT, [5])
    admins.claim(BOT, "claim", NOW)
    invite(store.db, BOT, "Piet", "code", NOW, kind="admin")
    town.does(6, BecomeAdmin("code"))
    console, firefox = ConsoleStore(store.db, BOT), Waiting("Firefox", "203.0.113.x")
    console.wait("AAAA", "first", firefox, NOW)
    town.does(6, Admit("AAAA"))
    console.redeem("first", "session", NOW)
    console.wait("BBBB", "second", firefox, NOW)
    # The bot makes it of fifty shops.
    store.db.execute("INSERT INTO peer_tables VALUES (?, 50, ?, 'yardstic', 0)", (BOT, json.dumps([40] * 21)))
    # And where people stopped, of fifteen.
    Statistics(store.db).renew_stopped(BOT, NOW)
    store.db.execute('INSERT INTO stopped_releases VALUES (?, 1, \'[["sms", "nl", 15]]\')', (BOT,))
    Research(store.db).keep("2026-Q3", Release(5, None, b"data\0", b"codebook"))


def source(path: Path) -> Store:
    """Open an SQLite file in that folder, and let them leave it there."""
    store = Store.open(str(path / "test.db"))
    lived_in(store)
    return store
