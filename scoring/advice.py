"""The next best steps: at most three advice cards, chosen by what they gain and what the shop needs first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Literal

from scoring.fit import Shop
from scoring.model import Answers, Card, Need, NextStep, Questionnaire, Reason, Result
from scoring.path import holding

AT_MOST = 3
QUICK_MINUTES = 15
"""The first step takes no longer, so that a shop starts."""

# A card, after the cards that it needs first.
_Group = tuple[Card, ...]


def next_steps(
    questionnaire: Questionnaire, result: Result, answers: Answers, cards: Sequence[Card]
) -> tuple[NextStep, ...]:
    """Choose at most three cards in the order in which they are to be done.

    `result` is the score of the same answers. Places are claimed in this order: consent, by a shop that
    messages several customers at once and does not record it; online, while a shop lacks what every shop
    needs today; the answer to its objection to asking for data; and then by value, one card a topic. A card
    that needs something the shop lacks has the card that brings it before it, or is left out. Where nothing
    is left to gain, cards for keeping it up are given.
    """
    shop = Shop(questionnaire, result, holding(questionnaire.questions, answers))
    served = [card for card in cards if shop.is_served_by(card)]
    gaining = sorted((card for card in served if shop.gain(card) > 0), key=shop.rank)
    choice = _Choice(shop, gaining, [card for card in cards if card.meets and shop.is_meant_by(card)])
    groups = choice.groups()
    if not groups:
        keeping = sorted((card for card in served if _keeps_up(card)), key=shop.rank)
        groups = _Choice(shop, keeping, []).groups()
    return tuple(choice.next_step(card, group) for group in groups for card in group)


def _keeps_up(card: Card) -> bool:
    return card.in_use if card.topic == "online" else card.leads_to in (None, *card.steps)


@dataclass(frozen=True)
class _Choice:
    shop: Shop
    ranking: Sequence[Card]
    """The cards to choose from by value, the best first."""
    bringers: Sequence[Card]
    """The cards that meet a need, whatever steps they serve: what is lacking is lacking on any step."""

    def groups(self) -> list[_Group]:
        """Choose the cards, in the order in which they are to be done."""
        ahead = [(card,) for card in (self.consent, self._first_online()) if card]
        claimed = self._reserved_groups(ahead)
        if ahead:
            return [*ahead, *self._by_value(self._with_fitting_groups([*ahead, *claimed])[len(ahead) :])]
        groups = self._leader_first(self._with_fitting_groups(claimed))
        if groups is None:
            # None of them can come first: the best that can, from further down, takes a place.
            placed = [card for group in claimed for card in group]
            leaders = (self._with_needs(card, placed) for card in self.ranking)
            led = (
                self._leader_first(self._with_fitting_groups([*claimed, leader]))
                for leader in leaders
                if leader
            )
            groups = next((other for other in led if other), None)
        if groups is None:
            groups = [
                group for group in self._by_value(self._with_fitting_groups(claimed)) if self._may_lead(group)
            ]
        return groups

    @cached_property
    def consent(self) -> Card | None:
        """The card to come first for a shop that messages customers and does not record consent."""
        met = self.shop.met_needs
        if not self.shop.messages or "consent" in met:
            return None
        ready = [card for card in self.bringers if "consent" in card.meets and met.issuperset(card.needs)]
        return min(ready, key=lambda card: (_superfluous(card, met), self.shop.rank(card)), default=None)

    @cached_property
    def _met_needs(self) -> frozenset[Need]:
        """The needs that are met once the card about consent is done, which comes first."""
        return self.shop.met_needs.union(self.consent.meets if self.consent else ())

    def _is_ready(self, card: Card) -> bool:
        return self._met_needs.issuperset(card.needs)

    def _first_online(self) -> Card | None:
        """Return the card of `online` where that comes before all but consent."""
        return self._online() if self.shop.lacks_most_online else None

    def _online(self) -> Card | None:
        """Return the card that the place of `online` is kept for; None where a shop has what it needs."""
        if not self.shop.lacks_online:
            return None
        quick = [
            card
            for card in self.ranking
            if card.topic == "online" and card.minutes <= QUICK_MINUTES and self._is_ready(card)
        ]
        return next((card for card in quick if card.uses == "google"), next(iter(quick), None))

    def _reserved_groups(self, ahead: Sequence[_Group]) -> list[_Group]:
        """Return the cards whose place is kept, without those that stand ahead already."""
        answering = (
            card
            for card in self.ranking
            if card.topic == "data" and self.shop.reasons(card) and self._is_ready(card)
        )
        claims = (self._online(), next(answering, None))
        return [(card,) for card in claims if card and (card,) not in ahead]

    def _with_fitting_groups(self, groups: Iterable[_Group]) -> list[_Group]:
        """Add to the groups, by value, what still fits."""
        filled = list(groups)[:AT_MOST]
        for card in self.ranking:
            group = self._with_needs(card, [placed for group in filled for placed in group])
            if group is not None:
                filled.append(group)
        return filled

    def _by_value(self, groups: Iterable[_Group]) -> list[_Group]:
        return sorted(groups, key=lambda group: self.shop.rank(group[-1]))

    def _leader_first(self, groups: Sequence[_Group]) -> list[_Group] | None:
        """Order by value, after the best that can come first; None where none can."""
        by_value = self._by_value(groups)
        leading = next((group for group in by_value if self._can_lead(group)), None)
        if leading is None:
            return None
        return [leading, *(group for group in by_value if group is not leading)]

    def _with_needs(self, card: Card, placed: Sequence[Card]) -> _Group | None:
        """Return the card after the fewest cards that meet its needs, if all of them still fit."""
        topics = {other.topic for other in placed}
        if len(placed) >= AT_MOST or card.topic in topics:
            return None
        if self._is_ready(card):
            return (card,)
        if not self.shop.is_underway(card.topic) or "data" in topics:
            return None
        bringers = sorted(self.bringers, key=lambda one: (_superfluous(one, self._met_needs), one.id))
        groups = (
            (*brought, card)
            for count in range(1, AT_MOST - len(placed))
            for brought in permutations(bringers, count)
        )
        return next((group for group in groups if self._fits([*placed, *group])), None)

    def _fits(self, cards: Sequence[Card]) -> bool:
        """Tell whether each card's needs are met before it is used, and a topic has one card only."""
        met = (_met_after(cards[:place], self._met_needs) for place in range(len(cards)))
        in_order = all(there.issuperset(card.needs) for there, card in zip(met, cards, strict=True))
        return in_order and len({card.topic for card in cards}) == len(cards)

    def _can_lead(self, group: _Group) -> bool:
        """Tell whether a group can come first: it is quick, or begins with what it needs."""
        return self._may_lead(group) and (len(group) > 1 or group[0].minutes <= QUICK_MINUTES)

    def _may_lead(self, group: _Group) -> bool:
        """A shop that messages nobody is not told to record consent before anything else."""
        return self.shop.messages or all("consent" not in card.meets for card in group)

    def next_step(self, card: Card, group: _Group) -> NextStep:
        shop = self.shop
        reason = Reason(
            kind=self._kind(card, group),
            gain=float(shop.gain(card)),
            goal=shop.goal(card),
            answers=shop.reasons(card),
            suits=shop.suited_branch(card),
            no_plans=shop.no_plans(card),
            enables=None if card is group[-1] else group[-1].id,
        )
        return NextStep(id=card.id, topic=card.topic, reason=reason)

    def _kind(self, card: Card, group: _Group) -> Literal["consent", "online", "gain", "keep", "need"]:
        if card is self.consent:
            return "consent"
        if card is not group[-1]:
            return "need"
        if card is self._online():
            return "online"
        return "gain" if self.shop.gain(card) > 0 else "keep"


def _met_after(cards: Iterable[Card], met: frozenset[Need]) -> frozenset[Need]:
    return met.union(*(card.meets for card in cards))


def _superfluous(card: Card, met: frozenset[Need]) -> int:
    """Order by how much a card brings that is there already."""
    return len(met.intersection(card.meets))
