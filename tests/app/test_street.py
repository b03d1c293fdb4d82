"""The street of the sandbox: twelve shops that came by the bot's own steps, and their advisor."""

import re
from datetime import UTC, datetime, timedelta

from bot.app.street import Street
from bot.app.street_shops import LINK_NAME, ORGANISATION, SHOPS
from bot.dialogue.core.session import load
from tests.support.dialogue.talk import CONTEXT
from tests.support.storage.stored import opened_store, storage_of

BOT_ID, ADVISOR = 7, 5
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def test_the_street_is_lived_in() -> None:
    store = opened_store()
    storage = storage_of(store)
    groups = storage.unit.groups
    await Street(storage, BOT_ID, CONTEXT, NOW).fill(ADVISOR)
    organisation = groups.advises(BOT_ID, ADVISOR)
    assert organisation
    assert organisation.name == ORGANISATION
    (campaign,) = groups.campaigns(BOT_ID, organisation.id)
    assert (campaign.name, campaign.opened, campaign.started, campaign.finished) == (LINK_NAME, 12, 12, 12)
    (totals,) = groups.totals(BOT_ID, organisation.id)
    assert (totals.shops, totals.waiting) == (12, 0)
    assert len(totals.totals) >= 5

    chats = (store.load(BOT_ID, [ADVISOR, *(shop.chat_id for shop in SHOPS)], [])).chats
    sessions = {shop.name: load(chats[shop.chat_id].session) for shop in SHOPS}
    assert all(session.shop_name == name for name, session in sessions.items())
    results = [session.finished.result.overall for session in sessions.values() if session.finished]
    scores = {overall.score for overall in results if overall}
    assert len(scores) > 6, "they differ"
    assert load(chats[ADVISOR].session).digest

    shared = groups.shared_sessions(BOT_ID, organisation.id, NOW)
    assert len(shared) == sum(bool(shop.shares) for shop in SHOPS) == 7
    assert {one.since.date() for one in shared} <= {(NOW - timedelta(days=n)).date() for n in range(25)}

    # What each was sent last comes when the bot begins: to the advisor the questions and the totals.
    waiting = [one.body for one in store.pending(BOT_ID, ADVISOR)]
    assert len(re.findall("Ik wil klanten vragen|Kunt u een keer", " ".join(waiting))) == 2
    assert "12 winkels tellen mee" in waiting[-1]
    last = [(store.pending(BOT_ID, shop.chat_id))[-1].body for shop in SHOPS]
    assert all("U hebt al een resultaat" in body for body in last)
    store.close()
