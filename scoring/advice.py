"""The next best steps: at most three advice cards, chosen by what they gain and what the shop needs first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Literal

from scoring.model import CHANNELS, Answers, Card, Need, NextStep, Questionnaire, Reason, Result, Topic
from scoring.path import chosen, holding

AT_MOST = 3
QUICK_MINUTES = 15
"""The first step takes no longer, so that a shop starts."""
BETTER_FIT = Fraction(5, 4)
NO_PLANS_FIT = Fraction(1, 2)
MESSAGING: tuple[Topic, ...] = ("email", "sms")

_MET_BY_YES_TO: dict[Need, str] = {"file": "data_file", "consent": "data_consent"}

# A card, after the cards that it needs first.
_Group = tuple[Card, ...]


def next_steps(
    questionnaire: Questionnaire, result: Result, answers: Answers, cards: Sequence[Card]
) -> tuple[NextStep, ...]:
    """Choose at most three cards, no two of a topic, in the order in which they are to be done.

    `result` is the score of the same answers. A shop that messages customers without recording consent gets
    a consent card first. Then the cards that gain most points for this shop, then cards without points
    (keeping it up, and what the monitor did not ask). A card that needs something the shop lacks has the
    card that brings it before it, or is left out. The first takes 15 minutes at most where one can.
    """
    shop = _Shop(questionnaire, result, holding(questionnaire.questions, answers))
    ranking = sorted((card for card in cards if shop.is_served_by(card)), key=shop.rank)
    bringers = [card for card in cards if card.meets]
    choice = _Choice(shop, ranking, bringers)
    consent = choice.consent_card()
    groups = choice.quick_first() if consent is None else choice.filled([(consent,)])
    return tuple(_next_step(shop, card, group, consent) for group in groups for card in group)


@dataclass(frozen=True)
class _Shop:
    questionnaire: Questionnaire
    result: Result
    answers: Answers

    def step(self, topic: Topic | Literal["today"]) -> int | None:
        found = None if topic == "today" else self.result.topics.get(topic)
        return None if found is None else found.step

    def is_served_by(self, card: Card) -> bool:
        """Tell whether the card is for a shop like this, by what it answered."""
        if card.topic == "today":
            today = chosen(self.answers, "today")
            return bool(today) and card.uses is not None and (card.uses in today) == card.in_use
        return self.step(card.topic) in card.steps

    @property
    def met(self) -> frozenset[Need]:
        """The needs that are met; unknown counts as unmet."""
        return frozenset(need for need, asked in _MET_BY_YES_TO.items() if self.answers.get(asked) == "yes")

    @property
    def messages(self) -> bool:
        by_channel = any((self.step(topic) or 0) >= 3 for topic in MESSAGING)
        return by_channel or "whatsapp" in chosen(self.answers, "today")

    def no_plans(self, card: Card) -> bool:
        return card.topic in CHANNELS and self.step(card.topic) == 1

    def gain(self, card: Card) -> Fraction:
        """Return the points of the overall score between the step now and where the card leads.

        0 for a card that does not serve the shop's step: one that is brought for what it meets promises none.
        """
        step = self.step(card.topic)
        if card.topic == "today" or step is None or not self.is_served_by(card):
            return Fraction(0)
        weighting = self.questionnaire.topics[card.topic]
        reached = max(step, card.leads_to or 0)
        return Fraction(weighting.weight * (weighting.points[reached] - weighting.points[step]), 100)

    def goal(self, card: Card) -> str | None:
        return next((goal for goal in chosen(self.answers, "goal") if goal in card.goals), None)

    def branch(self, card: Card) -> str | None:
        return next((branch for branch in chosen(self.answers, "branch") if branch in card.branches), None)

    def reasons(self, card: Card) -> tuple[str, ...]:
        return tuple(reason for reason in chosen(self.answers, "data_reasons") if reason in card.reasons)

    def fit(self, card: Card) -> Fraction:
        suits = sum(map(bool, (self.goal(card), self.reasons(card), self.branch(card))))
        fit: Fraction = BETTER_FIT**suits
        return fit * NO_PLANS_FIT if self.no_plans(card) else fit

    def rank(self, card: Card) -> tuple[Fraction, Fraction, str]:
        """Order by points gained times fit; by fit where there are none to gain; then by id."""
        value, fit = self.gain(card) * self.fit(card), self.fit(card)
        return -value, Fraction(0) if value else -fit, card.id


@dataclass(frozen=True)
class _Choice:
    shop: _Shop
    ranking: Sequence[Card]
    bringers: Sequence[Card]
    """The cards that meet a need, whatever steps they serve: what is lacking is lacking on any step."""

    def consent_card(self) -> Card | None:
        """Return the card to come first for a shop that messages customers and does not record consent."""
        met = self.shop.met
        if not self.shop.messages or "consent" in met:
            return None
        ready = (card for card in self.bringers if "consent" in card.meets and met.issuperset(card.needs))
        return min(ready, key=lambda card: _superfluous(card, met), default=None)

    def quick_first(self) -> list[_Group]:
        """Fill in ranking order, then let the highest ranked lead that can; if need be one from further down.

        Cards without points only fill what is left, so they are not fetched from further down.
        """
        groups = self.filled([])
        leading = next((group for group in groups if self._can_lead(group)), None)
        if leading is not None:
            return [leading, *(group for group in groups if group is not leading)]
        led = (self.filled([], leader) for leader in self.ranking if self.shop.gain(leader) > 0)
        return next((other for other in led if other and self._can_lead(other[0])), groups)

    def filled(self, groups: Iterable[_Group], *preferred: Card) -> list[_Group]:
        """Add to the groups, in ranking order after the preferred cards, what still fits."""
        filled = list(groups)
        for card in (*preferred, *self.ranking):
            group = self._with_needs(card, [placed for group in filled for placed in group])
            if group is not None:
                filled.append(group)
        return filled

    def _with_needs(self, card: Card, placed: Sequence[Card]) -> _Group | None:
        """Return the card after the fewest cards that meet its needs, if all of them still fit."""
        if len(placed) == AT_MOST or card.topic in {other.topic for other in placed}:
            return None
        met = _met_after(placed, self.shop.met)
        bringers = sorted(self.bringers, key=lambda bringer: _superfluous(bringer, met))
        groups = (
            (*brought, card)
            for count in range(AT_MOST - len(placed))
            for brought in permutations(bringers, count)
        )
        return next((group for group in groups if self._fits([*placed, *group])), None)

    def _fits(self, cards: Sequence[Card]) -> bool:
        return len({card.topic for card in cards}) == len(cards) and _in_order(cards, self.shop.met)

    def _can_lead(self, group: _Group) -> bool:
        return group[0].minutes <= QUICK_MINUTES and _in_order(group, self.shop.met)


def _in_order(cards: Sequence[Card], met: frozenset[Need]) -> bool:
    """Tell whether each card's needs are met before it is used."""
    return all(_met_after(cards[:place], met).issuperset(card.needs) for place, card in enumerate(cards))


def _met_after(cards: Iterable[Card], met: frozenset[Need]) -> frozenset[Need]:
    return met.union(*(card.meets for card in cards))


def _superfluous(card: Card, met: frozenset[Need]) -> tuple[int, str]:
    """Order by how much a card brings that is there already, then by id."""
    return len(met.intersection(card.meets)), card.id


def _next_step(shop: _Shop, card: Card, group: _Group, consent: Card | None) -> NextStep:
    reason = Reason(
        kind=_kind(shop, card, group, consent),
        gain=float(shop.gain(card)),
        goal=shop.goal(card),
        answers=shop.reasons(card),
        branch=shop.branch(card),
        no_plans=shop.no_plans(card),
        enables=None if card is group[-1] else group[-1].id,
    )
    return NextStep(id=card.id, topic=card.topic, reason=reason)


def _kind(
    shop: _Shop, card: Card, group: _Group, consent: Card | None
) -> Literal["consent", "gain", "keep", "need", "today"]:
    if card is consent:
        return "consent"
    if card is not group[-1]:
        return "need"
    if card.topic == "today":
        return "today"
    return "gain" if shop.gain(card) > 0 else "keep"
