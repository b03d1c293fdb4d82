"""An advisor who knows all but the answers, and tries every world: no answer may be the same in all of them.

This one sees more than the bot shows. After every event it sees the whole total of each variable, of which
all figures are computed, also those of an organisation; who finished, shared, withdrew and deleted; and the
answers of who shares. It knows the rules, so it also learns from what is not told. Worlds that look the same
all the way are alike, and all groups of alike worlds are searched, so every possible truth is attacked.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, count, product
from typing import Literal, NamedTuple, Protocol, Self

import pytest

from scoring import group_disclosure as release
from scoring.disclosure import ENOUGH
from scoring.group_disclosure import (
    Contribution,
    Placed,
    Tally,
    Unit,
    batches,
    categories,
    level_variable,
    opens,
    placement,
    shops_until_next_batch,
    tally,
    total_tally,
)
from scoring.group_figures import variables
from scoring.model import Answers, Questionnaire
from scoring.overall import yardstick
from scoring.score import score
from tests.support.builders import answers, figures
from tests.support.builders import questionnaire as shipped


@cache
def questionnaire() -> Questionnaire:
    """The shipped one, but with two topics that are heavy enough for a level: an attack needs few answers."""
    topics = shipped().topics
    heavy = {name: topics[name].model_copy(update={"weight": 25}) for name in ("email", "social")}
    return shipped().model_copy(update={"topics": {**topics, **heavy}})


MEASURED_BY = yardstick(questionnaire())
LEVEL = level_variable(MEASURED_BY)
NUMBER_OF_LEVELS = len(questionnaire().levels)


class Space:
    """What a shop can have answered: one of some sets of answers."""

    def __init__(self, *ways: Answers) -> None:
        self.ways = [
            variables(score(questionnaire(), figures(), way), way, questionnaire(), MEASURED_BY)
            for way in ways
        ]
        self.size = len(ways)
        self.variables = sorted({variable for way in self.ways for variable in way})
        self.contribution: Callable[[int, int, bool], Contribution] = cache(self._contribution)

    def _contribution(self, id_: int, answer: int, known: bool) -> Contribution:
        return Contribution(id=id_, known=known, values=self.ways[answer])


ONE_TOPIC = Space(answers(email=0), answers(email=4))
THREE_STEPS = Space(answers(email=0), answers(email=2), answers(email=4))
SKIPPING = Space(answers(email=0), answers(email=4), {})
REASONS = Space(
    *(answers(data=0, data_reasons=(reason,)) for reason in ("trust", "no_time")), answers(data=2)
)
ANY_REASONS = Space(
    answers(data=0, data_reasons=("trust",)),
    answers(data=0, data_reasons=("trust", "no_time")),
    answers(data=0),
    answers(data=2),
)
# Both topics together make a level, and the level with one topic tells the other.
LEVELS = Space(*(answers(email=email, social=social) for email in (3, 4) for social in (2, 3)))


class Event(NamedTuple):
    kind: Literal["finish", "share", "withdraw", "delete"]
    shop: int
    campaign: int = 0
    """Where it finishes; finishing there again is its next wave."""


Seen = tuple[object, ...]
# A campaign and a wave.
Table = tuple[int, int]
Place = Callable[[Mapping[str, Sequence[Unit]], Unit], Placed]


class System(Protocol):
    """What an organisation is told. An assessment's id is how many finished before it."""

    def after(self, event: Event, answer: int) -> Self: ...
    def seen(self) -> Seen: ...
    def unknown_of(self, id_: int) -> object:
        """Name the batch in which it was unknown; None where it never was."""

    def is_known(self, id_: int) -> bool: ...


class Group(NamedTuple):
    """The state of one campaign and wave, in ids of assessments."""

    waiting: tuple[int, ...] = ()
    batches: tuple[tuple[int, ...], ...] = ()
    blocks: tuple[tuple[str, tuple[int, ...]], ...] = ()
    pending: Mapping[str, tuple[tuple[int, ...], ...]] = {}

    def without(self, own: set[int]) -> "Group":
        """Drop what waits, and the batches with every block and waiting list that has a part of them."""
        gone = {id_ for batch in self.batches if not own.isdisjoint(batch) for id_ in batch}
        return Group(
            waiting=tuple(id_ for id_ in self.waiting if id_ not in own),
            batches=tuple(batch for batch in self.batches if gone.isdisjoint(batch)),
            blocks=tuple(block for block in self.blocks if gone.isdisjoint(block[1])),
            pending={name: units for name, units in self.pending.items() if all(map(gone.isdisjoint, units))},
        )


class Bot(NamedTuple):
    """What the bot does, by the module's functions."""

    space: Space
    place: Place
    least: int = ENOUGH
    """How many make a batch."""
    answered: tuple[int, ...] = ()
    shops: tuple[tuple[int, Table], ...] = ()
    """By assessment: whose it is, and where it counts."""
    groups: Mapping[Table, Group] = {}
    unknown_in: Mapping[int, object] = {}
    sharing: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()

    def after(self, event: Event, answer: int) -> "Bot":
        if event.kind == "finish":
            return self._finished(event, answer)._settled()
        if event.kind == "withdraw":
            return self._replace(sharing=self.sharing - {event.shop})
        own = {id_ for id_, (shop, _) in enumerate(self.shops) if shop == event.shop}
        if event.kind == "share":
            waiting = {id_ for group in self.groups.values() for id_ in group.waiting}
            now = self._replace(sharing=self.sharing | {event.shop}, known=self.known | (own & waiting))
            return now._settled()
        left = {table: group.without(own) for table, group in self.groups.items()}
        return self._replace(groups=left, sharing=self.sharing - {event.shop})._settled()

    def _finished(self, event: Event, answer: int) -> "Bot":
        id_ = len(self.answered)
        wave = sum(shop == event.shop and campaign == event.campaign for shop, (campaign, _) in self.shops)
        group = self.groups.get((event.campaign, wave), Group())
        return self._replace(
            answered=(*self.answered, answer),
            shops=(*self.shops, (event.shop, (event.campaign, wave))),
            groups={**self.groups, (event.campaign, wave): group._replace(waiting=(*group.waiting, id_))},
            known=self.known | {id_} if event.shop in self.sharing else self.known,
        )

    def _settled(self) -> "Bot":
        now = self
        for table in self.groups:
            for batch in batches(self._contributions(self.groups[table].waiting), self.least):
                now = now._released(table, batch)
            for members in now.groups[table].batches:
                now = now._revealed(now.groups[table], members)
        return now

    def _released(self, table: Table, batch: Unit) -> "Bot":
        group = self.groups[table]
        waiting = {name: list(map(self._contributions, units)) for name, units in group.pending.items()}
        opened, still = self.place(waiting, batch)
        after = Group(
            waiting=group.waiting[len(batch) :],
            batches=(*group.batches, _ids(batch)),
            blocks=(*group.blocks, *((name, _ids(unit)) for name, unit in opened.items())),
            pending={name: tuple(map(_ids, units)) for name, units in still.items()},
        )
        unknown_in = {each.id: _ids(batch) for each in batch if not each.known}
        return self._replace(
            groups={**self.groups, table: after}, unknown_in={**self.unknown_in, **unknown_in}
        )

    def _revealed(self, group: Group, members: tuple[int, ...]) -> "Bot":
        asking = [id_ for id_ in members if self.shops[id_][0] in self.sharing]
        if self.known.issuperset(asking):
            return self
        blocks = {name: self._tally(ids, name) for name, ids in group.blocks if members[0] in ids}
        revealed = release.revealable(self._contributions(members), asking, blocks)
        return self._replace(known=self.known.union(revealed))

    def _contributions(self, ids: Sequence[int]) -> Unit:
        return tuple(self.space.contribution(id_, self.answered[id_], id_ in self.known) for id_ in ids)

    def _tally(self, ids: Sequence[int], variable: str) -> Tally:
        return tally(self._contributions(ids), variable, categories(variable, NUMBER_OF_LEVELS))

    def seen(self) -> Seen:
        totals = [
            (table, name, _counts(self._tally(ids, name)))
            for table, group in self.groups.items()
            for name, ids in group.blocks
        ]
        needs = [
            shops_until_next_batch(self._contributions(group.waiting), self.least)
            for group in self.groups.values()
        ]
        return (*totals, *needs, *((id_, self.answered[id_]) for id_ in sorted(self.known)))

    def unknown_of(self, id_: int) -> object:
        return self.unknown_in.get(id_)

    def is_known(self, id_: int) -> bool:
        return id_ in self.known


class Naive(NamedTuple):
    """The rule that is not enough: the sum over all shops there are, anew whenever 5 of them changed."""

    space: Space
    answered: tuple[int, ...] = ()
    there: frozenset[int] = frozenset()
    released: frozenset[int] = frozenset()
    sharing: frozenset[int] = frozenset()
    told: Seen = ()

    def after(self, event: Event, answer: int) -> "Naive":
        now = self
        if event.kind == "finish":
            now = self._replace(answered=(*self.answered, answer), there=self.there | {event.shop})
        elif event.kind == "share":
            now = self._replace(sharing=self.sharing | {event.shop})
        elif event.kind == "delete":
            now = self._replace(there=self.there - {event.shop})
        return now._released()

    def _released(self) -> "Naive":
        changed, secret = self.there ^ self.released, self.there - self.sharing
        if len(changed) < ENOUGH or 0 < len(secret) < ENOUGH:
            return self
        shops = [self.space.contribution(id_, self.answered[id_], False) for id_ in sorted(self.there)]
        total = _counts(tally(shops, "topic:email", 5))
        return self._replace(released=self.there, told=(*self.told, total))

    def seen(self) -> Seen:
        return (*self.told, *((id_, self.answered[id_]) for id_ in sorted(self.sharing)))

    def unknown_of(self, id_: int) -> object:
        return id_

    def is_known(self, id_: int) -> bool:
        return id_ in self.sharing


def bot(space: Space, place: Place | None = None, least: int = ENOUGH) -> Bot:
    return Bot(space, place or (lambda waiting, batch: placement(waiting, batch, questionnaire())), least)


def attack(start: Bot | Naive, events: Sequence[Event], space: Space) -> set[str]:
    """Find the answers that an advisor could be sure of, in any world."""
    batch = _batches(start, events)
    alike: defaultdict[Seen, list[tuple[int, ...]]] = defaultdict(list)
    known: dict[Seen, frozenset[int]] = {}
    for answered, seen, system in _worlds(start, events, space.size, batch):
        alike[seen].append(answered)
        known[seen] = frozenset(id_ for id_ in range(len(batch)) if system.is_known(id_))
    return {
        f"{variable} of {id_}"
        for seen, worlds in alike.items()
        for id_, its in enumerate(batch)
        if its is not None and id_ not in known[seen]
        for variable in _sure(space, {world[like] for world in worlds for like in _like(id_, batch)})
    }


def _batches(start: System, events: Sequence[Event]) -> list[object]:
    """Tell in which batch each assessment was unknown; what was answered makes no difference to that."""
    system, finished = start, 0
    for event in events:
        system = system.after(event, 0)
        finished += event.kind == "finish"
    return [system.unknown_of(id_) for id_ in range(finished)]


def _like(id_: int, batch: Sequence[object]) -> list[int]:
    return [other for other, its in enumerate(batch) if its == batch[id_]]


def _sure(space: Space, possible: set[int]) -> Iterator[str]:
    """List the answers that are the same in all ways; that there is none tells nothing.

    A level is no answer. Totals of topics alone can bound it: who is on the highest steps is a leader.
    """
    for variable in space.variables:
        values = {space.ways[way].get(variable) for way in possible}
        if variable != LEVEL and len(values) == 1 and None not in values:
            yield variable


def _worlds(
    start: System, events: Sequence[Event], size: int, batch: Sequence[object]
) -> list[tuple[tuple[int, ...], Seen, System]]:
    """Play the events in all worlds, but for who is who among the unknown of one batch."""
    worlds: list[tuple[tuple[int, ...], Seen, System]] = [((), (), start)]
    for event in events:
        played = []
        for answered, seen, system in worlds:
            for answer in _choices(answered, size, batch) if event.kind == "finish" else (0,):
                after = system.after(event, answer)
                now = (*answered, answer) if event.kind == "finish" else answered
                played.append((now, (*seen, after.seen()), after))
        worlds = played
    return worlds


def _choices(answered: Sequence[int], size: int, batch: Sequence[object]) -> Sequence[int]:
    """List what the next assessment can have answered: one way where it does not matter.

    Who is known or never counted answers anything, always the same. The others of a batch answer in ascending
    order, as the module does not see in which order they did; `test_who_is_who_…` holds it to that.
    """
    its = batch[len(answered)]
    if its is None:
        return (len(answered) % size,)
    return range(
        max((answer for answer, of in zip(answered, batch, strict=False) if of == its), default=0), size
    )


def _ids(unit: Unit) -> tuple[int, ...]:
    return tuple(contribution.id for contribution in unit)


def _counts(total: Tally) -> tuple[int, ...]:
    return tuple(map(sum, zip(total.unknown, total.known, strict=True)))


def finish(*shops: int, campaign: int = 0) -> list[Event]:
    return [Event("finish", shop, campaign) for shop in shops]


def share(*shops: int) -> list[Event]:
    return [Event("share", shop) for shop in shops]


def withdraw(*shops: int) -> list[Event]:
    return [Event("withdraw", shop) for shop in shops]


def delete(*shops: int) -> list[Event]:
    return [Event("delete", shop) for shop in shops]


FIVE, NEXT, THIRD = range(5), range(5, 10), range(10, 15)
NASTY = {
    "joins and a delete": [*finish(*FIVE), *delete(0), *finish(*NEXT)],
    "a delete while waiting": [*finish(0, 1, 2), *delete(1), *finish(3, 4, 5, 6, 7), *delete(7)],
    "a delete after the second release": [*finish(*FIVE, *NEXT), *delete(6)],
    "one shares afterwards": [*finish(*FIVE), *share(3), *finish(*NEXT)],
    "all but one share": [*finish(*FIVE), *share(0, 1, 2, 3), *finish(*NEXT), *withdraw(0)],
    "the first five share": [*finish(*FIVE, *NEXT), *share(*FIVE), *withdraw(2), *delete(3)],
    "the last five share": [*finish(*FIVE, *NEXT), *share(*NEXT)],
    "five share before the others come": [*finish(*FIVE), *share(*FIVE), *finish(*NEXT)],
    "all share but one": [*finish(*FIVE, *NEXT), *share(*range(9))],
    "some share before they finish": [*share(1, 3, 5), *finish(*range(13))],
    "some share while they wait": [*finish(0, 1, 2, 3), *share(1, 2), *finish(*range(4, 12)), *share(0)],
    "only who shares": [*share(*FIVE), *finish(*FIVE, *NEXT), *share(*NEXT)],
    "all take it again": [*finish(*FIVE), *finish(*FIVE), *delete(2)],
    "some take it again": [*finish(*FIVE), *finish(1, 2), *finish(5), *finish(3, 0, 4), *share(1, 2, 3)],
    "who shared takes it again": [*finish(*FIVE), *share(4), *finish(*FIVE), *withdraw(4), *finish(4)],
    "two campaigns": [*finish(*FIVE), *finish(*NEXT, campaign=1), *share(*FIVE), *delete(7)],
    "two campaigns at a time": [
        event for shop in FIVE for event in (*finish(shop), *finish(shop + 5, campaign=1), *share(shop + 4))
    ],
}
LONG = {
    "fifteen": finish(*FIVE, *NEXT, *THIRD),
    "fifteen, and the first share": [*finish(*FIVE, *NEXT, *THIRD), *share(*FIVE)],
    "fifteen, and the last share": [*finish(*FIVE, *NEXT, *THIRD), *share(*THIRD)],
    "the middle goes": [*finish(*FIVE, *NEXT), *delete(7), *finish(*THIRD)],
    "the middle goes at last": [*finish(*FIVE, *NEXT, *THIRD), *delete(7), *share(*FIVE)],
}


@pytest.mark.parametrize("space", [ONE_TOPIC, THREE_STEPS, SKIPPING, REASONS])
@pytest.mark.parametrize("events", NASTY.values(), ids=NASTY.keys())
def test_no_answer_is_given_away(space: Space, events: Sequence[Event]) -> None:
    assert attack(bot(space), events, space) == set()


@pytest.mark.parametrize("least", [5, 7, 10])
@pytest.mark.parametrize("events", LONG.values(), ids=LONG.keys())
def test_no_answer_is_given_away_in_more_and_larger_batches(events: Sequence[Event], least: int) -> None:
    assert attack(bot(ONE_TOPIC, least=least), events, ONE_TOPIC) == set()


@pytest.mark.parametrize("name", ["joins and a delete", "the first five share"])
@pytest.mark.parametrize("space", [LEVELS, ANY_REASONS])
def test_no_topic_is_given_away_by_levels_or_reasons(space: Space, name: str) -> None:
    assert attack(bot(space), NASTY[name], space) == set()


@pytest.mark.parametrize("seed", range(60))
def test_no_answer_is_given_away_whatever_happens(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 — the same for all, on purpose
    space = chance.choice([ONE_TOPIC, THREE_STEPS, SKIPPING, REASONS])
    events = _anything(chance, batches=3 if space is ONE_TOPIC else 2)
    assert attack(bot(space), events, space) == set()


def _anything(chance: random.Random, batches: int) -> list[Event]:
    """Draw what shops do, now and then all that are there; enough finish for so many batches."""
    events: list[Event] = []
    there: list[int] = []
    left = chance.randint(5 * batches, 5 * batches + 4)
    newcomers = count()
    while left:
        drawn = chance.random()
        some = list(there) if drawn > 0.97 else chance.sample(there, min(len(there), 1))
        if drawn < 0.6:
            there.append(next(newcomers))
            events += finish(there[-1], campaign=int(chance.random() < 0.2))
            left -= 1
        elif drawn < 0.7 and some:
            events += finish(*some[:left])
            left -= len(some[:left])
        elif drawn < 0.8:
            events += withdraw(*some)
        elif drawn < 0.85 and some:
            events += delete(some[0])
            there.remove(some[0])
        else:
            events += share(*some)
    return [*events, *share(*there)] if chance.random() < 0.3 else events


@pytest.mark.parametrize("space", [ONE_TOPIC, SKIPPING])
def test_who_is_who_in_a_batch_makes_no_difference(space: Space) -> None:
    """The attack leaves out worlds that differ in this only, so here are all of them."""
    for way in product(range(space.size), repeat=5):
        units = [
            tuple(space.contribution(id_, answer, False) for id_, answer in enumerate(answered))
            for answered in (way, tuple(sorted(way)))
        ]
        one, other = (placement({}, unit, questionnaire()) for unit in units)
        assert (one.opened.keys(), one.waiting.keys()) == (other.opened.keys(), other.waiting.keys())
        asked = [
            release.revealable(
                unit, range(5), {name: tally(unit, name, categories(name, 5)) for name in one.opened}
            )
            for unit in units
        ]
        assert asked[0] == asked[1]


def test_one_that_knows_itself_does_not_know_the_others_of_its_batch() -> None:
    alike = defaultdict(list)
    for way in product(range(THREE_STEPS.size), repeat=5):
        unit = tuple(THREE_STEPS.contribution(id_, answer, False) for id_, answer in enumerate(way))
        total = tally(unit, "topic:email", 5)
        if opens([total]):
            alike[total.unknown].append(way)
    for worlds in alike.values():
        for insider, other in combinations(range(5), 2):
            for told in range(THREE_STEPS.size):
                possible = {world[other] for world in worlds if world[insider] == told}
                assert len(possible) != 1


# One topic in batches of which so many answered it: all counts there can be, searched without a simulation.


@cache
def _total(counts: tuple[int, ...]) -> Tally:
    return Tally(unknown=counts, known=(0,) * len(counts))


@cache
def _ways(shops: int, steps: int) -> list[tuple[int, ...]]:
    ways = product(range(shops + 1), repeat=steps)
    return [way for way in ways if sum(way) == shops]


def _told(batches: Sequence[tuple[int, ...]], outside: int, first_goes: bool, drops: bool) -> Iterator[Seen]:
    """Tell what is seen of batches; with `first_goes` a shop of the first deletes before the last comes."""
    pending: list[Tally] = []
    for index, batch in enumerate(batches):
        if first_goes and index == len(batches) - 1 and len(pending) == index:
            pending = [] if drops else pending[1:]
        pending.append(_total(batch))
        if opens(pending, outside):
            yield index, total_tally(pending).unknown
            pending = []


def _leaks(
    shops: Sequence[int], steps: int, outside: int = 2, *, first_goes: bool = False, drops: bool = True
) -> bool:
    """Tell whether some batch has the same answers in all worlds that look alike."""
    alike = defaultdict(list)
    for world in product(*(_ways(size, steps) for size in shops)):
        alike[tuple(_told(world, outside, first_goes, drops))].append(world)
    return any(
        sum(any(world[index][step] for world in worlds) for step in range(steps)) == 1
        for worlds in alike.values()
        for index, size in enumerate(shops)
        if size
    )


@pytest.mark.parametrize("outside", [2, 5])
@pytest.mark.parametrize("first_goes", [False, True])
def test_three_batches_never_give_a_topic_or_level_away(outside: int, first_goes: bool) -> None:
    for shops in product(range(6), repeat=3):
        assert not _leaks(shops, 2, outside, first_goes=first_goes), shops


@pytest.mark.parametrize(
    ("shops", "steps"),
    [((5, 5, 5, 5), 2), ((5, 3, 5, 2), 2), ((5, 4, 1, 5, 5), 2), ((10, 5, 10), 2), ((5, 5), 5)],
)
def test_more_batches_and_steps_never_give_a_topic_away(shops: Sequence[int], steps: int) -> None:
    assert not _leaks(shops, steps)


# The attack must find what is there to be found.


def test_the_naive_rule_is_caught() -> None:
    naive = Naive(ONE_TOPIC)
    assert attack(naive, [*finish(*FIVE), *delete(0), *finish(5, 6, 7, 8)], ONE_TOPIC)
    assert attack(naive, [*finish(*FIVE), *share(0, 1, 2, 3)], ONE_TOPIC)


def test_opening_a_batch_of_which_all_are_alike_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "MIXED", 0)
    assert attack(bot(ONE_TOPIC), finish(*FIVE), ONE_TOPIC)


def test_opening_what_only_looks_mixed_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 10 that waited one at most was on another step than the rest, so of 9 and 6 the newest 5 are."""
    monkeypatch.setattr(release, "_tells_the_newest", lambda *_: False)
    assert attack(bot(ONE_TOPIC), LONG["fifteen"], ONE_TOPIC)
    assert _leaks((5, 2), 2)


def test_letting_others_wait_on_without_who_deleted_is_caught() -> None:
    assert any(_leaks(shops, 2, first_goes=True, drops=False) for shops in product(range(1, 6), repeat=3))


@pytest.mark.parametrize("space", [LEVELS, REASONS])
def test_counting_levels_or_reasons_like_topics_is_caught(space: Space) -> None:
    def each_by_itself(waiting: Mapping[str, Sequence[Unit]], batch: Unit) -> Placed:
        opened: dict[str, Unit] = {}
        still: dict[str, tuple[Unit, ...]] = {}
        for variable in space.variables:
            units = (*waiting.get(variable, ()), batch)
            if opens([tally(unit, variable, categories(variable, NUMBER_OF_LEVELS)) for unit in units]):
                opened[variable] = tuple(each for unit in units for each in unit)
            else:
                still[variable] = units
        return Placed(opened, still)

    assert attack(bot(space, each_by_itself), finish(*FIVE, *NEXT), space)


def test_showing_the_shares_of_a_batch_that_waits_with_others_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(release, "alone", lambda *_: True)
    events = [*finish(*FIVE, *NEXT), *share(*FIVE)]
    assert attack(bot(ONE_TOPIC), events, ONE_TOPIC)
