"""What a group's totals come to, kept as simply as can be: nothing is added up before it is asked for."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.records.groups import RIPENS, SHARE_LASTS
from bot.records.writes import Contribute
from scoring.group_disclosure import Contribution, Tally, batches, categories, placement, revealable, tally
from tests.support.builders import questionnaire

LEVELS = len(questionnaire().levels)
Key = tuple[int, int]
"""Campaign and wave."""


@dataclass(eq=False)
class Batch:
    wave: Key
    members: list["Given"]
    opened: bool = False
    broken: bool = False
    gone: bool = False


@dataclass(eq=False)
class Given:
    """A contribution."""

    id: int
    chat: int
    run: int
    wave: Key
    values: dict[str, int]
    finished: datetime
    assisted: bool
    known: bool
    decided: bool = False
    batch: Batch | None = None
    asked: datetime | None = None
    deleted: bool = False

    def as_now(self) -> Contribution:
        return Contribution(id=self.id, known=self.known, values=self.values)


Units = tuple[tuple[int, ...], ...]


@dataclass
class Wave:
    waiting: dict[str, Units] = field(default_factory=dict)
    blocks: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)


@dataclass
class Model:
    """The contributions and shares of one organisation, and what came of them."""

    given: list[Given] = field(default_factory=list)
    waves: dict[Key, Wave] = field(default_factory=dict)
    batches: list[Batch] = field(default_factory=list)
    shares: dict[int, tuple[datetime, int]] = field(default_factory=dict)
    """Until when a shop shares its result, and which share it is."""

    def live(self) -> list[Given]:
        return [one for one in self.given if not one.deleted]

    def of(self, chat: int) -> list[Given]:
        return [one for one in self.live() if one.chat == chat and not one.assisted]

    def sharing(self, chat: int, now: datetime) -> bool:
        return chat in self.shares and self.shares[chat][0] > now

    def contribute(self, chat: int, write: Contribute, now: datetime) -> None:
        same = [
            one
            for one in self.live()
            if (one.chat, one.run, one.assisted) == (chat, write.run, write.assisted)
        ]
        if same:
            if same[0].batch is None:
                same[0].values, same[0].finished = dict(write.values), write.finished
            return
        wave = 1 if write.assisted else max((one.wave[1] for one in self.of(chat)), default=0) + 1
        key = (write.campaign, wave)
        self.waves.setdefault(key, Wave())
        known = write.assisted or self.sharing(chat, now)
        number = len(self.given)
        self.given.append(
            Given(number, chat, write.run, key, dict(write.values), write.finished, write.assisted, known)
        )

    def decide(self, chat: int) -> None:
        for one in self.of(chat):
            one.decided = one.decided or one.batch is None

    def share(self, chat: int, now: datetime, number: int) -> None:
        self.shares[chat] = (now + SHARE_LASTS, self.shares[chat][1] if self.sharing(chat, now) else number)
        if self.shares[chat][1] == number:
            for one in self.of(chat):
                one.asked = None
        for one in self.of(chat):
            if one.batch is None:
                one.known = True
            elif not one.known:
                one.asked = one.asked or now
        for batch in [one.batch for one in self.of(chat) if one.batch and not one.known]:
            self.reveal(batch, now)

    def end_share(self, chat: int) -> None:
        self.shares.pop(chat, None)
        for one in self.of(chat):
            one.asked = None

    def delete(self, gone: list[Given]) -> None:
        for one in gone:
            one.deleted = True
            if one.batch:
                one.batch.broken = not one.batch.gone

    def release(self, now: datetime) -> None:
        for batch in [batch for batch in self.batches if batch.broken and not batch.gone]:
            ids = {one.id for one in batch.members}
            wave = self.waves[batch.wave]
            wave.blocks = [(name, unit) for name, unit in wave.blocks if not ids & set(unit)]
            wave.waiting = {
                name: units
                for name, units in wave.waiting.items()
                if not any(ids & set(unit) for unit in units)
            }
            batch.gone, batch.broken = True, False
        for key, wave in self.waves.items():
            ripe = [
                one for one in self.pending(key) if one.known or one.decided or one.finished + RIPENS <= now
            ]
            for made in batches([one.as_now() for one in ripe]):
                self.join(key, wave, [self.given[one.id] for one in made])
        for batch in self.batches:
            self.reveal(batch, now)

    def pending(self, key: Key) -> list[Given]:
        waiting = [one for one in self.live() if one.wave == key and one.batch is None]
        return sorted(waiting, key=lambda one: (one.finished, one.id))

    def join(self, key: Key, wave: Wave, members: list[Given]) -> None:
        batch = Batch(key, members)
        self.batches.append(batch)
        for given in members:
            given.batch = batch
        waiting = {
            name: tuple(tuple(self.given[id_].as_now() for id_ in unit) for unit in units)
            for name, units in wave.waiting.items()
        }
        then = placement(waiting, tuple(one.as_now() for one in members), questionnaire())
        for unit in then.opened.values():
            for one in unit:
                holder = self.given[one.id].batch
                assert holder
                holder.opened = True
        wave.blocks += [(name, tuple(one.id for one in unit)) for name, unit in then.opened.items()]
        wave.waiting = {
            name: tuple(tuple(one.id for one in unit) for unit in units)
            for name, units in then.waiting.items()
        }

    def reveal(self, batch: Batch, now: datetime) -> None:
        if batch.broken or batch.gone:
            return
        asking = [
            one
            for one in batch.members
            if one.asked and not one.known and not one.assisted and self.sharing(one.chat, now)
        ]
        if not asking:
            return
        asking.sort(key=lambda one: (one.asked or now, self.shares[one.chat][1]))
        ids = {one.id for one in batch.members}
        blocks = {
            name: self.tally(name, unit) for name, unit in self.waves[batch.wave].blocks if ids & set(unit)
        }
        members = [one.as_now() for one in batch.members]
        for id_ in revealable(members, [one.id for one in asking], blocks):
            self.given[id_].known, self.given[id_].asked = True, None

    def tally(self, name: str, unit: tuple[int, ...]) -> Tally:
        return tally([self.given[id_].as_now() for id_ in unit], name, categories(name, LEVELS))

    def totals(self, key: Key) -> dict[str, Tally]:
        totals: dict[str, Tally] = {}
        for name, unit in self.waves[key].blocks:
            one = self.tally(name, unit)
            totals[name] = totals[name] + one if name in totals else one
        return totals

    def unopened(self, key: Key) -> list[Batch]:
        """List the batches that wait with some variable, and were in no total."""
        wave = self.waves[key]
        waiting = {id_ for units in wave.waiting.values() for unit in units for id_ in unit}
        return [
            batch
            for batch in self.batches
            if batch.wave == key and not batch.gone and not batch.opened and batch.members[0].id in waiting
        ]

    def held(self, chat: int) -> bool:
        latest = max(self.of(chat), key=lambda one: one.run, default=None)
        return bool(latest and latest.batch and not latest.known)
