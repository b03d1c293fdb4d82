"""What an advice card is worth to one shop: what it gains, and how well it fits."""

from dataclasses import dataclass
from fractions import Fraction

from scoring.model import CHANNELS, ONLINE_ITEMS, Answers, Card, Need, Questionnaire, Result, Topic
from scoring.path import SHOP_TYPE, chosen_options
from scoring.score import online_items, online_score, online_used

SERVES_GOAL = Fraction(5, 4)
ANSWERS_REASON = Fraction(3, 2)
SUITS_BRANCH = Fraction(3, 2)
LESS = Fraction(1, 2)
"""For what the shop has no plans with, what is small and unknown, and data without a purpose."""

MESSAGING: tuple[Topic, ...] = ("email", "sms")
SMALL: tuple[Topic, ...] = ("sms", "blog", "twitter")
USES, WANTS, KNOWS = 3, 2, 1
ONLINE_ENOUGH = 3
ONLINE_BASIS = 2

_MET_BY_YES_TO: dict[Need, str] = {"file": "data_file", "consent": "data_consent"}


@dataclass(frozen=True)
class Shop:
    """A shop with its result; of its answers those that count."""

    questionnaire: Questionnaire
    result: Result
    answers: Answers

    def step(self, topic: Topic) -> int | None:
        """Give the step on a topic; None where it was not answered."""
        found = self.result.topics.get(topic)
        return None if found is None else found.step

    def is_meant_by(self, card: Card) -> bool:
        """Tell whether the card is for this type of shop; one that did not say has a door."""
        return self.answers.get(SHOP_TYPE, "physical") in card.shops

    def is_served_by(self, card: Card) -> bool:
        """Tell whether the card is for a shop like this, by what it answered."""
        if not self.is_meant_by(card) or self.step(card.topic) is None:
            return False
        if card.topic == "online":
            return card.uses is not None and (card.uses in self._used_today) == card.in_use
        return self.step(card.topic) in card.steps

    @property
    def _used_today(self) -> tuple[str, ...]:
        return (*chosen_options(self.answers, "today"), *online_used(self.answers))

    @property
    def met_needs(self) -> frozenset[Need]:
        """The needs that are met; unknown counts as unmet."""
        return frozenset(need for need, asked in _MET_BY_YES_TO.items() if self.answers.get(asked) == "yes")

    @property
    def messages(self) -> bool:
        """Whether it messages several customers at once: not by answering one, or by what people follow."""
        by_channel = any((self.step(topic) or 0) >= USES for topic in MESSAGING)
        return by_channel or "whatsapp_group" in chosen_options(self.answers, "today")

    @property
    def lacks_online(self) -> bool:
        """Whether a place is kept for what every shop needs today."""
        used, there = self.step("online"), len(online_items(self.answers))
        return used is not None and used < min(ONLINE_ENOUGH, there)

    @property
    def lacks_most_online(self) -> bool:
        """Whether that place is the first."""
        return self.lacks_online and (self.step("online") or 0) < ONLINE_BASIS

    def is_underway(self, topic: Topic) -> bool:
        """Tell whether the shop uses a channel or wants to."""
        return topic in CHANNELS and (self.step(topic) or 0) >= WANTS

    def no_plans(self, card: Card) -> bool:
        return card.topic in CHANNELS and self.step(card.topic) == KNOWS

    def gain(self, card: Card) -> Fraction:
        """Return the points of the readiness between the step now and where the card leads.

        0 for a card that does not serve the shop's step: one that is brought for what it meets promises none.
        """
        step = self.step(card.topic)
        if step is None or not self.is_served_by(card):
            return Fraction(0)
        _, points = card_outcome(self.questionnaire, self.answers, card, step)
        now = self.result.topics[card.topic].score
        return Fraction(self.questionnaire.topics[card.topic].weight * (points - now), 100)

    def goal(self, card: Card) -> str | None:
        """Return the shop's goal, where the card serves it."""
        return next((goal for goal in chosen_options(self.answers, "goal") if goal in card.goals), None)

    def suited_branch(self, card: Card) -> str | None:
        """Return the shop's branch, where the card is the thing to do for it."""
        return next(
            (branch for branch in chosen_options(self.answers, "branch") if branch in card.suits), None
        )

    def reasons(self, card: Card) -> tuple[str, ...]:
        """Return the reasons against asking for data that the shop gave and the card answers."""
        return tuple(
            reason for reason in chosen_options(self.answers, "data_reasons") if reason in card.reasons
        )

    def fit(self, card: Card) -> Fraction:
        """Weigh how well a card fits, 1 where nothing speaks for or against it."""
        fit = SERVES_GOAL if self.goal(card) else Fraction(1)
        fit *= ANSWERS_REASON if self.reasons(card) else 1
        fit *= SUITS_BRANCH if self.suited_branch(card) else 1
        small = card.topic in SMALL and self.step(card.topic) == 0 and not self.suited_branch(card)
        return fit * LESS ** sum((self.no_plans(card), small, self._has_no_purpose(card)))

    def _has_no_purpose(self, card: Card) -> bool:
        """Tell whether the card has data asked for that the shop would do nothing with (AVG art. 5)."""
        asking = card.topic == "data" and (self.step("data") or 0) < WANTS
        return asking and all((self.step(topic) or 0) < WANTS for topic in MESSAGING)

    def rank(self, card: Card) -> tuple[Fraction, Fraction, str]:
        """Order by points gained times fit; by fit where there are none to gain; then by id."""
        value, fit = self.gain(card) * self.fit(card), self.fit(card)
        return -value, Fraction(0) if value else -fit, card.id


def card_outcome(questionnaire: Questionnaire, answers: Answers, card: Card, step: int) -> tuple[int, int]:
    """Tell the step and the points of its topic that a card leads to from a step, if it is kept up.

    A card of `online` adds what it is about to what the shop uses, and nothing where that is there already.
    """
    if card.topic != "online":
        step = max(step, card.leads_to or 0)
        return step, questionnaire.topics[card.topic].points[step]
    lacking = set(online_items(answers)) - set(online_used(answers))
    step += sum(card.uses in ONLINE_ITEMS[item] for item in lacking)
    return step, online_score(step, answers)
