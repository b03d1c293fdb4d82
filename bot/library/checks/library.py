"""What must hold of the advice library: each shop finds its own in it, and no card promises too much."""

from collections.abc import Iterator

from bot.library.checks.cards import MOST_GOALS, MOST_SUITED
from bot.library.files import Files
from bot.library.parsing.cards import FOLDERS, MAIN, card_path
from bot.library.parsing.problem import Problem, at
from bot.library.parsing.source import Document, Fault, read_front_matter
from bot.library.schema.content import Content
from scoring.advice import QUICK_MINUTES
from scoring.model import CHANNELS, MONITORED, ONLINE_ITEMS, SHOP_TYPES, TOP_STEP, Answers, Card
from scoring.score import online_items

DOING = 3
"""From this step up a shop uses a channel: no card leads there that reaches nobody."""
FEW = 3
"""A branch that fewer cards suit finds little of its own."""
OWN = ("sends", "shops", "suits")
"""What each card says of itself, so that nobody forgets to think of it."""


def library(files: Files, content: Content) -> Iterator[Fault]:
    """List the faults of the cards among themselves, and of each as a promise."""
    for card in content.cards:
        document = read_front_matter(path := card_path(MAIN, card.topic, card.id), files[path], [])
        if document:
            yield from _card(card, document)
    yield from _examples(content)
    yield from _unsuited_branches(content)
    yield from _objections(content)
    yield from _unserved_steps(content)
    yield from _unserved_items(content)


def _card(card: Card, document: Document) -> Iterator[Fault]:
    data = document.data if isinstance(document.data, dict) else {}
    missing = [name for name in OWN if name not in data]
    if missing:
        yield document.fault((), Problem("own_missing", names=", ".join(missing)), "warning")
    if len(missing) == len(OWN):
        # An own card from before cards said so: it may stay until somebody writes it anew.
        return
    if card.topic in CHANNELS and (card.leads_to or 0) >= DOING and not card.sends:
        yield document.fault(
            ("leads_to",), at("leads_to", Problem("reaches_nobody", step=card.leads_to or 0))
        )
    if len(card.suits) > MOST_SUITED:
        yield document.fault(("suits",), at("suits", Problem("suits_many", most=MOST_SUITED)))
    if len(card.goals) > MOST_GOALS:
        yield document.fault(("goals",), at("goals", Problem("goals_many", most=MOST_GOALS)))
    if card.reasons and card.minutes > QUICK_MINUTES:
        yield document.fault(("minutes",), at("minutes", Problem("slow", most=QUICK_MINUTES)))


def _options(content: Content, question: str) -> tuple[str, ...]:
    found = content.questionnaire.question(question)
    return () if found is None else tuple(option.id for option in found.options)


def _examples(content: Content) -> Iterator[Fault]:
    """Under each topic, every branch finds an example of its own."""
    for folder, topic in FOLDERS.items():
        cards = [content.texts[MAIN].cards[card.id] for card in content.cards if card.topic == topic]
        served = {branch for card in cards for branch in card.examples}
        for branch in [branch for branch in _options(content, "branch") if branch not in served]:
            problem = Problem("branch_unserved", topic=folder, branch=branch)
            yield Fault(f"{MAIN}/advice/{folder}/", 1, problem)


def _unsuited_branches(content: Content) -> Iterator[Fault]:
    """Each branch is suited by some cards; "other" is no trade that anything suits."""
    for branch in [branch for branch in _options(content, "branch") if branch != "other"]:
        count = sum(branch in card.suits for card in content.cards)
        if count < FEW:
            problem = Problem("branch_unsuited", branch=branch, count=count, least=FEW)
            yield Fault(f"{MAIN}/advice/", 1, problem, "warning")


def _objections(content: Content) -> Iterator[Fault]:
    """Each reason not to ask for data has a card that answers it, for each type of shop, and gains by it."""
    answering = [card for card in content.cards if 0 in card.steps and (card.leads_to or 0) > 0]
    for reason in _options(content, "data_reasons"):
        for shop_type in SHOP_TYPES:
            if not any(reason in card.reasons and shop_type in card.shops for card in answering):
                problem = Problem("reason_unanswered", reason=reason, shop_type=shop_type)
                yield Fault(f"{MAIN}/advice/data/", 1, problem)


def _unserved_steps(content: Content) -> Iterator[Fault]:
    """Each step of each topic is served for each type of shop."""
    for topic in MONITORED:
        for shop_type in SHOP_TYPES:
            cards = [card for card in content.cards if card.topic == topic and shop_type in card.shops]
            for step in range(TOP_STEP + 1):
                if not any(step in card.steps for card in cards):
                    problem = Problem("shops_unserved", step=step, topic=topic, shop_type=shop_type)
                    yield Fault(f"{MAIN}/advice/{topic}/", 1, problem)


def _unserved_items(content: Content) -> Iterator[Fault]:
    """Each thing that a shop can have online is started by a quick card without needs."""
    starting = [
        card
        for card in content.cards
        if card.topic == "online" and not card.in_use and not card.needs and card.minutes <= QUICK_MINUTES
    ]
    for shop_type in SHOP_TYPES:
        answers: Answers = {"shop_type": shop_type}
        # The website of a webshop is there.
        items = [item for item in online_items(answers) if (item, shop_type) != ("website", "web")]
        for item in items:
            if not any(card.uses in ONLINE_ITEMS[item] and shop_type in card.shops for card in starting):
                problem = Problem("item_unserved", item=item, shop_type=shop_type, most=QUICK_MINUTES)
                yield Fault(f"{MAIN}/advice/today/", 1, problem)
