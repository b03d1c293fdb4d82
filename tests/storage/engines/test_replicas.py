"""Several bots on one PostgreSQL database: nothing is lost, and nothing happens twice."""

import asyncio
import json
import random
from collections import Counter, defaultdict
from datetime import timedelta
from functools import partial

from bot.records.writes import Contribute, Decide, Open, Start, Write
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Assessment, Change, StorageFault, VersionConflict
from bot.storage.engines.postgres import Postgres
from bot.storage.unit import Unit
from tests.support.builders import questionnaire
from tests.support.storage.grouped import MINUTE, MIXED, Town
from tests.support.storage.replicated import REPLICAS, open_replicas
from tests.support.storage.stored import BOT, NOW, new, rows


def change(
    store: Store, updates: list[int], chats: list[int], told: Counter[int], **fields: tuple[Write, ...]
) -> None:
    """Count one more in the sessions of chats, as a worker does: again after a conflict, never twice."""
    while True:
        loaded = store.load(BOT, chats, updates)
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
            replies = store.commit(BOT, left, changes, NOW)
        except VersionConflict:
            continue
        told.update(reply.id for pending in replies.values() for reply in pending)
        return


def _count(
    updates: list[int], chats: list[int], told: Counter[int], writes: tuple[Write, ...], unit: Unit
) -> None:
    change(unit.chats, updates, chats, told, writes=writes)


def _finish(shop: int, unit: Unit) -> None:
    assessment = Change(
        chat_id=shop,
        version=unit.chats.load(BOT, [shop], []).chats[shop].version,
        session="done",
        finished=True,
        assessment=Assessment((shop % 2,) * 7, NOW),
    )
    unit.chats.commit(BOT, [shop * 10 + 9], [assessment], NOW)


async def test_updates_of_the_same_chats_are_each_applied_once(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        stores = [storage.unit.chats for storage in replicas]
        chats, told = [1, 2, 3], Counter[int]()
        for store in stores:
            store.keep_lease(BOT, timedelta(hours=1))

        async def deliver(update: int) -> None:
            # Each comes to two, as after a timeout; the chats in any order.
            first, second = random.sample(replicas, 2)
            mixed = random.sample(chats, 3)
            await asyncio.gather(
                first.run(lambda unit: change(unit.chats, [update], mixed, told)),
                second.run(lambda unit: change(unit.chats, [update], mixed[::-1], told)),
            )

        for start in range(0, 120, 12):
            await asyncio.gather(*(deliver(update) for update in range(start, start + 12)))
        loaded = stores[0].load(BOT, chats, range(120))
        assert {row.session for row in loaded.chats.values()} == {"120"}
        assert len(loaded.seen) == 120
        pending = stores[1].pending(BOT, 2)
        # One of them sends to a chat; what the others append it finds with its next receipt, or commit.
        mine = [store.mine(BOT, 2) for store in stores]
        assert sorted(map(len, mine)) == [0, 0, 120]
        assert {reply.id for reply in pending} == {reply.id for own in mine for reply in own}
        assert told.keys() <= {reply.id for chat in chats for reply in stores[0].pending(BOT, chat)}
        assert sorted(int(reply.body) for reply in pending) == list(range(120))


async def test_what_many_shops_do_at_once_is_counted_right(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        shops = range(1, 31)
        town = Town(Store(replicas[0].unit.db))
        organisation, campaign = town.set_out()
        groups = [storage.unit.groups for storage in replicas]

        async def take_part(shop: int) -> None:
            dice = random.Random(shop)  # noqa: S311 -- a test that can be repeated
            storage = replicas[shop % REPLICAS]
            writes: tuple[tuple[Write, ...], ...] = (
                (Open(campaign),),
                (Start(campaign),),
                (Contribute(campaign, 1, dice.choice(MIXED), NOW), Decide(campaign)),
            )
            for number, made in enumerate(writes):
                counting = partial(_count, [shop * 10 + number], [shop], Counter(), made)
                await storage.run(counting)
            await storage.run(partial(_finish, shop))
            # All of them release while others still come in.
            await storage.run(lambda unit: unit.groups.release(BOT, questionnaire(), NOW + MINUTE))

        await asyncio.gather(*map(take_part, shops))
        (link,) = groups[1].campaigns(BOT, organisation)
        assert (link.opened, link.started, link.finished) == (30, 30, 30)
        while groups[1].release(BOT, questionnaire(), NOW + MINUTE):
            pass
        (wave,) = groups[2].totals(BOT, organisation)
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
        steps = Counter(steps for (steps,) in rows(town.store, "SELECT steps FROM assessments"))
        assert steps == {"0" * 7: 15, "1" * 7: 15}


async def test_those_who_are_alive_share_what_one_left_that_is_gone(postgres_url: str) -> None:
    """One that took all would leave all to wait once more, were it killed too."""

    async with open_replicas(postgres_url) as replicas:
        gone, *alive = [storage.unit.chats for storage in replicas]
        gone.keep_lease(BOT, timedelta(hours=1))
        chats = range(1, 151)
        for chat in chats:
            gone.commit(BOT, [], [Change(chat_id=chat, version=0, session="", replies=("a", "b"))], NOW)
        for store in alive:
            store.keep_lease(BOT, timedelta(hours=1))
            assert store.take_over(BOT) == {}
        gone.end_lease(BOT)
        parts = [store.take_over(BOT) for store in (*alive, *alive)]
        assert [[reply.body for reply in part] for taken in parts for part in taken.values()] == [
            ["a", "b"]
        ] * 150
        # The longest waiting first, and each by one.
        assert [chat for taken in parts for chat in sorted(taken)] == list(chats)
        assert [len(taken) for taken in parts] == [60, 60, 30, 0]
        # One that knows to be alone takes all at once.
        assert len(gone.take_over(BOT, from_all=True)) == 150


async def test_waiting_for_others_holds_nobody_up(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        other = replicas[1].unit.db
        assert isinstance(other, Postgres)
        with other.transaction(alone=True):
            committing = asyncio.create_task(
                replicas[0].run(lambda unit: unit.chats.commit(BOT, [1], [new(1)], NOW))
            )
            for _ in range(20):
                await asyncio.sleep(0.005)
            assert not committing.done()
        await committing


async def test_a_connection_that_breaks_is_a_fault_that_passes(postgres_url: str) -> None:
    async with open_replicas(postgres_url) as replicas:
        broken, other = replicas[0].unit.db, replicas[1].unit.db
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
        assert replicas[1].unit.chats.load(1, [], [2, 3]).seen == frozenset()
        kill()
        for _ in range(10):
            try:
                replicas[0].unit.chats.commit(BOT, [4], [new(1)], NOW)
                break
            except StorageFault:
                await asyncio.sleep(0.05)
        assert replicas[1].unit.chats.load(BOT, [1], [4]).seen == {4}
