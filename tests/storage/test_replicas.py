"""Several bots on one PostgreSQL database: nothing is lost, and nothing happens twice."""

import asyncio
import json
import random
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.groups.notices import Relayed
from bot.groups.writes import Ask, Contribute, Decide, Join, Open, Start, Write
from bot.storage.opening import Storage, open_storage
from bot.storage.postgres import Postgres
from bot.storage.sqlite import SQLiteStore
from bot.storage.store import Assessment, Change, Pending, StorageFault, Store, VersionConflict
from bot.telegram.lease import LASTS, Lease
from tests.builders import questionnaire
from tests.storage.grouped import ADVISOR, MINUTE, MIXED, STRANGER, Town
from tests.storage.stored import BOT, EMPTY, NOW, new, rows
from tests.telegram import alarming

REPLICAS = 3


def on_replicas(url: str, test: Callable[[list[Storage]], Awaitable[None]]) -> None:
    """Run an async test on an empty database that several have open."""

    async def run() -> None:
        opened = [open_storage(url) for _ in range(REPLICAS)]
        opened[0].db.execute(EMPTY)
        try:
            await test(opened)
        finally:
            for storage in opened:
                await storage.close()

    asyncio.run(run())


async def change(
    store: Store, updates: list[int], chats: list[int], told: Counter[int], **fields: tuple[Write, ...]
) -> None:
    """Count one more in the sessions of chats, as a worker does: again after a conflict, never twice."""
    while True:
        loaded = await store.load(BOT, chats, updates)
        left = [update for update in updates if update not in loaded.seen]
        if not left:
            return
        changes = [
            Change(
                chat_id=chat,
                version=row.version if row else 0,
                session=str(int(row.session if row else 0) + len(left)),
                replies=tuple(f"{update}" for update in left),
                **fields,  # type: ignore[arg-type]
            )
            for chat, row in ((chat, loaded.chats.get(chat)) for chat in chats)
        ]
        try:
            replies = await store.commit(BOT, left, changes, NOW)
        except VersionConflict:
            continue
        told.update(reply.id for pending in replies.values() for reply in pending)
        return


def test_updates_of_the_same_chats_are_each_applied_once(postgres_url: str) -> None:
    async def test(replicas: list[Storage]) -> None:
        stores = [storage.store for storage in replicas]
        chats, told = [1, 2, 3], Counter[int]()

        async def deliver(update: int) -> None:
            # Each comes to two, as after a timeout; the chats in any order.
            first, second = random.sample(stores, 2)
            mixed = random.sample(chats, 3)
            await asyncio.gather(
                change(first, [update], mixed, told), change(second, [update], mixed[::-1], told)
            )

        for start in range(0, 120, 12):
            await asyncio.gather(*(deliver(update) for update in range(start, start + 12)))
        loaded = await stores[0].load(BOT, chats, range(120))
        assert {row.session for row in loaded.chats.values()} == {"120"}
        assert len(loaded.seen) == 120
        assert set(told.values()) == {1}
        pending = await stores[1].pending(BOT, 2)
        assert sorted(int(reply.body) for reply in pending) == list(range(120))

    on_replicas(postgres_url, test)


def test_what_many_shops_do_at_once_is_counted_right(postgres_url: str) -> None:
    async def test(replicas: list[Storage]) -> None:
        stores, shops = [storage.store for storage in replicas], range(1, 31)
        town = Town(SQLiteStore(replicas[0].db))
        organisation, campaign = await town.set_out()
        groups = [storage.groups(questionnaire) for storage in replicas]

        async def take_part(shop: int) -> None:
            dice = random.Random(shop)  # noqa: S311 -- a test that can be repeated
            store = stores[shop % REPLICAS]
            writes: tuple[tuple[Write, ...], ...] = (
                (Open(campaign),),
                (Start(campaign),),
                (Contribute(campaign, 1, dice.choice(MIXED), NOW), Decide(campaign)),
            )
            for number, made in enumerate(writes):
                await change(store, [shop * 10 + number], [shop], Counter(), writes=made)
            assessment = Change(
                chat_id=shop,
                version=(await store.load(BOT, [shop], [])).chats[shop].version,
                session="done",
                finished=True,
                assessment=Assessment((shop % 2,) * 6, NOW),
            )
            await store.commit(BOT, [shop * 10 + 9], [assessment], NOW)
            # All of them look while others still come in.
            await groups[shop % REPLICAS].totals(BOT, organisation, NOW + MINUTE)

        await asyncio.gather(*map(take_part, shops))
        (link,) = await groups[1].campaigns(BOT, organisation)
        assert (link.opened, link.started, link.finished) == (30, 30, 30)
        (wave,) = await groups[2].totals(BOT, organisation, NOW + MINUTE)
        batches = rows(town.store, "SELECT coalesce(sum(size), 0) FROM batches")[0][0]
        assert batches + len(rows(town.store, "SELECT 1 FROM contributions WHERE batch IS NULL")) == 30
        assert wave.shops > 0
        # The totals are kept beside the blocks that they sum up, and so must be changed with them.
        blocks: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for variable, unknown in rows(town.store, "SELECT variable, unknown FROM blocks"):
            blocks[variable].update(dict(enumerate(json.loads(unknown))))
        assert {
            name: Counter(dict(enumerate(total.unknown))) for name, total in wave.totals.items()
        } == blocks
        assert await stores[0].peer_steps(BOT, 0, NOW) == {(0,) * 6: 15, (1,) * 6: 15}

    on_replicas(postgres_url, test)


def test_a_notice_is_told_and_an_invitation_used_once(postgres_url: str) -> None:
    async def test(replicas: list[Storage]) -> None:
        stores = [storage.store for storage in replicas]
        town = Town(SQLiteStore(replicas[0].db))
        organisation, campaign = await town.set_out()
        await town.does(1, Open(campaign), Ask(organisation, "Winkel", Relayed(text="Hallo")))
        (notice,) = await replicas[0].groups().notices(BOT, 9)
        advisor = (await stores[0].load(BOT, [ADVISOR], [])).chats[ADVISOR]
        telling = Change(
            chat_id=ADVISOR, version=advisor.version, session=None, notices=(notice.id,), replies=("a",)
        )
        ended = await asyncio.gather(
            *(store.commit(BOT, [], [telling], NOW) for store in stores), return_exceptions=True
        )
        assert sum(isinstance(end, VersionConflict) for end in ended) == REPLICAS - 1
        assert len(await stores[0].pending(BOT, ADVISOR)) == 1

        await replicas[0].groups().invite(BOT, "Hart", "x", "code", NOW)
        joining = [replace(new(STRANGER + n), writes=(Join("code"),)) for n in range(REPLICAS)]
        ended = await asyncio.gather(
            *(store.commit(BOT, [], [one], NOW) for store, one in zip(stores, joining, strict=True)),
            return_exceptions=True,
        )
        assert sum(isinstance(end, VersionConflict) for end in ended) == REPLICAS - 1

    on_replicas(postgres_url, test)


def test_what_is_due_is_said_once(postgres_url: str) -> None:
    async def test(replicas: list[Storage]) -> None:
        people = alarming.shopkeepers(20, random.Random(1))  # noqa: S311 -- a test that can be repeated
        clock = alarming.Clock(alarming.START + timedelta(days=200))
        heard = alarming.Heard(clock)
        stores = [storage.store for storage in replicas]
        for chat_id, session in people.items():
            await alarming.put(stores[0], chat_id, session)  # type: ignore[arg-type]
        alarms = [alarming.made(store, clock, heard) for store in stores]  # type: ignore[arg-type]
        while any(await asyncio.gather(*(alarm.ring() for alarm in alarms))):
            pass
        assert sorted(heard.said) == sorted(people)
        assert {len(times) for times in heard.said.values()} == {1}

    on_replicas(postgres_url, test)


def test_a_publication_reaches_the_others(postgres_url: str) -> None:
    async def test(replicas: list[Storage]) -> None:
        from tests.storage.test_content import publication

        contents = [storage.content for storage in replicas]
        state = await contents[0].state()
        ended = await asyncio.gather(
            *(content.commit(publication(state, {"a": str(n)})) for n, content in enumerate(contents)),
            return_exceptions=True,
        )
        assert sum(isinstance(end, VersionConflict) for end in ended) == REPLICAS - 1
        assert [await content.live_number() for content in contents] == [1] * REPLICAS

    on_replicas(postgres_url, test)


def test_what_a_process_left_is_sent_by_one_other_and_only_then(postgres_url: str) -> None:
    async def test(replicas: list[Storage]) -> None:
        clock, sent = alarming.Clock(NOW), Counter[int]()

        def hand(chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
            sent.update(reply.id for reply in replies)

        stores = [storage.store for storage in replicas]
        lives, *others = (Lease(store, BOT, hand, clock) for store in stores)
        await lives.begin()
        appended = await stores[0].commit(BOT, [1], [new(1, "a", "b"), new(2, "c")], NOW)
        ids = {reply.id for replies in appended.values() for reply in replies}

        clock.now += LASTS - timedelta(seconds=1)
        await lives.renew()
        clock.now += LASTS - timedelta(seconds=1)
        for other in others:
            await other.begin()
        assert not sent, "the first one sends its own"

        clock.now += timedelta(seconds=1)
        await asyncio.gather(*(other.renew() for other in others))
        assert sent == Counter(ids)
        # It was away only for a while: what it commits from now on is its own again.
        await lives.renew()
        await stores[0].commit(BOT, [2], [new(3, "d")], NOW)
        await others[0].renew()
        assert sent == Counter(ids)
        await Lease(stores[2], BOT, hand, clock, alone=True).begin()
        assert sent == Counter(range(1, 5)), "who knows to be alone waits for nobody"

    on_replicas(postgres_url, test)


def test_what_is_left_at_a_stop_is_sent_by_another_at_once(postgres_url: str) -> None:
    async def test(replicas: list[Storage]) -> None:
        heard: dict[int, list[str]] = {}

        def hand(chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
            heard[chat_id] = [reply.body for reply in replies]

        stops, goes_on = (Lease(storage.store, BOT, hand) for storage in replicas[:2])
        await stops.begin()
        await goes_on.begin()
        await replicas[0].store.commit(BOT, [1], [new(5, "a", "b"), new(4, "c")], NOW)
        await stops.end()
        await goes_on.renew(take_over=False)
        assert heard == {}
        await goes_on.renew()
        assert heard == {4: ["c"], 5: ["a", "b"]}

    on_replicas(postgres_url, test)


def test_waiting_for_others_holds_nobody_up(postgres_url: str) -> None:
    async def test(replicas: list[Storage]) -> None:
        other = replicas[1].db
        assert isinstance(other, Postgres)
        with other.transaction(alone=True):
            committing = asyncio.create_task(replicas[0].store.commit(BOT, [1], [new(1)], NOW))
            for _ in range(20):
                await asyncio.sleep(0.005)
            assert not committing.done()
        await committing

    on_replicas(postgres_url, test)


def test_a_connection_that_breaks_is_a_fault_that_passes(postgres_url: str) -> None:
    async def test(replicas: list[Storage]) -> None:
        broken, other = replicas[0].db, replicas[1].db
        assert isinstance(broken, Postgres)

        def kill() -> None:
            """End the connection that the next call uses, as when the server starts anew."""
            with broken.copying() as connection:
                pid = connection.info.backend_pid
            assert other.execute("SELECT pg_terminate_backend(?)", (pid,)).fetchone() == (True,)

        def write() -> None:
            with broken.transaction(alone=False):
                broken.execute("INSERT INTO seen (bot_id, update_id, at) VALUES (1, 2, 3)")
                kill()
                broken.execute("INSERT INTO seen (bot_id, update_id, at) VALUES (1, 3, 3)")

        failed = await asyncio.gather(asyncio.to_thread(write), return_exceptions=True)
        assert isinstance(failed[0], StorageFault)
        assert (await replicas[1].store.load(1, [], [2, 3])).seen == frozenset()
        kill()
        for _ in range(10):
            try:
                await replicas[0].store.commit(BOT, [4], [new(1)], NOW)
                break
            except StorageFault:
                await asyncio.sleep(0.05)
        assert (await replicas[1].store.load(BOT, [1], [4])).seen == {4}

    on_replicas(postgres_url, test)
