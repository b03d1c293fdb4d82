"""Several bots on one PostgreSQL database: what is to happen once happens once."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.editorial.releases import Releases
from bot.engine.lease import Lease, Sending
from bot.records.console import Waiting
from bot.records.notices import Relayed
from bot.records.writes import Admit, Ask, BecomeAdmin, Join, Open
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change, Pending, Receipt, VersionConflict
from bot.storage.database import Storage
from tests.support.content.changed import PACKAGED
from tests.support.storage.appointing import invite
from tests.support.storage.grouped import ADVISOR, STRANGER, Town
from tests.support.storage.replicated import REPLICAS, open_replicas
from tests.support.storage.stored import BOT, NOW, new, storage_of
from tests.support.telegram import alarm


async def commit(storage: Storage, change: Change) -> None:
    await storage.run(lambda unit: unit.chats.commit(BOT, [], [change], NOW))


async def test_a_notice_is_told_and_an_invitation_used_once(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        stores = [storage.unit.chats for storage in replicas]
        town = Town(Store(replicas[0].unit.db))
        organisation, campaign = town.set_out()
        town.does(1, Open(campaign), Ask(organisation, "Winkel", Relayed(text="Hallo")))
        (notice,) = replicas[0].unit.groups.notices(BOT, 9)
        advisor = stores[0].load(BOT, [ADVISOR], []).chats[ADVISOR]
        telling = Change(
            chat_id=ADVISOR, version=advisor.version, session=None, notices=(notice.id,), replies=("a",)
        )
        ended = await asyncio.gather(
            *(one.run(lambda unit: unit.chats.commit(BOT, [], [telling], NOW)) for one in replicas),
            return_exceptions=True,
        )
        assert sum(isinstance(end, VersionConflict) for end in ended) == REPLICAS - 1
        assert len(stores[0].pending(BOT, ADVISOR)) == 1

        invite(replicas[0].unit.db, BOT, "Hart", "code", NOW)
        joining = [replace(new(STRANGER + n), writes=(Join("code"),)) for n in range(REPLICAS)]
        joined = await asyncio.gather(*map(commit, replicas, joining), return_exceptions=True)
        assert sum(isinstance(end, VersionConflict) for end in joined) == REPLICAS - 1


async def test_what_is_due_is_said_once(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        people = alarm.shopkeepers(20, random.Random(1))  # noqa: S311 -- a test that can be repeated
        clock = alarm.Clock(alarm.START + timedelta(days=200))
        heard = alarm.Heard(clock)
        stores = [storage.unit.chats for storage in replicas]
        for chat_id, session in people.items():
            alarm.put(stores[0], chat_id, session)
        alarms = [alarm.made(store, clock, heard) for store in stores]
        while any(await asyncio.gather(*(alarm.ring() for alarm in alarms))):
            pass
        assert sorted(heard.said) == sorted(people)
        assert {len(times) for times in heard.said.values()} == {1}


async def test_a_publication_reaches_the_others(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        from tests.support.storage.publication import publication

        contents = [storage.unit.content for storage in replicas]
        state = contents[0].state()

        async def publish(storage: Storage, text: str) -> int:
            return await storage.run(lambda unit: unit.content.commit(publication(state, {"a": text})))

        ended = await asyncio.gather(
            *(publish(storage, str(n)) for n, storage in enumerate(replicas)),
            return_exceptions=True,
        )
        assert sum(isinstance(end, VersionConflict) for end in ended) == REPLICAS - 1
        assert [content.live_number() for content in contents] == [1] * REPLICAS


async def test_what_a_process_left_is_sent_by_one_other_and_only_then(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        sent = Counter[int]()

        def hand(chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
            sent.update(reply.id for reply in replies)

        stores = [storage.unit.chats for storage in replicas]
        lives, *others = (Lease(storage_of(store), BOT, Sending(hand)) for store in stores)
        await lives.begin()
        appended = stores[0].commit(BOT, [1], [new(1, "a", "b"), new(2, "c")], NOW)
        ids = {reply.id for replies in appended.values() for reply in replies}

        for other in others:
            await other.begin()
        assert not sent, "the first one sends its own"
        ((until,),) = replicas[0].unit.db.execute("SELECT max(alive_until) FROM senders").fetchall()
        assert 0 < until - time.time() < 60, "by the server's clock, which is this machine's here"

        stores[0].keep_lease(BOT, timedelta(0))
        await asyncio.gather(*(other.renew() for other in others))
        assert sent == Counter(ids)
        stores[1].record_sent(BOT, [Receipt(1, reply_id) for reply_id in ids])
        # It was away only for a while: what it commits from now on is its own again.
        await lives.renew()
        stores[0].commit(BOT, [2], [new(3, "d")], NOW)
        await others[0].renew()
        assert sent == Counter(ids)
        await Lease(storage_of(stores[2]), BOT, Sending(hand), alone=True).begin()
        assert sent == Counter(range(1, 5)), "who knows to be alone waits for nobody"


async def test_what_is_left_at_a_stop_is_sent_by_another_at_once(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        heard: dict[int, list[str]] = {}

        def hand(chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
            heard[chat_id] = [reply.body for reply in replies]

        stops, goes_on = (Lease(storage, BOT, Sending(hand)) for storage in replicas[:2])
        await stops.begin()
        await goes_on.begin()
        replicas[0].unit.chats.commit(BOT, [1], [new(5, "a", "b"), new(4, "c")], NOW)
        await stops.end()
        await goes_on.renew(take_over=False)
        assert heard == {}
        await goes_on.renew()
        assert heard == {4: ["c"], 5: ["a", "b"]}


async def test_what_a_release_ships_with_arrives_once_where_several_start_together(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        contents = [storage.unit.content for storage in replicas]
        await asyncio.gather(*(Releases(storage).arrive(PACKAGED) for storage in replicas))
        assert [content.live_number() for content in contents] == [1] * REPLICAS
        assert len(contents[0].log(9)) == 1


async def test_one_link_makes_the_first_administrator(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:

        async def claim(storage: Storage, code: str) -> bool:
            return await storage.run(lambda unit: unit.admins.first_claim(BOT, code, NOW))

        first = await asyncio.gather(*(claim(storage, f"code-{n}") for n, storage in enumerate(replicas)))
        assert sum(first) == 1
        codes = [replicas[0].unit.admins.open_code(BOT, f"code-{n}", NOW) for n in range(REPLICAS)]
        assert [code is not None for code in codes] == first
        # Two people use it at one moment.
        code = f"code-{first.index(True)}"
        joining = [replace(new(STRANGER + n), writes=(BecomeAdmin(code),)) for n in range(REPLICAS)]
        joined = await asyncio.gather(*map(commit, replicas, joining), return_exceptions=True)
        assert sum(isinstance(end, VersionConflict) for end in joined) == REPLICAS - 1
        assert len(replicas[0].unit.admins.admins(BOT)) == 1


async def test_a_browser_is_let_in_by_one_and_signs_in_at_another(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        one, other, third = (storage.unit.console(BOT) for storage in replicas)
        one.wait("CODE", "token", Waiting("Firefox", "203.0.113.x"), NOW)
        admitting = replace(new(ADVISOR), writes=(Admit("CODE"),))
        replicas[1].unit.chats.commit(BOT, [], [admitting], NOW)
        signed = await asyncio.gather(
            *(s.run(lambda unit: unit.console(BOT).redeem("token", "session", NOW)) for s in replicas)
        )
        assert sum(one is not None for one in signed) == 1
        assert third.session("session", NOW) is not None
        other.end("session")
        assert third.session("session", NOW) is None
