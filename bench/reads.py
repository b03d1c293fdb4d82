"""How long it takes to read what all shops come to together, with ever more of them stored."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.library.loader import load
from bot.storage.chats.chats import Store
from bot.storage.chats.peers import PeerStore
from bot.storage.chats.records import PEERS_COUNT_FOR, Assessment, Change, Progress
from bot.storage.chats.statistics import Statistics
from scoring.model import TOPICS

BOT = 7
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SIZES = (1_000, 10_000, 100_000, 1_000_000)
TIMES = 20
_AT_ONCE = 1_000
_STEPS = (6, 1, 1, 1, 1)
"""How often shops are on each step: most do little yet."""
_UNFINISHED = 0.05
"""Of those that are kept: without a result they go after three months, with one after two years."""
_QUESTIONS = tuple(f"question_{number}" for number in range(13))


def _shop(chat_id: int, dice: random.Random) -> Change:
    language = dice.choice(("nl", "nl", "nl", "en"))
    if dice.random() < _UNFINISHED:
        progress = Progress(language=language, question=dice.choice(_QUESTIONS), begun=1)
        return Change(chat_id=chat_id, version=0, session="{}", progress=progress)
    steps = tuple(dice.choices(range(len(_STEPS)), _STEPS, k=len(TOPICS)))
    return Change(
        chat_id=chat_id,
        version=0,
        session="{}",
        finished=True,
        progress=Progress(language=language, begun=1, ended=1),
        assessment=Assessment(steps, NOW - timedelta(days=dice.randrange(600))),
    )


def _ms(read: Callable[[], object]) -> float:
    taken: list[float] = []
    for _ in range(TIMES):
        started = time.perf_counter()
        read()
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def _measure(path: str, sizes: Sequence[int]) -> None:
    store, dice, stored = Store.open(path), random.Random(1), 0  # noqa: S311 -- a bench that can be repeated
    counts, peers = Statistics(store.db), PeerStore(store.db)
    questionnaire = load().questionnaire
    print(f"{'shops':>10}{'peers ms':>12}{'per week ms':>14}{'where they stop ms':>21}")  # noqa: T201
    for size in sizes:
        while stored < size:
            shops = [_shop(chat_id, dice) for chat_id in range(stored + 1, min(stored + _AT_ONCE, size) + 1)]
            store.commit(BOT, (), shops, NOW)
            stored += len(shops)
        peers.renew_peer_table(BOT, questionnaire, NOW - PEERS_COUNT_FOR, NOW)
        table = _ms(lambda: peers.peer_table(BOT))
        weeks = _ms(lambda: counts.weeks(BOT, 52, NOW))
        stopped = _ms(lambda: counts.stopping_points(BOT))
        print(f"{size:10,}{table:12.2f}{weeks:14.3f}{stopped:21.2f}")  # noqa: T201
    store.close()


def main() -> None:
    """Fill a database in a temporary folder, and print how long reads take."""
    with tempfile.TemporaryDirectory() as folder:
        _measure(str(Path(folder) / "bench.db"), SIZES)


if __name__ == "__main__":
    main()
